"""Organisations, and who acts for them (R18, R79)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.plain import line
from ihanoi.places import queries as places

from .. import queries, rules
from ..events import PapersJudged
from ..models import Organisation, Representative
from ..words import SUBJECT, Standing, Why, WhyOrganisation
from .locked import locked_account

POSITION_LENGTH: Final = 120
ADDRESS_LENGTH: Final = 200
REFUSAL_LENGTH: Final = 300


@dataclass(frozen=True, slots=True)
class Stated:
    """What papers say of an organisation. `unit_id`: where its seat is."""

    name: str
    address: str
    unit_id: int | None


CLAIMED: Final[Mapping[str, object]] = {
    "standing": Standing.CLAIMED, "papers": [], "shown_at": None, "checked_at": None, "checked_by": None, "refusal": ""
}  # fmt: skip
"""As somebody begins who has shown nothing."""
SETTLED: Final[Mapping[str, object]] = {"name": "", "address": "", "unit": None}
"""What a verified claim says of the organisation itself: nothing."""


@transaction.atomic
def register_organisation(*, actor: Actor, tax_code: str, name: str) -> Organisation:
    """The organisation of this tax code, for officials who enter a report for it. Raises Invalid, NotFound.

    One that is known keeps its name; one that was only claimed so far gets it.
    """
    locked_account(actor.account_id)
    code, called = _identity(tax_code, name)
    found = _found(actor, code)
    if not found.name:
        found.name = called
        found.save(update_fields=["name"])
    return found


def _identity(tax_code: str, name: str) -> tuple[str, str]:
    """Both as they are kept. Raises Invalid."""
    code, called = rules.clean_tax_code(tax_code), rules.clean_name(name)
    if code is None or called is None:
        wrong: dict[str, object] = {} if code else {"tax_code": Why.TAX_CODE}
        raise Invalid(wrong if called else {**wrong, "name": Why.FIRM})
    return code, called


def _found(actor: Actor, code: str) -> Organisation:
    """By its tax code alone: what it is called, only an officer writes."""
    found, is_new = Organisation.objects.get_or_create(tax_code=code, defaults={"created_at": clock.now()})
    if is_new:
        _note(actor, "register_organisation", found.pk)
    return found


def _unit(unit_id: int | None) -> int:
    """Where its seat is. Raises Invalid."""
    if unit_id not in {unit.id for unit in places.units()}:
        raise Invalid({"unit_id": WhyOrganisation.UNIT})
    return unit_id


@transaction.atomic
def represent(
    *, actor: Actor, tax_code: str, name: str, address: str, position: str, unit_id: int | None = None
) -> Organisation:
    """From today the account says that it acts for the organisation; papers show it later. Raises Invalid, NotFound.

    Name, address and `unit_id`, where its seat is, stay with the claim until an officer has seen papers.
    """
    held = line(position, POSITION_LENGTH)
    if not held:
        raise Invalid({"position": Why.POSITION})
    locked_account(actor.account_id)
    code, called = _identity(tax_code, name)
    said = {"name": called, "address": line(address, ADDRESS_LENGTH), "position": held}
    settled = None if unit_id is None else _unit(unit_id)
    found = _found(actor, code)
    today, account_id = clock.today(), actor.account_id
    assert account_id is not None
    mine = found.representatives.filter(account=account_id)
    if mine.filter(valid_to=None).exists():
        raise Invalid({"tax_code": Why.REPRESENTED})
    fresh = {"valid_to": None, "unit_id": settled, **said, **CLAIMED}
    if mine.filter(valid_from=today).update(**fresh) == 0:
        Representative.objects.create(
            organisation=found, account_id=account_id, valid_from=today, unit_id=settled, **said
        )
    _note(actor, "represent", found.pk)
    return found


@transaction.atomic
def show_papers(
    *, actor: Actor, organisation_id: int, papers: Sequence[str], unit_id: int | None = None
) -> Representative:
    """The ids of files that show it; an officer of the agency where the claim says that its seat is looks at them.

    `unit_id`: where that is, if nobody has said it yet. Raises Invalid, NotFound.
    """
    locked_account(actor.account_id)
    mine = _current(organisation=organisation_id, account=actor.account_id or 0)
    if mine.standing == Standing.VERIFIED:
        raise Invalid({"papers": WhyOrganisation.VERIFIED})
    if not papers:
        raise Invalid({"papers": WhyOrganisation.PAPERS})
    if mine.seat_id is None:
        mine.unit_id = _unit(unit_id)
    mine.papers, mine.shown_at = list(papers), clock.now()
    mine.standing, mine.refusal = Standing.CLAIMED, ""
    mine.save(update_fields=["unit", "papers", "shown_at", "standing", "refusal"])
    _note(actor, "show_papers", organisation_id)
    return mine


@transaction.atomic
def judge_papers(
    *, actor: Actor, representative_id: int, verified: bool, reason: str = "", stated: Stated | None = None
) -> Representative:
    """An officer where the organisation has its seat, or the operator, says what the papers show.

    `stated`: what they say of the organisation; None: as the person claimed. Raises Invalid, Denied, NotFound.
    """
    found = _current(pk=representative_id)
    if found.shown_at is None or not queries.may_judge_papers(actor, found):
        raise NotFound(WhyOrganisation.NOT_HERE)
    if found.account_id == actor.account_id:
        raise Denied(WhyOrganisation.OWN)
    said = "" if verified else line(reason, REFUSAL_LENGTH)
    if not verified and not said:
        raise Invalid({"reason": WhyOrganisation.REFUSAL})
    if verified:
        _correct(found.organisation, stated or Stated(found.firm_name, found.firm_address, found.seat_id))
    return _judge(actor, found, Standing.VERIFIED if verified else Standing.REFUSED, said)


def _correct(organisation: Organisation, stated: Stated) -> None:
    """What the papers say counts, whatever anybody claimed before. Raises Invalid."""
    called = rules.clean_name(stated.name)
    if called is None:
        raise Invalid({"name": Why.FIRM})
    organisation.name, organisation.address = called, line(stated.address, ADDRESS_LENGTH)
    organisation.unit_id = _unit(stated.unit_id)
    organisation.save(update_fields=["name", "address", "unit"])


@transaction.atomic
def confirm_colleague(*, actor: Actor, representative_id: int) -> Representative:
    """A verified representative vouches for a colleague of the same organisation. Raises Denied, NotFound."""
    found = _current(pk=representative_id)
    if not queries.represents(actor.account_id or 0, found.organisation_id):
        raise NotFound(Why.NOT_REPRESENTED)
    if queries.standing_of(actor.account_id or 0, found.organisation_id) != Standing.VERIFIED:
        raise Denied(WhyOrganisation.NOT_VERIFIED)
    if found.standing == Standing.VERIFIED:
        raise Denied(WhyOrganisation.VERIFIED)
    return _judge(actor, found, Standing.VERIFIED, "")


def _judge(actor: Actor, found: Representative, standing: Standing, refusal: str) -> Representative:
    found.standing, found.refusal = standing, refusal
    found.checked_at, found.checked_by_id = clock.now(), actor.account_id
    changed = ["standing", "refusal", "checked_at", "checked_by"]
    if standing == Standing.VERIFIED:
        for name, settled in SETTLED.items():
            setattr(found, name, settled)
        changed += SETTLED
    found.save(update_fields=changed)
    verb = "verify_representative" if standing == Standing.VERIFIED else "refuse_representative"
    _note(actor, verb, found.organisation_id, found.account_id)
    journal.announce(PapersJudged(found.pk))
    return found


@transaction.atomic
def end_representing(*, actor: Actor, organisation_id: int, account_id: int | None = None) -> None:
    """The account stops acting for the organisation; what it has sent stays. Raises NotFound.

    One's own; somebody else's (`account_id`) only by a verified representative, or by who may judge the papers.
    """
    whose = account_id or actor.account_id or 0
    locked_account(whose, closed=True)
    found = _current(organisation=organisation_id, account=whose)
    if whose != actor.account_id and not _may_end(actor, found):
        raise NotFound(Why.NOT_REPRESENTED)
    found.valid_to = clock.today() - timedelta(days=1)
    found.save(update_fields=["valid_to"])
    _note(actor, "end_representing", organisation_id, whose)


def _may_end(actor: Actor, found: Representative) -> bool:
    verified = queries.standing_of(actor.account_id or 0, found.organisation_id) == Standing.VERIFIED
    return verified or queries.may_judge_papers(actor, found)


def _current(**which: object) -> Representative:
    """Locked. Raises NotFound where nobody acts for the organisation so, today."""
    rows = Representative.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    found = rows.filter(valid_to=None, **which).first()
    if found is None:
        raise NotFound(Why.NOT_REPRESENTED)
    return found


def _note(actor: Actor, verb: str, organisation_id: int, account_id: int | None = None) -> None:
    whose = account_id or actor.account_id
    assert whose is not None
    journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=whose,
        verb=verb,
        data={"organisation_id": organisation_id},
    )
