"""Invitations of officials: by their token for who got the letter, by agency for operators."""

from __future__ import annotations

from collections.abc import Collection

from ihanoi.kernel import clock
from ihanoi.vault.ports import key_ring

from ..models import Account, Invitation
from .accounts import actor_for
from .contacts import Contact, account_at
from .officials import may_give


def token_digest(token: str) -> bytes:
    """What is kept of a token."""
    return key_ring().digest(token, "people_invitation.token")


def invitation_of(token: str) -> Invitation | None:
    """The invitation that the link belongs to, as long as it may be accepted."""
    found = Invitation.objects.filter(
        token_digest=token_digest(token), accepted_at=None, taken_back_at=None, expires_at__gt=clock.now()
    )
    return found.select_related("agency", "invited_by").first()


def account_of_invitation(invitation: Invitation) -> Account | None:
    """The account that has shown the address to be its own: its owner signs in and accepts with that one."""
    return account_at(Contact("email", invitation.email))


def is_backed(invitation: Invitation) -> bool:
    """Whether who invited may still give these roles there: an office that is over gives nothing any more."""
    return may_give(actor_for(invitation.invited_by), invitation.agency_id, invitation.roles)


def open_invitation(email: str, agency_id: int) -> Invitation | None:
    """One that still waits for its answer."""
    return Invitation.objects.filter(
        email=email, agency=agency_id, accepted_at=None, taken_back_at=None, expires_at__gt=clock.now()
    ).first()


def invitations(
    agency_ids: Collection[int], *, account_id: int | None = None, most: int = 50
) -> list[Invitation]:
    """Newest first: those that nobody has answered, or those that an account has accepted."""
    found = Invitation.objects.filter(agency__in=agency_ids).select_related("agency", "invited_by")
    if account_id is not None:
        found = found.filter(account=account_id)
    else:
        found = found.filter(accepted_at=None, taken_back_at=None)
    return list(found.order_by("-created_at", "-pk")[:most])
