"""The register of incidents as a list: what breaks first on top, nothing cut off, and counted without being read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.privacy import actions, queries
from ihanoi.privacy.models import Concerned, Incident
from ihanoi.privacy.words import DataClass, IncidentState, Source
from tests.conftest import MONDAY, City
from tests.privacy.test_pages import signed_in

HOUR = timedelta(hours=1)
LIST = "/ban-xu-ly/su-co-du-lieu"


def found(guardian: Actor, at: datetime) -> Incident:
    return actions.record_incident(
        actor=guardian, what="Gửi nhầm tệp.", found_at=at, found_by="Trực ban", classes=[DataClass.CASES]
    )


def ended(guardian: Actor, at: datetime) -> Incident:
    incident = found(guardian, at)
    actions.notify_incident(actor=guardian, incident_id=incident.pk, number="1/TTPVHCC")
    return actions.close_incident(actor=guardian, incident_id=incident.pk, conclusion="Xong.")


def test_what_breaks_first_stands_on_top(guardian: Actor) -> None:
    newest, oldest = found(guardian, MONDAY - HOUR), found(guardian, MONDAY - 20 * HOUR)
    reported, finished = found(guardian, MONDAY - 21 * HOUR), found(guardian, MONDAY - 22 * HOUR)
    actions.report_incident(actor=guardian, incident_id=reported.pk, to_whom="Trực ban")
    actions.notify_incident(actor=guardian, incident_id=finished.pk, number="1/TTPVHCC")
    shown = [incident.pk for incident, _clocks in queries.open_incidents(guardian)]
    assert shown == [oldest.pk, newest.pk, reported.pk, finished.pk]


def test_an_open_one_is_never_cut_off(guardian: Actor) -> None:
    first = found(guardian, MONDAY - 100 * HOUR)
    Incident.objects.bulk_create(
        [
            Incident(
                state=IncidentState.CLOSED, what="x", found_at=MONDAY, found_by="x", recorded_at=MONDAY,
                recorded_by_id=first.recorded_by_id, first_due_at=MONDAY, notice_due_at=MONDAY, closed_at=MONDAY,
            )
            for _ in range(201)
        ]
    )  # fmt: skip
    assert [incident.pk for incident, _clocks in queries.open_incidents(guardian)] == [first.pk]


def test_those_that_are_over_come_page_by_page(guardian: Actor) -> None:
    over = [ended(guardian, MONDAY - hours * HOUR).pk for hours in (3, 1, 2)]
    first = queries.closed_incidents(guardian, size=2)
    assert [each.pk for each in first.rows] == [over[1], over[2]]
    ended(guardian, MONDAY)
    last = queries.closed_incidents(guardian, size=2, mark=first.next)
    assert [each.pk for each in last.rows] == [over[0]] and not last.next


def test_the_page_shows_both_and_leads_on(guardian: Actor) -> None:
    still_open, over = found(guardian, MONDAY), [ended(guardian, MONDAY - n * HOUR) for n in range(31)]
    client = signed_in(guardian)
    page = client.get(LIST)
    shown = page.content.decode()
    assert still_open.code in shown and over[0].code in shown and over[30].code not in shown
    shown = client.get(LIST, {"truoc": page.context["next"]}).content.decode()
    assert over[30].code in shown and over[0].code not in shown


def test_nobody_else_sees_those_that_are_over(city: City, guardian: Actor) -> None:
    with pytest.raises(NotFound):
        queries.closed_incidents(city.overseer)


def test_persons_are_counted_not_read(city: City, guardian: Actor) -> None:
    incident = found(guardian, MONDAY)
    listed = ((city.sender, Source.CASE), (city.neighbour, Source.CASE), (city.overseer, Source.READS))
    Concerned.objects.bulk_create(
        Concerned(incident=incident, account_id=who.account_id, source=source) for who, source in listed
    )
    with CaptureQueriesContext(connection) as asked:
        page = queries.incident_page(guardian, incident.pk)
    about = [each["sql"] for each in asked if "privacy_concerned" in each["sql"]]
    assert len(about) == 1 and "GROUP BY" in about[0]
    assert page.concerned == 3 and page.without_account == 0
    assert [(each.label, each.persons) for each in page.by_source] == [
        (Source.CASE.label, 2),
        (Source.READS.label, 1),
    ]


def test_the_numbers_are_read_in_one_query(guardian: Actor) -> None:
    with CaptureQueriesContext(connection) as asked:
        rows = queries.period_rows()
    assert len(asked) == 1 and len(rows) > 20
    answer = next(row for row in rows if row.name == "answer")
    assert (answer.words, answer.amount) == ("2 ngày làm việc", 2)
