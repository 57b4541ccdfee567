"""What everybody may read of cases: lists, look-up, near by, and the map's kept counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, MapCell
from ihanoi.cases.queries import grid
from ihanoi.cases.queries.public import Filters
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM
from ihanoi.kernel.denials import NotFound

CITY_BOX = (105.2, 20.5, 106.1, 21.4)
Submit = Callable[..., Case]


def _count(*cases: Case) -> None:
    actions.count_on_map(actor=SYSTEM, case_ids=[case.pk for case in cases])


def test_a_list_pages_by_key_and_misses_nothing(city: Any, submitted: Submit) -> None:
    sent = []
    for n in range(5):
        with clock.at(clock.now() + timedelta(minutes=n)):
            sent.append(submitted().pk)
    first = queries.listing(Filters(), size=2)
    second = queries.listing(Filters(), size=2, mark=first.next)
    third = queries.listing(Filters(), size=2, mark=second.next)
    shown = [card.id for page in (first, second, third) for card in page.rows]
    assert shown == sent[::-1]
    assert third.next == ""


def test_search_forgives_accents(city: Any, submitted: Submit) -> None:
    case = submitted()
    for text in ("via he tran quoc toan", "Vỉa hè", "BONG GẠCH"):
        assert [c.id for c in queries.listing(Filters(text=text)).rows] == [case.pk]
    assert queries.listing(Filters(text="đèn đường")).rows == []


def test_look_up_needs_the_right_month(city: Any, submitted: Submit) -> None:
    case = submitted()
    assert queries.by_code(case.code.lower()) == (case.pk, case.code)
    assert queries.by_code(case.code.replace("2611", "2610")) is None
    assert queries.by_code("HN-2611-999999") is None


def test_withdrawn_cases_are_seen_by_their_sender_only(city: Any, submitted: Submit) -> None:
    case = submitted()
    actions.withdraw(actor=city.sender, case_id=case.pk)
    with pytest.raises(NotFound):
        queries.open_case(PUBLIC, case.code)
    with pytest.raises(NotFound):
        queries.my_case(city.neighbour, case.code)
    assert queries.my_case(city.sender, case.code).card.state == "withdrawn"


def test_public_page_hides_personal_data_and_rounds_the_place(city: Any, submitted: Submit) -> None:
    case = submitted(
        text="Vỉa hè bong gạch trước nhà, gọi tôi theo số 0912 345 678 để biết thêm.", lat=21.02456, lon=105.84678,
        round_position=True,
    )  # fmt: skip
    page = queries.open_case(PUBLIC, case.code)
    assert "345 678" not in page.text
    assert (page.card.lat, page.card.lon) == (21.025, 105.847)
    assert page.card.address == ""


def drawn(filters: Filters, box: grid.Box, zoom: float) -> queries.Drawn:
    """All tiles of a view together."""
    tiles = queries.draw(filters, grid.tiles(box, zoom)).values()
    return queries.Drawn([c for t in tiles for c in t.clusters], [p for t in tiles for p in t.pins])


def test_kept_counts_follow_the_case_and_may_be_told_twice(city: Any, submitted: Submit) -> None:
    first, second = submitted(), submitted(lat=21.0300, lon=105.8300)
    for _ in range(2):
        _count(first, second)
    assert queries.counted_on_map(Filters()) == 2
    assert drawn(Filters(), CITY_BOX, 9).count == 2
    actions.receive(actor=city.assigner, case_id=first.pk, priority="normal")
    actions.withdraw(actor=city.sender, case_id=first.pk)
    _count(first)
    assert queries.counted_on_map(Filters()) == 1
    assert queries.counted_on_map(Filters(state="waiting", field_ids=(second.field_id,))) == 1
    before = sorted(
        MapCell.objects.filter(count__gt=0).values_list(
            "level", "x", "y", "field_id", "group", "count", "sum_x"
        )
    )
    actions.recount_map(actor=SYSTEM)
    after = sorted(MapCell.objects.values_list("level", "x", "y", "field_id", "group", "count", "sum_x"))
    assert before == after


@pytest.mark.parametrize("zoom", [8, 10, 11.5, 13, 14, 16, 18])
def test_every_zoom_counts_the_same(city: Any, submitted: Submit, zoom: float) -> None:
    _count(*(submitted(lat=21.0245 + n / 900, lon=105.8465 - n / 700) for n in range(6)))
    for filters in (Filters(), Filters(days=7), Filters(text="vỉa hè"), Filters(state="open")):
        seen = drawn(filters, CITY_BOX, zoom)
        assert seen.count == 6
        for cluster in seen.clusters:
            assert 21.02 < cluster.lat < 21.04 and 105.83 < cluster.lon < 105.85
        for pin in seen.pins:
            assert pin.code.startswith("HN-")
    assert drawn(Filters(), (105.0, 20.0, 105.1, 20.1), zoom).count == 0


def test_a_view_never_takes_more_tiles_than_a_screen(city: Any, submitted: Submit) -> None:
    """The whole city from close by would be every case there is: coarser tiles are shown instead."""
    for zoom in (0, 10, 15, 24):
        tiles = grid.tiles(CITY_BOX, zoom)
        assert 1 <= len(tiles) <= grid.TILES_AT_MOST
        assert len({tile.level for tile in tiles}) == 1
    assert len(grid.tiles((-180, -90, 180, 90), 24)) <= grid.TILES_AT_MOST


def test_the_late_are_counted_apart(city: Any, submitted: Submit) -> None:
    case = submitted()
    with clock.at(case.due_at + timedelta(minutes=1)):
        _count(case)
        assert queries.counted_on_map(Filters(state="late")) == 1
        assert drawn(Filters(state="late"), CITY_BOX, 9).pins[0].clock.is_late


def test_the_grid_agrees_with_the_database(city: Any, submitted: Submit) -> None:
    case = submitted(lat=21.02451234, lon=105.84654321)
    _count(case)
    point = case.map_point
    assert (point.x, point.y) == (grid.x_of(case.lon), grid.y_of(case.lat))
    assert abs(grid.lat_of(point.y) - case.lat) < 0.00001
    assert abs(grid.lon_of(point.x) - case.lon) < 0.00001
