"""Officials are invited into roles of an agency by a letter whose link opens once."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.plain import line

from .. import queries, rules
from ..models import Account, Invitation, Membership
from ..words import INVITATION, SUBJECT, Role, WhyOfficial
from .accounts import NewAccount, check_password
from .contacts import free_claims
from .seats import need_operator, need_to_give
from .standing import end_outgrown

LINK_LASTS: Final = timedelta(days=7)
TITLE_LENGTH: Final = 120


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an operator asks in: by the official address, into roles of an agency, from a day and maybe to a day."""

    email: str
    full_name: str
    job_title: str
    agency_id: int
    roles: Collection[str]
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def invite(*, actor: Actor, invited: Invited) -> tuple[Invitation, str]:
    """The invitation, and the token of its link, which is told here once. Raises Denied, Invalid.

    Whether the address has an account already makes no difference: the operator does not learn of it.
    """
    need_operator(actor, invited.agency_id, invited.roles)
    assert actor.account_id is not None
    email, name, roles = _checked(invited)
    token, now = secrets.token_urlsafe(32), clock.now()
    made = Invitation.objects.create(
        email=email,
        full_name=name,
        job_title=line(invited.job_title, TITLE_LENGTH),
        agency_id=invited.agency_id,
        roles=roles,
        valid_from=invited.valid_from,
        valid_to=invited.valid_to,
        invited_by_id=actor.account_id,
        created_at=now,
        token_digest=queries.token_digest(token),
        sent_at=now,
        expires_at=now + LINK_LASTS,
    )
    _note(actor, made, "invite", first=True)
    return made, token


def _checked(invited: Invited) -> tuple[str, str, list[str]]:
    email, name = rules.clean_email(invited.email), rules.clean_name(invited.full_name)
    roles = [role for role in Role.values if role in invited.roles]
    wrong: dict[str, tuple[bool, object]] = {
        "email": (email is None, WhyOfficial.EMAIL),
        "full_name": (name is None, WhyOfficial.NAME),
        "roles": (not roles, WhyOfficial.ROLES),
        "valid_to": (
            not rules.period_ahead(invited.valid_from, invited.valid_to, clock.today()),
            WhyOfficial.PERIOD,
        ),
    }
    if email and queries.open_invitation(email, invited.agency_id):
        wrong["email"] = (True, WhyOfficial.INVITED)
    if errors := {field: why for field, (is_wrong, why) in wrong.items() if is_wrong}:
        raise Invalid(errors)
    assert email is not None and name is not None
    return email, name, roles


@transaction.atomic
def invite_again(*, actor: Actor, invitation_id: int) -> tuple[Invitation, str]:
    """A new link, by whoever sends it; the one before opens nothing any more. Raises Denied, NotFound."""
    found = _open(actor, invitation_id)
    need_to_give(actor, found.roles)
    assert actor.account_id is not None
    found.invited_by_id = actor.account_id
    token, now = secrets.token_urlsafe(32), clock.now()
    found.token_digest, found.sent_at, found.expires_at = queries.token_digest(token), now, now + LINK_LASTS
    found.save(update_fields=["invited_by", "token_digest", "sent_at", "expires_at"])
    _note(actor, found, "invite_again")
    return found, token


@transaction.atomic
def take_back_invitation(*, actor: Actor, invitation_id: int) -> None:
    """The link opens nothing any more. Raises NotFound."""
    withdraw(actor, _open(actor, invitation_id))


def withdraw(actor: Actor, invitation: Invitation) -> None:
    """In the caller's transaction."""
    invitation.taken_back_at = clock.now()
    invitation.save(update_fields=["taken_back_at"])
    _note(actor, invitation, "take_back_invitation")


def _open(actor: Actor, invitation_id: int) -> Invitation:
    waiting = Invitation.objects.select_for_update(no_key=True).filter(accepted_at=None, taken_back_at=None)
    found = waiting.filter(pk=invitation_id).first()
    if found is None or found.agency_id not in queries.governed(actor):
        raise NotFound(WhyOfficial.NO_INVITATION)
    return found


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> Account:
    """Whoever got the letter has a new account with the seats. Raises Invalid, NotFound, Denied.

    Denied where the address has an account by now: its owner signs in and accepts with it.
    """
    invitation = _sent_with(token)
    if errors := check_password(password, NewAccount(invitation.email, invitation.full_name)):
        raise Invalid(errors)
    free_claims(contact=queries.Contact("email", invitation.email))
    now = clock.now()
    account = Account(
        email=invitation.email,
        full_name=invitation.full_name,
        job_title=invitation.job_title,
        password=make_password(password),
        email_verified_at=now,  # the letter came there
        created_at=now,
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise Denied(WhyOfficial.HAS_ACCOUNT) from error
    _seat(queries.actor_for(account), account, invitation, first=True)
    return account


@transaction.atomic
def accept_with_account(*, actor: Actor, token: str) -> Account:
    """The owner of the address takes the seats with the account they have. Raises NotFound, Denied."""
    invitation = _sent_with(token)
    account = (
        Account.objects.select_for_update(no_key=True)
        .filter(pk=actor.account_id or 0, is_active=True)
        .first()
    )
    if account is None or account.email != invitation.email:
        raise Denied(WhyOfficial.OTHER_ADDRESS)
    if account.pk == invitation.invited_by_id:
        raise Denied(WhyOfficial.NOT_ONESELF)
    if not account.job_title:
        account.job_title = invitation.job_title
        account.save(update_fields=["job_title"])
    _seat(actor, account, invitation, first=False)
    return account


def _sent_with(token: str) -> Invitation:
    """The invitation, locked: two clicks follow one another. Raises NotFound; Denied if its inviter has no say now."""
    invitation = queries.invitation_of(token)
    found = (
        Invitation.objects.select_for_update(no_key=True).filter(pk=invitation.pk, accepted_at=None).first()
        if invitation
        else None
    )
    if found is None:
        raise NotFound(WhyOfficial.NO_INVITATION)
    if not queries.is_backed(found):
        raise Denied(WhyOfficial.INVITER_GONE)
    return found


def _seat(actor: Actor, account: Account, invitation: Invitation, *, first: bool) -> None:
    begins = max(invitation.valid_from, clock.today())
    held = Membership.objects.filter(queries.held_on(begins), account=account, agency=invitation.agency_id)
    missing = [role for role in invitation.roles if role not in set(held.values_list("role", flat=True))]
    for role in missing:
        Membership.objects.update_or_create(
            account=account,
            agency_id=invitation.agency_id,
            role=role,
            valid_from=begins,
            defaults={"valid_to": invitation.valid_to},
        )
    invitation.accepted_at, invitation.account = clock.now(), account
    invitation.save(update_fields=["accepted_at", "account"])
    journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=account.pk,
        verb="accept_invitation",
        agency_id=invitation.agency_id,
        data={
            "invitation_id": invitation.pk,
            "invited_by": invitation.invited_by_id,
            "roles": missing,
            "from": begins,
            "to": invitation.valid_to,
        },
        first=first,
    )
    _note(actor, invitation, "accept_invitation")
    end_outgrown(actor, [account.pk], missing)


def _note(actor: Actor, invitation: Invitation, verb: str, *, first: bool = False) -> None:
    """History of the invitation itself: no name and no address."""
    role = Role.OPERATOR if actor.agencies(Role.OPERATOR) and verb != "accept_invitation" else ""
    journal.record(
        actor=actor,
        subject=INVITATION,
        subject_id=invitation.pk,
        verb=verb,
        role=role,
        agency_id=invitation.agency_id,
        data={"roles": invitation.roles} if first else {},
        first=first,
    )
