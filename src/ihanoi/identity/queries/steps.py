"""What somebody still has to show before a session begins."""

from __future__ import annotations

from ihanoi.people import queries as people
from ihanoi.people.queries import Account

from ..models import SignIn
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


def owed(sign_in_id: int) -> bool:
    """Whether the session would not begin now as it did: its owner got a seat, or a second proof, since then."""
    found = SignIn.objects.filter(pk=sign_in_id).select_related("account").first()
    if found is None:
        return True
    return next_step(found.account, Method(found.method), strong=found.is_strong) != Step.NONE
