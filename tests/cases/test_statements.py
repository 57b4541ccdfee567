"""How often a report and each move ask the database: what may grow only on purpose."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.kernel import clock, kept
from tests.conftest import City

MOST = {
    "submit": 6,  # who sends (R20, and whether their data may be used), number, line of history, case, clock, event
    "receive": 8,
    "assign": 7,
    "accept": 4,  # the case, line of history, changed columns, event
    "submit_result": 12,
    "approve": 9,
    "publish": 11,
    "rate": 5,
}


def asked(act: Callable[[], Case]) -> tuple[Case, int]:
    """What the act returns, and its statements; those that begin and end its transaction are not counted."""
    with patch.object(kept, "LOOK_AGAIN_S", 3600.0), CaptureQueriesContext(connection) as captured:
        case = act()
    return case, sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_no_move_asks_more_often_than_it_must(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    submitted()  # what the process keeps is read, and so are the rates of the sample
    queries.sample_percent("field", city.ward, clock.today())
    first, handler = city.handler.account_id, city.handler
    case, found = asked(submitted)
    counts = {"submit": found}
    proof = {upload(handler): "photo"}

    def move(verb: str, by: str, **given: object) -> None:
        act = getattr(actions, verb)
        _, counts[verb] = asked(lambda: act(actor=getattr(city, by), case_id=case.pk, **given))

    move("receive", "assigner", priority="normal")
    move("assign", "assigner", agency_id=city.division, handler_id=first)
    move("accept", "handler")
    answer = "Đã lát lại 12 viên gạch trước số nhà 29 trong sáng 16/11."
    move("submit_result", "handler", answer=answer, outcome="fixed", files=proof)
    move("approve", "approver")
    move("publish", "approver", public_text=case.public_text)
    move("rate", "sender", value="satisfied")
    assert {verb: count for verb, count in counts.items() if count > MOST[verb]} == {}


def test_a_move_writes_only_the_columns_that_it_changed(city: City, submitted: Callable[..., Case]) -> None:
    case = submitted()
    with CaptureQueriesContext(connection) as captured:
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    (update,) = [query["sql"] for query in captured if query["sql"].startswith('UPDATE "cases_case"')]
    assert '"priority"' in update
    assert '"text"' not in update


def test_a_case_whose_last_line_is_not_remembered_is_chained_all_the_same(
    city: City, submitted: Callable[..., Case]
) -> None:
    case = submitted()
    Case.objects.filter(pk=case.pk).update(head=None)
    moved = actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    assert moved.head is not None
    assert moved.version == 2
