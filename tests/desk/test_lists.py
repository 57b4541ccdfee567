"""The lists of the desk: what waits for whom, in which order, how many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.queries import Shelf, Wanted
from ihanoi.cases.words import State, Verb
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from tests.cases.stages import bring
from tests.conftest import MONDAY, City
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def ids(actor: Actor, shelf: Shelf = Shelf.MINE, **wanted: Any) -> list[int]:
    return [row.id for row in queries.inbox(actor, Wanted(shelf, **wanted)).rows]


@pytest.mark.parametrize(
    ("state", "who", "move"),
    [
        (State.SUBMITTED, "assigner", Verb.RECEIVE),
        (State.RECEIVED, "assigner", Verb.ASSIGN),
        (State.ASSIGNED, "handler", Verb.ACCEPT),
        (State.HANDLING, "handler", Verb.SUBMIT_RESULT),
        (State.AWAITING_APPROVAL, "approver", Verb.APPROVE),
        (State.REWORK, "handler", Verb.SUBMIT_RESULT),
        (State.RESOLVED, "approver", Verb.PUBLISH),
    ],
)
def test_a_case_waits_for_the_one_whose_move_it_is(
    city: City, submitted: Submit, upload: Upload, state: str, who: str, move: Verb
) -> None:
    case = bring(submitted(), state, city, upload)
    for name, actor in city.actors.items():
        rows = [row for row in queries.inbox(actor, Wanted()).rows if row.id == case.pk]
        assert bool(rows) == (name == who), name
        assert not rows or rows[0].move == move


def test_what_breaks_first_comes_first(city: City, submitted: Submit) -> None:
    first = submitted()
    with clock.at(MONDAY + timedelta(hours=2)):
        second = submitted()
        actions.receive(actor=city.assigner, case_id=second.pk, priority="urgent")
        assert ids(city.assigner) == [second.pk, first.pk]


def test_pages_follow_each_other_without_gap_or_repeat(
    city: City, submitted: Submit, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("ihanoi.cases.queries.inbox"), "PAGE", 2)
    made = [submitted() for _ in range(4)]  # all due at the same moment
    undated = bring(submitted(), State.RESOLVED, city, upload)
    both = Actor(city.assigner.account_id, seats=(*city.assigner.seats, *city.approver.seats))
    seen: list[int] = []
    mark = ""
    while True:
        page = queries.inbox(both, Wanted(mark=mark))
        seen += [row.id for row in page.rows]
        if not (mark := page.next):
            break
    assert seen == [*(case.pk for case in made), undated.pk]


def test_an_extension_waits_for_the_approver(city: City, submitted: Submit, upload: Upload) -> None:
    case = bring(submitted(), State.HANDLING, city, upload)
    due = case.clocks.get(name="handling").due_at
    actions.ask_extension(
        actor=city.handler, case_id=case.pk, document="Nghị định 1", reason="Chờ đấu thầu",
        new_day=(due + timedelta(days=3)).date(),
    )  # fmt: skip
    row = next(row for row in queries.inbox(city.approver, Wanted()).rows if row.id == case.pk)
    assert row.move == Verb.GRANT_EXTENSION
    assert case.pk in ids(city.approver, Shelf.APPROVAL)
    assert case.pk in ids(city.handler)


def test_lists_of_the_city_are_for_dispatcher_and_overseer(city: City, submitted: Submit) -> None:
    case = submitted()
    with clock.at(MONDAY + timedelta(days=3)):
        assert case.pk in ids(city.overseer, Shelf.LATE)
        assert case.pk in ids(city.dispatcher, Shelf.CITY)
        assert ids(city.assigner, Shelf.LATE) == ids(city.other_assigner, Shelf.CITY) == []


def test_another_ward_sees_nothing(city: City, submitted: Submit) -> None:
    submitted()
    assert [ids(city.other_assigner, shelf) for shelf in Shelf] == [[] for _ in Shelf]


@pytest.mark.parametrize("typed", ["tran quoc toan", "Vỉa hè", "bong gach 29", "BONG GẠCH"])
def test_text_is_found_without_accents(city: City, submitted: Submit, typed: str) -> None:
    case = submitted()
    assert ids(city.assigner, text=typed) == [case.pk]
    assert ids(city.assigner, text="cây xà cừ") == []


def test_a_code_is_found(city: City, submitted: Submit) -> None:
    case = submitted()
    assert ids(city.assigner, text=case.code) == ids(city.assigner, text=f"{case.pk:06d}") == [case.pk]


def test_counts_go_by_the_colour_of_the_clock(city: City, submitted: Submit) -> None:
    submitted()
    with clock.at(MONDAY + timedelta(days=1)):
        submitted()
        tallies = queries.tallies(city.assigner, Wanted())
    mine = tallies[""]
    assert (mine.total, mine.late, mine.today, mine.easy) == (2, 1, 1, 0)
    assert tallies["reception"].total == 2
    assert tallies["dispatch"].total == 0


def test_a_list_takes_one_query_and_its_counts_another(city: City, submitted: Submit) -> None:
    for _ in range(3):
        submitted()
    queries.inbox(city.assigner, Wanted())
    with CaptureQueriesContext(connection) as taken:
        queries.inbox(city.assigner, Wanted())
        queries.tallies(city.assigner, Wanted())
    assert len([q for q in taken if "cases_case" in q["sql"]]) == 2


def test_a_long_list_is_counted_no_further_than_is_shown(
    city: City, submitted: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("ihanoi.cases.queries.tallies"), "COUNTED", 2)
    made = [submitted() for _ in range(4)]
    actions.receive(actor=city.assigner, case_id=made[0].pk, priority="normal")
    whole = queries.tallies(city.assigner, Wanted(Shelf.AGENCY))
    assert (whole[""].total, whole[""].capped, whole["agency"].total) == (2, True, 2)
    newest = queries.tallies(city.assigner, Wanted(Shelf.AGENCY, state=State.SUBMITTED))[""]
    assert (newest.total, newest.capped) == (3, True)  # of the three looked at
    own = queries.tallies(city.assigner, Wanted())[""]
    assert (own.total, own.capped) == (4, False)  # work in hand is counted exactly


def test_pages_that_are_no_list_count_lengths_only(city: City, submitted: Submit, enter: Enter) -> None:
    case = submitted()
    submitted()
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    for seat in (city.assigner, city.handler, city.overseer):
        beside = queries.tallies(seat, Wanted())
        beside.pop("", None)
        assert queries.lengths(seat) == beside
    with CaptureQueriesContext(connection) as taken:
        assert enter(city.assigner).get(f"/ban-xu-ly/{case.code}").status_code == 200
    assert not [q for q in taken if "FILTER" in q["sql"]]  # counting by colour reads the whole list


def test_the_city_is_counted_by_colour_and_the_number_kept_a_while(city: City, submitted: Submit) -> None:
    submitted()
    with clock.at(MONDAY + timedelta(days=1)):
        submitted()
        found = queries.tallies(city.overseer, Wanted(Shelf.CITY))
        assert (found[""].total, found[""].late, found[""].today) == (2, 1, 1)
        assert (found["city"].total, found["late"].total, found["unhappy"].total) == (2, 1, 0)
        submitted()
        kept = queries.tallies(city.dispatcher, Wanted(Shelf.CITY))
        assert (kept[""].total, kept["city"].total) == (2, 3)
        late = queries.tallies(city.overseer, Wanted(Shelf.LATE))[""]
        assert (late.total, late.late, late.capped) == (1, 1, False)


def test_filters_hold_for_rows_and_numbers(city: City, submitted: Submit) -> None:
    first, second = submitted(), submitted(text="Đèn đường trước số nhà 31 tắt ba đêm liền, ngõ tối om.")
    actions.receive(actor=city.assigner, case_id=second.pk, priority="urgent")
    for wanted, expected in (
        (Wanted(Shelf.AGENCY, state=State.SUBMITTED), [first.pk]),
        (Wanted(Shelf.AGENCY, priority="urgent"), [second.pk]),
        (Wanted(Shelf.AGENCY, text="đèn 50%"), []),
        (Wanted(Shelf.AGENCY, unit_id=first.unit_id, lead_id=first.lead_id), [second.pk, first.pk]),
        (Wanted(field_id=second.field_id, text="den duong"), [second.pk]),
    ):
        assert [row.id for row in queries.inbox(city.assigner, wanted).rows] == expected
        assert queries.tallies(city.assigner, wanted)[""].total == len(expected)
