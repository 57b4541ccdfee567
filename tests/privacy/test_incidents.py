"""The register of incidents: clocks by the wall, steps, a list that is frozen, one word for everybody on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ihanoi.cases import actions as cases
from ihanoi.cases.actions.submission import Contacted
from ihanoi.cases.models import Case
from ihanoi.cases.queries.sender import pseudonym
from ihanoi.journal.models import Read
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.privacy import actions, queries
from ihanoi.privacy.models import Incident
from ihanoi.privacy.queries.incidents import standing
from ihanoi.privacy.words import DataClass, IncidentState, Why
from tests.accountability.test_paper import opened, words
from tests.cases.stages import AGREED
from tests.conftest import MONDAY, City

Submit = Callable[..., Case]
SATURDAY = datetime(2026, 11, 14, 22, 0, tzinfo=UTC)  # Sunday 05:00 in Hanoi


@pytest.fixture
def found(guardian: Actor) -> Incident:
    """Found early on a Sunday, written down on Monday."""
    return actions.record_incident(
        actor=guardian,
        what="Tệp danh sách gửi nhầm địa chỉ.",
        found_at=SATURDAY,
        found_by="Trực ban",
        classes=[DataClass.ACCOUNT, DataClass.CASES],
    )


def test_clocks_run_on_sundays_from_when_it_was_found(found: Incident) -> None:
    assert found.first_due_at == SATURDAY + timedelta(hours=24)
    assert found.notice_due_at == SATURDAY + timedelta(hours=72)
    assert found.code == f"SC-26-{found.pk:04d}"
    first, notice = queries.clocks(found)
    assert first.over and not notice.over  # it was written down 27 hours late


def test_warned_before_and_after(guardian: Actor, found: Incident) -> None:
    with clock.at(found.notice_due_at - timedelta(hours=6, seconds=1)):
        actions.warn()
        assert not Notice.objects.filter(verb="incident_soon").exists()
    with clock.at(found.notice_due_at - timedelta(hours=6)):
        actions.warn()
        actions.warn()
    assert Notice.objects.filter(account=guardian.account_id, verb="incident_soon").count() == 1
    assert (
        Notice.objects.filter(account=guardian.account_id, verb="incident_over").count() == 1
    )  # the first word
    assert standing().open == 1 and (standing().seconds_left or 0) < 0


def test_nobody_finds_something_tomorrow(guardian: Actor) -> None:
    with pytest.raises(Invalid) as invalid:
        actions.record_incident(
            actor=guardian, what="x", found_at=MONDAY + timedelta(hours=1), found_by="x", classes=["account"]
        )
    assert invalid.value.errors == {"found_at": Why.FOUND_AHEAD}


def test_operators_record_and_report_guardians_do_the_rest(city: City, guardian: Actor) -> None:
    account = people_actions.create_account(
        actor=Actor(None, is_system=True), new=people_actions.NewAccount("op@example.org", "Op Er")
    )
    people_actions.grant(
        actor=Actor(None, is_system=True), account_id=account.pk, agency_id=city.root, role=Role.OPERATOR,
        valid_from=MONDAY.date(),
    )  # fmt: skip
    operator = people.actor_for(account)
    incident = actions.record_incident(
        actor=operator, what="x", found_at=MONDAY, found_by="x", classes=["account"]
    )
    assert Notice.objects.filter(account=guardian.account_id, verb="incident_recorded").exists()
    actions.report_incident(actor=operator, incident_id=incident.pk, to_whom="Trực ban")
    for act in (
        lambda: actions.notify_incident(actor=operator, incident_id=incident.pk, number="1/A"),
        lambda: actions.freeze_list(actor=operator, incident_id=incident.pk),
        lambda: actions.list_by_codes(actor=operator, incident_id=incident.pk, codes=["x"]),
    ):
        with pytest.raises(Denied):
            act()
    with pytest.raises(NotFound):
        actions.export_concerned(actor=operator, incident_id=incident.pk)
    for actor in (city.sender, city.overseer, city.handler):
        with pytest.raises(NotFound):
            queries.incident_page(actor, incident.pk)


def test_listed_by_codes_with_and_without_account(
    city: City, guardian: Actor, found: Incident, submitted: Submit
) -> None:
    own, other = submitted(), submitted(city.neighbour)
    told = cases.submit(
        actor=city.assigner, channel="phone", contact=Contacted("Bà Lan", "0912345678", agreed=AGREED),
        report=cases.Report(text="Vỉa hè bong gạch trước nhà, rất dễ ngã.", consent=True, address="29 Trần Quốc Toản"),
    )  # fmt: skip
    codes = [own.code, other.code.lower(), told.code, own.code, "HN-9901-999999", "không phải mã"]
    assert actions.list_by_codes(actor=guardian, incident_id=found.pk, codes=codes) == 3
    assert actions.list_by_codes(actor=guardian, incident_id=found.pk, codes=[own.code]) == 0
    page = queries.incident_page(guardian, found.pk)
    assert page.concerned == 3 and page.without_account == 1
    rows = actions.export_concerned(actor=guardian, incident_id=found.pk)
    assert ["Bà Lan", "", "0912345678", told.code] == rows[2][1:5]
    with pytest.raises(Invalid):
        actions.list_by_codes(actor=guardian, incident_id=found.pk, codes=["HN-9901-999999"])


def test_the_list_opens_no_confidential_sender(
    city: City, guardian: Actor, found: Incident, submitted: Submit
) -> None:
    hidden, plain = submitted(confidential=True), submitted(city.neighbour)
    actions.list_by_codes(actor=guardian, incident_id=found.pk, codes=[hidden.code, plain.code])
    for _ in range(2):
        first, second = actions.export_concerned(actor=guardian, incident_id=found.pk)
    assert first[1:5] == [pseudonym(hidden.pk), "", "", hidden.code]
    assert second[1:5] == ["Neighbour", "neighbour@example.org", "0900000002", plain.code]
    owners = Read.objects.filter(way="desk:incident-persons").values_list("owner_id", flat=True)
    assert list(owners) == [city.neighbour.account_id]  # who reads there that somebody took the list out


def test_listed_by_agency_and_time(city: City, guardian: Actor, found: Incident, submitted: Submit) -> None:
    submitted()
    day = timedelta(days=1)
    span = {"since": MONDAY - day, "until": MONDAY + day}
    assert (
        actions.list_by_agency(actor=guardian, incident_id=found.pk, agency_id=city.other_ward, **span) == 0
    )
    assert actions.list_by_agency(actor=guardian, incident_id=found.pk, agency_id=city.ward, **span) == 1
    before = {"since": MONDAY - 2 * day, "until": MONDAY - day}
    assert actions.list_by_agency(actor=guardian, incident_id=found.pk, agency_id=city.ward, **before) == 0
    with pytest.raises(Invalid):
        actions.list_by_agency(
            actor=guardian, incident_id=found.pk, agency_id=city.ward, since=MONDAY, until=MONDAY
        )


def test_frozen_told_once_then_closed(
    city: City, guardian: Actor, found: Incident, submitted: Submit
) -> None:
    own = submitted()
    actions.list_by_codes(actor=guardian, incident_id=found.pk, codes=[own.code])
    with pytest.raises(Denied) as denied:
        actions.tell_concerned(actor=guardian, incident_id=found.pk, text="Xin lỗi.")
    assert denied.value.reason == Why.NOT_FROZEN
    actions.freeze_list(actor=guardian, incident_id=found.pk)
    with pytest.raises(Denied):
        actions.list_by_codes(actor=guardian, incident_id=found.pk, codes=[own.code])
    with pytest.raises(Denied) as denied:
        actions.close_incident(actor=guardian, incident_id=found.pk, conclusion="Xong.")
    assert denied.value.reason == Why.NOT_NOTIFIED
    actions.notify_incident(actor=guardian, incident_id=found.pk, number="12/TTPVHCC-BVDL")
    with pytest.raises(Denied):
        actions.close_incident(actor=guardian, incident_id=found.pk, conclusion="Xong.")
    assert (
        actions.tell_concerned(actor=guardian, incident_id=found.pk, text="Số điện thoại của bạn bị lộ.") == 1
    )
    told = Notice.objects.get(account=city.sender.account_id, verb="incident_told")
    assert told.body == "Số điện thoại của bạn bị lộ."
    with pytest.raises(Denied):
        actions.tell_concerned(actor=guardian, incident_id=found.pk, text="Lần nữa.")
    closed = actions.close_incident(actor=guardian, incident_id=found.pk, conclusion="Đã khóa.")
    assert closed.state == IncidentState.CLOSED
    assert standing().open == 0


def test_the_first_report_counts(guardian: Actor, found: Incident) -> None:
    first = actions.report_incident(actor=guardian, incident_id=found.pk, to_whom="Trực ban").reported_at
    with clock.at(MONDAY + timedelta(hours=1)):
        again = actions.report_incident(actor=guardian, incident_id=found.pk, to_whom="Trưởng phòng")
    assert again.reported_at == first and again.reported_to == "Trưởng phòng"


def test_the_notice_says_what_is_known(
    city: City, guardian: Actor, found: Incident, submitted: Submit
) -> None:
    actions.list_by_codes(actor=guardian, incident_id=found.pk, codes=[submitted().code])
    text = words(opened(queries.notice_document(Incident.objects.get(pk=found.pk))))
    assert "DỰ THẢO" in text and "Công an thành phố Hà Nội" in text and found.code in text
    assert "1 người (chưa chốt" in text and "Tệp danh sách gửi nhầm địa chỉ." in text
    assert "Sender" not in text and "0900000001" not in text
    actions.notify_incident(actor=guardian, incident_id=found.pk, number="12/TTPVHCC-BVDL")
    assert "DỰ THẢO" not in words(opened(queries.notice_document(Incident.objects.get(pk=found.pk))))
