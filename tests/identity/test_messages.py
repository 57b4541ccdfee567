"""Codes leave after the commit, are tried again, and leave nothing behind."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client, override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from ihanoi.config.schedule import TIMETABLE
from ihanoi.identity import actions, jobs, queries
from ihanoi.identity.models import Code, Message
from ihanoi.identity.ports import Unsent
from ihanoi.identity.words import CodeWhy, Errand, Letter
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC
from ihanoi.people.rules import clean_phone
from tests.identity.postbox import ADDRESS, NUMBER, Memory, sent

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def gateway() -> Iterator[type[Memory]]:
    Memory.begin()
    with override_settings(SMS_CLIENT="tests.identity.postbox.Memory"):
        yield Memory


def ask(contact: str = NUMBER, after: timedelta = timedelta()) -> Message:
    with clock.at(AT + after):
        actions.ask_for_code(actor=PUBLIC, errand=Errand.ENTER, contact=contact)
    return Message.objects.latest("id")


def send(message: Message, **after: float) -> bool:
    with clock.at(AT + timedelta(**after)):
        done = actions.send_message(message_id=message.pk)
    message.refresh_from_db()
    return done


def test_asking_makes_a_job_in_the_same_commit_and_sends_nothing_itself() -> None:
    message = ask()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.queue_name, job.args) == ("identity.send", "codes", {"message_id": message.pk})
    assert not Memory.handed


def test_a_message_leaves_once_and_is_blank_afterwards() -> None:
    message = ask()
    code = sent()
    assert send(message)
    assert not send(message)
    ((number, text, _key),) = Memory.handed
    assert number == NUMBER and code in text
    assert (message.target, message.text, message.next_try) == ("", "", None)
    assert message.sent_at == AT


def test_a_letter_leaves_by_mail() -> None:
    message = ask(ADDRESS)
    code = sent()
    assert send(message)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([ADDRESS], "iHanoi: mã đăng nhập")
    assert code in letter.body and code not in letter.subject
    assert (message.target, message.text) == ("", "")


def test_a_gateway_that_is_down_is_tried_again_until_the_code_is_of_no_use() -> None:
    Memory.begin(Unsent("ConnectionError"))
    message = ask()
    tried: list[float] = []
    while message.next_try is not None and len(tried) < 20:
        tried.append((message.next_try - AT).total_seconds())
        assert not send(message, seconds=tried[-1])
    assert tried[:5] == [0, 5, 15, 35, 75]
    assert tried[-1] < 300
    assert (message.target, message.text, message.sent_at) == ("", "", None)
    assert message.error == "ConnectionError"
    jobs_made = ProcrastinateJob.objects.order_by("id").values_list("scheduled_at", flat=True)
    assert [(at - AT).total_seconds() for at in jobs_made if at][: len(tried)] == tried


def test_it_goes_out_once_the_gateway_is_back() -> None:
    Memory.begin(Unsent("HTTP 500"))
    message = ask()
    send(message)
    Memory.begin()
    assert send(message, seconds=6)
    assert (len(Memory.handed), message.tries, message.error) == (1, 2, "")


def test_every_try_has_the_same_key_and_every_message_its_own() -> None:
    message = ask()
    first = actions.messages._key(message)
    assert first == actions.messages._key(Message.objects.get())
    assert first != actions.messages._key(ask("0987654321"))


def test_what_will_never_be_taken_is_given_up_at_once() -> None:
    Memory.begin(Unsent("HTTP 422", final=True))
    message = ask()
    assert not send(message)
    assert (message.next_try, message.target, message.error) == (None, "", "HTTP 422")


def test_a_gateway_may_say_how_long_to_wait() -> None:
    Memory.begin(Unsent("HTTP 429", wait=timedelta(seconds=20)))
    message = ask()
    send(message)
    assert message.next_try == AT + timedelta(seconds=20)


def test_a_code_that_is_too_old_is_not_sent() -> None:
    message = ask()
    assert not send(message, minutes=5)
    assert (message.next_try, message.target, message.text) == (None, "", "")
    assert not Memory.handed


def test_the_timetable_finds_what_a_dead_worker_left() -> None:
    message = ask()
    with clock.at(AT + timedelta(seconds=30)):
        actions.messages._claim(message.pk)
        assert jobs.send_left() == 0, "somebody may still be sending it"
    with clock.at(AT + timedelta(minutes=2)):
        assert jobs.send_left() == 1
    assert "ihanoi.identity.jobs.send_left" in [turn.call for turn in TIMETABLE]


def test_sending_erases_nothing() -> None:
    """That is the nightly eraser's, by the period that is published (privacy)."""
    send(ask())
    with clock.at(AT + timedelta(days=300)):
        jobs.send_left()
    assert Code.objects.exists() and Message.objects.exists()


class Refusing(EmailBackend):
    """A mail server that does not know the address, and says so with the address in the words."""

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user binh@example.org")})


class Gone(EmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


@pytest.mark.parametrize(
    ("server", "error", "is_over"),
    [("Refusing", "SMTPRecipientsRefused", True), ("Gone", "ConnectionRefusedError", False)],
)
def test_a_mail_server_that_fails_is_noted_without_the_address(
    server: str, error: str, is_over: bool
) -> None:
    message = ask(ADDRESS)
    with override_settings(EMAIL_BACKEND=f"{__name__}.{server}"):
        assert not send(message)
    assert (message.error, message.next_try is None) == (error, is_over)


def test_text_messages_fit_into_one_part() -> None:
    texts = [str(text) % {"code": "123456"} for text in Letter.SMS.values()]
    texts += [str(text) for text in Letter.CHANGED_SMS.values()]
    assert [text for text in texts if len(text) > 70] == []


def test_what_people_are_told_names_a_number_that_would_be_taken() -> None:
    assert clean_phone(str(CodeWhy.PHONE).partition("ví dụ ")[2].rstrip("."))


def test_the_page_stays_up_while_the_gateway_is_down(client: Client) -> None:
    """Nothing is sent inside a request: whoever asks does not wait for the gateway."""
    Memory.begin(Unsent("ConnectionError"))
    answer = client.post("/dang-nhap/gui-ma", {"contact": NUMBER})
    assert answer["Location"] == "/dang-nhap/ma"
    assert "Không thấy mã đến?" in client.get("/dang-nhap/ma").content.decode()


def test_whoever_waits_is_told_that_the_gateway_is_slow_and_no_longer_once_it_is_not(client: Client) -> None:
    Memory.begin(Unsent("ConnectionError"))
    client.post("/dang-nhap/gui-ma", {"contact": NUMBER})
    assert "Tổng đài tin nhắn đang chậm" not in client.get("/dang-nhap/ma").content.decode()
    message = Message.objects.get()
    actions.send_message(message_id=message.pk)
    assert "Tổng đài tin nhắn đang chậm" in client.get("/dang-nhap/ma").content.decode()
    Memory.begin()
    with clock.at(clock.now() + timedelta(seconds=6)):
        assert actions.send_message(message_id=message.pk)
        assert "Tổng đài tin nhắn đang chậm" not in client.get("/dang-nhap/ma").content.decode()


def test_those_who_run_the_platform_see_what_fails() -> None:
    assert queries.messages() == {"waiting": 0, "oldest": None, "given_up": 0}
    Memory.begin(Unsent("HTTP 500"))
    message = ask()
    send(message)
    with clock.at(AT + timedelta(minutes=1)):
        assert queries.messages() == {"waiting": 1, "oldest": AT, "given_up": 0}
        send(message, minutes=6)
        assert queries.messages() == {"waiting": 0, "oldest": None, "given_up": 1}


def test_no_gateway_is_named_in_the_room() -> None:
    """Which one is used is a setting; the room knows the Protocol alone."""
    room = Path(actions.__file__).parents[1]
    named = [path for path in room.rglob("*.py") if "ihanoi.adapters" in path.read_text()]
    assert named == []
