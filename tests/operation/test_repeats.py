"""Repeats are found among hard negatives, with any seed; a score that looks at one thing alone is not."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from ihanoi.operation.evaluation import repeats
from ihanoi.operation.evaluation.figures import Figures
from ihanoi.operation.evaluation.repeats import Pair


def figure(found: Figures, what: str) -> float:
    return next(each.value for each in found.figures if what in each.what)


@pytest.mark.parametrize("seed", [repeats.SEED, 7, 2025])
def test_precision_and_recall(seed: int) -> None:
    found = repeats.evaluate(seed, pairs=400)
    assert figure(found, "precision of what is shown") >= 0.95
    assert figure(found, "recall of what is shown") >= 0.90
    assert figure(found, "precision of “most probably") >= 0.98
    for kind in repeats.OTHERS:
        assert figure(found, kind) >= 0.88, kind
    assert figure(found, "time") < 5  # ms of reading and comparing; a fifth of it on a quiet machine


def test_the_same_seed_makes_the_same_pairs() -> None:
    first, second = (list(repeats.generate(random.Random(1), 20)) for _ in range(2))
    assert first == second
    assert len({pair.kind for pair in first}) == 1 + len(repeats.OTHERS)


@pytest.mark.parametrize("seen", ["place", "words", "field"])
def test_no_single_sign_is_enough(seen: str) -> None:
    """The pairs are hard: each sign alone takes a tenth and more of the others for repeats, or misses as many."""
    alone: dict[str, Callable[[Pair], bool]] = {
        "place": lambda pair: repeats.compare(pair).metres < 40,
        "words": lambda pair: pair.one.text == pair.other.text or bool(repeats.compare(pair).about),
        "field": lambda pair: pair.one.field == pair.other.field,
    }
    pairs = list(repeats.generate(random.Random(3), 200))
    wrong = [pair for pair in pairs if alone[seen](pair) != pair.is_repeat]
    assert len(wrong) > len(pairs) / 10
