"""From submission to rating, through the actions only: what is stored, what is timed, who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.journal import actions as journal_actions
from ihanoi.journal import queries as journal
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.notifications.models import Notice
from tests.cases.stages import ANSWER
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def told(actor: Any) -> list[str]:
    """Titles that an account got, oldest first, after the relay ran."""
    done = journal_actions.deliver()
    assert not done.delayed, [event.error for event in Event.objects.all()]
    return list(
        Notice.objects.filter(account_id=actor.account_id)
        .order_by("at", "id")
        .values_list("title", flat=True)
    )


def test_reception_is_due_after_eight_working_hours(city: City, submitted: Submit) -> None:
    assert submitted().due_at == MONDAY + timedelta(hours=9, minutes=30)


def test_from_report_to_rated_answer(city: City, submitted: Submit, upload: Upload) -> None:
    case = submitted(files=[upload(city.sender)])
    pk = case.pk
    with clock.at(MONDAY + timedelta(hours=2)):
        case = actions.receive(actor=city.assigner, case_id=pk, priority="normal")
    assert case.state == "received"
    assert case.clock == "dispatch"
    with clock.at(MONDAY + timedelta(hours=3)):
        case = actions.assign(
            actor=city.assigner, case_id=pk, agency_id=city.division, handler_id=city.handler.account_id,
            cooperating=[city.office], instructions="Kiểm tra ngay.",
        )  # fmt: skip
        assert (case.state, case.turn_role, case.clock) == ("assigned", "handler", "handling")
        case = actions.accept(actor=city.handler, case_id=pk)
        proof = upload(city.handler, "green")
        case = actions.submit_result(
            actor=city.handler, case_id=pk, answer=ANSWER, outcome="fixed", files={proof: "photo"}
        )
        assert (case.turn_role, case.turn_agency_id) == ("approver", city.ward)
        case = actions.approve(actor=city.approver, case_id=pk)
    assert case.state == "resolved"
    assert case.due_at is None
    assert not case.late
    assert case.waited_s == 3 * 3600
    shown = list(case.files.filter(role="evidence").values_list("pk", flat=True))
    case = actions.publish(actor=city.approver, case_id=pk, public_text=case.public_text, files=shown)
    assert (case.state, case.public_cover_id) == ("published", proof)
    case = actions.rate(actor=city.sender, case_id=pk, value="satisfied")
    assert case.rating == "satisfied"
    verbs = [entry.verb for entry in journal.history("case", pk)]
    assert verbs == ["submit", "receive", "assign", "accept", "submit_result", "approve", "publish", "rate"]
    assert not journal.verify().broken
    assert told(city.sender)[0].startswith("Đã gửi")
    assert any("Đã có kết quả" in title for title in told(city.sender))
    assert told(city.handler)[0].startswith("Được giao")


def test_handling_of_a_normal_case_takes_seven_working_days_without_the_holiday(
    city: City, submitted: Submit
) -> None:
    case = actions.receive(actor=city.assigner, case_id=submitted().pk, priority="normal")
    handling = case.clocks.get(name="handling")
    assert f"{handling.due_at.astimezone(clock.now().tzinfo):%d/%m %H:%M}" == "26/11 10:30"  # 17:30 in Hanoi
    assert any(day["day"] == "2026-11-24" for day in handling.trace["off"])


def test_the_same_key_makes_one_report(city: City, submitted: Submit) -> None:
    key = uuid4()
    first = submitted(client_key=key)
    assert submitted(client_key=key).pk == first.pk
    assert Case.objects.filter(sender_id=city.sender.account_id).count() == 1
