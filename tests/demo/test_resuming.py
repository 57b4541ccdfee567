"""An interrupted telling goes on where it stopped and ends the same; what is built is left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from threading import current_thread

import pytest
from django.db import connection, connections

from ihanoi.cases.models import Case
from ihanoi.cases.words import Verb
from ihanoi.demo import actions, queries
from ihanoi.demo.actions import life
from ihanoi.demo.models import Stage
from ihanoi.demo.plan import NOTE, Step
from ihanoi.kernel.denials import Denied
from ihanoi.people.models import Account
from tests.conftest import MONDAY
from tests.demo.conftest import SIZE, silent


class Interrupted(Exception):
    """Ctrl-C in the middle."""


def interrupt(*_: object) -> None:
    raise Interrupted


def refuse(*_: object) -> None:
    raise Denied("Không.")


def test_it_goes_on(founded: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    tell, calls = life._Teller.tell, list[int]()

    def stop_after_three(self: life._Teller, steps: Sequence[Step]) -> None:
        if len(calls) == 3:
            raise Interrupted
        calls.append(len(steps))
        tell(self, steps)

    with monkeypatch.context() as patched:
        patched.setattr(life._Teller, "tell", stop_after_three)
        with pytest.raises(Interrupted):
            actions.build_life(progress=silent, now=MONDAY, size=SIZE, threads=0)
    assert not queries.is_built()
    stage = Stage.objects.get(name=queries.LIFE)
    assert stage.done == sum(calls)
    before, said = Case.objects.count(), list[str]()
    monkeypatch.setitem(life._HOW, NOTE, refuse)
    made = actions.build_life(progress=said.append, size=SIZE, threads=0)
    assert queries.is_built()
    assert Case.objects.count() == before + made["submit"]
    assert "steps were refused: {'note: Không.'" in said[-1]


def test_stopped_before_the_very_end_nothing_is_told_twice(
    founded: None, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(life, "_finish", interrupt)
        with pytest.raises(Interrupted):
            actions.build_life(progress=silent, now=MONDAY, size=SIZE / 4, threads=0)
    before = Case.objects.count()
    assert actions.build_life(progress=silent, size=SIZE / 4, threads=0) == Counter()
    assert queries.is_built()
    assert Case.objects.count() == before


def test_the_foundation_again_adds_nobody(founded: None, db: None) -> None:
    before = Account.objects.count()
    actions.build_foundation(progress=silent, now=MONDAY)
    assert Account.objects.count() == before


def test_all_stages_are_built_where_nothing_is(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    Stage.objects.all().delete()
    built: list[str] = []
    monkeypatch.setattr(actions, "build_foundation", lambda **_: built.append("foundation"))
    monkeypatch.setattr(actions, "build_life", lambda **_: built.append("life"))
    monkeypatch.setattr(actions, "build_duties", lambda **_: built.append("duties"))
    actions.build(silent)
    assert built == ["foundation", "life", "duties"]


def test_what_is_built_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    for stage in ("is_founded", "is_built", "has_duties"):
        monkeypatch.setattr(queries, stage, lambda: True)
    said: list[str] = []
    actions.build(progress=said.append)
    assert said == []


def test_pictures_are_drawn_ahead_by_a_second_thread_that_leaves_no_connection(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, str]] = []
    opened = []

    def note(_: life._Teller, step: Step) -> life.Uploaded:
        connection.ensure_connection()
        opened.append(connections["default"])
        drawn.append((step.story, current_thread().name))
        return {}

    monkeypatch.setattr(life._Teller, "_uploads", note)
    steps = [Step(MONDAY, n, Verb.SUBMIT, 1, {"report": None}) for n in range(3)]
    steps.append(Step(MONDAY, 0, Verb.RECEIVE, 1))
    teller = life._Teller(Stage(name="life", until=MONDAY), {}, 1)
    with teller.uploading(steps):
        assert [teller._files(step) for step in steps[:3]] == [{}, {}, {}]
    assert drawn == [(n, "demo-pictures_0") for n in range(3)]
    assert {each.connection for each in opened} == {None}
