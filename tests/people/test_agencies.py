"""The tree of agencies: installed once, dated, with successors."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ihanoi.kernel import kept
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import NotFound
from ihanoi.people import actions, queries
from ihanoi.people.models import Agency
from ihanoi.people.words import AgencyKind
from ihanoi.places import actions as places

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 2, 28), date(2025, 3, 1)


@pytest.fixture
def tree() -> None:
    places.install_units()
    actions.install_agencies()


def named(code: str) -> queries.AgencyNode:
    found = queries.agency_by_code(code)
    assert found is not None, code
    return found


def test_every_ward_and_commune_has_its_committee_with_two_divisions(tree: None) -> None:
    committees = queries.agencies(None, AgencyKind.COMMUNE)
    assert len(committees) == 126
    for committee in committees:
        divisions = queries.children(committee.id)
        assert len(divisions) == 2
        assert committee.parent_id == queries.city().id
        assert committee.unit_id is not None
        assert queries.agency_of_unit(committee.unit_id) == committee


def test_divisions_bear_the_names_of_their_kind(tree: None) -> None:
    ward, commune = named("phuong-cua-nam"), named("xa-soc-son")
    assert ward.name == "UBND phường Cửa Nam"
    assert [d.name for d in queries.children(ward.id)] == [
        "Phòng Kinh tế, Hạ tầng và Đô thị phường Cửa Nam",
        "Văn phòng HĐND và UBND phường Cửa Nam",
    ]
    assert queries.children(commune.id)[0].name == "Phòng Kinh tế xã Sóc Sơn"


def test_installing_again_changes_nothing(tree: None) -> None:
    before = {a.pk: a.code for a in Agency.objects.all()}
    assert actions.install_agencies() == 0
    assert {a.pk: a.code for a in Agency.objects.all()} == before


def test_a_changed_name_is_put_right_and_seen_at_once(tree: None) -> None:
    Agency.objects.filter(code="so-xay-dung").update(name="Sở khác")
    assert actions.install_agencies() == 1
    assert named("so-xay-dung").name == "Sở Xây dựng"


def test_installing_takes_few_queries(
    tree: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        actions.install_agencies()


@pytest.mark.parametrize(
    ("code", "successor"),
    [
        ("so-giao-thong-van-tai", "so-xay-dung"),
        ("so-tai-nguyen-va-moi-truong", "so-nong-nghiep-va-moi-truong"),
        ("so-lao-dong", "so-noi-vu"),
        ("so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe"),
    ],
)
def test_merged_departments_have_a_successor(tree: None, code: str, successor: str) -> None:
    assert queries.successor(named(code).id).code == successor
    assert named(code).valid(BEFORE)
    assert not named(code).valid(AFTER)


def test_districts_end_with_june_2025(tree: None) -> None:
    assert len(queries.agencies(date(2025, 6, 30), AgencyKind.DISTRICT)) == 30
    assert queries.agencies(date(2025, 7, 1), AgencyKind.DISTRICT) == []


def test_the_39_units_of_the_overdue_list_are_there(tree: None) -> None:
    day = date(2024, 9, 23)
    names = {a.name for a in queries.agencies(day)}
    for name in (
        "UBND quận Nam Từ Liêm", "UBND thị xã Sơn Tây", "Sở Giao thông vận tải", "Sở Y tế", "Công an thành phố Hà Nội",
        "Ban Quản lý đường sắt đô thị Hà Nội", "Tổng công ty Điện lực thành phố Hà Nội",
    ):  # fmt: skip
        assert name in names


def test_lines_lead_from_the_city_down(tree: None) -> None:
    ward = named("phuong-cua-nam")
    division = queries.children(ward.id)[0]
    assert division.line == (queries.city().id, ward.id, division.id)
    assert queries.superior(division.id) == ward.id
    assert queries.superior(queries.city().id) is None
    assert queries.under(ward.id) == {ward.id, *(d.id for d in queries.children(ward.id))}
    assert queries.answerable(division.id) == ward


def test_reading_the_tree_asks_the_database_once(
    tree: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "LOOK_AGAIN_S", 3600.0)
    with django_assert_max_num_queries(3):  # the stamp, the agencies, their calendars
        for _ in range(200):
            queries.agency(queries.city().id)


def test_an_unknown_agency_is_not_found(tree: None) -> None:
    with pytest.raises(NotFound):
        queries.agency(-1)


def test_another_process_sees_a_change_through_the_stamp(tree: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LOOK_AGAIN_S", 0.0)
    queries.forget()
    assert named("so-y-te").name == "Sở Y tế"
    monkeypatch.setattr(queries, "forget", lambda: None)  # as if the change were made elsewhere
    Agency.objects.filter(code="so-y-te").update(name="Sở khác")
    actions.install_agencies(actor=SYSTEM)
    assert named("so-y-te").name == "Sở Y tế"


def test_before_the_agencies_are_installed_there_is_no_city(db: None) -> None:
    queries.forget()
    with pytest.raises(NotFound):
        queries.city()
