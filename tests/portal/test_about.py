"""The pages that explain: they say what is in force, link to nothing that is missing, and open without an account."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ihanoi.cases import queries
from ihanoi.cases.models import ClockLimit
from ihanoi.cases.queries import guide
from ihanoi.cases.words import PUBLIC_STATES, HandlingRefusal, Kind, Rating, ReceptionRefusal, State, Verb
from ihanoi.cases.words.numbers import Party
from ihanoi.kernel import clock
from ihanoi.portal import words
from ihanoi.portal.catalogue import ANNOUNCED, WORKING
from ihanoi.routing import queries as routing
from ihanoi.routing.models import Edition
from ihanoi.ui import words as texts
from tests.conftest import MONDAY

PAGES = ["/tien-ich", "/quy-che", "/quyen-rieng-tu", "/may-doc", "/du-lieu-mo"]


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_everybody_may_read_and_nothing_else(city: Any, address: str) -> None:
    assert "<h1>" in read(address)
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_somewhere(city: Any, address: str) -> None:
    page = read(address)
    main = page[page.index("<main") : page.index("</main>")]
    hrefs = {href.replace("&amp;", "&") for href in re.findall(r'<a [^>]*href="([^"]+)"', main)}
    inside = {href.removeprefix("http://testserver") for href in hrefs}
    for href in sorted(inside):
        if href.startswith("#"):
            assert f'id="{href[1:]}"' in page, href
        else:
            assert Client().get(href).status_code in (200, 302), href


def test_every_state_warning_and_reason_has_its_text() -> None:
    stations = guide.stations()
    assert {state for station in stations for state in station.states} == set(State)
    assert {station.state for station in stations} == set(words.STATIONS)
    assert set(words.WARNED) == set(Party)
    assert set(words.AFTER_RETURN) == set(HandlingRefusal)


def test_every_move_of_the_table_belongs_to_somebody() -> None:
    named = {move for kind in Kind for duty in guide.duties(kind) for move in duty.moves}
    assert named == {str(verb.label) for verb in Verb}


def test_the_regulation_names_states_reasons_and_ratings(city: Any) -> None:
    page = read("/quy-che")
    for said in [*PUBLIC_STATES.values(), *(r.label for r in ReceptionRefusal), *(r.label for r in Rating)]:
        assert str(said) in page


def test_limits_are_those_of_the_rows(city: Any) -> None:
    assert "7 ngày làm việc" in read("/quy-che")
    first = (clock.now() - timedelta(1)).date()
    ClockLimit.objects.create(
        kind="field", clock="handling", priority="normal", amount=6, unit="working_days", valid_from=first
    )
    queries.forget_limits()
    try:
        page = read("/quy-che")
    finally:
        queries.forget_limits()
    assert "6 ngày làm việc" in page
    assert "7 ngày làm việc" not in page


def test_the_example_counts_around_the_holiday(city: Any) -> None:
    """Seven working days from Monday 16/11/2026 08:00 end on Thursday 26/11 17:30, since 24/11 is off."""
    page = read("/quy-che")
    assert "Có kết quả trước 17:30, thứ Năm 26/11" in page
    assert "thứ Ba 24/11" in page


def test_days_off_in_a_row_are_one_line(city: Any) -> None:
    page = read("/quy-che")
    assert "của 2026" in page
    assert "của 2027" in page
    assert "thứ Năm 4/2 – thứ Tư 10/2" in page
    assert "thứ Hai – thứ Sáu" in page


def test_a_worked_saturday_is_named_with_its_hours(city: Any) -> None:
    with clock.at(MONDAY.replace(year=2026, month=1, day=5)):
        page = read("/quy-che")
    assert "thứ Bảy 10/1" in page
    assert "làm việc 08:00–12:00, 13:30–17:30" in page


def test_without_limits_the_page_still_comes(city: Any) -> None:
    ClockLimit.objects.all().delete()
    queries.forget_limits()
    try:
        assert "Ai làm gì" in read("/quy-che")
    finally:
        queries.forget_limits()


def test_privacy_names_every_cookie_that_is_set(city: Any) -> None:
    page = read("/quyen-rieng-tu")
    for name in (
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "theme",
    ):
        assert name in page
    client = Client()
    client.get("/dang-nhap")
    client.post("/giao-dien", {"theme": "dark"})
    client.post("/ngon-ngu", {"language": "en"})
    for name in client.cookies:
        assert name in page


@pytest.mark.parametrize("address", ["/quy-che", "/quyen-rieng-tu"])
def test_the_card_of_the_reader_is_found(city: Any, address: str) -> None:
    assert 'href="/may-doc"' in read(address)


def test_the_card_tells_the_figures_of_the_version_in_use_with_their_n(city: Any) -> None:
    routing.forget()
    card = routing.reader_card()
    assert card is not None
    page = read("/may-doc")
    told = [
        card.unseen["first"],
        card.unseen["in_three"],
        card.figures["first"],
        card.figures["first_folded"],
    ]
    for share in told:
        assert texts.percent(share) in page
    for number in (card.texts, card.tested):
        assert f">{texts.number(number)}</td>" in page
    assert card.version in page
    assert texts.moment(card.made_at, with_year=True) in page
    assert "Nhờ người chọn cơ quan" in page
    assert "Không quyết định điều gì về con người" in page


def test_without_a_trained_version_the_card_gives_no_figures(city: Any) -> None:
    Edition.objects.update(reader=None)
    routing.forget()
    page = read("/may-doc")
    routing.forget()
    assert "Hiện chỉ dùng từ khóa" in page
    assert "Đúng đến đâu" not in page


def test_examples_of_open_data_can_be_taken(city: Any, submitted: Any) -> None:
    submitted()
    page = read("/du-lieu-mo")
    for address in re.findall(r'data-copy="http://testserver([^"]+)"', page):
        answer = Client().get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert answer["Content-Type"].split(";")[0] in (
            "application/rss+xml", "application/atom+xml", "application/geo+json",
        )  # fmt: skip


def test_what_is_announced_is_no_link(city: Any) -> None:
    page = read("/tien-ich")
    for shelf in ANNOUNCED:
        for service in shelf.services:
            assert str(service.label) in page
            assert not service.href
    for service in WORKING:
        assert f'href="{service.href}"' in page


@pytest.mark.parametrize(
    ("slug", "kind", "shown", "hidden"),
    [
        ("thu-tuc", Kind.PROCEDURE, "Phân loại lại", "Duyệt và công bố kết quả"),
        ("lang-phi", Kind.WASTE, "Duyệt và công bố kết quả", "Chuyển đúng thẩm quyền"),
        ("doanh-nghiep", Kind.BUSINESS, "Tiếp nhận và phân công", "Phân loại lại"),
        ("ung-dung", Kind.APP, "đơn vị vận hành ứng dụng", "Duyệt và công bố kết quả"),
    ],
)
def test_each_kind_is_explained_from_its_own_table(
    city: Any, slug: str, kind: Kind, shown: str, hidden: str
) -> None:
    page = read(f"/quy-che?loai={slug}")
    main = page[page.index("<main") : page.index("</main>")]
    assert str(kind.label) in main and shown in main and hidden not in main
    assert {s.state for s in guide.stations(kind)} <= set(words.STATIONS)
