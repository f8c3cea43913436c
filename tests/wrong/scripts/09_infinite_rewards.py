"""Finite rewards are forgotten: a reward of minus infinity gives w[y] = 0, and the support shrinks."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import positive_temperature, setting


@theorem("The tilt is positive", "all(w[y] > 0 for y in Y)")
def wrong(proof):
    rest = [each for each in setting if each.name != "finite rewards"]
    tilt = proof.have("all(w[y] > 0 for y in Y)", by=rest, label="tilt")
    proof.conclude(by=[tilt, positive_temperature])
