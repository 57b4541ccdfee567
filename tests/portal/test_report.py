"""A citizen sends a report: three steps without JavaScript, nothing lost, nothing sent twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ihanoi.cases.models import Case
from ihanoi.people.models import Account
from ihanoi.people.wordings import newest_wording
from ihanoi.portal.views import report
from tests.conftest import CUA_NAM, City, picture

PLACE = {
    "address": "29 Trần Quốc Toản",
    "lat": CUA_NAM[0],
    "lng": CUA_NAM[1],
    "accuracy": "15",
    "agreed_position": "1",
    "position_text": newest_wording("position").digest,
}
WORDS = {"text": "Nắp hố ga vỡ trước cổng trường, gọi tôi theo số 0912 345 678.", "danger": "1"}


@pytest.fixture
def sender(city: City, client: Client) -> Client:
    client.force_login(
        Account.objects.get(pk=city.sender.account_id), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def _place(client: Client, **given: Any) -> Any:
    unit = next(u.unit_id for u in report.places.unit_at(*CUA_NAM).candidates)
    return client.post(reverse("portal:report"), {**PLACE, "unit": unit, **given})


def _key(client: Client) -> str:
    return str(client.session["report"]["key"])


def test_three_steps_lead_to_a_receipt(sender: Client, city: City) -> None:
    assert _place(sender, pictures=[picture(), picture("red")]).url == reverse("portal:describe")
    assert sender.post(reverse("portal:describe"), WORDS).url == reverse("portal:preview")
    shown = sender.get(reverse("portal:preview")).content.decode()
    assert "09•• ••• •78" in shown and "UBND phường Cửa Nam" in shown
    sent = sender.post(reverse("portal:preview"), {"consent": "on", "client_key": _key(sender)})
    case = Case.objects.get()
    assert sent.url == reverse("portal:receipt", args=[case.code])
    assert case.files.count() == 2 and case.danger and case.lead_id == city.ward
    page = sender.get(sent.url).content.decode()
    assert case.code in page and "UBND phường Cửa Nam" in page


def test_a_second_press_makes_no_second_report(sender: Client) -> None:
    _place(sender)
    sender.post(reverse("portal:describe"), WORDS)
    given = {"consent": "on", "client_key": _key(sender)}
    first, second = (sender.post(reverse("portal:preview"), given) for _ in range(2))
    assert first.url == second.url
    assert Case.objects.count() == 1


def test_a_place_that_is_not_sure_asks_back_and_keeps_what_was_typed(sender: Client) -> None:
    answer = sender.post(reverse("portal:report"), PLACE)
    assert answer.status_code == 200
    assert "29 Trần Quốc Toản" in answer.content.decode()
    assert 'name="unit"' in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"address": "", "lat": "", "lng": ""}, "Cần vị trí"),
        ({"lat": "10.77", "lng": "106.7", "unit": ""}, "nằm ngoài thành phố"),
        ({"address": "chỗ ấy ấy", "lat": "", "lng": "", "unit": ""}, "Chưa nhận ra phường, xã"),
        ({"pictures": b"not a picture"}, "Không nhận loại tệp này"),
    ],
)
def test_wrong_places_are_said_in_place(sender: Client, given: dict[str, Any], sentence: str) -> None:
    if "pictures" in given:
        from io import BytesIO

        given = {"pictures": BytesIO(given["pictures"])}
        answer = _place(sender, **given)
    else:
        answer = sender.post(reverse("portal:report"), PLACE | given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_words_are_kept_when_an_answer_is_missing(sender: Client) -> None:
    _place(sender)
    answer = sender.post(reverse("portal:describe"), {"text": WORDS["text"]})
    assert answer.status_code == 422
    assert WORDS["text"] in answer.content.decode()
    assert "Chọn Có hoặc Không" in answer.content.decode()


def test_the_declaration_is_needed(sender: Client) -> None:
    _place(sender)
    sender.post(reverse("portal:describe"), WORDS)
    answer = sender.post(reverse("portal:preview"), {"client_key": _key(sender)})
    assert answer.status_code == 422 and Case.objects.count() == 0


def test_steps_in_the_wrong_order_lead_back(sender: Client) -> None:
    assert sender.get(reverse("portal:describe")).url == reverse("portal:report")
    _place(sender)
    assert sender.get(reverse("portal:preview")).url == reverse("portal:describe")


def test_a_visitor_may_write_and_is_asked_to_sign_in_at_the_end(city: City, client: Client) -> None:
    _place(client)
    client.post(reverse("portal:describe"), WORDS)
    assert "Đăng nhập để gửi" in client.get(reverse("portal:preview")).content.decode()
    answer = client.post(reverse("portal:preview"), {"consent": "on", "client_key": _key(client)})
    assert answer.url.startswith("/dang-nhap?next=")
    client.force_login(
        Account.objects.get(pk=city.sender.account_id), "django.contrib.auth.backends.ModelBackend"
    )
    assert (
        client.post(reverse("portal:preview"), {"consent": "on", "client_key": _key(client)}).status_code
        == 302
    )
    assert Case.objects.get().text == WORDS["text"]


def test_another_ones_picture_is_neither_shown_nor_sent(
    sender: Client, city: City, upload: Callable[..., Any]
) -> None:
    stolen = upload(city.neighbour)
    _place(sender, files=[str(stolen), "no-id"])
    assert sender.session["report"]["files"] == []
    assert str(stolen) not in sender.get(reverse("portal:report")).content.decode()


def test_similar_cases_are_shown_once_before_going_on(
    sender: Client, submitted: Callable[..., Case], city: City
) -> None:
    known = submitted(city.neighbour, text="Nắp hố ga vỡ trước cổng trường, xe máy dễ ngã.")
    _place(sender)
    answer = sender.post(reverse("portal:describe"), WORDS)
    page = answer.content.decode()
    assert answer.status_code == 200 and known.public_title in page
    assert "Cùng chỗ, gửi vừa xong, cùng nói về" in page
    followed = sender.post(reverse("portal:describe"), WORDS | {"follow": known.code})
    assert followed.url == reverse("portal:case", args=[known.code])
    known.refresh_from_db()
    assert known.followers == 1
    assert sender.post(reverse("portal:describe"), WORDS).url == reverse("portal:preview")


def test_another_matter_is_not_shown_again(
    sender: Client, submitted: Callable[..., Case], city: City
) -> None:
    known = submitted(city.neighbour, text="Nắp hố ga vỡ trước cổng trường, xe máy dễ ngã.")
    _place(sender)
    answer = sender.post(reverse("portal:describe"), WORDS | {"other": str(known.pk)})
    assert answer.status_code == 200 and known.public_title not in answer.content.decode()


def test_hints_name_field_and_personal_data(sender: Client) -> None:
    _place(sender)
    answer = sender.post(reverse("portal:hints"), {"text": WORDS["text"]}).content.decode()
    assert "09•• ••• •78" in answer and "Gợi ý vì bài viết có" in answer and "hx-swap-oob" in answer


def test_the_unit_of_an_address_is_told(city: City, client: Client) -> None:
    answer = client.get(reverse("portal:unit"), {"address": "số 5 phường Cửa Nam"}).content.decode()
    assert "phường Cửa Nam" in answer


def test_too_many_reports_an_hour(
    sender: Client, submitted: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "REPORTS_AN_HOUR", 1)
    submitted()
    _place(sender)
    sender.post(reverse("portal:describe"), WORDS | {"asked_alike": "1"})
    answer = sender.post(reverse("portal:preview"), {"consent": "on", "client_key": _key(sender)})
    assert answer.status_code == 429 and Case.objects.count() == 1
    assert sender.session["report"]["text"] == WORDS["text"]


def test_a_draft_can_be_thrown_away(sender: Client) -> None:
    _place(sender)
    assert "Bản nháp chưa gửi" in sender.get("/").content.decode()
    sender.post(reverse("portal:discard"))
    assert "Bản nháp chưa gửi" not in sender.get("/").content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Gọi tôi số 0912345678, xe 29A-123.45 đỗ chắn ngõ.", "Có số điện thoại, biển số xe trong nội dung."),
        ("Đồ ngu, sao không dọn rác?", "Có lời lẽ xúc phạm trong nội dung."),
        ("Tôi làm đơn khiếu nại quyết định xử phạt.", "Có vẻ là khiếu nại."),
        ("Nhà bên lấn đất của nhà tôi.", "Có vẻ là tranh chấp đất đai."),
    ],
)
def test_the_wording_is_pointed_out_while_typing(client: Client, city: City, text: str, said: str) -> None:
    page = client.post(reverse("portal:hints"), {"text": text}).content.decode()
    assert said in page
    assert "đồ ngu" not in page.lower()


# Address and pin.

FAR_AWAY = "thôn Đoài, xã Tân Minh, huyện Sóc Sơn"


def _unit(name: str) -> int:
    return next(u.id for u in report.places.units() if u.name == name)


def test_an_address_that_contradicts_the_pin_is_shown_with_both_choices(sender: Client) -> None:
    answer = sender.post(reverse("portal:report"), PLACE | {"address": FAR_AWAY})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Bạn gõ “{FAR_AWAY}” (xã Sóc Sơn), nhưng ghim nằm ở phường Cửa Nam." in page
    assert "Theo địa chỉ: Xã Sóc Sơn" in page and "Theo ghim: Phường Cửa Nam" in page
    assert sender.session["report"]["unit"] is None


def test_who_says_that_the_address_is_right_loses_the_pin(sender: Client) -> None:
    given = PLACE | {"address": FAR_AWAY, "unit": _unit("Xã Sóc Sơn")}
    assert sender.post(reverse("portal:report"), given).url == reverse("portal:describe")
    kept = sender.session["report"]
    assert (kept["lat"], kept["unit"]) == (None, _unit("Xã Sóc Sơn"))


def test_who_says_that_the_pin_is_right_keeps_both(sender: Client) -> None:
    given = PLACE | {"address": FAR_AWAY, "unit": _unit("Phường Cửa Nam")}
    assert sender.post(reverse("portal:report"), given).url == reverse("portal:describe")
    kept = sender.session["report"]
    assert (kept["lat"], kept["address"]) == (CUA_NAM[0], FAR_AWAY)


def test_a_street_alone_lets_the_sender_choose_and_chooses_nothing(sender: Client) -> None:
    given = {"address": "12 phố Hàng Bài", "lat": "", "lng": ""}
    answer = sender.post(reverse("portal:report"), PLACE | given)
    assert answer.status_code == 422 and "hãy chọn" in answer.content.decode()
    assert sender.session["report"]["unit"] is None


def test_the_address_is_completed(city: City, client: Client) -> None:
    found = client.get(reverse("portal:suggestions"), {"address": "12 ngo 3, phuong trug hoa"}).json()
    first = found["suggestions"][0]
    assert first["text"] == "12 ngo 3, phường Trung Hòa, quận Cầu Giấy"
    assert first["name"] == "Phường Trung Hòa"
    assert first["note"].startswith("quận Cầu Giấy (cũ), nay: phường Yên Hòa, ")
    assert client.get(reverse("portal:suggestions"), {"address": "🙂" * 5000}).json() == {"suggestions": []}
    assert client.get(reverse("portal:suggestions")).json() == {"suggestions": []}
    assert client.post(reverse("portal:suggestions")).status_code == 405


def test_another_channel_is_asked_about_once_and_blocks_nothing(sender: Client) -> None:
    said = {"text": "Tôi làm đơn khiếu nại quyết định xử phạt số 12.", "danger": "0"}
    _place(sender)
    asked = sender.post(reverse("portal:describe"), said)
    assert asked.status_code == 422
    assert 'name="confirmed"' in asked.content.decode() and said["text"] in asked.content.decode()
    assert sender.post(reverse("portal:describe"), said | {"confirmed": "1"}).url == reverse("portal:preview")
    assert sender.post(reverse("portal:describe"), said).url == reverse("portal:preview")
