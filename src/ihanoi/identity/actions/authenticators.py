"""The authenticator app (TOTP, RFC 6238): installed, shown, taken away."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people.queries import Account

from .. import rules
from ..models import Authenticator
from ..words import Change, Why
from .guesses import attempt
from .passkeys import need_another
from .proofs import note, own_account


@transaction.atomic
def add_authenticator(*, actor: Actor, proven_at: datetime | None, secret: str, code: str) -> None:
    """Keep the secret that the app has, once it has shown a code of it; an older app stops working.

    Raises Denied, Invalid.
    """
    account = own_account(actor, proven_at)
    step = _step_of(secret, code, after=0)
    if step is None:
        raise Invalid({"code": Why.APP_WRONG})
    now = clock.now()
    new = {"secret": secret, "last_step": step, "created_at": now}
    Authenticator.objects.update_or_create(account=account, defaults=new)
    note(actor, account, Change.APP_ADDED)


def show_code(*, account_id: int, code: str) -> None:
    """A code of the app, each at most once. Raises Invalid, Locked."""
    attempt(account_id, lambda account: _use(account, code), Why.SECOND_WRONG)


def _use(account: Account, code: str) -> bool:
    app = Authenticator.objects.filter(account=account).first()
    step = _step_of(app.secret, code, after=app.last_step) if app else None
    if app is None or step is None:
        return False
    app.last_step = step
    app.save(update_fields=["last_step"])
    return True


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The step whose code it is, among those around now that come after the last one used."""
    digits = "".join(c for c in code if c.isdigit())
    app = pyotp.TOTP(secret, interval=rules.STEP)
    steps = [step for step in rules.steps_around(clock.now()) if step > after]
    found = [s for s in steps if hmac.compare_digest(app.generate_otp(s).encode(), digits.encode())]
    return found[-1] if found else None


@transaction.atomic
def remove_authenticator(*, actor: Actor, proven_at: datetime | None) -> None:
    """The app's codes open nothing any more. Raises Denied where it is an official's last second proof."""
    account = own_account(actor, proven_at)
    if not Authenticator.objects.filter(account=account).exists():
        raise Denied(Why.NO_APP)
    need_another(actor, account)
    Authenticator.objects.filter(account=account).delete()
    note(actor, account, Change.APP_REMOVED)
