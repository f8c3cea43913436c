"""Records nothing: the decorator is missing."""

from prefshift_sym.theory.vocabulary import setting


def wrong(proof):
    proof.conclude(by=setting)
