"""How many mutants the fast tests notice."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import refused
from code_mutants import code_mutants, first_failure
from schema_mutants import COMPILED, EXPLAINING, INSTALLED, MODEL, PLACE, REDUNDANT, Mutant, judge, schema_mutants

SEED = 20220617


@cache
def mutants() -> list[Mutant]:
    """Return everything that is dropped, in the order of the schemas and the code."""
    return [*schema_mutants(), *code_mutants()]


def baseline() -> str:
    """Return how a test fails though nothing is dropped; then mutants would be noticed by mistake."""
    for kind in INSTALLED.kinds:
        lines = [line for line in refused.cases() if line["kind"] == kind][::7]
        for part in (PLACE, COMPILED, EXPLAINING, MODEL):
            if failure := judge(kind, INSTALLED.load(kind), part, lines):
                return f"{part}: {failure}"
    return first_failure("")


def score(sample: int | None) -> Iterator[str]:
    """Drop all mutants, or a sample with as many of each part; yield what survives, and then a table."""
    parts: dict[str, list[int]] = {}
    for at, (part, _, _) in enumerate(mutants()):
        parts.setdefault(part, []).append(at)
    if sample:
        dice = random.Random(SEED)
        parts = {part: dice.sample(known, min(sample // len(parts), len(known))) for part, known in parts.items()}
    chosen = [at for known in parts.values() for at in known]
    count: Counter[tuple[str, str]] = Counter()
    with ProcessPoolExecutor() as pool:
        for at, verdict in zip(chosen, pool.map(_verdict, chosen, chunksize=4), strict=True):
            part, name, _ = mutants()[at]
            count.update([(part, verdict), ("all", verdict)])
            if verdict == "survived":
                yield f"survived: {part}: {name}"
    yield f"{'dropped, one at a time':46} noticed       score   redundant"
    for part in (*parts, "all"):
        noticed, survived = count[part, "noticed"], count[part, "survived"]
        share = 100 * noticed / (noticed + survived or 1)
        yield f"{part:46} {noticed:4} of {noticed + survived:4} {share:6.1f} %   {count[part, REDUNDANT]:4}"


def _verdict(at: int) -> str:
    _, _, drop = mutants()[at]
    failure = drop()
    return REDUNDANT if failure == REDUNDANT else "noticed" if failure else "survived"
