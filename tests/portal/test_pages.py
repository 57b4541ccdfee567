"""The citizen's other pages: mine, public, map, feeds; what each refuses and how."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people.models import Account
from ihanoi.portal.views.visitor import called
from tests.cases.stages import bring
from tests.conftest import City

Submit = Callable[..., Case]


def _in(client: Client, actor: Any) -> Client:
    client.force_login(Account.objects.get(pk=actor.account_id), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def sender(city: City, client: Client) -> Client:
    return _in(client, city.sender)


@pytest.mark.parametrize(
    "name", ["home", "services", "regulation", "privacy", "open_data", "map", "report", "feed", "geojson"]
)
def test_pages_open_without_an_account_and_without_data(city: City, client: Client, name: str) -> None:
    assert client.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["home", "my_cases"])
def test_pages_open_before_the_first_report(sender: Client, name: str) -> None:
    assert "Bạn chưa gửi phản ánh nào." in sender.get(reverse(f"portal:{name}")).content.decode()


@pytest.mark.parametrize(
    "state",
    [
        "submitted",
        "received",
        "assigned",
        "handling",
        "returned",
        "awaiting_approval",
        "rework",
        "resolved",
        "published",
        "refused",
    ],
)
def test_my_case_and_its_public_page_in_every_state(
    sender: Client, city: City, submitted: Submit, upload: Callable[..., Any], state: str
) -> None:
    case = bring(submitted(), state, city, upload)
    for name in ("my_case", "case"):
        answer = sender.get(reverse(f"portal:{name}", args=[case.code]))
        assert answer.status_code == 200
        assert case.title[:40] in answer.content.decode()
    assert case.title[:40] in sender.get(reverse("portal:my_cases") + "?loc=tat-ca").content.decode()
    assert sender.get("/").status_code == 200
    assert sender.get("/ban-do").status_code == 200


def test_the_public_page_names_nobody(
    city: City, client: Client, submitted: Submit, upload: Callable[..., Any]
) -> None:
    case = bring(submitted(), "resolved", city, upload)
    shown = client.get(reverse("portal:case", args=[case.code])).content.decode()
    assert city.sender.name not in shown and city.handler.name not in shown
    assert "Đội thoát nước" not in shown  # the answer is not yet published
    assert "/tep/" not in shown  # nor is any picture


def test_the_sender_rates_once_and_says_why_not(
    sender: Client, city: City, submitted: Submit, upload: Callable[..., Any]
) -> None:
    case = bring(submitted(), "published", city, upload)
    rate = reverse("portal:rate", args=[case.code])
    assert sender.post(rate, {}).status_code == 422
    without_reason = sender.post(rate, {"value": "dissatisfied", "text": "Vẫn vỡ"})
    assert without_reason.status_code == 422 and "Vẫn vỡ" in without_reason.content.decode()
    assert sender.post(rate, {"value": "dissatisfied", "reason": "not_fixed"}).status_code == 302
    again = sender.post(rate, {"value": "satisfied"})
    assert again.status_code == 409 and "đã được đánh giá" in again.content.decode()


def test_others_find_nothing_of_mine(city: City, client: Client, submitted: Submit) -> None:
    case = submitted()
    assert client.get(reverse("portal:my_case", args=[case.code])).url.startswith("/dang-nhap")
    other = _in(client, city.neighbour)
    for name in ("my_case", "receipt", "add", "withdraw"):
        assert other.get(reverse(f"portal:{name}", args=[case.code])).status_code == 404
    assert other.post(reverse("portal:rate", args=[case.code]), {"value": "satisfied"}).status_code == 404


def test_adding_answers_the_question(sender: Client, city: City, submitted: Submit) -> None:
    case = submitted()
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    actions.ask_sender(actor=city.assigner, case_id=case.pk, text="Ở đoạn nào?")
    add = reverse("portal:add", args=[case.code])
    assert "Ở đoạn nào?" in sender.get(add).content.decode()
    assert sender.post(add, {"text": ""}).status_code == 422
    assert sender.post(add, {"text": "Trước số 29."}).status_code == 302
    told = sender.get(reverse("portal:my_case", args=[case.code])).content.decode()
    assert "Cơ quan hỏi thêm, bạn đã trả lời" in told and "Trước số 29." in told


def test_withdrawing_hides_the_case(sender: Client, submitted: Submit) -> None:
    case = submitted()
    withdraw = reverse("portal:withdraw", args=[case.code])
    assert sender.get(withdraw).status_code == 200
    assert sender.post(withdraw, {"reason": "Đã sửa rồi"}).status_code == 302
    assert sender.get(reverse("portal:case", args=[case.code])).status_code == 404
    assert sender.post(withdraw, {}).status_code == 409


def test_following_and_stopping(city: City, client: Client, submitted: Submit) -> None:
    case = submitted()
    follow = reverse("portal:follow", args=[case.code])
    assert client.post(follow).url.startswith("/dang-nhap")
    other = _in(client, city.neighbour)
    for given, followers in (({}, 1), ({}, 1), ({"stop": "1"}, 0)):
        assert other.post(follow, given).status_code == 302
        case.refresh_from_db()
        assert case.followers == followers


def test_look_up_by_code_or_words(city: City, client: Client, submitted: Submit) -> None:
    case = submitted()
    assert client.get("/tra-cuu", {"q": case.code.lower()}).url == reverse("portal:case", args=[case.code])
    assert client.get("/tra-cuu", {"q": "vỉa hè"}).url.startswith("/ban-do?q=")
    assert client.get("/tra-cuu", {"q": ""}).url == "/ban-do"


def test_the_list_filters_and_forgets_nonsense(city: City, client: Client, submitted: Submit) -> None:
    case = submitted()
    for query in (
        "?q=via he",
        "?trang-thai=waiting&ky=30",
        "?trang-thai=open",
        "?ky=abc&trang-thai=x&bbox=1,2&linh-vuc=?&sau=%%%",
    ):
        assert case.public_title in client.get(f"/ban-do{query}").content.decode()
    for query in ("?trang-thai=done", "?q=đèn", "?bbox=105,20,105.1,20.1"):
        assert "Không có phản ánh nào khớp." in client.get(f"/ban-do{query}").content.decode()
    part = client.get("/ban-do", headers={"HX-Request": "true"}).content.decode()
    assert case.public_title in part and "<html" not in part


def test_points_are_cached_by_etag(city: City, client: Client, submitted: Submit) -> None:
    case = submitted()
    actions.count_on_map(actor=SYSTEM, case_ids=[case.pk])
    address = "/ban-do/diem?bbox=105.7,20.9,106,21.2&zoom=11"
    answer = client.get(address)
    (feature,) = json.loads(answer.content)["features"]
    assert feature["properties"]["id"] == case.code
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert (
        json.loads(client.get(f"/ban-do/diem?ma={case.code}").content)["features"][0]["properties"]["id"]
        == case.code
    )
    assert client.get("/ban-do/diem?bbox=x&zoom=y").status_code == 200


def test_feeds_are_well_formed(city: City, client: Client, submitted: Submit) -> None:
    case = submitted()
    for address in ("/ban-do/rss", "/ban-do/rss?dang=atom&q=via"):
        assert case.code in ElementTree.tostring(ElementTree.fromstring(client.get(address).content)).decode()
    assert json.loads(client.get("/ban-do/geojson").content)["features"][0]["properties"]["code"] == case.code


def test_a_merged_case_leads_to_the_one_it_repeats(city: City, client: Client, submitted: Submit) -> None:
    target, case = submitted(), submitted()
    actions.merge(actor=city.assigner, case_id=case.pk, target_id=target.pk)
    assert (
        reverse("portal:case", args=[target.code])
        in client.get(reverse("portal:case", args=[case.code])).content.decode()
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [("Nguyễn Thị Thu Hương", "bà Thu Hương"), ("Trần Thị Mai", "bà Mai"), ("Mai", "bà Mai")],
)
def test_people_are_called_by_their_given_name(name: str, said: str) -> None:
    assert called(Actor(7, name, title="bà")) == said
    assert called(Actor(7, name)) == name
    with translation.override("en"):
        assert called(Actor(7, name, title="bà")) == name
