"""More time: asked by the handler, decided by the approver, and asked for nowhere else (R63)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.queries import Shelf, Wanted
from ihanoi.cases.words import State, Why
from ihanoi.kernel.denials import Invalid
from tests.cases.stages import bring
from tests.conftest import City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def ask(city: City, case: Case, day: date | None = date(2026, 12, 12)) -> Case:
    return actions.ask_extension(
        actor=city.handler,
        case_id=case.pk,
        document="Nghị định 106/2024",
        reason="Phải giám định",
        new_day=day,
    )


@pytest.fixture
def handling(city: City, submitted: Submit, upload: Upload) -> Case:
    return bring(submitted(), State.HANDLING, city, upload)


def waits_for_the_approver(city: City, case: Case) -> bool:
    page = queries.inbox(city.approver, Wanted(Shelf.APPROVAL))
    return case.pk in {row.id for row in page.rows}


def test_a_denied_request_leaves_the_due_time(city: City, handling: Case) -> None:
    due = handling.due_at
    assert waits_for_the_approver(city, ask(city, handling))
    case = actions.deny_extension(actor=city.approver, case_id=handling.pk, reason="Chưa có văn bản.")
    assert (case.due_at, case.extension_open) == (due, False)
    asked = case.extensions.get()
    assert (asked.granted, asked.note, asked.decided_by_id) == (
        False,
        "Chưa có văn bản.",
        city.approver.account_id,
    )
    assert not waits_for_the_approver(city, case)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (None, {"new_day": Why.NEEDED}),
        (date(1990, 1, 1), {"new_day": Why.EXTENSION_NOT_LATER}),
        (date(9999, 12, 31), {"new_day": Why.EXTENSION_TOO_LONG}),
    ],
)
def test_a_day_beyond_every_calendar_is_refused_like_any_other(
    city: City, handling: Case, day: date | None, why: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as caught:
        ask(city, handling, day)
    assert caught.value.errors == why


@pytest.mark.parametrize("end", ["withdraw", "merge"])
def test_a_request_on_a_case_that_ended_waits_for_nobody(
    city: City, submitted: Submit, handling: Case, end: str
) -> None:
    case = ask(city, handling)
    if end == "withdraw":
        actions.withdraw(actor=city.sender, case_id=case.pk)
    else:
        actions.merge(actor=city.assigner, case_id=case.pk, target_id=submitted().pk)
    assert not waits_for_the_approver(city, case)
