"""Messages leave after the commit, in the worker, and are blank as soon as they have left or are too old."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from ihanoi.kernel import clock
from ihanoi.vault.ports import key_ring

from .. import policies, ports
from ..models import Message
from ..words import Channel


def post(*, channel: str, target: str, text: str, life: timedelta) -> Message:
    """Put a message into the queue in the caller's transaction; after `life` it is of no use.

    The first line of a letter's text is its subject.
    """
    now = clock.now()
    message = Message.objects.create(
        channel=channel, target=target, text=text, created_at=now, expires_at=now + life, next_try=now
    )
    _defer(message)
    return message


def send(*, message_id: int) -> bool:
    """Try to send a message that is due. Returns whether it left. No transaction is open meanwhile."""
    message = _claim(message_id)
    if message is None:
        return False
    try:
        _deliver(message)
    except ports.Unsent as failure:
        _put_off(message, failure)
        return False
    _settle(message, sent=True)
    return True


def send_left(*, limit: int = 500) -> int:
    """What a worker that died left behind. Returns how many were sent."""
    due = Message.objects.filter(next_try__lte=clock.now()).order_by("next_try", "id")
    return sum(send(message_id=pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _claim(message_id: int) -> Message | None:
    now = clock.now()
    due = Message.objects.filter(pk=message_id, next_try__lte=now).select_for_update(skip_locked=True)
    message = due.first()
    if message is None:
        return None
    if message.expires_at <= now:
        _settle(message, sent=False, error="too late")
        return None
    message.next_try = now + policies.LEASE
    message.save(update_fields=["next_try"])
    return message


def _deliver(message: Message) -> None:
    if message.channel == Channel.PHONE:
        ports.texter().send(message.target, message.text, _key(message))
    else:
        subject, _, body = message.text.partition("\n")
        ports.send_letter(message.target, subject, body.strip())


def _key(message: Message) -> str:
    """Names the message at the gateway, which other installations use too."""
    return key_ring().digest(f"{message.pk} {message.created_at.isoformat()}", "identity_message.key").hex()


@transaction.atomic
def _put_off(message: Message, failure: ports.Unsent) -> None:
    message.tries += 1
    again = policies.next_try(message.tries, clock.now(), failure.wait)
    if failure.final or again >= message.expires_at:
        _settle(message, sent=False, error=str(failure))
        return
    message.next_try, message.error = again, str(failure)[:200]
    message.save(update_fields=["tries", "next_try", "error"])
    _defer(message)


def _settle(message: Message, *, sent: bool, error: str = "") -> None:
    """It needs no further try: what it said and to whom is forgotten."""
    message.tries += sent
    message.sent_at = clock.now() if sent else None
    message.target = message.text = ""
    message.next_try, message.error = None, error[:200]
    message.save(update_fields=["tries", "sent_at", "target", "text", "next_try", "error"])


def _defer(message: Message) -> None:
    job = app.configure_task("identity.send", queue="codes", schedule_at=message.next_try)
    job.defer(message_id=message.pk)
