"""Clusters of repeats: reported again at the same place after an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.rules.likeness import reach_of
from ihanoi.cases.rules.recurring import Spot, chains
from ihanoi.cases.words import State
from ihanoi.kernel import clock
from tests.cases.stages import bring
from tests.conftest import CUA_NAM, MONDAY, City

START = datetime(2026, 11, 1, tzinfo=UTC)
LAT, LON = CUA_NAM


def spot(
    case_id: int, day: float, *, answered: float | None = None, north: float = 0, field: str = "ho-ga"
) -> Spot:
    at = START + timedelta(days=day)
    done = None if answered is None else START + timedelta(days=answered)
    return Spot(case_id, field, LAT + north / 111_320, LON, at, done)


@pytest.mark.parametrize(
    ("spots", "expected"),
    [
        ([spot(1, 0, answered=2), spot(2, 5)], [(1, 2)]),
        ([spot(1, 0, answered=2), spot(2, 5, answered=6, north=20), spot(3, 9, north=-20)], [(1, 2, 3)]),
        (
            [spot(1, 0, answered=2), spot(2, 5, answered=6, north=20), spot(3, 9, north=40)],
            [(1, 2)],
        ),  # creeping
        ([spot(1, 0, answered=2), spot(2, 1)], []),  # before the answer: a repeat, not a return
        ([spot(1, 0), spot(2, 5)], []),
        ([spot(1, 0, answered=2), spot(2, 5, north=45)], []),
        ([spot(1, 0, answered=2), spot(2, 5, field="cay-xanh")], []),
        ([spot(1, 0, answered=2), spot(2, 190)], []),  # too long after the answer
    ],
)
def test_what_came_back(spots: list[Spot], expected: list[tuple[int, ...]]) -> None:
    assert chains(spots) == expected


@given(
    st.lists(
        st.tuples(
            st.floats(0, 60),
            st.none() | st.floats(0, 5),
            st.floats(-200, 200),
            st.sampled_from(["ho-ga", "ngap-ung"]),
        ),
        max_size=25,
    ),
    st.randoms(),
)
def test_chains_stay_in_reach_and_follow_answers(
    drawn: list[tuple[float, float | None, float, str]], rng: Random
) -> None:
    spots = [
        spot(n, day, answered=None if span is None else day + span, north=north, field=field)
        for n, (day, span, north, field) in enumerate(drawn)
    ]
    found = chains(spots)
    for first, *others in ([spots[n] for n in chain] for chain in found):
        before = [first]
        for each in others:
            assert each.field == first.field
            assert abs(each.lat - first.lat) * 111_320 <= reach_of(each.field).metres + 0.001
            assert any(one.answered is not None and one.answered < each.at for one in before)
            before.append(each)
    rng.shuffle(spots)
    assert sorted(chains(spots)) == sorted(found)


def test_clusters_count_returns_and_bad_ratings(
    city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    first = bring(submitted(), State.PUBLISHED, city, upload)
    actions.rate(actor=city.sender, case_id=first.pk, value="dissatisfied", reason="not_fixed")
    with clock.at(MONDAY + timedelta(days=3)):
        again = submitted(city.neighbour)
        submitted(city.neighbour, lat=LAT + 0.01)
    [found] = queries.clusters(MONDAY + timedelta(days=1), MONDAY + timedelta(days=30))
    assert found.case_ids == (first.pk, again.pk)
    assert (found.returns, found.dissatisfied, found.lead_id) == (1, 1, again.lead_id)
    assert queries.clusters(MONDAY, MONDAY + timedelta(days=2)) == []
    assert queries.clusters(MONDAY, MONDAY + timedelta(days=30), lead_ids=[city.other_ward]) == []
    [counted] = queries.returned([found])
    assert (counted.field_id, counted.unit_id) == (again.field_id, again.unit_id)
    assert (counted.clusters, counted.returns) == (1, 1)
