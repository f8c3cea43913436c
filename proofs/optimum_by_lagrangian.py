"""The optimum of objective (1) and the coefficients of Lemma 1, derived by SymPy. (Huang, section 1.3 and Lemma 1.)

SymPy forms the Lagrangian at one output, differentiates, solves and normalises; each of its moves is a step here, checked
again by other means. The first-order condition is about policies that give every output a positive probability; that no
other policy is better is shown in `optimum.py`, by Gibbs' inequality.
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.derivation import derive_coefficients, derive_optimum
from prefshift_sym.derivation.steps import FAMILIES, SCALARS, VOCABULARY
from prefshift_sym.theory.vocabulary import setting

derivation = derive_coefficients(derive_optimum())
given = {
    step.label: hypothesis(step.label, step.formula, says=step.says, source=step.source, signature=VOCABULARY)
    for step in derivation.steps
    if step.move == "given"
}
assumptions = {each.name: each for each in setting}


@theorem(
    "The optimum, derived",
    "all(p[y] == p_ref[y]*w[y]/Z for y in Y) and all(p[y] == alpha_A[y]*p_A[y] + alpha_U[y]*p_U[y] for y in Y)",
    given=list(given.values()),
    families=FAMILIES,
    scalars=SCALARS,
    source="Huang, section 1.3 and Lemma 1",
)
def optimum_by_lagrangian(proof):
    """The only stationary policy is the tilted reference, and it is a mixture with the coefficients of Lemma 1."""
    facts = {**assumptions, **given}
    for step in derivation.steps:
        if step.move != "given":
            facts[step.label] = proof.derived(derivation, step.label, by=[facts[name] for name in step.cites])
    positive = facts["partition function positive"]
    needed = [facts[name] for name in ("positive temperature", "finite support")]
    proof.conclude(by=[positive, facts["optimum"], facts["Lemma 1"], *needed])
