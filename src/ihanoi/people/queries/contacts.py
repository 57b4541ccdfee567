"""Telephone numbers and addresses by which people are reached: what was typed, and whose it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from .. import rules
from ..models import Account


@dataclass(frozen=True, slots=True)
class Contact:
    """A number ("0912345678") or an address in its clean spelling. `kind` is the name of the account's field too."""

    kind: Literal["phone", "email"]
    value: str


def read_contact(text: str) -> Contact | None:
    """What was typed, as a mobile number or an address; None where it is neither."""
    if "@" in text:
        email = rules.clean_email(text)
        return Contact("email", email) if email else None
    phone = rules.clean_phone(text)
    return Contact("phone", phone) if phone else None


def account_at(contact: Contact) -> Account | None:
    """The account that has shown that this is its own, closed ones too. A mere claim opens nothing."""
    shown = {contact.kind: contact.value, f"{contact.kind}_verified_at__isnull": False}
    return Account.objects.filter(**shown).first()


def with_address(account_ids: Collection[int]) -> set[int]:
    """Those of the open accounts to which a letter can go: to an address that was only claimed none goes."""
    open_ones = Account.objects.filter(
        pk__in=account_ids, is_active=True, email_digest__isnull=False, email_verified_at__isnull=False
    )
    return set(open_ones.values_list("pk", flat=True))
