"""Tell people, remember what they have read, and send the letters."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation

from ihanoi.kernel import clock, live
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.people.queries.restricted import restricted
from ihanoi.vault.fields import SpokenField

from . import ports, queries, words
from .models import Mail, Notice, Preference

WAITS: Final = tuple(
    timedelta(minutes=m) for m in (1, 5, 30, 120, 480, 1440)
)  # after each failed try; then given up
LEASE: Final = timedelta(minutes=5)  # a letter being sent is left alone for so long, should its sender die
STALE: Final = timedelta(days=2)  # a letter older than this tells nothing new
BATCH: Final = 50
TURN: Final = 50.0  # seconds that one turn may take; the next one goes on


# --- telling ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence for one account. `key` names the occasion: the same key for the same account is told once."""

    account_id: int
    verb: str
    title: str
    body: str
    url: str
    key: str
    at: datetime


@transaction.atomic
def notify(items: Sequence[Note], *, actor: Actor = SYSTEM) -> int:
    """Put notices into inboxes, and letters into the queue for those who want them. Returns how many were new."""
    new = _insert(list({(n.account_id, n.key): n for n in items}.values()))
    reachable = _wanting_email({account_id for _, account_id in new})
    now = clock.now()
    Mail.objects.bulk_create(
        (Mail(notice_id=notice_id, next_try=now) for notice_id, account_id in new if account_id in reachable),
        batch_size=2000,
    )
    _ring({account_id for _, account_id in new})
    return len(new)


def say(
    account_ids: Iterable[int],
    occasion: str,
    sentences: tuple[object, object],
    told: Mapping[str, object],
    *,
    url: str,
    key: str,
) -> None:
    """The same notice for each: title and body with `told` filled in, in Vietnamese as all letters of the city."""
    now = clock.now()
    with translation.override("vi"):
        title, body = (str(sentence) % told for sentence in sentences)
    notify([Note(each, occasion, title, body, url, key, now) for each in sorted(set(account_ids))])


def _ring(account_ids: Collection[int]) -> None:
    """Tell open pages, when this is committed, that their bell has something new."""
    if account_ids:
        topics = [live.account_topic(account_id) for account_id in sorted(account_ids)]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic", [live.CHANNEL, topics]
            )


def _insert(notes: Sequence[Note]) -> list[tuple[int, int]]:
    """(id, account) of the notices that were new. Plain SQL, for Django cannot return what a conflict left out."""
    title, body = (SpokenField.of(Notice, name).sealed for name in ("title", "body"))
    columns = zip(
        *((n.account_id, n.at, n.verb, title(n.title[:200]), body(n.body), n.url, n.key) for n in notes),
        strict=True,
    )
    if not notes:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_notice (account_id, at, verb, title, body, url, key)"
            " SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[],"
            " %s::text[]) ON CONFLICT (account_id, key) DO NOTHING RETURNING id, account_id",
            [list(column) for column in columns],
        )
        return [(notice_id, account_id) for notice_id, account_id in cursor.fetchall()]


def _wanting_email(account_ids: Collection[int]) -> set[int]:
    active = people.with_address(account_ids)
    active -= restricted(
        active
    )  # their data is kept and not used (Law 91/2025): the inbox has it all the same
    refused = Preference.objects.filter(account__in=active, email=False).values_list("account_id", flat=True)
    return active - set(refused)


# --- reading ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def mark_read(*, actor: Actor, notice_id: int) -> Notice:
    """Mark one of the actor's own notices as read. Raises NotFound."""
    notice = Notice.objects.filter(account=actor.account_id, pk=notice_id).first()
    if notice is None or actor.account_id is None:
        raise NotFound(words.NOT_FOUND)
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, actor: Actor) -> int:
    """Mark everything in the actor's inbox as read. Returns how many were unread."""
    if actor.account_id is None:
        return 0
    return Notice.objects.filter(account=actor.account_id, read_at=None).update(read_at=clock.now())


@transaction.atomic
def set_preferences(*, actor: Actor, email: bool) -> None:
    """Letters on or off. Letters that already wait are not sent when off."""
    if actor.account_id is None:
        raise NotFound(words.NOT_FOUND)
    Preference.objects.update_or_create(account_id=actor.account_id, defaults={"email": email})
    if not email:
        Mail.objects.filter(notice__account=actor.account_id).exclude(next_try=None).delete()


# --- letters ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Sent:
    """What one turn did with the letters that were due."""

    sent: int = 0
    failed: int = 0
    stale: int = 0


def send_mails(*, limit: int = 1000) -> Sent:
    """Send the letters that are due over one connection.

    Rows are claimed first and sent outside any transaction, so a slow server holds no lock; a sender that dies leaves
    letters that are tried again. A server that cannot be reached ends the turn and counts as a try for nobody.
    """
    done = Sent(stale=_drop_stale())
    end = time.monotonic() + TURN
    while limit > 0 and time.monotonic() < end:
        claimed = _claim(min(BATCH, limit))
        limit -= len(claimed)
        if not claimed or not _send(claimed, done, end):
            break
    return done


def _drop_stale() -> int:
    old = Mail.objects.exclude(next_try=None).filter(notice__at__lt=clock.now() - STALE)
    return old.update(next_try=None, error=str(words.STALE))


@transaction.atomic
def _claim(size: int) -> list[Mail]:
    now = clock.now()
    due = Mail.objects.filter(next_try__lte=now).select_for_update(skip_locked=True, of=("self",))
    mails = list(due.select_related("notice__account").order_by("next_try", "id")[:size])
    Mail.objects.filter(pk__in=[m.pk for m in mails]).update(next_try=now + LEASE)
    return mails


def _send(mails: Sequence[Mail], done: Sent, end: float) -> bool:
    """Whether the server could be reached and there was time for all; what was not tried is due again at once."""
    mailer = ports.mailer()
    left = list(mails)
    try:
        mailer.open()
        while left and time.monotonic() < end:
            _send_one(mailer, left[0], done)
            left.pop(0)
        _give_back(left, timedelta(0), "")
    except OSError as error:  # not reached, or lost on the way
        _give_back(left, WAITS[0], f"{type(error).__name__}: {error}")
    finally:
        _close(mailer)
    return not left


def _send_one(mailer: ports.Mailer, mail: Mail, done: Sent) -> None:
    """One letter that the server refuses is put off alone. Raises OSError when the server itself is gone."""
    try:
        if not mail.notice.account.is_active or not mail.notice.account.shown_email:
            _note(mail, sent=False, error=str(words.NO_ADDRESS), final=True)
            return
        mailer.send_messages([compose(mail)])
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, TimeoutError, ConnectionError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever one letter does, the others go out
        _note(mail, sent=False, error=f"{type(error).__name__}: {error}")
        done.failed += 1
    else:
        _note(mail, sent=True)
        done.sent += 1


def _note(mail: Mail, *, sent: bool, error: str = "", final: bool = False) -> None:
    now = clock.now()
    wait = WAITS[mail.tries] if not sent and not final and mail.tries < len(WAITS) else None
    mail.tries += 1
    mail.sent_at = now if sent else None
    mail.next_try = now + wait if wait is not None else None
    mail.error = error
    mail.save(update_fields=["tries", "sent_at", "next_try", "error"])


def _give_back(mails: Iterable[Mail], wait: timedelta, error: str) -> None:
    Mail.objects.filter(pk__in=[m.pk for m in mails]).update(next_try=clock.now() + wait, error=error)


def _close(mailer: ports.Mailer) -> None:
    try:
        mailer.close()
    except (smtplib.SMTPException, OSError):
        return


def compose(mail: Mail) -> EmailMultiAlternatives:
    """The letter: text and simple HTML. Its Message-ID names the row, so that a letter sent twice can be recognised."""
    notice = mail.notice
    context = {
        "notice": notice,
        "address": ports.address(notice.url),
        "preferences": ports.address("/thong-bao/cach-nhan"),
    }
    with translation.override("vi"):
        text = render_to_string("notifications/mail.txt", context)
        html = render_to_string("notifications/mail.html", context)
    message = EmailMultiAlternatives(
        subject=" ".join(notice.title.split()),
        body=text,
        from_email=ports.sender(),
        to=[notice.account.email],
        headers={"Message-ID": f"<notice-{mail.pk}@ihanoi.invalid>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(html, "text/html")
    return message


# --- forgetting ------------------------------------------------------------------------------------------------------


@transaction.atomic
def forget(*, account_id: int) -> int:
    """Erase everything that an account was told. Returns how many notices went."""
    Preference.objects.filter(account=account_id).delete()
    notices = Notice.objects.filter(account=account_id)
    count = notices.count()
    notices.delete()
    return count


@transaction.atomic
def forget_about(*, urls: Collection[str]) -> int:
    """Erase what anybody was told of these pages, with the letters. Returns how many notices went."""
    return Notice.objects.filter(url__in=urls).delete()[1].get(Notice._meta.label, 0)


@transaction.atomic
def erase_notices(*, before: datetime, limit: int) -> int:
    """Erase notices that are older, with their letters, oldest first. Returns how many went."""
    keys = list(queries.notices_over(before).values_list("pk", flat=True)[:limit])
    Notice.objects.filter(pk__in=keys).delete()
    return len(keys)
