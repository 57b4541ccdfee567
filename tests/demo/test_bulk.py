"""The quick way makes what the slow way makes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case, CaseClock, MapPoint, RatingRecord, Result
from ihanoi.cases.words import State
from ihanoi.demo import actions
from ihanoi.demo.actions import bulk
from ihanoi.journal import queries as journal
from ihanoi.journal.models import Entry
from ihanoi.kernel import clock
from ihanoi.people import queries as people
from tests.conftest import MONDAY
from tests.demo.conftest import silent

COUNT = 400


@pytest.fixture(scope="module")
def copied(told: dict[str, int]) -> int:
    """The highest id of the slow way; everything above was copied."""
    last = Case.objects.latest("pk").pk
    with clock.at(MONDAY), pytest.MonkeyPatch.context() as patched:
        patched.setattr(bulk, "CHUNK", COUNT // 3)  # in several commits
        found = actions.copy_life(count=COUNT, progress=silent)
    assert found.cases == COUNT
    return int(last)


@pytest.fixture(autouse=True)
def _after_the_copying(copied: int, db: None) -> None:
    """Every test here needs the copies."""


def filled(model: Any, by: str, **only: Any) -> dict[Any, set[str]]:
    """By state: the columns in which any row holds a value."""
    found: defaultdict[Any, set[str]] = defaultdict(set)
    for row in model.objects.filter(**only).values():
        key = row.get(by) if by in row else None
        found[key] |= {column for column, value in row.items() if value not in (None, "", [], {})}
    return found


def test_the_same_columns_are_filled_in_each_state(copied: int) -> None:
    slow, quick = filled(Case, "state", pk__lte=copied), filled(Case, "state", pk__gt=copied)
    assert set(quick) <= set(slow)
    for state, columns in quick.items():
        assert columns <= slow[state], state


def test_what_belongs_to_a_case_keeps_its_shape(copied: int) -> None:
    for model in (CaseClock, Result, RatingRecord):
        slow, quick = filled(model, "name", case_id__lte=copied), filled(model, "name", case_id__gt=copied)
        assert set(quick) <= set(slow)
        assert all(columns <= slow[key] for key, columns in quick.items())


def test_the_working_of_a_due_time_is_copied_as_it_is_kept(copied: int) -> None:
    traces = CaseClock.objects.filter(case_id__gt=copied).values_list("trace", flat=True)
    assert {type(trace) for trace in traces} == {dict}


def test_each_version_is_the_last_line_of_its_history() -> None:
    for case in Case.objects.all():
        last = journal.head("case", case.pk)
        assert last is not None
        assert last.seq == case.version


def test_the_history_verifies() -> None:
    assert journal.verify().sound


def test_results_in_history_are_the_case_s_own(copied: int) -> None:
    own = dict(Result.objects.filter(case_id__gt=copied).values_list("pk", "case_id"))
    for line in Entry.objects.filter(subject="case", subject_id__gt=copied, verb="submit_result"):
        assert own[line.data["result_id"]] == line.subject_id


def test_the_map_counts_the_copies(copied: int) -> None:
    assert MapPoint.objects.filter(case_id__gt=copied).exists()


def test_the_actions_work_on_copies(copied: int) -> None:
    case = Case.objects.filter(pk__gt=copied, state=State.SUBMITTED).order_by("pk").first()
    assert case is not None
    assigner = people.holders("assigner", case.turn_agency_id)[0]
    with clock.at(MONDAY):
        moved = cases.receive(actor=people.actor_for(assigner), case_id=case.pk, priority="normal")
    assert moved.state == State.RECEIVED
    assert moved.version == case.version + 1
