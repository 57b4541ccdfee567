"""Sets of rules: the one in force, drafts, former ones; what is wrong with one; replays. For the city's operator."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import competence, words
from ihanoi.routing.competence import BEGIN, FOREVER, City, Days, Found, Place, Rule, Rules
from ihanoi.routing.models import Competence, Edition, Field, Replay, RuleSet, Threshold
from ihanoi.routing.rules import ROUTED


def rules_of(set_id: int | None) -> Rules:
    """A set as the router uses it; None: an empty one, under which everything is the unit's own."""
    if set_id is None:
        return Rules(None, (), {})
    rows = Competence.objects.filter(rules=set_id).order_by("id")
    thresholds = Threshold.objects.filter(rules=set_id).values_list("field", "percent")
    return Rules(set_id, map(rule_of, rows), {field_id: percent / 100 for field_id, percent in thresholds})


def rule_of(row: Competence) -> Rule:
    """The row without its database."""
    return Rule(
        row.pk or 0, row.field_id, row.unit_id, row.kind, row.agency_id, tuple(row.cooperating),
        row.valid_from, row.valid_to,
    )  # fmt: skip


def in_force() -> int | None:
    """The id of the set in force; None before the first installation."""
    return Edition.objects.values_list("rules", flat=True).first()


def may_edit(actor: Actor) -> bool:
    """Whether the actor is the operator of the city, not of one agency."""
    return people.operates_city(actor)


# --- what the operator sees ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set of rules. `standing`: words.Standing."""

    id: int
    number: int
    note: str
    made_by: str
    made_at: datetime
    changed_at: datetime
    since: datetime | None
    standing: words.Standing


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as a line of a table, everything named. `now`: who does the work of a lead that is gone."""

    id: int
    field_id: int
    place: str
    lead: str
    now: str
    along: tuple[str, ...]
    first: date
    last: date | None
    basis: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A leaf with its rules; `percent`: from which confidence on its reports are routed without a person."""

    id: int
    name: str
    group: str
    percent: int
    rules: tuple[RuleRow, ...]
    wrong: tuple[str, ...]


def rule_sets(actor: Actor) -> list[SetRow]:
    """All sets, newest first. Raises NotFound for anybody but the operator."""
    return [_set_row(row) for row in _sets(actor).order_by("-number")]


def rule_set(actor: Actor, set_id: int) -> SetRow:
    """One set. Raises NotFound, for strangers too."""
    row = _sets(actor).filter(pk=set_id).first()
    if row is None:
        raise NotFound(words.Why.NO_SET)
    return _set_row(row)


def _sets(actor: Actor) -> QuerySet[RuleSet]:
    if not may_edit(actor):
        raise NotFound(words.Why.NO_SET)
    return RuleSet.objects.select_related("made_by")


def _set_row(row: RuleSet) -> SetRow:
    standing = words.Standing.FORMER
    if row.in_force_since is None:
        standing = words.Standing.DRAFT
    elif row.pk == in_force():
        standing = words.Standing.IN_FORCE
    return SetRow(
        row.pk, row.number, row.note, row.made_by.full_name if row.made_by else "", row.made_at, row.changed_at,
        row.in_force_since, standing,
    )  # fmt: skip


def rules_by_field(actor: Actor, set_id: int) -> list[FieldRow]:
    """The whole set in the order of the catalogue, with what is wrong at each row and field."""
    rule_set(actor, set_id)
    rules, against = rules_of(set_id), city()
    wrong: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for found in competence.flaws(rules, against):
        wrong[found.field_id, found.rule_id].append(sentence(found))
    basis = dict(Competence.objects.filter(rules=set_id).values_list("pk", "basis"))
    of_field: dict[int, list[RuleRow]] = defaultdict(list)
    for rule in sorted(rules.rows, key=_order):
        row = _rule_row(rule, basis[rule.id], tuple(wrong[rule.field_id, rule.id]))
        of_field[rule.field_id].append(row)
    leaves = Field.objects.filter(parent__isnull=False, valid_to=None).select_related("parent")
    return [
        FieldRow(
            leaf.pk, leaf.label, leaf.parent.label if leaf.parent else "",
            round(rules.thresholds.get(leaf.pk, ROUTED) * 100),
            tuple(of_field[leaf.pk]), tuple(wrong[leaf.pk, None]),
        )
        for leaf in leaves.order_by("parent__order", "order", "pk")
    ]  # fmt: skip


def rule_input(actor: Actor, set_id: int, rule_id: int) -> words.RuleInput:
    """One rule as its form shows it. Raises NotFound."""
    rule_set(actor, set_id)
    row = Competence.objects.filter(rules=set_id, pk=rule_id).first()
    if row is None:
        raise NotFound(words.Why.NO_RULE_ROW)
    return words.RuleInput(
        row.field_id, row.valid_from, row.agency_id, row.unit_id, row.kind, tuple(row.cooperating), row.valid_to,
        row.basis,
    )  # fmt: skip


def _order(rule: Rule) -> tuple[bool, bool, int, date]:
    """Everywhere first, then kinds of unit, then single units; each by day."""
    return rule.unit_id is not None, bool(rule.kind), rule.unit_id or 0, rule.first


def _rule_row(rule: Rule, basis: str, wrong: tuple[str, ...]) -> RuleRow:
    lead, now = str(words.OWN_COMMITTEE), ""
    if rule.agency_id is not None:
        lead, after = people.agency(rule.agency_id).name, people.successor(rule.agency_id)
        now = "" if after.id == rule.agency_id else after.name
    along = tuple(people.agency(agency_id).name for agency_id in rule.cooperating)
    place = _place(rule.unit_id, rule.kind)
    return RuleRow(rule.id, rule.field_id, place, lead, now, along, rule.first, rule.last, basis, wrong)


def _place(unit_id: int | None, kind: str) -> str:
    if unit_id is not None:
        unit = places.unit_by_id(unit_id)
        return unit.name if unit else ""
    return str(words.KINDS[kind])


def flaws(set_id: int) -> list[str]:
    """Everything that is wrong with a set, each in a whole sentence; empty: it may be switched on."""
    return [sentence(found) for found in competence.flaws(rules_of(set_id), city())]


def sentence(found: Found) -> str:
    """What is wrong, in a whole sentence with the names of what it speaks of."""
    leaf = Field.objects.filter(pk=found.field_id).first()
    unit = places.unit_by_id(found.unit_id) if found.unit_id else None
    return str(words.FLAWS[found.flaw]) % {
        "field": leaf.label if leaf else "",
        "agency": people.agency(found.agency_id).name if found.agency_id else "",
        "unit": _inside_sentence(unit.name if unit else str(words.KINDS[""])),
        "day": f"{found.day:%d/%m/%Y}" if found.day else "",
        "count": found.count,
    }


def _inside_sentence(name: str) -> str:
    """ "Phường Cửa Nam" → "phường Cửa Nam"."""
    return name[:1].lower() + name[1:]


# --- replays ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A past report that the draft would send elsewhere. Blank agency: to the dispatcher."""

    report_id: int
    field: str
    before: str
    after: str
    confidence: int


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """A replay with its progress; `is_old`: the draft has changed since."""

    id: int
    asked_at: datetime
    since: datetime
    total: int
    done: int
    changed: int
    ended_at: datetime | None
    is_old: bool
    changes: tuple[Change, ...]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def last_replay(actor: Actor, set_id: int) -> ReplayRow | None:
    """The newest replay of a set."""
    changed_at = rule_set(actor, set_id).changed_at
    row = Replay.objects.filter(rules=set_id).order_by("-pk").first()
    if row is None:
        return None
    changes = tuple(_change(change) for change in row.changes)
    return ReplayRow(
        row.pk, row.asked_at, row.since, row.total, row.done, row.changed, row.ended_at,
        row.asked_at < changed_at, changes,
    )  # fmt: skip


def _change(kept: dict[str, int | None]) -> Change:
    field = Field.objects.filter(pk=kept["field"]).first() if kept["field"] else None
    before, after = (people.agency(kept[at] or 0).name if kept[at] else "" for at in ("before", "after"))
    return Change(
        int(kept["report"] or 0), field.label if field else "", before, after, int(kept["percent"] or 0)
    )


def is_replayed(row: RuleSet) -> bool:
    """Whether the set as it is now has been tried on past reports."""
    return Replay.objects.filter(rules=row, ended_at__isnull=False, asked_at__gte=row.changed_at).exists()


# --- checking --------------------------------------------------------------------------------------------------------


def city() -> City:
    """What a set of rules is checked against: leaves in use, units since 1/7/2025, agencies with their successors."""
    leaves = Field.objects.filter(parent__isnull=False, valid_to=None).order_by("order", "id")
    found = {unit.id: unit for day in (BEGIN, clock.today()) for unit in places.units(day)}
    every = [people.agency(agency_id) for agency_id in people.under(people.city().id)]
    committees: dict[int | None, list[Days]] = defaultdict(list)
    for node in every:
        committees[node.unit_id].append((node.valid_from, node.valid_to or FOREVER))
    return City(
        fields=list(leaves.values_list("pk", flat=True)),
        places=[
            Place(u.id, u.kind, (u.valid_from, u.valid_to or FOREVER), tuple(committees[u.id]))
            for u in found.values()
        ],
        at_work={node.id: _at_work(node) for node in every},
    )


def _at_work(node: people.AgencyNode) -> list[Days]:
    """The agency's own days, then those of each successor after it."""
    line = [node]
    while line[-1].valid_to is not None and line[-1].successor_id is not None:
        line.append(people.agency(line[-1].successor_id))
    return [(n.valid_from, n.valid_to or FOREVER) for n in line]
