"""Rules of competence: shipped ones, the operator's drafts, and the recorded act of switching one on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock, ids
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.plain import plain
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.routing import competence, queries
from ihanoi.routing import competence_shipped as shipped
from ihanoi.routing.competence import Flaw, Rule
from ihanoi.routing.competence_shipped import LONG_AGO, MERGED, Owner
from ihanoi.routing.models import Competence, Edition, Field, Replay, RuleSet, Threshold
from ihanoi.routing.queries import rules as reads
from ihanoi.routing.words import SUBJECT, RuleInput, Why

SHIPPED_NOTE: Final = "Quy tắc ban đầu đi kèm phần mềm"
PERCENTS: Final = range(30, 101)
NOTE_MAX: Final = 200

_AT_FIELD: Final[Mapping[Flaw, str]] = {
    Flaw.BACKWARDS: "valid_to",
    Flaw.TWO_PLACES: "kind",
    Flaw.OVERLAP: "valid_from",
    Flaw.NO_AGENCY: "agency_id",
    Flaw.LEADS_TWICE: "cooperating",
}


def touch(rules_id: int | None = None) -> None:
    """A new stamp, so that every process reads catalogue and rules again; with `rules_id`, that set is in force."""
    given: dict[str, Any] = {"stamp": ids.uuid7()}
    if rules_id is not None:
        given["rules_id"] = rules_id
    Edition.objects.update_or_create(pk=1, defaults=given)
    queries.forget()
    transaction.on_commit(queries.forget)


# --- shipped rules ---------------------------------------------------------------------------------------------------


@transaction.atomic
def install_rules(*, actor: Actor) -> int:
    """Put the shipped rules in force, and a new release's when the city has none of its own. Returns the set's number.

    A city's own set stays; only fields that are new in the catalogue get their shipped rules in it.
    """
    current = _in_force()
    wanted = list(_shipped())
    if current is not None and current.made_by_id is not None:
        known = set(current.competences.values_list("field", flat=True))
        _add(current, [row for row in wanted if row.field_id not in known])
    elif current is None or not _same(current, wanted):
        current = _new_set(actor, SHIPPED_NOTE)
        _add(current, wanted)
        _put_in_force(actor, current)
    return current.number


def _in_force() -> RuleSet | None:
    edition = Edition.objects.select_for_update(of=("self",), no_key=True).filter(rules__isnull=False)
    found = edition.first()
    return found.rules if found else None


def _shipped() -> Iterator[Competence]:
    for field in Field.objects.filter(parent__isnull=False, valid_to=None).order_by("pk"):
        owner = shipped.owner_of(field.code)
        if owner.before:
            yield _row(field, Owner(owner.before), LONG_AGO, MERGED - timedelta(days=1))
        yield _row(field, owner, MERGED if owner.before else LONG_AGO, None)


def _row(field: Field, owner: Owner, first: date, last: date | None) -> Competence:
    """Agencies are found by code; one that the city does not have is left out. Without a lead the unit's PC leads."""
    lead = people.agency_by_code(owner.lead) if owner.lead else None
    along = [node for node in map(people.agency_by_code, owner.along) if node is not None]
    begins = max([first, *(node.valid_from for node in along), *([lead.valid_from] if lead else [])])
    return Competence(
        field=field, agency_id=lead.id if lead else None, cooperating=[node.id for node in along],
        valid_from=begins, valid_to=last,
    )  # fmt: skip


def _same(current: RuleSet, wanted: Collection[Competence]) -> bool:
    columns = ("field_id", "unit_id", "kind", "agency_id", "cooperating", "valid_from", "valid_to")
    there = [
        [getattr(row, c) for c in columns] for row in current.competences.order_by("field", "valid_from")
    ]
    ours = [
        [getattr(row, c) for c in columns] for row in sorted(wanted, key=lambda r: (r.field_id, r.valid_from))
    ]
    return there == ours


def _add(rules: RuleSet, rows: Collection[Competence]) -> None:
    if not rows:
        return
    for row in rows:
        row.rules = rules
    Competence.objects.bulk_create(rows)
    touch()


def _new_set(actor: Actor, note: str) -> RuleSet:
    last = RuleSet.objects.order_by("-number").values_list("number", flat=True).first() or 0
    now = clock.now()
    return RuleSet.objects.create(
        number=last + 1, note=note, made_by_id=actor.account_id, made_at=now, changed_at=now
    )


# --- drafts ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_draft(*, actor: Actor, note: str, from_id: int | None = None) -> RuleSet:
    """A copy of the set in force (or of another) to be edited. One draft at a time."""
    _need_operator(actor)
    note = plain(note).strip()[:NOTE_MAX]
    if not note:
        raise Invalid({"note": Why.NO_NOTE})
    current = _in_force()
    if RuleSet.objects.filter(in_force_since=None).exists():
        raise Denied(Why.DRAFT_OPEN)
    source = current if from_id is None else RuleSet.objects.filter(pk=from_id).first()
    if source is None:
        raise NotFound(Why.NO_SET)
    draft = _new_set(actor, note)
    rows = list(source.competences.order_by("pk"))
    for row in rows:
        row.pk, row.rules = None, draft
    Competence.objects.bulk_create(rows)
    thresholds = list(source.thresholds.order_by("pk"))
    for threshold in thresholds:
        threshold.pk, threshold.rules = None, draft
    Threshold.objects.bulk_create(thresholds)
    _record(actor, draft, "begin", {"number": draft.number, "from": source.number, "note": note})
    return draft


@transaction.atomic
def save_rule(*, actor: Actor, set_id: int, given: RuleInput, rule_id: int | None = None) -> Competence:
    """Add a rule to a draft, or change one. Raises Invalid with the field at which the sentence belongs."""
    draft = draft_of(actor, set_id)
    row = _rule(draft, rule_id) if rule_id is not None else Competence(rules=draft)
    field = Field.objects.filter(pk=given.field_id, parent__isnull=False).first()
    if field is None:
        raise Invalid({"field_id": Why.FIELD_GONE})
    if given.unit_id is not None and given.kind:
        raise Invalid({"kind": Why.ONE_PLACE})
    row.field, row.unit_id, row.kind = field, given.unit_id, given.kind
    row.agency_id, row.cooperating = given.agency_id, list(dict.fromkeys(given.cooperating))
    row.valid_from, row.valid_to, row.basis = (
        given.valid_from,
        given.valid_to,
        plain(given.basis).strip()[:NOTE_MAX],
    )
    _check_row(draft, row)
    row.save()
    _changed(actor, draft, "change", {"rule": row.pk} | _told(row))
    return row


def _check_row(draft: RuleSet, row: Competence) -> None:
    """One row by itself and against its neighbours, whichever of two that overlap is the later."""
    rule, city = reads.rule_of(row), reads.city()
    others = [r for r in reads.rules_of(draft.pk).rows if r.id != rule.id and r.key == rule.key]
    found = [*competence.flaws_of(rule, others, city)]
    found += [
        f for other in others for f in competence.flaws_of(other, [rule], city) if f.flaw is Flaw.OVERLAP
    ]
    if found:
        raise Invalid({_AT_FIELD.get(f.flaw, "field_id"): reads.sentence(f) for f in reversed(found)})


@transaction.atomic
def drop_rule(*, actor: Actor, set_id: int, rule_id: int) -> None:
    """Take a rule out of a draft; what is then unsaid is shown and keeps the draft from being switched on."""
    draft = draft_of(actor, set_id)
    row = _rule(draft, rule_id)
    told = {"rule": row.pk} | _told(row)
    row.delete()
    _changed(actor, draft, "drop_rule", told)


@transaction.atomic
def set_threshold(*, actor: Actor, set_id: int, field_id: int, percent: int) -> None:
    """From which confidence reports of the field are routed without a person; 100: practically never."""
    draft = draft_of(actor, set_id)
    if percent not in PERCENTS:
        raise Invalid({"percent": Why.PERCENT})
    if not Field.objects.filter(pk=field_id, parent__isnull=False).exists():
        raise Invalid({"field_id": Why.FIELD_GONE})
    Threshold.objects.update_or_create(rules=draft, field_id=field_id, defaults={"percent": percent})
    _changed(actor, draft, "threshold", {"field": field_id, "percent": percent})


@transaction.atomic
def drop_draft(*, actor: Actor, set_id: int) -> None:
    """Throw a draft away, with its replays. The history keeps that it was there."""
    draft = draft_of(actor, set_id)
    _record(actor, draft, "drop", {"number": draft.number})
    Replay.objects.filter(rules=draft).delete()
    draft.delete()


# --- switching -------------------------------------------------------------------------------------------------------


@transaction.atomic
def switch_on(*, actor: Actor, set_id: int) -> RuleSet:
    """From now on reports are routed by this set. A draft must have been replayed; switching back is the same act."""
    _need_operator(actor)
    current = _in_force()
    rules = _locked(set_id)
    if current is not None and current.pk == rules.pk:
        raise Denied(Why.IN_FORCE)
    wrong = reads.flaws(rules.pk)
    if wrong:
        raise Denied(str(Why.NOT_SOUND) % {"flaw": wrong[0]})
    if rules.in_force_since is None and not reads.is_replayed(rules):
        raise Denied(Why.NOT_REPLAYED)
    _put_in_force(actor, rules, current)
    return rules


def _put_in_force(actor: Actor, rules: RuleSet, before: RuleSet | None = None) -> None:
    if rules.in_force_since is None:
        rules.in_force_since = clock.now()
        rules.save(update_fields=["in_force_since"])
    touch(rules.pk)
    _record(actor, rules, "switch_on", {"number": rules.number, "before": before.number if before else None})


# --- shared ----------------------------------------------------------------------------------------------------------


def _need_operator(actor: Actor) -> None:
    if not reads.may_edit(actor):
        raise NotFound(Why.NO_SET)


def _locked(set_id: int) -> RuleSet:
    rules = RuleSet.objects.select_for_update(no_key=True).filter(pk=set_id).first()
    if rules is None:
        raise NotFound(Why.NO_SET)
    return rules


def draft_of(actor: Actor, set_id: int) -> RuleSet:
    """A draft, locked. Raises NotFound for anybody but the operator, Denied for a set that was ever in force."""
    _need_operator(actor)
    rules = _locked(set_id)
    if rules.in_force_since is not None:
        raise Denied(Why.NOT_A_DRAFT)
    return rules


def _rule(draft: RuleSet, rule_id: int) -> Competence:
    row = Competence.objects.filter(rules=draft, pk=rule_id).first()
    if row is None:
        raise NotFound(Why.NO_RULE_ROW)
    return row


def _told(row: Competence) -> dict[str, Any]:
    rule: Rule = reads.rule_of(row)
    last = rule.last.isoformat() if rule.last else None
    return {
        "field": rule.field_id, "unit": rule.unit_id, "kind": rule.kind, "agency": rule.agency_id,
        "cooperating": list(rule.cooperating), "from": rule.first.isoformat(), "to": last,
    }  # fmt: skip


def _changed(actor: Actor, draft: RuleSet, verb: str, data: Mapping[str, Any]) -> None:
    draft.changed_at = clock.now()
    draft.save(update_fields=["changed_at"])
    _record(actor, draft, verb, data)


def _record(actor: Actor, rules: RuleSet, verb: str, data: Mapping[str, Any]) -> None:
    journal.record(
        actor=actor, subject=SUBJECT, subject_id=rules.pk, verb=verb,
        role="" if actor.is_system else Role.OPERATOR, agency_id=None if actor.is_system else people.city().id,
        data=data,
    )  # fmt: skip
