"""Nonsense from outside: every answer is a page or a sentence, never a failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.kernel.denials import Invalid
from ihanoi.kernel.plain import plain
from ihanoi.media import actions as media
from ihanoi.media.models import File
from ihanoi.people.models import Account
from tests.cases.stages import bring
from tests.conftest import CUA_NAM, City, picture

Submit = Callable[..., Case]
HUGE = "9" * 5000
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _as(client: Client, city: City, seat: str) -> Client:
    client.force_login(Account.objects.get(pk=getattr(city, seat).account_id), BACKEND)
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/ban-do/diem?zoom=nan",
        "/ban-do/diem?zoom=1e400",
        "/ban-do/diem?bbox=nan,nan,nan,nan",
        "/ban-do/rss?q=a%00%08b",
        "/ban-do?q=%00&sau=" + HUGE,
        "/ban-do?sau=MDAwMS0wMS0wMVQwMDowMDowMHwx",
        "/tra-cuu?q=" + quote("<" * 20_000),
        f"/hop-thu?trang={HUGE}",
        "/phan-anh/%00",
        "/tep/%00",
        "/gui-phan-anh/don-vi?lat=nan&lng=inf&unit=" + HUGE,
    ],
)
def test_addresses(city: City, client: Client, address: str) -> None:
    assert client.get(address).status_code < 500


@pytest.mark.parametrize(
    "query", ["tim=a%00b", "tim=%ff", "sau=" + HUGE, "sau=0001-01-01T00:00:00%2B14:00~1", "linh-vuc=" + HUGE]
)
def test_lists_of_the_desk(city: City, client: Client, query: str) -> None:
    assert _as(client, city, "overseer").get(f"{reverse('desk:shelf-late')}?{query}").status_code == 200


def test_the_chosen_seat(city: City, client: Client) -> None:
    for agency in (HUGE, "²", "-1", "x", str(city.other_ward)):
        _as(client, city, "assigner").post(reverse("desk:seat"), {"agency": agency})
        assert client.session["desk_agency"] is None


@pytest.mark.parametrize(
    "given",
    [
        {"occurred_at": "0001-01-01T00:00"},
        {"occurred_at": "0999-05-05T10:10"},
        {"occurred_at": "9999-12-31T23:59"},
        {"other": HUGE},
        {"follow": "//evil.example"},
        {"follow": "HN-2611-999999"},
        {"field": HUGE},
        {"text": "Nắp hố ga\x00 vỡ"},
    ],
)
def test_the_second_step(city: City, client: Client, given: dict[str, str]) -> None:
    _as(client, city, "sender")
    unit = client.get("/gui-phan-anh/don-vi", {"lat": CUA_NAM[0], "lng": CUA_NAM[1]}).context["units"].chosen
    client.post(
        reverse("portal:report"),
        {"address": "29 Trần Quốc Toản", "lat": CUA_NAM[0], "lng": CUA_NAM[1], "unit": unit},
    )
    words = {"text": "Nắp hố ga vỡ trước cổng trường.", "danger": "1"}
    assert client.post(reverse("portal:describe"), words | given).status_code < 500
    for name in ("portal:describe", "portal:preview"):
        assert client.get(reverse(name)).status_code < 500
    assert client.post(reverse("portal:preview"), {"consent": "on"}).status_code < 500


@pytest.mark.parametrize("name", ["field", "other_field"])
def test_hints(city: City, client: Client, name: str) -> None:
    assert client.post(reverse("portal:hints"), {"text": "Ổ gà", name: HUGE}).status_code < 500


def test_pictures_of_nobody_are_not_kept(city: City, client: Client) -> None:
    answer = client.post(reverse("portal:report"), {"address": "29 Trần Quốc Toản", "pictures": [picture()]})
    assert answer.status_code == 422
    assert "Hãy đăng nhập để thêm ảnh" in answer.content.decode()
    assert not File.objects.exists()


@pytest.mark.parametrize("size", [(40_000, 1), (1, 40_000), (1, 1)])
def test_pictures_of_a_line(city: City, size: tuple[int, int]) -> None:
    data = BytesIO()
    Image.new("RGB", size).save(data, "JPEG")
    data.seek(0)
    file = media.receive(actor=city.sender, stream=data, name="anh.jpg")
    assert file.width and file.height


def test_a_control_character_in_a_report_breaks_no_feed(client: Client, submitted: Submit) -> None:
    submitted(text="Nắp hố ga\x08 \u202evỡ\x0b trước cổng trường.", address="29\x08 Trần Quốc Toản")
    feed = client.get(reverse("portal:feed"))
    assert feed.status_code == 200
    title = ElementTree.fromstring(feed.content.decode()).findtext("channel/item/title") or ""
    assert title == "Nắp hố ga vỡ trước cổng trường"


def test_plain_keeps_what_people_see() -> None:
    text = "Ổ gà 🕳️ ở ngõ 5\n\tsố 3 – 20 m² ‘gấp’"
    assert plain(text) == text
    assert plain("a\x00\x1b[31m\u202eb\x85") == "a[31mb"


@pytest.mark.parametrize("day", [date.min, date(2000, 1, 1), date(2031, 1, 1), date.max])
def test_extensions_of_a_thousand_years(city: City, submitted: Submit, upload: Any, day: date) -> None:
    case = bring(submitted(), "handling", city, upload)
    with pytest.raises(Invalid) as denied:
        actions.ask_extension(
            actor=city.handler, case_id=case.pk, document="QĐ 1", reason="Chờ vật liệu", new_day=day
        )
    assert "new_day" in denied.value.errors


def test_a_body_that_no_form_can_have_is_not_read(client: Client) -> None:
    for length, status in ((str(10**12), 413), ("9" * 30, 400), ("-1", 400), ("x", 400)):
        answer = client.generic("POST", "/dang-nhap", b"x", "text/plain", CONTENT_LENGTH=length)
        assert answer.status_code == status


def test_names_lose_what_nobody_sees(city: City, client: Client) -> None:
    given = {"full_name": "Trần \u202eVăn\x08 Mít", "title": "", "unit": ""}
    assert _as(client, city, "sender").post(reverse("people:account"), given).status_code == 302
    assert Account.objects.get(pk=city.sender.account_id).full_name == "Trần Văn Mít"
