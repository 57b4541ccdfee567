"""Directives are entered with number and day, and linked to what they led to (R95)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from ihanoi.accountability import queries, rules
from ihanoi.accountability.actions.step import clean, kept_file, locked, named_case, write_down
from ihanoi.accountability.models import Directive, DirectiveLink
from ihanoi.accountability.words import DirectiveKind, Subject, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.people import queries as people

SUBJECT: Final = Subject.DIRECTIVE


@transaction.atomic
def register_directive(
    *,
    actor: Actor,
    kind: str,
    number: str,
    signed_on: date | None,
    issuer: str,
    subject: str,
    file_ids: Sequence[UUID] = (),
) -> Directive:
    """Enter one. Raises Invalid where something is missing, wrong, or in the register already."""
    _need_overseer(actor)
    texts = clean(number=number, issuer=issuer, subject=subject)
    _check(kind, signed_on, texts)
    assert signed_on is not None and actor.account_id is not None
    made = Directive.objects.create(
        kind=kind, signed_on=signed_on, file=kept_file(actor, file_ids), recorded_by_id=actor.account_id,
        recorded_at=clock.now(), folded=queries.searchable(DirectiveKind(kind), **texts), **texts,
    )  # fmt: skip
    write_down(actor, SUBJECT, made.pk, "record", {"kind": kind, "signed_on": signed_on, **texts})
    return made


def _check(kind: str, signed_on: date | None, texts: dict[str, str]) -> None:
    errors: dict[str, object] = {name: Why.NEEDED for name, text in texts.items() if not text}
    if kind not in DirectiveKind.values:
        errors["kind"] = Why.NOT_IN_LIST
    if signed_on is None:
        errors["signed_on"] = Why.NEEDED
    known = queries.facts()
    given: dict[str, Any] = {"number": texts["number"], "signed_on": signed_on or known.today}
    for condition, at in ((rules.number_is_formed, "number"), (rules.signed_by_now, "signed_on")):
        reason = condition(known, given)
        if reason is not None:
            errors.setdefault(at, reason)
    issuers = Directive.objects.filter(number=texts["number"]).values_list("issuer", flat=True)
    if not errors and texts["issuer"] in issuers:  # opened here: numbers in it are sealed
        errors["number"] = Why.NUMBER_TAKEN
    if errors:
        raise Invalid(errors)


@transaction.atomic
def link_directive(
    *,
    actor: Actor,
    directive_id: int,
    letter_id: int | None = None,
    proposal_id: int | None = None,
    agency_id: int | None = None,
    case_code: str = "",
) -> DirectiveLink:
    """To exactly one letter, proposal, agency or case. Raises Denied, NotFound."""
    _need_overseer(actor)
    directive = locked(queries.visible_directives(actor), directive_id)
    if sum(map(bool, (letter_id, proposal_id, agency_id, case_code.strip()))) != 1:
        raise Denied(Why.NOTHING_LINKED)
    thing: dict[str, Any] = _thing(actor, letter_id, proposal_id, agency_id, case_code)
    link, is_new = DirectiveLink.objects.get_or_create(directive=directive, **thing)
    if not is_new:
        raise Denied(Why.LINKED)
    write_down(actor, SUBJECT, directive.pk, "link", thing)
    return link


def _thing(
    actor: Actor, letter_id: int | None, proposal_id: int | None, agency_id: int | None, case_code: str
) -> dict[str, int]:
    """The one thing, looked up as the actor may see it."""
    if case_code.strip():
        return {"case_id": named_case(actor, case_code).pk}
    if agency_id:
        return {"agency_id": people.agency(agency_id).id}
    rows = queries.visible_letters(actor) if letter_id else queries.visible_proposals(actor)
    found = rows.filter(pk=letter_id or proposal_id or 0).first()
    if found is None:
        raise NotFound(Why.NOT_FOUND)
    return {"letter_id" if letter_id else "proposal_id": found.pk}


@transaction.atomic
def unlink_directive(*, actor: Actor, directive_id: int, link_id: int) -> None:
    """Take a link back; that it was there stays on record."""
    _need_overseer(actor)
    directive = locked(queries.visible_directives(actor), directive_id)
    link = directive.links.filter(pk=link_id).first()
    if link is None:
        raise NotFound(Why.NOT_FOUND)
    names = ("letter_id", "proposal_id", "agency_id", "case_id")
    thing = {name: value for name in names if (value := getattr(link, name)) is not None}
    link.delete()
    write_down(actor, SUBJECT, directive.pk, "unlink", thing)


def _need_overseer(actor: Actor) -> None:
    if not queries.oversees(actor):
        raise Denied(Why.NOT_YOURS)
