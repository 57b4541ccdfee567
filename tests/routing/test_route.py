"""Routing in the real city: place and words to an agency, with grounds; and abstention where they do not suffice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ihanoi.kernel import kept
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.denials import Invalid
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import actions, catalogue, competence_shipped, queries
from ihanoi.routing.models import Field
from ihanoi.routing.words import Routing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city(city: Any) -> None:
    queries.forget()


def unit_named(name: str) -> Any:
    return next(u for u in places.units() if u.name == name)


def route(text: str, place: str | None = None, field: str | None = None, unit: str | None = None) -> Routing:
    """Route with the middle of a unit as the point, and codes and names instead of ids."""
    point = unit_named(place) if place else None
    leaf = queries.field_by_code(field) if field else None
    return queries.route(
        text,
        point.lat if point else None,
        point.lon if point else None,
        field_id=leaf.id if leaf else None,
        unit_id=unit_named(unit).id if unit else None,
    )


def agency(routing: Routing) -> str | None:
    return people.agency(routing.agency_id).name if routing.agency_id else None


def test_place_and_words_lead_to_the_ward() -> None:
    found = route("Xe ba gác đổ trộm rác thải xây dựng thành đống trước cửa nhà dân", unit="Phường Cửa Nam")
    assert agency(found) == "UBND phường Cửa Nam"
    assert found.fields[0].code == "rac-thai"
    assert found.reasons[0] == "Người gửi chọn phường Cửa Nam."
    assert "Bài viết có “" in found.reasons[1]
    assert found.confidence > 0.6


def test_a_point_alone_is_placed_and_says_that_it_is_approximate() -> None:
    found = route("Nắp hố ga bị vỡ", place="Xã Sóc Sơn")
    assert found.units[0].name == "Xã Sóc Sơn"
    assert found.approximate
    assert "Vị trí có lẽ nằm trong xã Sóc Sơn (ranh giới gần đúng)." in found.reasons


def test_a_line_agency_needs_no_place() -> None:
    found = route("Trạm biến áp phóng điện, dây điện đứt, đề nghị điện lực xử lý gấp")
    power = people.agency_by_code("dien-luc")
    assert power is not None and agency(found) == power.name
    assert found.urgent


def test_a_unit_named_in_the_text_is_used_without_a_point() -> None:
    found = route("Rác thải đổ trộm thành bãi rác tự phát, mùi hôi thối, tại phường Cửa Nam")
    assert agency(found) == "UBND phường Cửa Nam"
    assert any("phường Cửa Nam" in reason for reason in found.reasons)


def test_without_place_a_matter_of_the_ward_goes_to_the_dispatcher() -> None:
    found = route("Có đống rác thải bốc mùi")
    assert agency(found) is None
    assert found.reasons[-1] == "Chưa đủ chắc chắn nên đầu mối điều phối của thành phố sẽ chọn cơ quan."
    assert "Chưa rõ việc xảy ra ở phường, xã nào." in found.reasons


def test_nothing_recognisable_goes_to_the_dispatcher_with_the_ward_as_candidate() -> None:
    found = route("abc xyz", unit="Phường Cửa Nam")
    assert agency(found) is None
    assert [a.name for a in found.agencies] == ["UBND phường Cửa Nam"]
    assert found.fields == ()


def test_outside_of_the_city() -> None:
    for lat, lon in ((10.77, 106.7), (0.0, 0.0)):
        found = queries.route("Nắp hố ga bị vỡ", lat, lon)
        assert found.agency_id is None
        assert "Vị trí trên bản đồ nằm ngoài thành phố." in found.reasons


def test_a_point_that_contradicts_the_chosen_unit_lowers_the_confidence() -> None:
    text = "Nắp hố ga bị vỡ"
    agreeing, contradicting = (
        route(text, "Xã Sóc Sơn", unit="Xã Sóc Sơn"),
        route(text, "Xã Sóc Sơn", unit="Phường Cửa Nam"),
    )
    assert contradicting.confidence < agreeing.confidence
    assert agency(contradicting) is None
    assert {a.name for a in contradicting.agencies} >= {"UBND phường Cửa Nam", "UBND xã Sóc Sơn"}
    assert any(r.startswith("Người gửi chọn phường Cửa Nam nhưng vị trí") for r in contradicting.reasons)


def test_the_senders_choice_of_field_counts() -> None:
    found = route("Đề nghị xem giúp", unit="Phường Cửa Nam", field="rac-thai")
    assert agency(found) == "UBND phường Cửa Nam"
    assert "Người gửi chọn lĩnh vực “Rác thải”." in found.reasons


def test_a_text_that_speaks_against_the_choice_is_noticed() -> None:
    found = route(
        "Mất điện, trạm biến áp nổ, đứt dây điện, cột điện đổ", unit="Phường Cửa Nam", field="rac-thai"
    )
    assert found.confidence < 0.7
    assert any("giống việc" in reason for reason in found.reasons)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(Invalid):
        queries.route("x", None, None, field_id=-1)


def test_reading_without_accents() -> None:
    assert queries.read("nap ho ga bi vo truoc cong truong").fields[0].code == "ho-ga"
    assert queries.read("den duong hong, ngo toi om").fields[0].code == "chieu-sang"
    assert queries.read("").fields == ()


def test_installing_again_changes_nothing_and_keeps_edits() -> None:
    before = list(Field.objects.order_by("id").values())
    edited = Field.objects.get(code="rac-thai")
    Field.objects.filter(pk=edited.pk).update(name="Rác", is_edited=True)
    assert actions.install_fields(actor=SYSTEM) == sum(len(g.leaves) for g in queries.fields())
    after = list(Field.objects.order_by("id").values())
    assert [r for r in after if r["code"] != "rac-thai"] == [r for r in before if r["code"] != "rac-thai"]
    assert queries.field(edited.pk).name == "Rác"


def test_every_line_agency_that_is_shipped_exists() -> None:
    codes = {leaf.code for group in catalogue.GROUPS for leaf in group.leaves}
    assert set(competence_shipped.OWNERS) <= codes
    for code in codes:
        node, owner = queries.field_by_code(code), competence_shipped.owner_of(code)
        assert node is not None
        assert (node.agency_id is not None) == bool(owner.lead), code
        for each in (*owner.along, *([owner.before] if owner.before else [])):
            assert people.agency_by_code(each) is not None, each


def test_names_in_the_readers_language() -> None:
    node = queries.field_by_code("rac-thai")
    assert node is not None
    with translation.override("en"):
        assert node.label == "Rubbish"
    assert node.label == "Rác thải"


def test_routing_asks_the_database_nothing_once_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LOOK_AGAIN_S", 3600.0)
    route("Nắp hố ga bị vỡ", "Xã Sóc Sơn")
    with CaptureQueriesContext(connection) as asked:
        queries.route("Nắp hố ga bị vỡ", 21.0245, 105.8465)
    assert len(asked) <= 3  # the stamps of three caches, at most once a second
