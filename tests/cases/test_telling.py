"""Who is told of a move and of a clock that runs out: the parties of the table, each once, nobody of the own deed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ihanoi.cases import actions, jobs
from ihanoi.cases.models import Case
from ihanoi.journal import actions as journal
from ihanoi.journal.models import Event
from ihanoi.journal.ports import Told
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.notifications.models import Notice
from tests.cases.stages import AGREED, bring
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def told(city: City) -> list[tuple[str, str, str]]:
    """(who, verb, address) of the notices since the last look, after the relay has run."""
    journal.deliver()
    names = {actor.account_id: name for name, actor in city.actors.items()}
    rows = Notice.objects.order_by("account_id").values_list("account_id", "verb", "url")
    found = [(names.get(account, "somebody else"), verb, url.split("/")[1]) for account, verb, url in rows]
    Notice.objects.all().delete()
    return sorted(found)


def people_told(city: City) -> set[str]:
    return {who for who, _verb, _url in told(city)}


def test_sender_and_assigner_hear_of_a_report_each_by_their_own_page(city: City, submitted: Submit) -> None:
    submitted()
    assert told(city) == [("assigner", "submit", "ban-xu-ly"), ("sender", "submit", "cua-toi")]


def test_what_lies_with_the_city_is_the_dispatchers(city: City, submitted: Submit) -> None:
    case = submitted()
    told(city)
    actions.send_up(actor=city.assigner, case_id=case.pk, reason="Ngoài thẩm quyền")
    assert people_told(city) == {"dispatcher", "sender"}


def test_a_refusal_goes_to_sender_and_overseers_by_itself(city: City, submitted: Submit) -> None:  # R49
    case = submitted()
    told(city)
    actions.refuse_reception(actor=city.assigner, case_id=case.pk, reason="incomplete", text="Thiếu địa chỉ.")
    assert people_told(city) == {"overseer", "sender"}


def test_a_case_given_to_a_unit_waits_for_its_assigner(city: City, submitted: Submit) -> None:
    case = bring(submitted(), "received", city, lambda *_: UUID(int=0))
    told(city)
    actions.assign(actor=city.assigner, case_id=case.pk, agency_id=city.division)
    assert people_told(city) == {"division_head", "sender"}


def test_followers_hear_of_the_answer_and_whoever_acts_does_not(
    city: City, submitted: Submit, upload: Upload
) -> None:
    case = bring(submitted(), "awaiting_approval", city, upload)
    actions.follow(actor=city.neighbour, case_id=case.pk)
    told(city)
    actions.approve(actor=city.approver, case_id=case.pk)
    assert told(city) == [
        ("handler", "approve", "ban-xu-ly"), ("neighbour", "approve", "phan-anh"), ("sender", "approve", "cua-toi"),
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "who"), [("submitted", "assigner"), ("handling", "handler")])
def test_a_withdrawal_is_told_to_whoever_had_the_turn(
    city: City, submitted: Submit, upload: Upload, state: str, who: str
) -> None:
    case = bring(submitted(), state, city, upload)
    told(city)
    actions.withdraw(actor=city.sender, case_id=case.pk)
    assert people_told(city) == {who}


def test_a_report_entered_for_somebody_tells_no_sender(city: City, submitted: Submit) -> None:
    submitted(
        city.approver, contact=actions.Contacted("Bà Lan", "0912345678", agreed=AGREED), channel="phone"
    )
    assert people_told(city) == {"assigner"}


def test_events_that_come_twice_tell_once(city: City, submitted: Submit) -> None:
    submitted()
    events = [Told(e.pk, e.at, e.data) for e in Event.objects.all()]
    jobs.tell(events)
    jobs.tell(events)
    assert Notice.objects.count() == 2


def warned(city: City, actor: Actor, hours: float) -> set[str]:
    with clock.at(MONDAY + timedelta(hours=hours)):
        actions.warn(actor=actor)
        return people_told(city)


def test_the_circle_widens_as_the_clock_runs_out(city: City, submitted: Submit) -> None:
    submitted()
    told(city)
    assert warned(city, SYSTEM, 5) == {"assigner"}  # half
    assert warned(city, SYSTEM, 8.5) == {"assigner"}  # three quarters
    assert warned(city, SYSTEM, 10) == {"assigner", "approver"}  # overdue: also the head
    assert warned(city, SYSTEM, 30) == {
        "assigner",
        "approver",
        "overseer",
    }  # half as much again: also the overseers
    assert warned(city, SYSTEM, 31) == set()
    assert warned(city, SYSTEM, 60) == {"assigner", "approver", "overseer"}  # and then daily


def test_a_clock_that_stopped_before_the_relay_ran_tells_nobody(city: City, submitted: Submit) -> None:
    case = submitted()
    told(city)
    with clock.at(MONDAY + timedelta(hours=5)):
        actions.warn(actor=SYSTEM)
        actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
        assert "clock_50" not in {verb for _who, verb, _url in told(city)}
