"""Letters go out over real SMTP into the demo's mailbox; a bad letter or a dead server stops nobody else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.test import Client, override_settings

from ihanoi.adapters.mailbox.box import Box
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from ihanoi.notifications import actions, jobs, queries, words
from ihanoi.notifications.actions import Note
from ihanoi.notifications.models import Mail
from ihanoi.people.actions import NewAccount, create_accounts
from ihanoi.people.models import Account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The demo's mail server as the supervisor starts it."""
    var, port = tmp_path_factory.mktemp("var"), free_port()
    source = str(Path(actions.__file__).parents[2])
    environment = {**os.environ, "IHANOI_VAR": str(var), "IHANOI_MAIL_PORT": str(port), "PYTHONPATH": source}
    command = [sys.executable, "-m", "ihanoi.adapters.mailbox"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "ready" in server.stdout.readline()
        yield port, var
        server.terminate()


@pytest.fixture
def box(mail_server: tuple[int, Path]) -> Iterator[Box]:
    port, var = mail_server
    for letter in (var / "mailbox" / "new").iterdir():
        letter.unlink()
    with override_settings(
        EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False, VAR=var, DEMO=True
    ):
        yield Box(var / "mailbox")


def tell(
    count: int = 1, title: str = "UBND phường Cửa Nam đã tiếp nhận.", email: str = "nguoi-{}@example.org"
) -> None:
    """Notices for so many new accounts."""
    new = [NewAccount(email.format(n), f"Người số {n}") for n in range(count)]
    accounts = create_accounts(actor=SYSTEM, new=new, password=None)
    with clock.at(AT):
        actions.notify([
            Note(a.pk, "receive", title, "Có kết quả trước 09:10 thứ Ba 24/11.", "/phan-anh/HN-2611-000001", "k", AT)
            for a in accounts
        ])  # fmt: skip


def send(after: timedelta = timedelta(0)) -> actions.Sent:
    with clock.at(AT + after):
        return actions.send_mails()


def test_a_letter_arrives_with_text_and_address(box: Box) -> None:
    tell()
    with clock.at(AT):
        assert jobs.send_mail() == 1
        assert jobs.send_mail() == 0
    letter = box.letters()[0]
    assert (letter.recipient, letter.subject) == ("nguoi-0@example.org", "UBND phường Cửa Nam đã tiếp nhận.")
    full = box.letter(letter.key)
    assert full is not None
    assert "Có kết quả trước 09:10 thứ Ba 24/11." in full.text
    assert "/phan-anh/HN-2611-000001" in full.text
    assert "&" not in full.text.split("http")[0]
    mail = Mail.objects.get()
    assert (mail.sent_at, mail.next_try, mail.tries) == (AT, None, 1)


def test_a_hundred_letters_take_a_connection_for_each_batch(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(100)
    dialled: list[bool | None] = []
    dial = EmailBackend.open

    def noted(backend: EmailBackend) -> bool | None:
        dialled.append(dial(backend))
        return dialled[-1]

    monkeypatch.setattr(EmailBackend, "open", noted)
    assert send().sent == 100
    assert dialled.count(True) == 100 // actions.BATCH
    assert len(box.letters(limit=200)) == 100


def test_a_title_with_a_line_break_adds_no_header(box: Box) -> None:
    tell(title="Đã nhận\r\nBcc: ai-do@example.org")
    assert send().sent == 1
    assert box.letters()[0].subject == "Đã nhận Bcc: ai-do@example.org"


def test_a_bad_letter_is_put_off_alone(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(3)
    compose = actions.compose

    def picky(mail: Mail) -> EmailMultiAlternatives:
        if mail.notice.account.email == "nguoi-1@example.org":
            raise ValueError("no")
        return compose(mail)

    monkeypatch.setattr(actions, "compose", picky)
    done = send()
    assert (done.sent, done.failed) == (2, 1)
    late = Mail.objects.get(sent_at=None)
    assert (late.tries, late.next_try, late.error) == (1, AT + timedelta(minutes=1), "ValueError: no")
    monkeypatch.undo()
    assert send(timedelta(minutes=1)).sent == 1


def test_a_letter_that_never_goes_is_given_up(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    tell()
    monkeypatch.setattr(actions, "STALE", timedelta(days=30))
    monkeypatch.setattr(actions, "compose", lambda mail: 1 / 0)
    after = timedelta(0)
    for _ in range(len(actions.WAITS) + 1):
        assert send(after).failed == 1
        after += timedelta(days=1)
    assert send(after) == actions.Sent()
    assert queries.mails()["given_up"] == 1


def test_a_dead_server_costs_nobody_a_try() -> None:
    tell(3)
    with override_settings(
        EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port(), EMAIL_USE_TLS=False
    ):
        assert send() == actions.Sent()
    assert set(Mail.objects.values_list("tries", "next_try")) == {(0, AT + timedelta(minutes=1))}
    assert "ConnectionRefusedError" in Mail.objects.all()[0].error


def test_a_server_that_hangs_up_costs_nobody_a_try() -> None:
    tell(2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        rude = Thread(target=hang_up_at_the_first_letter, args=(server,))
        rude.start()
        with override_settings(
            EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False
        ):
            assert send() == actions.Sent()
        rude.join()
    assert set(Mail.objects.values_list("tries", "next_try")) == {(0, AT + timedelta(minutes=1))}
    assert "SMTPServerDisconnected" in Mail.objects.all()[0].error


def hang_up_at_the_first_letter(server: socket.socket) -> None:
    """A mail server that greets and is gone."""
    caller, _ = server.accept()
    with caller:
        caller.sendall(b"220 here\r\n")
        caller.recv(1024)  # EHLO
        caller.sendall(b"250 hello\r\n")
        caller.recv(1024)  # MAIL FROM


def test_one_turn_sends_no_more_than_it_should(box: Box) -> None:
    tell(3)
    with clock.at(AT):
        assert actions.send_mails(limit=2).sent == 2
        assert actions.send_mails(limit=2).sent == 1


def test_a_letter_too_old_tells_nothing_new(box: Box) -> None:
    tell(2)
    assert send(timedelta(days=3)) == actions.Sent(stale=2)
    assert box.letters() == []


def test_a_letter_being_sent_is_left_alone(box: Box) -> None:
    tell()
    with clock.at(AT):
        assert len(actions._claim(10)) == 1
    assert send(timedelta(minutes=1)).sent == 0
    assert send(actions.LEASE).sent == 1, "its sender died"


def test_the_mailbox_page_shows_letters(box: Box, client: Client) -> None:
    tell(2)
    send()
    page = client.get("/hop-thu?den=nguoi-1").content.decode()
    assert "nguoi-1@example.org" in page
    assert "nguoi-0@example.org" not in page
    key = box.letters("nguoi-1")[0].key
    assert "Có kết quả trước 09:10" in client.get(f"/hop-thu/{key}").content.decode()
    assert client.get("/hop-thu/khong-co").status_code == 404
    assert client.get("/hop-thu/..%2F..%2Fetc").status_code == 404


def test_outside_the_demo_there_is_no_mailbox(box: Box, client: Client) -> None:
    with override_settings(DEMO=False):
        assert client.get("/hop-thu").status_code == 404


def test_the_server_stays_light() -> None:
    """It must never pull Django in."""
    code = "import sys, ihanoi.adapters.mailbox.__main__; sys.exit('django' in sys.modules)"
    source = str(Path(actions.__file__).parents[2])
    assert (
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": source}).returncode == 0
    )


@pytest.mark.parametrize("changed", [{"is_active": False}, {"email_verified_at": None}])
def test_no_letter_to_a_closed_account_or_a_claimed_address(box: Box, changed: dict[str, Any]) -> None:
    tell(2)
    mail = Mail.objects.select_related("notice__account").order_by("pk")[0]
    Account.objects.filter(pk=mail.notice.account_id).update(**changed)
    assert send().sent == 1
    mail.refresh_from_db()
    assert (mail.next_try, mail.error) == (None, str(words.NO_ADDRESS))


def test_a_server_that_dies_while_we_say_goodbye_changes_nothing(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_mailer: object) -> None:
        raise ConnectionResetError

    tell()
    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.close", gone)
    assert send().sent == 1
