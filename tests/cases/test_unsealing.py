"""A confidential sender is opened by an overseer alone, with a reason, for a day; history, reads and sender know."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from ihanoi.cases import actions, queries
from ihanoi.cases.actions.concealing import own_of
from ihanoi.cases.models import Case, Original, RatingRecord, Unsealing
from ihanoi.cases.queries.page import case_page
from ihanoi.cases.queries.scans import Shelf, Wanted
from ihanoi.cases.rules.concealing import Own
from ihanoi.cases.words import SUBJECT, Verb, Why
from ihanoi.journal import actions as journal
from ihanoi.journal import queries as history
from ihanoi.journal.models import Read
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import actions as media
from ihanoi.notifications.models import Notice
from ihanoi.operation import actions as operation
from ihanoi.people import actions as people_actions
from ihanoi.people.models import Account
from tests.cases.stages import bring
from tests.conftest import MONDAY, City, picture

Submit = Callable[..., Case]
SAID = "Nắp hố ga vỡ trước cổng trường. Tôi là Sender, gọi 0912345678 gặp Sender."
REASON = "Công an đề nghị xác minh người bị hại trong vụ việc này."


@pytest.fixture
def case(submitted: Submit) -> Case:
    """Confidential, and careless in its words."""
    return submitted(text=SAID, confidential=True)


def unseal(city: City, case: Case, reason: str = REASON) -> Case:
    return actions.unseal(actor=city.overseer, case_id=case.pk, reason=reason)


def browser(actor: Actor) -> Client:
    client = Client()
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client


def test_officers_read_masked_words_and_the_sender_the_own_ones(city: City, case: Case) -> None:
    assert "Sender" not in case.text and "0912" not in case.text
    assert "Nắp hố ga vỡ trước cổng trường." in case.text
    assert queries.my_case(city.sender, case.code).text == SAID
    assert case_page(city.assigner, case.code).case.text == case.text


def test_the_words_themselves_lie_sealed(case: Case) -> None:
    assert Original.objects.get(case=case).text == SAID
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_original")
        assert "Nắp".encode() not in bytes(cursor.fetchone()[0])


def test_an_open_sender_s_words_are_read_whole_and_kept_without_numbers(
    city: City, submitted: Submit
) -> None:
    open_case = submitted(text=SAID, title="Nắp hố ga, gọi 0912345678")
    actions.add_information(actor=city.sender, case_id=open_case.pk, text=SAID)
    page = case_page(city.assigner, open_case.code)
    assert (page.case.text, page.talk[0].text) == (SAID, SAID)
    assert page.history[0].text == SAID
    mine = queries.my_case(city.sender, open_case.code)
    assert (mine.text, mine.lines[0].quotes[0]) == (SAID, SAID)
    (row,) = queries.inbox(city.assigner, Wanted(Shelf.RECEPTION)).rows
    assert row.title == "Nắp hố ga, gọi 0912345678"
    assert not Original.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text || title || folded FROM cases_case")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT text FROM cases_message")
        stored += cursor.fetchone()[0]
    assert "Nắp hố ga" in stored and "gặp Sender" in stored
    assert not [digits for digits in re.findall(r"\d+", stored) if len(digits) > 8]
    assert history.verify().sound


def test_what_was_written_before_is_sealed_by_the_installer(city: City, submitted: Submit) -> None:
    open_case = submitted()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET text = %s, folded = %s", [SAID, SAID.lower()])
    assert operation.seal_words(actor=SYSTEM) == 1
    assert actions.conceal_earlier(actor=SYSTEM) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT text || folded FROM cases_case")
        assert "0912345678" not in cursor.fetchone()[0]
    open_case.refresh_from_db()
    assert open_case.text == SAID
    assert operation.seal_words(actor=SYSTEM) == 0
    assert actions.conceal_earlier(actor=SYSTEM) == 0


def test_whatever_the_sender_adds_is_masked_where_it_is_stored(city: City, case: Case, upload: Any) -> None:
    actions.add_information(actor=city.sender, case_id=case.pk, text="Sender đây, số 0912345678, vẫn vỡ.")
    bring(case, "published", city, upload)
    actions.rate(
        actor=city.sender,
        case_id=case.pk,
        value="dissatisfied",
        reason="vague",
        text="Gọi cho Sender 0912345678.",
    )
    said = [m.text for m in case.messages.all()] + [RatingRecord.objects.get(case=case).text]
    said += [str(entry.data) for entry in history.history(SUBJECT, case.pk)]
    assert not [text for text in said if "0912" in text or "Sender" in text]


def test_a_file_is_not_called_by_the_sender_s_name(city: City, submitted: Submit) -> None:
    file = media.receive(actor=city.sender, stream=picture(), name="Don cua Sender.jpg")
    case = submitted(files=[file.id], confidential=True)
    assert [row.file.name for row in case.files.select_related("file")] == ["picture.jpg"]


def test_reports_from_before_are_masked_by_the_installer(city: City, case: Case) -> None:
    actions.add_information(actor=city.sender, case_id=case.pk, text="Vẫn chưa có ai tới.")
    Original.objects.all().delete()
    case.messages.update(text="Sender đây, vẫn vỡ.")
    Case.objects.filter(pk=case.pk).update(
        text=SAID, public_text=SAID, public_title="Sender báo", title="Sender báo"
    )
    assert actions.conceal_earlier(actor=SYSTEM) == 1
    case.refresh_from_db()
    assert "Sender" not in case.messages.get().text
    assert "Sender" not in case.text + case.title + case.public_text + case.folded
    assert queries.own_text(case) == SAID
    assert actions.conceal_earlier(actor=SYSTEM) == 0


def test_a_report_that_tells_of_nobody_stays_as_it_is(submitted: Submit) -> None:
    case = submitted(confidential=True)
    assert actions.conceal_earlier(actor=SYSTEM) == 0
    assert not Original.objects.filter(case=case).exists()


def test_of_nobody_nothing_is_known() -> None:
    assert own_of(None, None, None) == Own()


# --- who opens it, and what follows ---


def test_an_overseer_opens_it_for_a_day_and_for_nobody_else(city: City, case: Case) -> None:
    unseal(city, case)
    sender = case_page(city.overseer, case.code).sender
    assert (sender.name, sender.email, sender.words) == ("Sender", "sender@example.org", (SAID,))
    assert (sender.is_known, sender.reason) == (True, REASON)
    for seat in ("assigner", "dispatcher", "approver"):
        other = case_page(getattr(city, seat), case.code).sender
        assert (other.is_known, other.email, other.words) == (False, "", ())
    with clock.at(MONDAY + timedelta(hours=23, minutes=59)):
        assert case_page(city.overseer, case.code).sender.is_known
    with clock.at(MONDAY + timedelta(hours=24)):
        assert not case_page(city.overseer, case.code).sender.is_known


def test_another_overseer_does_not_see_it(city: City, case: Case) -> None:
    unseal(city, case)
    second = people_actions.create_account(
        actor=SYSTEM, new=people_actions.NewAccount("second@example.org", "Người Thứ Hai")
    )
    people_actions.grant(actor=SYSTEM, account_id=second.pk, agency_id=city.root, role="overseer")
    from ihanoi.people import queries as people

    assert not case_page(people.actor_for(second), case.code).sender.is_known


def test_who_no_longer_oversees_no_longer_sees(city: City, case: Case) -> None:
    unseal(city, case)
    demoted = Actor(city.overseer.account_id, city.overseer.name, city.dispatcher.seats)
    assert not case_page(demoted, case.code).sender.is_known


@pytest.mark.parametrize("seat", ["assigner", "handler", "approver", "dispatcher", "sender"])
def test_nobody_else_may_open_it(city: City, case: Case, seat: str, upload: Any) -> None:
    bring(case, "handling", city, upload)
    with pytest.raises(Denied) as denied:
        actions.unseal(actor=getattr(city, seat), case_id=case.pk, reason=REASON)
    assert str(denied.value.reason) == str(Why.NOT_YOURS)
    assert not Unsealing.objects.exists()


@pytest.mark.parametrize("reason", ["", "Cần biết"])
def test_a_reason_is_a_sentence(city: City, case: Case, reason: str) -> None:
    with pytest.raises(Invalid) as denied:
        unseal(city, case, reason)
    assert "reason" in denied.value.errors


def test_who_is_not_confidential_has_nothing_to_open(city: City, submitted: Submit) -> None:
    with pytest.raises(Denied) as denied:
        unseal(city, submitted())
    assert str(denied.value.reason) == str(Why.NOT_CONFIDENTIAL)


@pytest.mark.parametrize("state", ["submitted", "awaiting_approval", "published"])
def test_it_is_possible_in_every_state(city: City, case: Case, state: str, upload: Any) -> None:
    case = bring(case, state, city, upload)
    before = (case.state, case.due_at, case.turn_role)
    moved = unseal(city, case)
    assert (moved.state, moved.due_at, moved.turn_role) == before


def test_it_stands_in_history_and_the_sender_is_told_why(city: City, case: Case) -> None:
    unseal(city, case, REASON + " Gọi 0987654321.")
    line = history.head(SUBJECT, case.pk)
    assert line is not None
    assert (line.verb, line.actor_id, line.role) == (Verb.UNSEAL, city.overseer.account_id, "overseer")
    assert line.data["reason"].startswith(REASON) and "0987654" not in line.data["reason"]
    journal.deliver()
    told = Notice.objects.get(account=city.sender.account_id, verb=Verb.UNSEAL)
    assert case.code in told.title and REASON in told.body and "Overseer" not in told.title + told.body
    mine = queries.my_case(city.sender, case.code).lines[0]
    assert mine.title == "Danh tính bạn giữ kín đã được mở" and mine.quotes[0].startswith(REASON)


def test_the_public_learns_nothing_of_it(city: City, case: Case, client: Client) -> None:
    before = client.get(f"/phan-anh/{case.code}").content.decode().count("<li")
    unseal(city, case)
    assert client.get(f"/phan-anh/{case.code}").content.decode().count("<li") == before


# --- reads ---


def test_each_sight_of_a_sender_is_recorded(city: City, submitted: Submit) -> None:
    case = submitted()
    browser(city.assigner).get(f"/ban-xu-ly/{case.code}")
    browser(city.assigner).get(f"/ban-xu-ly/{case.code}")
    browser(city.overseer).get(f"/ban-xu-ly/{case.code}/phieu")
    found = [(r.reader_id, r.kind, r.way, r.role, r.agency_id) for r in Read.objects.order_by("id")]
    assert found == [
        (city.assigner.account_id, "contact", "desk:case", "assigner", city.ward),
        (city.overseer.account_id, "contact", "desk:sheet", "overseer", city.root),
    ]
    assert {r.owner_id for r in Read.objects.all()} == {city.sender.account_id}


def test_a_sealed_sender_leaves_no_read_an_opened_one_does(city: City, case: Case) -> None:
    browser(city.overseer).get(f"/ban-xu-ly/{case.code}")
    assert not Read.objects.exists()
    unseal(city, case)
    page = browser(city.overseer).get(f"/ban-xu-ly/{case.code}").content.decode()
    assert "sender@example.org" in page and "gặp Sender" in page
    read = Read.objects.get()
    assert (read.kind, read.reason, read.owner_id) == ("unsealed", REASON, city.sender.account_id)


def test_uncovered_pictures_of_a_confidential_sender_are_reads(
    city: City, submitted: Submit, upload: Callable[..., UUID]
) -> None:
    case = submitted(files=[upload(city.sender)], confidential=True)
    browser(city.assigner).get(f"/ban-xu-ly/{case.code}")
    assert Read.objects.get().kind == "originals"


def test_the_page_asks_once_and_says_what_follows(city: City, case: Case) -> None:
    client = browser(city.overseer)
    page = client.get(f"/ban-xu-ly/{case.code}/mo-danh-tinh").content.decode()
    assert "giữ kín" in page and "24 giờ" in page
    assert client.post(f"/ban-xu-ly/{case.code}/mo-danh-tinh", {"reason": ""}).status_code == 422
    assert client.post(f"/ban-xu-ly/{case.code}/mo-danh-tinh", {"reason": REASON}).status_code == 303
    assert Unsealing.objects.get().by_id == city.overseer.account_id
