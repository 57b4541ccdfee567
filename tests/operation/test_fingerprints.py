"""The evaluation of fingerprints: its figures, on fewer pictures."""

from __future__ import annotations

from ihanoi.operation.evaluation import fingerprints


def test_pictures_are_known_again_and_others_are_not() -> None:
    found = fingerprints.evaluate(24)
    assert [str(figure) for figure in found.figures if figure.met is False] == []
    assert {figure.n for figure in found.figures} == {24, 276, 20}
    assert len(found.written()["figures"]) == len(fingerprints.CHANGES) + 3
