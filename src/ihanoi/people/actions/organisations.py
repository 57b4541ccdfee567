"""Organisations, and who acts for them (R18, R79)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.kernel.plain import plain

from .. import rules
from ..models import Account, Organisation, Representative
from ..words import SUBJECT, Why

POSITION_LENGTH = 120
ADDRESS_LENGTH = 200


@transaction.atomic
def register_organisation(*, actor: Actor, tax_code: str, name: str, address: str = "") -> Organisation:
    """The organisation of this tax code; one that is known keeps its name. Raises Invalid, NotFound.

    For officials who enter a report for it, and for those who represent it.
    """
    _lock(actor)
    code, called = rules.clean_tax_code(tax_code), rules.clean_name(name)
    if code is None or called is None:
        wrong: dict[str, object] = {} if code else {"tax_code": Why.TAX_CODE}
        raise Invalid(wrong if called else {**wrong, "name": Why.FIRM})
    found, is_new = Organisation.objects.get_or_create(
        tax_code=code,
        defaults={
            "name": called,
            "address": " ".join(plain(address).split())[:ADDRESS_LENGTH],
            "created_at": clock.now(),
        },
    )
    if is_new:
        _note(actor, "register_organisation", found.pk)
    return found


@transaction.atomic
def represent(*, actor: Actor, tax_code: str, name: str, address: str, position: str) -> Organisation:
    """From today the account acts for the organisation. Its papers are not checked here. Raises Invalid, NotFound."""
    held = " ".join(plain(position).split())[:POSITION_LENGTH]
    if not held:
        raise Invalid({"position": Why.POSITION})
    found = register_organisation(actor=actor, tax_code=tax_code, name=name, address=address)
    today, account_id = clock.today(), actor.account_id
    assert account_id is not None
    mine = found.representatives.filter(account=account_id)
    if mine.filter(valid_to=None).exists():
        raise Invalid({"tax_code": Why.REPRESENTED})
    if mine.filter(valid_from=today).update(valid_to=None, position=held) == 0:
        Representative.objects.create(
            organisation=found, account_id=account_id, position=held, valid_from=today
        )
    _note(actor, "represent", found.pk)
    return found


@transaction.atomic
def end_representing(*, actor: Actor, organisation_id: int) -> None:
    """The account stops acting for the organisation; what it has sent stays. Raises NotFound."""
    _lock(actor)
    today = clock.today()
    mine = Representative.objects.filter(
        organisation=organisation_id, account=actor.account_id or 0, valid_to=None
    )
    if not mine.update(valid_to=today - timedelta(days=1)):
        raise NotFound(Why.NOT_REPRESENTED)
    _note(actor, "end_representing", organisation_id)


def _lock(actor: Actor) -> None:
    """History is told of the account: two changes at once follow one another."""
    if not Account.objects.select_for_update(no_key=True).filter(pk=actor.account_id or 0).exists():
        raise NotFound(Why.NO_ACCOUNT)


def _note(actor: Actor, verb: str, organisation_id: int) -> None:
    assert actor.account_id is not None
    journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=actor.account_id,
        verb=verb,
        data={"organisation_id": organisation_id},
    )
