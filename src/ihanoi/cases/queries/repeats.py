"""Repeats: open cases that may be one matter with a report, most alike first.

Candidates come from the index on places; how alike they are says `rules.likeness`, and why, `repeats_told`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians
from typing import Any, Final
from uuid import UUID

from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.functions import Power
from django.utils.translation import gettext as _

from ihanoi.cases.models import Case, CaseFile
from ihanoi.cases.policies import roles_of
from ihanoi.cases.queries import cards
from ihanoi.cases.queries.cards import Card
from ihanoi.cases.queries.codes import code_of
from ihanoi.cases.queries.distance import box_around, metres_between
from ihanoi.cases.queries.gate import line_of, may_part, visible_to
from ihanoi.cases.queries.repeats_told import reasons, sent_apart
from ihanoi.cases.rules import Facts, likeness
from ihanoi.cases.rules.likeness import Likeness, Reach, Sight
from ihanoi.cases.words import FileRole, Role, State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.media import queries as media
from ihanoi.people import queries as people
from ihanoi.routing import queries as routing
from ihanoi.ui import words as said

COMPARED: Final = 40  # the nearest candidates; beyond them lies another street
BEYOND: Final = 1.6  # times the reach of a field: farther apart, nothing else can make up for it
ROUNDED_M: Final = 80  # by how much a place that is shown rounded may be off
SHOWN: Final = 8
MERGED_SHOWN: Final = 20
SHOWN_TO_SENDER: Final = 3


@dataclass(frozen=True, slots=True)
class Repeat:
    """An open case that may be the same matter. `earlier`: it came first, so the other goes into it."""

    id: int
    code: str
    title: str
    state: str
    state_label: str
    version: int
    earlier: bool
    may_merge: bool  # the actor may merge it, as its assigner
    likeness: Likeness
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """An open case that a sender may follow instead: its card, and reasons from what is public alone."""

    card: Card
    likeness: Likeness
    reasons: tuple[str, ...]

    @property
    def metres(self) -> int:
        return self.likeness.metres


# --- for the officer -------------------------------------------------------------------------------------------------

_COLUMNS: Final = (
    "id", "submitted_at", "occurred_at", "title", "text", "address", "state", "version", "lat", "lon", "field_id",
    "lead_id", "holder_id",
)  # fmt: skip


def near(actor: Actor, case: Case) -> list[Repeat]:
    """Open cases that the actor may see and that may be the same matter as this open one, most alike first."""
    if case.lat is None or case.lon is None or case.closed_at is not None:
        return []
    field, group = codes_of(case.field_id)
    found = _around(case.lat, case.lon, case.submitted_at, likeness.reach_of(field)).exclude(pk=case.pk)
    rows = {row.id: row for row in found.values_list(*_COLUMNS, named=True)[:COMPARED]}
    if not rows:
        return []
    one = Sight(case.text, case.occurred_at or case.submitted_at, case.address, field, group)
    pictures = _pictures_apart(case.pk, rows)
    told = {pk: _found(case, one, row, pictures.get(pk)) for pk, row in rows.items()}
    likely = sorted((pk for pk in told if told[pk].is_possible), key=lambda pk: -told[pk].chance)
    seen = set(visible_to(actor).filter(pk__in=likely).values_list("pk", flat=True)) if likely else ()
    return [_repeat(actor, case, rows[pk], told[pk]) for pk in likely if pk in seen][:SHOWN]


def _found(case: Case, one: Sight, row: Any, pictures: int | None) -> Likeness:
    field, group = codes_of(row.field_id)
    other = Sight(row.text, row.occurred_at or row.submitted_at, row.address, field, group)
    return likeness.compare(
        one, other, metres_between(case.lat or 0.0, case.lon or 0.0, row.lat, row.lon), pictures
    )


def _repeat(actor: Actor, case: Case, row: Any, found: Likeness) -> Repeat:
    return Repeat(
        id=row.id,
        code=code_of(row.id, row.submitted_at),
        title=row.title,
        state=row.state,
        state_label=str(State(row.state).label),
        version=row.version,
        earlier=(row.submitted_at, row.id) < (case.submitted_at, case.pk),
        may_merge=_assigns(actor, row),
        likeness=found,
        reasons=tuple(reasons(found, sent_apart(row.submitted_at - case.submitted_at))),
    )


@dataclass(frozen=True, slots=True)
class Merged:
    """A case that was merged into another. `may_part`: the actor may still take it out again."""

    code: str
    title: str
    version: int
    at: datetime | None
    may_part: bool


def merged_into(actor: Actor, case: Case) -> list[Merged]:
    """What was merged into the case, the last first."""
    if not case.repeats:
        return []
    rows = Case.objects.filter(merged_into=case).order_by("-closed_at", "-pk")[:MERGED_SHOWN]
    return [
        Merged(each.code, each.title, each.version, each.closed_at, _assigns(actor, each) and may_part(each))
        for each in rows
    ]


def _assigns(actor: Actor, row: Any) -> bool:
    now = clock.now()
    facts = Facts(
        row.state, now, clock.day_of(now), line=line_of(row), superior_id=people.superior(row.lead_id)
    )
    return Role.ASSIGNER in roles_of(actor, facts)


# --- for the sender --------------------------------------------------------------------------------------------------


def alike(
    text: str,
    lat: float,
    lon: float,
    *,
    field_ids: Sequence[int] = (),
    address: str = "",
    file_ids: Sequence[UUID] = (),
    not_of: int | None = None,
) -> list[Alike]:
    """Open cases that a report not yet sent may repeat, by what everybody may read of them. Not those of `not_of`.

    `field_ids`: the one chosen, or those that the text may be about, the likeliest first.
    Left out are cases whose senders asked for confidence: nobody is told that somebody was there before.
    """
    now = clock.now()
    fields = [codes_of(field_id) for field_id in field_ids] or [("", "")]
    reach = likeness.widest(code for code, _group in fields)
    found = _around(lat, lon, now, reach, slack_m=ROUNDED_M).filter(confidential=False)
    if not_of is not None:
        found = found.exclude(sender=not_of)
    rows = list(found.values_list(*cards.FIELDS, "public_text", named=True)[:COMPARED])
    one = [Sight(text, now, address, *codes) for codes in fields]
    pictures = _pictures_apart_from(file_ids, [row.id for row in rows])
    told = {row.id: _compared(one, lat, lon, row, pictures.get(row.id)) for row in rows}
    likely = sorted((pk for pk in told if told[pk].is_possible), key=lambda pk: -told[pk].chance)
    kept = {row.id: row for row in rows}
    shown = cards.cards(kept[pk] for pk in likely[:SHOWN_TO_SENDER])
    return [_alike(card, told[card.id]) for card in shown]


def _alike(card: Card, found: Likeness) -> Alike:
    sent = _("gửi %(ago)s") % {"ago": said.ago(card.submitted_at)}
    return Alike(card, found, tuple(reasons(found, sent)))


def _compared(ones: Sequence[Sight], lat: float, lon: float, row: Any, pictures: int | None) -> Likeness:
    """By the public place, so that asking again and again tells no more than the map does.

    Where the text may be about several fields, that of the other report is taken if it is among them.
    """
    there = cards.public_position(row)
    assert there is not None
    field, group = codes_of(row.field_id)
    slack = ROUNDED_M if row.round_position else 0
    other = Sight(row.public_text, row.submitted_at, cards.public_address(row), field, group, slack)
    one = next((each for each in ones if each.field == field), ones[0])
    return likeness.compare(one, other, metres_between(lat, lon, *there), pictures)


# --- for both --------------------------------------------------------------------------------------------------------


def codes_of(field_id: int | None) -> tuple[str, str]:
    """The codes of a field and of its group; blank for none and for a field no longer in use."""
    if field_id is None:
        return "", ""
    try:
        leaf = routing.field(field_id)
        return leaf.code, routing.field(leaf.parent_id).code if leaf.parent_id else leaf.code
    except Denied:
        return "", ""


def _around(lat: float, lon: float, at: datetime, reach: Reach, slack_m: float = 0.0) -> QuerySet[Case]:
    """Open listed cases within what the field can reach in place and time, the nearest first."""
    west, south, east, north = box_around(lat, lon, reach.metres * BEYOND + slack_m)
    days = timedelta(days=reach.days * BEYOND)
    near_by = Case.objects.filter(listed=True, lat__range=(south, north), lon__range=(west, east))
    narrow = Value(cos(radians(lat)), output_field=FloatField())
    apart = Power(F("lat") - lat, 2) + Power((F("lon") - lon) * narrow, 2)
    in_time = near_by.filter(closed_at__isnull=True, submitted_at__range=(at - days, at + days))
    return in_time.order_by(apart, "-pk")


def _pictures_apart(case_id: int, others: Iterable[int]) -> Mapping[int, int]:
    """By case: in how many bits its nearest picture differs from one of this case's, where two show the same."""
    sent = CaseFile.objects.filter(role__in=(FileRole.REPORT, FileRole.ADDITION), case__in=[case_id, *others])
    of = dict(sent.values_list("file", "case"))
    own = [file_id for file_id, case in of.items() if case == case_id]
    return _nearest(own, {file_id: case for file_id, case in of.items() if case != case_id})


def _pictures_apart_from(file_ids: Sequence[UUID], others: Sequence[int]) -> Mapping[int, int]:
    """The same for pictures not yet sent; only pictures that everybody may see tell anything."""
    theirs = CaseFile.objects.filter(case__in=others, public=True) if file_ids else CaseFile.objects.none()
    return _nearest(file_ids, dict(theirs.values_list("file", "case")))


def _nearest(own: Iterable[UUID], theirs: Mapping[UUID, int]) -> Mapping[int, int]:
    best: dict[int, int] = {}
    for file_id, bits in media.apart_from(own, theirs).items():
        case_id = theirs[file_id]
        best[case_id] = min(bits, best.get(case_id, bits))
    return best
