"""The map's kept counts follow each case, and counting everything anew gives the same."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, MapCell, MapPoint
from ihanoi.cases.queries import Filters
from ihanoi.kernel.actor import SYSTEM
from tests.cases.stages import bring
from tests.conftest import City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


def kept() -> set[tuple[object, ...]]:
    """Every cell that counts anything."""
    cells = MapCell.objects.exclude(count=0)
    return set(cells.values_list("level", "x", "y", "field_id", "group", "late", "count", "sum_x", "sum_y"))


def count(*cases: Case) -> None:
    actions.count_on_map(actor=SYSTEM, case_ids=[case.pk for case in cases])


def test_counts_follow_a_case_from_group_to_group(city: City, submitted: Submit, upload: Upload) -> None:
    case = submitted()
    count(case)
    assert (
        queries.counted_on_map(Filters(state="waiting")),
        queries.counted_on_map(Filters(state="doing")),
    ) == (1, 0)
    bring(case, "handling", city, upload)
    count(case)
    assert (
        queries.counted_on_map(Filters(state="waiting")),
        queries.counted_on_map(Filters(state="doing")),
    ) == (0, 1)


def test_counting_twice_counts_once(city: City, submitted: Submit) -> None:
    case = submitted()
    count(case)
    once = kept()
    count(case)
    count(case, case)
    assert kept() == once
    assert queries.counted_on_map(Filters()) == 1


def test_what_leaves_the_lists_leaves_the_map(city: City, submitted: Submit) -> None:
    case = submitted()
    count(case)
    actions.withdraw(actor=city.sender, case_id=case.pk)
    count(case)
    assert (queries.counted_on_map(Filters()), kept(), MapPoint.objects.count()) == (0, set(), 0)


def test_all_anew_is_the_same_as_one_by_one(city: City, submitted: Submit, upload: Upload) -> None:
    cases = [
        bring(submitted(), "published", city, upload),
        submitted(lat=21.03, lon=105.85, round_position=True),
        submitted(lat=None, lon=None, address="29 Trần Quốc Toản"),
    ]
    for case in cases:
        count(case)
    followed, points = kept(), set(MapPoint.objects.values_list())
    actions.recount_map(actor=SYSTEM)
    assert kept() == followed
    assert set(MapPoint.objects.values_list()) == points
    assert queries.counted_on_map(Filters()) == 3
