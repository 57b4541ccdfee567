"""Where an account's password is kept. Who may change it, and when, is decided by the room `identity`."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ihanoi.kernel.actor import Actor

from ..models import Account
from .accounts import NewAccount, check_password


def password_fault(password: str, account: Account) -> object | None:
    """Why a password will not do for this person: too common, or too much like their name; None where it will."""
    known = NewAccount(account.email, account.full_name, account.phone)
    return check_password(password, known).get("password")


@transaction.atomic
def keep_password(*, actor: Actor, account: Account, password: str) -> None:
    """It is the person's own choice from now on. Whoever is signed in by the one before is not any more."""
    account.password = make_password(password)
    account.new_password_due = False
    account.save(update_fields=["password", "new_password_due"])
