"""One-time codes: asked for at most so often, sent after the commit, and taken once."""

from __future__ import annotations

import hmac
import math
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import queries as people
from ihanoi.people.queries import Contact
from ihanoi.vault.ports import key_ring

from .. import policies
from ..models import Code
from ..words import Channel, CodeWhy, Errand, Letter
from .messages import post

OF_ACCOUNT: Final = (
    Errand.VERIFY,
    Errand.PROVE,
)  # these codes serve only who is signed in and asked for them


class TooOften(Denied):
    """Another code may be asked for after `wait`. HTTP 429."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        seconds = math.ceil(wait.total_seconds())
        self.seconds = seconds
        super().__init__(
            CodeWhy.WAIT % {"seconds": seconds}
            if wait <= policies.PAUSE
            else CodeWhy.MANY % {"hours": math.ceil(seconds / 3600)}
        )


@transaction.atomic
def ask_for_code(*, actor: Actor, errand: str, contact: str) -> Code:
    """A code goes to the number or address, whoever has it: nothing here looks for an account.

    An earlier code for the same errand opens nothing any more. Raises Invalid (contact), TooOften.
    """
    target = people.read_contact(contact)
    if target is None:
        raise Invalid({"contact": CodeWhy.CONTACT})
    _lock(target)
    now = clock.now()
    asked = Code.objects.filter(target=target.value, created_at__gt=now - policies.DAY)
    wait = policies.wait(list(asked.order_by("-created_at").values_list("created_at", flat=True)), now)
    if wait:
        raise TooOften(wait)
    asked.filter(errand=errand, used_at=None, expires_at__gt=now).update(expires_at=now)
    return _make(target, errand, actor.account_id if errand in OF_ACCOUNT else None, now)


def _lock(target: Contact) -> None:
    """Two who ask at once for the same number follow one another until the commit."""
    digest = key_ring().digest(target.value, "identity_code.lock")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])


def _make(target: Contact, errand: str, account_id: int | None, now: datetime) -> Code:
    digits = f"{secrets.randbelow(10**policies.DIGITS):0{policies.DIGITS}d}"
    code = Code(target=target.value, channel=target.kind, errand=errand, account_id=account_id)
    code.created_at, code.expires_at, code.secret = now, now + policies.LIFE, b""
    code.save()
    code.secret = _digest(code, digits)
    letter = Letter.SMS if code.channel == Channel.PHONE else Letter.MAIL
    text = letter[Errand(errand)] % {"code": digits}
    code.message = post(channel=target.kind, target=target.value, text=text, life=policies.LIFE)
    code.save(update_fields=["secret", "message"])
    return code


def _digest(code: Code, digits: str) -> bytes:
    """Bound to its row: a digest that was copied into another row opens nothing there."""
    return key_ring().digest(f"{code.pk} {digits}", "identity_code.secret")


def take_code(*, actor: Actor, errand: str, code_id: int, typed: str) -> Contact:
    """The number or address that the code has proven. It works once, for its errand alone.

    Not one transaction: a wrong try counts although it is refused. Raises Invalid (code).
    """
    digits = policies.clean_code(typed)
    if digits is None:
        raise Invalid({"code": CodeWhy.SHAPE})
    code, why = _try(actor, errand, code_id, digits)
    if code is None or why is not None:
        raise Invalid({"code": why})
    return Contact(code.channel, code.target)  # type: ignore[arg-type]  # the channels are the kinds of contact


@transaction.atomic
def _try(actor: Actor, errand: str, code_id: int, digits: str) -> tuple[Code | None, object | None]:
    """The code, or why it opens nothing. Under its lock, so that of two at once one comes too late."""
    account_id = actor.account_id if errand in OF_ACCOUNT else None
    found = Code.objects.select_for_update(no_key=True).filter(pk=code_id, errand=errand, account=account_id)
    code = found.first()
    if code is None or code.used_at is not None:
        return None, CodeWhy.GONE
    is_right = hmac.compare_digest(_digest(code, digits), bytes(code.secret))
    now = clock.now()
    if code.tries >= policies.WRONG:
        return None, CodeWhy.TRIES % {"tries": policies.WRONG}
    if code.expires_at <= now:
        return None, CodeWhy.EXPIRED
    if is_right:
        code.used_at = now
        code.save(update_fields=["used_at"])
        return code, None
    code.tries += 1
    code.save(update_fields=["tries"])
    left = policies.WRONG - code.tries
    return None, CodeWhy.WRONG % {"left": left} if left else CodeWhy.TRIES % {"tries": policies.WRONG}
