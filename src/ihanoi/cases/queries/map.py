"""The public map, tile by tile: clusters from kept counts where they suffice, else counted from points; single cases
as pins.

A whole-city view sums a few thousand kept rows however many cases there are; a street view reads its tiles' points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from ihanoi.cases.models import Case, MapCell, MapPoint
from ihanoi.cases.queries import grid
from ihanoi.cases.queries.cards import FIELDS, Card, cards
from ihanoi.cases.queries.public import Filters, matching
from ihanoi.cases.words import PublicGroup
from ihanoi.kernel import clock

FOUND_AT_MOST: Final = 5000  # of a text search
NEAREST: Final = 18  # the zoom beyond which a click on a cluster does not lead


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several cases close together. `zoom`: where they stand apart."""

    lat: float
    lon: float
    count: int
    late: int
    zoom: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a tile of the map shows."""

    clusters: list[Cluster] = field(default_factory=list)
    pins: list[Card] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(c.count for c in self.clusters) + len(self.pins)


@dataclass(slots=True)
class _Spot:
    """A cell that holds something: its column and row, and what is in it."""

    x: int
    y: int
    count: int
    late: int
    sum_x: int
    sum_y: int
    case_id: int | None


def draw(filters: Filters, tiles: Collection[grid.Tile]) -> dict[grid.Tile, Drawn]:
    """Clusters and pins of the tiles, all of one level. The box of `filters` is not looked at."""
    drawn = {tile: Drawn() for tile in tiles}
    if not drawn:
        return {}
    level = next(iter(drawn)).level
    kept = grid.kept_level(level) if filters.is_plain else None
    spots = _kept(filters, drawn, level, kept) if kept is not None else _counted(filters, drawn, level)
    pins = {card.id: card for card in _pins(s.case_id for s in spots if s.case_id is not None)}
    for spot in spots:
        tile = drawn.get(grid.Tile(level, spot.x >> grid.CELLS_A_TILE, spot.y >> grid.CELLS_A_TILE))
        if tile is not None and spot.case_id is None:
            tile.clusters.append(_cluster(spot, level))
        elif tile is not None and spot.case_id in pins:
            tile.pins.append(pins[spot.case_id])
    return drawn


def counted_on_map(filters: Filters) -> int | None:
    """How many cases fit in the whole city, by the kept counts; None where these cannot tell."""
    if not filters.is_plain or filters.box:
        return None
    found = _cells(filters).filter(level=0).aggregate(n=Sum("count"))["n"]
    return found or 0


def _cluster(spot: _Spot, level: int) -> Cluster:
    lat, lon = grid.lat_of(spot.sum_y / spot.count), grid.lon_of(spot.sum_x / spot.count)
    return Cluster(lat, lon, spot.count, spot.late, min(level, NEAREST))


def _pins(ids: Iterable[int]) -> list[Card]:
    return cards(Case.objects.filter(pk__in=list(ids), listed=True).values_list(*FIELDS, named=True))


# --- from kept counts ------------------------------------------------------------------------------------------------


def _cells(filters: Filters) -> QuerySet[MapCell]:
    field_id = filters.field_ids[0] if filters.field_ids else 0
    return MapCell.objects.filter(field_id=field_id).filter(_state(filters.state))


def _kept(filters: Filters, tiles: Collection[grid.Tile], level: int, kept: int) -> list[_Spot]:
    shift = kept - level
    inside = _cells(filters).filter(level=kept, **_range(tiles, shift))
    rows = (
        inside.annotate(cx=F("x").bitrightshift(shift), cy=F("y").bitrightshift(shift))
        .values("cx", "cy")
        .annotate(n=Sum("count"), n_late=Sum("count", filter=Q(late=True)), sx=Sum("sum_x"), sy=Sum("sum_y"))
        .filter(n__gt=0)
        .order_by("-n")
        .values_list("cx", "cy", "n", "n_late", "sx", "sy")
    )
    spots = [_Spot(x, y, n, late or 0, sx, sy, None) for x, y, n, late, sx, sy in rows]
    _name_single(spots, filters)
    return spots


def _name_single(spots: list[_Spot], filters: Filters) -> None:
    """A cell of one case says exactly where that is, so its point is found by position."""
    single = {(s.sum_x, s.sum_y): s for s in spots if s.count == 1}
    if not single:
        return
    at = Q(x__in={x for x, _ in single}, y__in={y for _, y in single})
    for x, y, case_id in _points(filters).filter(at).values_list("x", "y", "case_id"):
        if (spot := single.get((x or 0, y or 0))) is not None:
            spot.case_id = case_id


# --- from points -----------------------------------------------------------------------------------------------------


def _points(filters: Filters) -> QuerySet[MapPoint]:
    found = MapPoint.objects.filter(_state(filters.state))
    if filters.kind:
        found = found.filter(case__kind=filters.kind)
    if filters.unit_id:
        found = found.filter(unit_id=filters.unit_id)
    if filters.field_ids:
        found = found.filter(field_id__in=filters.field_ids)
    if filters.days:
        found = found.filter(submitted_at__gte=clock.now() - timedelta(days=filters.days))
    if filters.text:
        named = matching(Filters(text=filters.text)).order_by("-submitted_at").values("pk")[:FOUND_AT_MOST]
        found = found.filter(case_id__in=named)
    return found


def _counted(filters: Filters, tiles: Collection[grid.Tile], level: int) -> list[_Spot]:
    shift = grid.FULL_LEVEL - level
    rows = (
        _points(filters)
        .filter(**_range(tiles, shift))
        .annotate(cx=F("x").bitrightshift(shift), cy=F("y").bitrightshift(shift))
        .values("cx", "cy")
        .annotate(
            n=Count("pk"),
            n_late=Count("pk", filter=Q(late=True)),
            sx=Sum("x"),
            sy=Sum("y"),
            one=Min("case_id"),
        )
        .order_by("-n")
        .values_list("cx", "cy", "n", "n_late", "sx", "sy", "one")
    )
    return [_Spot(x, y, n, late, sx, sy, one if n == 1 else None) for x, y, n, late, sx, sy, one in rows]


def _state(name: str) -> Q:
    if name == "late":
        return Q(late=True)
    if name == "open":
        return Q(group__in=(PublicGroup.WAITING, PublicGroup.DOING))
    return Q(group=name) if name else Q()


def _range(tiles: Collection[grid.Tile], shift: int) -> dict[str, Any]:
    """Columns and rows from the first to the last tile, on a level so much finer than that of their cells."""
    finer = grid.CELLS_A_TILE + shift

    def reach(found: Collection[int]) -> tuple[int, int]:
        return min(found) << finer, ((max(found) + 1) << finer) - 1

    return {"x__range": reach([t.x for t in tiles]), "y__range": reach([t.y for t in tiles])}
