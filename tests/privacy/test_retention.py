"""What has been kept long enough goes, class by class; what is a moment younger stays; figures stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from ihanoi.cases import actions as cases
from ihanoi.cases.actions.submission import Contacted
from ihanoi.cases.models import Case, CaseFile, Contact
from ihanoi.config.schedule import TIMETABLE
from ihanoi.identity import policies
from ihanoi.identity.models import Code, Message, SignIn
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.media.models import File
from ihanoi.notifications.models import Notice
from ihanoi.people.models import Delegation, Invitation
from ihanoi.privacy import actions, queries
from ihanoi.privacy.actions.retention import ERASERS
from ihanoi.privacy.models import Concerned, Erasure, Incident, Request
from ihanoi.privacy.queries.lapsed import FIXED, OVER, PERIODS
from ihanoi.privacy.regulation import NUMBERS, RETENTION
from ihanoi.privacy.words import DataClass, Fate, IncidentState, Right, Source
from tests.cases.stages import AGREED
from tests.conftest import MONDAY, City
from tests.people.officials import own
from tests.privacy.past import been_in_office, sent_papers

SECOND = timedelta(seconds=1)


def age(data: DataClass) -> timedelta:
    return FIXED.get(data) or timedelta(days=NUMBERS[PERIODS[data]].amount)  # type: ignore[index]  # it has a period


def codes(city: City) -> None:
    Code.objects.create(target="0900000001", channel="phone", errand="enter", secret=b"x" * 32,
                        created_at=MONDAY, expires_at=MONDAY)  # fmt: skip
    Message.objects.create(channel="phone", created_at=MONDAY, expires_at=MONDAY)


def sign_ins(city: City) -> None:
    SignIn.objects.create(account_id=city.sender.account_id, session_key="k", method="code", begun_at=MONDAY,
                          seen_at=MONDAY, idle=timedelta(days=1), address="10.0.0.1")  # fmt: skip


def tries(city: City) -> None:
    row = AccessAttempt.objects.create(
        username="x", ip_address="10.0.0.1", user_agent="", path_info="/", failures_since_start=1
    )
    AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=MONDAY)


def notices(city: City) -> None:
    Notice.objects.create(account_id=city.sender.account_id, at=MONDAY, verb="x", title="x", url="/", key="x")


def contacts(city: City) -> None:
    report = cases.Report(
        text="Vỉa hè bong gạch trước nhà số 29, rất dễ ngã.", consent=True, address="29 Trần Quốc Toản"
    )
    sent = cases.submit(
        actor=city.assigner,
        report=report,
        channel="phone",
        contact=Contacted("Bà Lan", "0912345678", agreed=AGREED),
    )
    _ended(sent)


def _ended(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=MONDAY, state="withdrawn")


def requests(city: City) -> None:
    Request.objects.create(account_id=city.sender.account_id, right=Right.RESTRICT, state="done", level=1,
                           asked_at=MONDAY, answer_due_at=MONDAY, due_at=MONDAY, first_due_at=MONDAY,
                           closed_at=MONDAY)  # fmt: skip


def incidents(city: City) -> None:
    ended = Incident.objects.create(state=IncidentState.CLOSED, what="x", found_at=MONDAY, found_by="x",
                                    recorded_by_id=city.sender.account_id, recorded_at=MONDAY, first_due_at=MONDAY,
                                    notice_due_at=MONDAY, closed_at=MONDAY)  # fmt: skip
    Concerned.objects.create(incident=ended, account_id=city.sender.account_id, source=Source.CASE)


def papers(city: City) -> None:
    with clock.at(MONDAY):
        sent_papers(city)


def invitations(city: City) -> None:
    with clock.at(MONDAY):
        been_in_office(city, own(city.sender))
    Invitation.objects.filter(account=None).delete()


MADE: dict[DataClass, tuple[Callable[[City], None], Any]] = {
    DataClass.CODES: (codes, Code),
    DataClass.SIGN_INS: (sign_ins, SignIn),
    DataClass.TRIES: (tries, AccessAttempt),
    DataClass.NOTICES: (notices, Notice),
    DataClass.CONTACTS: (contacts, Contact),
    DataClass.REQUESTS: (requests, Request),
    DataClass.INCIDENTS: (incidents, Concerned),
    DataClass.PAPERS: (papers, File),
    DataClass.INVITATIONS: (invitations, Invitation),
}


@pytest.mark.parametrize("data", list(MADE))
def test_to_the_second(city: City, guardian: Actor, data: DataClass) -> None:
    make, model = MADE[data]
    model.objects.all().delete()
    make(city)
    end = MONDAY + age(data)
    with clock.at(end):
        assert queries.lapsed()[data] == 0
        actions.erase_lapsed()
        assert model.objects.count() == 1
    with clock.at(end + SECOND):
        due = queries.lapsed()
        assert due[data] >= 1
        assert actions.erase_lapsed() == due  # of every class: what is counted is what goes
        assert model.objects.count() == 0
        assert actions.erase_lapsed()[data] == 0  # safe to run twice


def test_absences_go_by_the_day(city: City, guardian: Actor) -> None:
    invitations(city)
    end = MONDAY + age(DataClass.DELEGATIONS)
    for at, left in ((end, 1), (end + timedelta(days=1), 0)):
        with clock.at(at):
            assert queries.lapsed()[DataClass.DELEGATIONS] == 1 - left
            assert actions.erase_lapsed()[DataClass.DELEGATIONS] == 1 - left
        assert Delegation.objects.count() == left


def test_pictures_of_ended_cases(
    city: City, guardian: Actor, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    ended, still_open = (
        submitted(files=[upload(city.sender)]),
        submitted(city.neighbour, files=[upload(city.neighbour, "red")]),
    )
    _ended(ended)
    with clock.at(MONDAY + age(DataClass.PICTURES)):
        assert actions.erase_lapsed()[DataClass.PICTURES] == 0
    with clock.at(MONDAY + age(DataClass.PICTURES) + SECOND):
        assert actions.erase_lapsed()[DataClass.PICTURES] == 1
    assert not CaseFile.objects.filter(case=ended).exists()
    assert File.objects.filter(owner=city.neighbour.account_id).count() == 1
    assert CaseFile.objects.filter(case=still_open).count() == 1
    assert Case.objects.filter(pk=ended.pk).exists()


def test_drafts_go_with_their_session(city: City, guardian: Actor) -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=MONDAY - SECOND)
    Session.objects.create(session_key="new", session_data="", expire_date=MONDAY + SECOND)
    actions.erase_lapsed()
    assert [s.session_key for s in Session.objects.all()] == ["new"]


def test_each_run_says_what_it_did(city: City, guardian: Actor) -> None:
    codes(city)
    with clock.at(MONDAY + age(DataClass.CODES) + SECOND):
        actions.erase_lapsed()
        row = next(r for r in queries.erasures() if r.data == DataClass.CODES)
    assert row.last_count == 2 and row.due == 0
    assert {row.data for row in Erasure.objects.all()} == {str(data) for data in ERASERS}


def test_every_class_that_ends_has_its_eraser() -> None:
    """Unused files have a turn of their own in media; whatever else is erased or stripped is erased here."""
    ending = {each.data for each in RETENTION if each.fate in (Fate.ERASE, Fate.STRIP)}
    assert ending - {DataClass.UNUSED} == set(ERASERS) == set(OVER)
    assert {each.data for each in RETENTION} == set(DataClass)


def test_a_shorter_time_holds_from_its_day(city: City, guardian: Actor) -> None:
    notices(city)
    actions.set_period(
        actor=guardian, name="keep_notices", amount=10, valid_from=clock.today() + timedelta(days=1)
    )
    with clock.at(MONDAY + timedelta(days=10) + SECOND):
        assert actions.erase_lapsed()[DataClass.NOTICES] == 1


def test_codes_stay_as_long_as_their_limits_look_back(city: City, guardian: Actor) -> None:
    shortest = 1
    with pytest.raises(Invalid):
        actions.set_period(actor=guardian, name="keep_codes", amount=shortest - 1, valid_from=clock.today())
    actions.set_period(actor=guardian, name="keep_codes", amount=shortest, valid_from=clock.today())
    assert timedelta(days=shortest) >= policies.DAY


def test_what_is_published_of_codes_is_what_runs(city: City, guardian: Actor) -> None:
    """Whatever the guardian sets: no other job takes them earlier, and the eraser takes them then."""
    codes(city)
    actions.set_period(actor=guardian, name="keep_codes", amount=40, valid_from=clock.today())
    with clock.at(MONDAY + timedelta(days=39)):
        for turn in TIMETABLE:
            if turn.call.startswith("ihanoi.identity."):
                import_string(turn.call)()
        assert actions.erase_lapsed()[DataClass.CODES] == 0
    with clock.at(MONDAY + timedelta(days=40) + SECOND):
        assert actions.erase_lapsed()[DataClass.CODES] == 2


def test_the_lock_keeps_tries_no_longer_than_is_published(city: City) -> None:
    assert age(DataClass.TRIES) > settings.AXES_COOLOFF_TIME
    assert not settings.AXES_ENABLE_ACCESS_FAILURE_LOG and settings.AXES_DISABLE_ACCESS_LOG


ASKED: dict[DataClass, tuple[str, ...]] = {
    DataClass.CODES: ("identity_codes_at", "identity_messages_at"),
    DataClass.SIGN_INS: ("identity_sign_ins_seen",),
    DataClass.NOTICES: ("notifications_notice_at",),
    DataClass.PAPERS: ("media_file_papers",),
}


@pytest.mark.parametrize("data", list(ASKED))
def test_each_night_rows_are_found_by_an_index(city: City, data: DataClass) -> None:
    """A city has millions of them, and the eraser asks for the oldest, batch by batch."""
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # of few rows the planner would sort all the same
        ERASERS[data](MONDAY)
        selects = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
        plans = []
        for select in selects:
            cursor.execute(f"EXPLAIN {select}")
            plans += [row[0] for row in cursor.fetchall()]
    assert all(any(name in line for line in plans) for name in ASKED[data]), plans
    if data != DataClass.PAPERS:  # of which there are few, in the order of their ids
        assert not any("Sort" in line for line in plans)
