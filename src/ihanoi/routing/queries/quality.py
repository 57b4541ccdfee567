"""How good the router's decisions are: what was proposed against where reports came to rest. Each with its n."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Avg, Count, F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Floor, Least, TruncWeek

from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing.models import Decision, Field
from ihanoi.routing.words import Way

ROWS: Final = 15  # of a table of pairs, the most frequent first

_RIGHT: Final = Q(settled_agency=F("agency"))
_FIELD_RIGHT: Final = Q(settled_field=F("field"))
_JUDGED: Final = Q(settled_at__isnull=False, agency__isnull=False)


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many, named: a week, a field, a unit, a tenth of the scale."""

    name: str
    right: int
    of: int
    expected: float = 0.0  # the mean confidence, 0 to 1

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Pair:
    """Proposed here, came to rest there, so many times."""

    proposed: str
    settled: str
    count: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Decisions from one day to another, as of a moment.

    `right`: automatic ones whose agency received the report, of the `judged`: those that some agency has received.
    `read_right` of `read`: the field read first was the one under which it was received.
    """

    as_of: datetime
    decided: int
    automatic: int
    abstained: int
    asked: int
    judged: int
    right: int
    read: int
    read_right: int
    moved: int
    weeks: tuple[Part, ...]
    tenths: tuple[Part, ...]
    fields: tuple[Part, ...]
    units: tuple[Part, ...]
    agencies_mixed: tuple[Pair, ...]
    fields_mixed: tuple[Pair, ...]

    @property
    def accuracy(self) -> float | None:
        return self.right / self.judged if self.judged else None

    @property
    def read_share(self) -> float | None:
        return self.read_right / self.read if self.read else None


def quality(since: date, until: date, *, field_id: int | None = None, unit_id: int | None = None) -> Quality:
    """Of reports sent from one day to another, both included; of one field or unit, or of all. In eight queries."""
    rows = Decision.objects.filter(at__gte=_begin(since), at__lt=_begin(until + timedelta(days=1)))
    if field_id is not None:
        rows = rows.filter(Q(settled_field=field_id) | Q(settled_field=None, field=field_id))
    if unit_id is not None:
        rows = rows.filter(unit=unit_id)
    judged = rows.filter(_JUDGED)
    automatic = judged.filter(way=Way.AUTOMATIC)
    counts = rows.aggregate(
        decided=Count("pk"),
        automatic=Count("pk", filter=Q(way=Way.AUTOMATIC)),
        abstained=Count("pk", filter=Q(way=Way.ABSTAINED)),
        asked=Count("pk", filter=Q(way=Way.ASKED)),
        judged=Count("pk", filter=_JUDGED & Q(way=Way.AUTOMATIC)),
        right=Count("pk", filter=_JUDGED & _RIGHT & Q(way=Way.AUTOMATIC)),
        read=Count("pk", filter=Q(settled_field__isnull=False, field__isnull=False)),
        read_right=Count("pk", filter=_FIELD_RIGHT),
        moved=Count("pk", filter=Q(way=Way.AUTOMATIC, moves__gt=0)),
    )
    return Quality(
        as_of=clock.now(),
        **counts,
        weeks=_weeks(automatic),
        tenths=_tenths(judged),
        fields=_fields(automatic),
        units=_units(automatic),
        agencies_mixed=_agencies_mixed(judged),
        fields_mixed=_fields_mixed(rows),
    )


def fate(report_id: int) -> Decision | None:
    """What was proposed for one report and what became of it; None for reports of before this was kept."""
    return Decision.objects.filter(pk=report_id).first()


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def _weeks(rows: QuerySet[Decision]) -> tuple[Part, ...]:
    found = rows.annotate(week=TruncWeek("at", tzinfo=HANOI)).values("week")
    counted = found.annotate(of=Count("pk"), right=Count("pk", filter=_RIGHT)).order_by("week")
    return tuple(Part(f"{row['week']:%d/%m}", row["right"], row["of"]) for row in counted)


def _tenths(rows: QuerySet[Decision]) -> tuple[Part, ...]:
    """How often a candidate was right that was given so much confidence: 0 to 10 %, 10 to 20 %, …"""
    tenth = Least(Floor(F("confidence") * 10), Value(9.0), output_field=FloatField())
    found = rows.annotate(tenth=tenth).values("tenth")
    counted = found.annotate(of=Count("pk"), right=Count("pk", filter=_RIGHT), mean=Avg("confidence"))
    return tuple(
        Part(
            f"{int(row['tenth']) * 10}–{int(row['tenth']) * 10 + 10} %", row["right"], row["of"], row["mean"]
        )
        for row in counted.order_by("tenth")
    )


def _fields(rows: QuerySet[Decision]) -> tuple[Part, ...]:
    counted = rows.values("field").annotate(of=Count("pk"), right=Count("pk", filter=_RIGHT)).order_by("-of")
    names = _field_names(row["field"] for row in counted)
    return tuple(Part(names.get(row["field"], "–"), row["right"], row["of"]) for row in counted)


def _units(rows: QuerySet[Decision]) -> tuple[Part, ...]:
    counted = rows.values("unit").annotate(of=Count("pk"), right=Count("pk", filter=_RIGHT)).order_by("-of")
    return tuple(Part(_unit_name(row["unit"]), row["right"], row["of"]) for row in counted[:ROWS])


def _unit_name(unit_id: int | None) -> str:
    unit = places.unit_by_id(unit_id) if unit_id is not None else None
    return unit.name if unit else "–"


def _agencies_mixed(rows: QuerySet[Decision]) -> tuple[Pair, ...]:
    wrong = rows.exclude(_RIGHT).values("agency", "settled_agency")
    counted = wrong.annotate(count=Count("pk")).order_by("-count", "agency", "settled_agency")[:ROWS]
    return tuple(
        Pair(people.agency(row["agency"]).name, people.agency(row["settled_agency"]).name, row["count"])
        for row in counted
    )


def _fields_mixed(rows: QuerySet[Decision]) -> tuple[Pair, ...]:
    both = rows.filter(field__isnull=False, settled_field__isnull=False).exclude(_FIELD_RIGHT)
    counted = list(
        both.values("field", "settled_field")
        .annotate(count=Count("pk"))
        .order_by("-count", "field", "settled_field")[:ROWS]
    )
    names = _field_names(each for row in counted for each in (row["field"], row["settled_field"]))
    return tuple(Pair(names[row["field"]], names[row["settled_field"]], row["count"]) for row in counted)


def _field_names(ids: Iterable[int | None]) -> dict[int | None, str]:
    return {row.pk: row.label for row in Field.objects.filter(pk__in={each for each in ids if each})}
