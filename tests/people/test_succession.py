"""Who came after whom: agencies that were closed, and what those of today have taken over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ihanoi.kernel import clock
from ihanoi.people import actions, queries
from ihanoi.people.words import AgencyKind
from ihanoi.places import actions as places_actions
from ihanoi.places import queries as places

pytestmark = pytest.mark.django_db

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def tree() -> None:
    places_actions.install_units()
    actions.install_agencies()


def named(code: str) -> queries.AgencyNode:
    found = queries.agency_by_code(code)
    assert found is not None, code
    return found


def test_every_commune_of_the_districts_had_its_committee(tree: None) -> None:
    committees = queries.agencies(LAST, AgencyKind.COMMUNE)
    assert len(committees) == len(places.units(LAST)) == 526
    assert {queries.agency(c.parent_id or 0).kind for c in committees} == {AgencyKind.DISTRICT}
    assert len({c.name for c in committees}) == 526


def test_every_closed_agency_has_heirs_that_exist(tree: None) -> None:
    gone = queries.closed(FIRST)
    assert len(gone) == 526 + 30 + 6
    for node in gone:
        found = queries.heirs(node.id, FIRST)
        assert found, node.name
        assert all(heir.valid(FIRST) for heir in found)


def test_a_department_has_the_one_that_is_named_and_a_district_those_of_its_ground(tree: None) -> None:
    assert [h.code for h in queries.heirs(named("so-lao-dong").id)] == ["so-noi-vu"]
    found = {h.code for h in queries.heirs(named("quan-hoan-kiem").id)}
    assert {"phuong-hoan-kiem", "phuong-cua-nam"} <= found
    assert all(code.startswith(("phuong-", "xa-")) for code in found)


def test_what_exists_succeeds_itself(tree: None) -> None:
    ward = named("phuong-cua-nam")
    assert queries.heirs(ward.id) == (ward,)
    assert queries.heirs(queries.children(ward.id)[0].id) == (queries.children(ward.id)[0],)


def test_a_ward_takes_over_old_wards_whole_and_of_a_district_what_lies_in_them(tree: None) -> None:
    ward, old = named("phuong-cua-nam"), named("phuong-cua-nam-quan-hoan-kiem")
    past = queries.predecessors([ward.id])
    district = named("quan-hoan-kiem").id
    assert past.holds(old.id, None)
    assert past.holds(district, old.unit_id)
    assert not past.holds(district, None)
    elsewhere = named("phuong-hang-bac-quan-hoan-kiem")
    assert not past.holds(district, elsewhere.unit_id)
    assert not past.holds(elsewhere.id, elsewhere.unit_id)


def test_before_the_move_there_is_nothing_to_take_over(tree: None) -> None:
    ward = named("phuong-cua-nam")
    with clock.at(datetime(2025, 6, 30, 16, 59, tzinfo=UTC)):
        assert queries.predecessors([ward.id]) == queries.Past()
    with clock.at(datetime(2025, 6, 30, 17, 0, tzinfo=UTC)):
        assert queries.predecessors([ward.id]).agencies
