"""Whoever rang, wrote or came has no account, and the same rights: the guardian enters what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ihanoi.cases import actions as cases
from ihanoi.cases.models import Case, Contact
from ihanoi.cases.queries.sender import sender_of
from ihanoi.journal import queries as journal
from ihanoi.journal.models import Read
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.notifications.models import Notice
from ihanoi.people.models import Account
from ihanoi.people.queries import newest_wording
from ihanoi.people.words import Purpose
from ihanoi.privacy import actions, queries
from ihanoi.privacy.models import Request
from ihanoi.privacy.words import OF_SENDERS, RequestState, Right, Subject, Verb, Why
from tests.conftest import MONDAY, City

Enter = Callable[..., Request]
NAME, PHONE, EMAIL, HOME, CARD = (
    "Trần Thị Gọi", "0912345678", "goi@example.org", "12 ngõ Quê", "001000111222",
)  # fmt: skip
DESK = "/ban-xu-ly/du-lieu-ca-nhan"


@pytest.fixture
def rang(city: City) -> Case:
    """Entered for a caller who said her name and number in it."""
    wording = newest_wording(Purpose.HANDLING)
    agreed = cases.Agreement(wording.edition, wording.digest)
    report = cases.Report(
        text=f"Vỉa hè bong gạch, {NAME} đã ngã, gọi {PHONE}.", consent=True, address="29 Trần Quốc Toản"
    )
    contact = cases.Contacted(NAME, PHONE, EMAIL, HOME, CARD, agreed)
    return cases.submit(actor=city.assigner, report=report, channel="phone", contact=contact)


@pytest.fixture
def entered(rang: Case, guardian: Actor) -> Enter:
    """What she asks for, with her card on the table; `working`: taken on as well."""

    def enter(right: str, *, working: bool = True, said: str = "") -> Request:
        request = actions.enter(actor=guardian, case_code=rang.code, right=right, said=said, card_seen=True)
        return actions.accept(actor=guardian, request_id=request.pk) if working else request

    return enter


def ended(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=MONDAY, state="published")


def finish(guardian: Actor, request: Request, **given: str) -> Request:
    return actions.finish(actor=guardian, request_id=request.pk, **given)


@pytest.fixture
def page(guardian: Actor) -> Client:
    client = Client()
    account = Account.objects.get(pk=guardian.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_has_the_same_clocks_queue_and_history(entered: Enter, guardian: Actor, rang: Case) -> None:
    request = entered(Right.WITHDRAW, working=False)
    assert (request.account_id, request.case_id, request.state) == (None, rang.pk, RequestState.RECEIVED)
    assert request.answer_due_at == datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
    assert [w.request.pk for w in queries.queue(guardian)] == [request.pk]
    assert [w.request.whose for w in queries.queue(guardian)] == [f"Người gửi phản ánh {rang.code}"]
    line = journal.history(Subject.REQUEST, request.pk)[0]
    assert (line.verb, line.data["card_seen"]) == (Verb.ENTER, True)
    assert Notice.objects.filter(account=guardian.account_id, verb="request_asked").exists()
    with clock.at(request.answer_due_at):
        actions.warn()
    assert Notice.objects.filter(account=guardian.account_id, verb="request_soon").exists()


def test_only_a_guardian_who_saw_the_card_enters_it(rang: Case, city: City, guardian: Actor) -> None:
    for actor in (city.assigner, city.neighbour):
        with pytest.raises(Denied) as denied:
            actions.enter(actor=actor, case_code=rang.code, right=Right.COPY, card_seen=True)
        assert denied.value.reason == Why.NOT_YOURS
    with pytest.raises(Invalid) as invalid:
        actions.enter(actor=guardian, case_code=rang.code, right=Right.COPY)
    assert set(invalid.value.errors) == {"card_seen"}
    assert not Request.objects.exists()


def test_what_is_not_there_is_not_asked_for(
    rang: Case, guardian: Actor, submitted: Callable[..., Case]
) -> None:
    own, elsewhere = submitted().code, rang.code.replace("-2611-", "-2610-")
    for code in (own, elsewhere, "không phải mã", "HN-2611-999999"):
        with pytest.raises(Invalid) as invalid:
            actions.enter(actor=guardian, case_code=code, right=Right.COPY, card_seen=True)
        assert invalid.value.errors == {"case_code": Why.NO_CONTACT}
    with pytest.raises(Invalid) as invalid:
        actions.enter(actor=guardian, case_code=rang.code, right=Right.RESTRICT, card_seen=True)
    assert set(invalid.value.errors) == {"right"}
    with pytest.raises(Invalid) as invalid:
        actions.enter(actor=guardian, case_code=rang.code, right=Right.CORRECT, card_seen=True)
    assert set(invalid.value.errors) == {"said"}


def test_one_of_a_kind_at_a_time(entered: Enter) -> None:
    entered(Right.COPY)
    with pytest.raises(Denied) as denied:
        entered(Right.COPY)
    assert denied.value.reason == Why.ALREADY_HERE


def test_it_concerns_an_account_or_a_report_and_never_both(entered: Enter, city: City) -> None:
    request = entered(Right.COPY)
    for account_id, case_id in ((city.sender.account_id, request.case_id), (None, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.objects.filter(pk=request.pk).update(account=account_id, case=case_id)


def test_the_copy_is_printed_while_it_is_worked_on(entered: Enter, guardian: Actor, page: Client) -> None:
    request = entered(Right.COPY, working=False)
    assert page.get(f"{DESK}/{request.pk}/ban-in").status_code == 404
    actions.accept(actor=guardian, request_id=request.pk)
    shown = unescape(page.get(f"{DESK}/{request.pk}/ban-in").content.decode())
    for value in (NAME, PHONE, EMAIL, HOME, CARD, "đã ngã", newest_wording(Purpose.HANDLING).text):
        assert value in shown
    assert Read.objects.filter(way="desk:privacy-print", subject_id=request.case_id).exists()
    with pytest.raises(Denied):  # no machine makes it
        actions.make_again(actor=guardian, request_id=request.pk)
    assert finish(guardian, request).state == RequestState.DONE
    assert page.get(f"{DESK}/{request.pk}/ban-in").status_code == 404


def test_name_and_ways_to_reach_are_put_right(entered: Enter, guardian: Actor, rang: Case) -> None:
    request = entered(Right.CORRECT, said="Tên đúng là Gội.")
    with pytest.raises(Invalid) as invalid:
        finish(guardian, request, citizen_id="12345")
    assert set(invalid.value.errors) == {"citizen_id"}
    with pytest.raises(Invalid) as invalid:
        finish(guardian, request)
    assert set(invalid.value.errors) == {"reason"}
    given = {"full_name": "Trần Thị Gội", "phone": "0987000111", "citizen_id": "001000111333"}
    finish(guardian, request, reason="Đã sửa.", **given)
    contact = Contact.objects.get(case=rang)
    assert (contact.name, contact.phone, contact.email) == ("Trần Thị Gội", "0987000111", EMAIL)
    assert contact.citizen_id == "001000111333"
    lines = journal.history(Subject.REQUEST, request.pk)
    assert "0987000111" not in str([line.data for line in lines])


def test_after_a_withdrawal_nobody_sees_who_it_was(
    entered: Enter, guardian: Actor, rang: Case, city: City
) -> None:
    assert sender_of(city.assigner, rang).name == NAME
    finish(guardian, entered(Right.WITHDRAW))
    told = sender_of(city.assigner, rang)
    assert NAME not in told.name and (told.phone, told.email, told.address) == ("", "", "")
    assert told.by_staff and not told.is_known
    with pytest.raises(Denied) as denied:
        entered(Right.WITHDRAW)
    assert denied.value.reason == Why.NO_CONSENT


def test_forgetting_waits_for_the_answer_and_leaves_nothing(
    entered: Enter, guardian: Actor, rang: Case
) -> None:
    request = entered(Right.DELETE, said="Tôi là Gọi, xóa giúp.")
    with pytest.raises(Denied) as denied:
        finish(guardian, request)
    assert "1 phản ánh" in str(denied.value.reason)
    ended(rang)
    done = finish(guardian, request)
    assert done.result["contacts"] == 1 and done.said == ""
    assert not Contact.objects.filter(case=rang).exists()
    left = Case.objects.get(pk=rang.pk)
    assert NAME not in left.text + left.title and PHONE not in left.text
    assert "Vỉa hè bong gạch" in left.text


def test_a_contact_that_went_in_time_is_nothing_to_act_on(
    entered: Enter, guardian: Actor, rang: Case, page: Client
) -> None:
    request = entered(Right.COPY)
    Contact.objects.filter(case=rang).delete()
    with pytest.raises(Invalid) as invalid:
        finish(guardian, request)
    assert invalid.value.errors == {"case_code": Why.NO_CONTACT}
    with pytest.raises(NotFound):
        queries.printed(guardian, request.pk)
    assert "không còn được giữ" in page.get(f"{DESK}/{request.pk}").content.decode()
    actions.refuse(actor=guardian, request_id=request.pk, reason="Liên hệ đã xóa theo thời hạn.")
    assert not Notice.objects.filter(verb="request_refused").exists()  # nobody to tell in the app


def test_the_guardian_enters_and_finishes_on_the_pages(rang: Case, guardian: Actor, page: Client) -> None:
    assert f"{DESK}/nhap" in page.get(DESK).content.decode()
    given = {"case_code": rang.code.lower(), "right": "correct", "said": "Sai tên đệm."}
    refused = page.post(f"{DESK}/nhap", given)
    assert refused.status_code == 422 and "Sai tên đệm." in refused.content.decode()
    assert page.post(f"{DESK}/nhap", {**given, "card_seen": "on"}).status_code == 302
    request = Request.objects.get()
    assert f"Người gửi phản ánh {rang.code}" in page.get(DESK).content.decode()
    page.post(f"{DESK}/{request.pk}/nhan")
    shown = page.get(f"{DESK}/{request.pk}").content.decode()
    assert NAME in shown and PHONE in shown and "không có tài khoản" in shown
    assert Read.objects.filter(way="desk:privacy-request", subject_id=rang.pk, kind="contact").exists()
    page.post(f"{DESK}/{request.pk}/xong", {"phone": "0987000111", "reason": "Đã sửa số."})
    assert Contact.objects.get().phone == "0987000111"
    assert rang.code in page.get(DESK).content.decode()


@pytest.mark.parametrize("right", OF_SENDERS)
def test_every_state_has_its_page(
    entered: Enter, guardian: Actor, page: Client, rang: Case, right: str
) -> None:
    request = entered(right, working=False, said="Sai.")
    for step in (
        lambda: None,
        lambda: actions.accept(actor=guardian, request_id=request.pk),
        lambda: actions.extend(actor=guardian, request_id=request.pk, reason="Chờ."),
        lambda: ended(rang),
        lambda: finish(guardian, request, reason="Đã làm."),
    ):
        step()
        assert page.get(f"{DESK}/{request.pk}").status_code == 200
    assert Request.objects.get().state == RequestState.DONE


def test_reading_a_confidential_sender_is_written_down_as_opened(
    entered: Enter, page: Client, rang: Case
) -> None:
    Case.objects.filter(pk=rang.pk).update(confidential=True)
    request = entered(Right.COPY)
    page.get(f"{DESK}/{request.pk}")
    assert Read.objects.filter(way="desk:privacy-request", subject_id=rang.pk, kind="unsealed").exists()
