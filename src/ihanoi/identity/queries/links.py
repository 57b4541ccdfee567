"""Accounts elsewhere that open one here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ihanoi.people import queries as people
from ihanoi.people.queries import Account, Contact

from ..models import Link, Passkey
from ..ports import Vouched


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Since when, and when it was last used."""

    linked_at: datetime
    used_at: datetime | None


def link_of(account: Account) -> LinkRow | None:
    """The link of the account; None without one."""
    found = Link.objects.filter(account=account).order_by("id").first()
    return LinkRow(found.linked_at, found.used_at) if found else None


def has_other_way(account: Account) -> bool:
    """Whether the owner gets in without a link: by a code, a passkey, or a password."""
    by_code = (account.phone and account.phone_verified_at) or (account.email and account.email_verified_at)
    by_password = account.has_usable_password() and (account.email or account.phone)
    return bool(by_code or by_password or Passkey.objects.filter(account=account).exists())


def seems_here(vouched: Vouched) -> bool:
    """Whether an account has this person's citizen number, or the number or address that the provider verified.

    Reason enough to ask whether it is theirs; never to let them in. What nobody has verified tells nothing here.
    """
    read = people.citizen_number(vouched.citizen_id, seen=True)
    if read and people.is_declared(read.number):
        return True
    return any(people.account_at(contact) for contact in vouched_contacts(vouched))


def vouched_contacts(vouched: Vouched) -> list[Contact]:
    """The number and the address of which the provider says that they are this person's."""
    said = [(vouched.phone, vouched.phone_verified), (vouched.email, vouched.email_verified)]
    read = [people.read_contact(text) for text, verified in said if verified]
    return [contact for contact in read if contact]
