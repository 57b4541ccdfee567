"""What is lacking in answers is found, and good ones are let through, on answers written for this project."""

from __future__ import annotations

from ihanoi.operation.evaluation import answers
from tests.conftest import City


def test_every_goal_is_met(city: City) -> None:
    found = answers.evaluate()
    assert [str(figure) for figure in found.figures if figure.met is False and figure.unit != "ms"] == []


def test_there_are_enough_of_both(city: City) -> None:
    labelled = list(answers.read(answers.SAID))
    good = sum(not each.lacks for each in labelled)
    assert len(labelled) >= 120 and min(good, len(labelled) - good) >= 50
