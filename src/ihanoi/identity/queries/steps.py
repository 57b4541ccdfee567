"""What somebody still has to show before a session begins."""

from __future__ import annotations

from ihanoi.people import queries as people
from ihanoi.people.queries import Account

from ..words import Method, Step
from .proofs import has_second


def next_step(account: Account, method: Method, *, strong: bool) -> Step:
    """`strong`: two factors were shown already, as a passkey does alone (security.md rows 1 and 2)."""
    if people.is_shared(account):
        return Step.NONE
    if not strong and has_second(account.pk):
        return Step.SECOND
    if not strong and people.actor_for(account).seats:
        return Step.ENROL
    return Step.RENEW if account.new_password_due and account.has_usable_password() else Step.NONE
