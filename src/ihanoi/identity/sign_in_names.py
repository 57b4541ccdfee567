"""By what name failed sign-ins are counted: a digest, so that no table keeps the addresses that were tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ihanoi.people import queries as people
from ihanoi.people.queries import Account
from ihanoi.vault.ports import key_ring


def digest(request: Any, credentials: Mapping[str, Any] | None = None) -> str:
    """Called by axes with what was typed, or with the request alone."""
    given = credentials or (request.POST if request else {})
    return digest_of(str(given.get("email") or given.get("username") or ""))


def digest_of(typed: str) -> str:
    """The name under which tries with this address or number are counted."""
    contact = people.read_contact(typed)  # a number in another spelling is the same number
    return key_ring().digest(contact.value if contact else typed.strip().lower(), "sign-in").hex()


def digests_of(account: Account) -> list[str]:
    """All names under which tries of an account are counted."""
    return [digest_of(typed) for typed in (account.email, account.phone) if typed]
