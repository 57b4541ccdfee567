"""What is asked for wrongly, too early or twice at once, and what is corrected later in the register of incidents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.journal import queries as journal
from ihanoi.journal.actions import record_read
from ihanoi.journal.words import Data
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import actions as media
from ihanoi.media import queries as files
from ihanoi.media.models import File
from ihanoi.media.words import Kind, Size
from ihanoi.notifications.models import Notice
from ihanoi.people.models import Account
from ihanoi.privacy import actions, queries
from ihanoi.privacy.actions import requests
from ihanoi.privacy.models import Concerned, Incident, Period, Request
from ihanoi.privacy.rules import Facts
from ihanoi.privacy.words import DataClass, OpenCases, RequestState, Right, Source, Subject, Verb, Why
from tests.cases.stages import bring
from tests.conftest import MONDAY, City
from tests.media import samples
from tests.people.officials import own

Ask = Callable[..., Request]
Submit = Callable[..., Case]
Upload = Callable[..., UUID]


@pytest.fixture
def found(guardian: Actor) -> Incident:
    """Found and written down on Monday at 08:00."""
    return actions.record_incident(
        actor=guardian, what="Gửi nhầm tệp.", found_at=MONDAY, found_by="Trực ban", classes=[DataClass.CASES]
    )


def test_what_is_known_better_is_amended_and_the_clocks_stay(guardian: Actor, found: Incident) -> None:
    actions.amend_incident(
        actor=guardian, incident_id=found.pk, what=" Gửi nhầm hai tệp. ", found_by=" Tổ trực ",
        classes=["no class", DataClass.ACCOUNT], how=" Nhầm địa chỉ. ", measures=" Đã thu hồi. ",
    )  # fmt: skip
    left = Incident.objects.get(pk=found.pk)
    assert (left.what, left.found_by, left.how, left.measures) == (
        "Gửi nhầm hai tệp.",
        "Tổ trực",
        "Nhầm địa chỉ.",
        "Đã thu hồi.",
    )
    assert left.classes == [DataClass.ACCOUNT]
    assert (left.first_due_at, left.notice_due_at) == (found.first_due_at, found.notice_due_at)
    line = next(e for e in journal.history(Subject.INCIDENT, found.pk) if e.verb == Verb.AMEND)
    assert line.data == {"classes": [DataClass.ACCOUNT]}


def test_listed_by_whose_data_an_official_opened(city: City, guardian: Actor, found: Incident) -> None:
    for owner in (city.sender, city.neighbour, city.sender):
        record_read(actor=city.handler, kind=Data.CONTACT, way="desk:case", owner_id=owner.account_id)
    record_read(actor=city.approver, kind=Data.CONTACT, way="desk:case", owner_id=city.assigner.account_id)
    reader, day = own(city.handler), timedelta(days=1)
    span = {"since": MONDAY - day, "until": MONDAY + day}
    assert actions.list_by_reader(actor=guardian, incident_id=found.pk, reader_id=reader, **span) == 2
    listed = Concerned.objects.filter(incident=found, source=Source.READS)
    assert {each.account_id for each in listed} == {city.sender.account_id, city.neighbour.account_id}
    with pytest.raises(Invalid) as invalid:
        actions.list_by_reader(
            actor=guardian, incident_id=found.pk, reader_id=reader, since=MONDAY, until=MONDAY
        )
    assert invalid.value.errors == {"until": Why.PERIOD}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "no such period"}, "name"),
        ({"amount": 0}, "amount"),
        ({"amount": 3651}, "amount"),
        ({"valid_from": MONDAY.date() - timedelta(days=1)}, "valid_from"),
    ],
)
def test_numbers_that_cannot_be_set(guardian: Actor, wrong: dict[str, Any], field: str) -> None:
    before = set(Period.objects.values_list("name", "amount", "valid_from"))
    given: dict[str, Any] = {"name": "keep_codes", "amount": 3650, "valid_from": MONDAY.date()}
    with pytest.raises(Invalid) as invalid:
        actions.set_period(actor=guardian, **(given | wrong))
    assert list(invalid.value.errors) == [field]
    assert set(Period.objects.values_list("name", "amount", "valid_from")) == before
    actions.set_period(actor=guardian, **given)
    assert queries.limit("keep_codes", date(2026, 11, 16)).amount == 3650


def test_a_right_that_nobody_has(city: City, guardian: Actor) -> None:
    for actor, right in ((city.sender, "fly"), (Actor(None), Right.RESTRICT)):
        with pytest.raises(Invalid) as invalid:
            actions.ask(actor=actor, right=right)
        assert invalid.value.errors == {"right": Why.NOT_IN_LIST}
    assert not Request.objects.exists()


def test_a_correction_says_what_is_wrong(asked: Ask) -> None:
    with pytest.raises(Invalid) as invalid:
        asked(Right.CORRECT, said="  ")
    assert invalid.value.errors == {"said": Why.NEEDED}
    assert not Request.objects.exists()


def test_asked_twice_at_the_same_moment(asked: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither had seen the other's request: the database lets one through."""
    asked()
    seen = queries.facts_about

    def too_early(*args: Any, **named: Any) -> Facts:
        return replace(seen(*args, **named), repeated=False)

    monkeypatch.setattr(requests, "facts_about", too_early)
    with pytest.raises(Denied) as denied:
        asked()
    assert denied.value.reason == Why.ALREADY
    assert Request.objects.count() == 1


def test_what_waits_for_approval_is_not_withdrawn_and_holds_up_the_deletion(
    city: City, guardian: Actor, asked: Ask, submitted: Submit, upload: Upload
) -> None:
    bring(submitted(), State.AWAITING_APPROVAL, city, upload)
    submitted(text="Đèn đường trước số 31 phố Trần Quốc Toản không sáng đã ba đêm.")
    request = asked(Right.DELETE, open_cases=OpenCases.WITHDRAW)
    actions.accept(actor=guardian, request_id=request.pk)
    with pytest.raises(Denied) as denied:
        actions.finish(actor=guardian, request_id=request.pk)
    assert denied.value.reason == str(Why.STILL_OPEN) % {"n": 1}
    assert Request.objects.get().state == RequestState.ACCEPTED
    assert Account.objects.get(pk=own(city.sender)).is_active


def test_nobody_says_that_a_copy_is_there_before_it_is(asked: Ask, guardian: Actor) -> None:
    request = asked(Right.COPY)
    with pytest.raises(Denied) as denied:
        actions.finish(actor=guardian, request_id=request.pk)
    assert denied.value.reason == Why.NO_COPY
    assert Request.objects.get().state == RequestState.ACCEPTED


def test_a_correction_corrects_something_or_says_what_was_done(asked: Ask, guardian: Actor) -> None:
    request = asked(Right.CORRECT, said="Sai tên đường.")
    actions.accept(actor=guardian, request_id=request.pk)
    with pytest.raises(Invalid) as invalid:
        actions.finish(actor=guardian, request_id=request.pk, reason=" ")
    assert invalid.value.errors == {"reason": Why.NOTHING_TO_CORRECT}
    actions.finish(actor=guardian, request_id=request.pk, reason="Đã sửa tên đường.")
    assert Request.objects.get().result == {"changed": 0}


def test_nobody_is_warned_while_there_is_time(asked: Ask, guardian: Actor) -> None:
    request = asked()
    with clock.at(request.answer_due_at - timedelta(hours=24, seconds=1)):
        assert actions.warn() == 0
    assert not Notice.objects.filter(verb__in=("request_soon", "request_over")).exists()
    with clock.at(request.answer_due_at - timedelta(hours=24)):
        assert actions.warn() == 1


def test_a_document_loses_its_sender_and_keeps_its_bytes(city: City) -> None:
    file = media.receive(actor=city.sender, stream=BytesIO(samples.pdf()), name="don cua Lan.pdf")
    assert file.kind == Kind.DOCUMENT and file.owner_id == city.sender.account_id
    assert media.strip(file_ids=[file.pk]) == 1
    left = File.objects.get(pk=file.pk)
    assert (left.owner_id, left.name) == (None, "document.pdf")
    with files.content(left, files.path_of(left, Size.FULL)) as content:
        assert content.read() == samples.pdf()
