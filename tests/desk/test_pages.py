"""The desk's pages: who may enter, what they show, how many queries they take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ihanoi.cases import actions
from ihanoi.cases.models import Case, SavedFilter
from ihanoi.cases.words import State
from ihanoi.desk.words import SHELVES
from ihanoi.kernel import clock
from tests.cases.stages import bring
from tests.conftest import MONDAY, City
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
Upload = Callable[..., UUID]
DESK = "/ban-xu-ly/"


def test_nobody_enters_without_signing_in(city: City) -> None:
    answer = Client().get(DESK)
    assert answer.status_code == 302
    assert "/dang-nhap" in answer["Location"]


def test_a_citizen_finds_no_desk(city: City, enter: Enter) -> None:
    assert enter(city.sender).get(DESK).status_code == 404


@pytest.mark.parametrize(
    "who", ["assigner", "handler", "approver", "dispatcher", "overseer", "division_head"]
)
def test_every_list_opens_for_those_who_have_it(
    city: City, enter: Enter, submitted: Submit, who: str
) -> None:
    submitted()
    client = enter(city.actors[who])
    for words in SHELVES.values():
        answer = client.get(DESK + words.slug, follow=True)
        assert answer.status_code == 200


def test_a_row_leads_to_the_case_and_its_next_move(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    page = enter(city.assigner).get(DESK).content.decode()
    assert case.title in page
    assert f"{DESK}{case.code}/tiep-nhan" in page
    assert ">submitted<" not in page


def test_a_list_stays_within_six_queries(city: City, enter: Enter, submitted: Submit) -> None:
    for _ in range(5):
        submitted()
    client = enter(city.assigner)
    client.get(DESK)
    with CaptureQueriesContext(connection) as taken:
        client.get(DESK)
    kept = (
        "people_tree",
        "routing_edition",
        "places_revision",
        "SAVEPOINT",
    )  # looked at once a second a process
    assert len([q for q in taken if not any(name in q["sql"] for name in kept)]) <= 6


def test_filters_narrow_and_can_be_dropped(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    client = enter(city.assigner)
    assert case.code in client.get(DESK, {"tim": "tran quoc"}).content.decode()
    page = client.get(DESK, {"tim": "xyz"}).content.decode()
    assert case.code not in page
    assert "Bỏ hết bộ lọc" in page
    assert client.get(DESK, {"linh-vuc": "99999", "sau": "vớ~vẩn", "mau": "tim"}).status_code == 200


def test_groups_go_by_the_clock(city: City, enter: Enter, submitted: Submit) -> None:
    submitted()
    with clock.at(MONDAY + timedelta(days=2)):
        page = enter(city.assigner).get(DESK).content.decode()
    assert "Quá hạn" in page


@pytest.mark.parametrize("state", [s for s in State if s != State.MERGED])
def test_the_page_of_a_case_opens_in_every_state(
    city: City, enter: Enter, submitted: Submit, upload: Upload, state: State
) -> None:
    case = bring(submitted(files=[upload(city.sender)]), state, city, upload)
    for who in ("assigner", "approver", "overseer"):
        for view in ("", "?xem=ghi-chu", "?xem=lap-lai", "?xem=trao-doi", "/phieu"):
            answer = enter(city.actors[who]).get(f"{DESK}{case.code}{view}")
            assert answer.status_code == 200
            assert case.title in answer.content.decode()


def test_what_is_hidden_looks_missing(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    hidden = enter(city.other_assigner).get(f"{DESK}{case.code}")
    missing = enter(city.other_assigner).get(f"{DESK}HN-2611-999999")
    assert hidden.status_code == missing.status_code == 404
    assert enter(city.assigner).get(f"{DESK}HN-2501-{case.pk:06d}").status_code == 404


def test_a_confidential_sender_has_a_number_and_no_contact(
    city: City, enter: Enter, submitted: Submit
) -> None:
    case = submitted(confidential=True)
    for view in ("", "/phieu"):
        page = enter(city.assigner).get(f"{DESK}{case.code}{view}").content.decode()
        assert f"Người gửi {case.pk % 10000:04d}" in page
        assert city.sender.name not in page
        assert "sender@example.org" not in page


def test_a_confidential_sender_stays_hidden_in_the_conflict_notice(
    city: City, enter: Enter, submitted: Submit
) -> None:
    case = submitted(confidential=True)
    actions.add_information(actor=city.sender, case_id=case.pk, text="Thêm một chỗ bong ở số 31.")
    sent = {"seen": 1, "priority": "normal"}
    page = enter(city.assigner).post(f"{DESK}{case.code}/tiep-nhan", sent).content.decode()
    assert city.sender.name not in page


def test_who_gave_the_case_away_sees_it_no_more(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    client = enter(city.assigner)
    answer = client.post(f"{DESK}{case.code}/gui-cap-tren", {"seen": 1, "reason": "Thuộc thành phố."})
    assert answer.status_code == 303
    assert answer["Location"] == DESK


def test_a_note_is_for_officers(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    client = enter(city.assigner)
    assert client.post(f"{DESK}{case.code}/ghi-chu", {"text": "Gọi đội thoát nước."}).status_code == 302
    assert "Gọi đội thoát nước." in client.get(f"{DESK}{case.code}?xem=ghi-chu").content.decode()
    assert client.post(f"{DESK}{case.code}/ghi-chu", {"text": " "}).status_code == 422


def test_the_page_hears_of_what_others_did(city: City, enter: Enter, submitted: Submit) -> None:
    case = submitted()
    actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")
    told = enter(city.approver).get(f"{DESK}{case.code}/moi?ban=1").content.decode()
    assert "Tiếp nhận" in told
    assert "Xem bản mới" in told
    assert enter(city.approver).get(f"{DESK}{case.code}/moi?ban=2").content.decode().strip() == ""
    assert enter(city.assigner).get(f"{DESK}{case.code}/moi?ban=1").content.decode().strip() == ""


def test_an_officer_with_two_seats_chooses_one(city: City, enter: Enter) -> None:
    client = enter(city.assigner)
    assert client.get(DESK + "co-quan").status_code == 200
    assert client.post(DESK + "co-quan", {"agency": str(city.ward)}).status_code == 302
    assert client.post(DESK + "co-quan", {"agency": "424242"}).status_code == 302


@pytest.mark.parametrize("page", ["menu", "tim", "nhap-ho", "so-lieu"])
def test_the_other_pages_open(city: City, enter: Enter, page: str) -> None:
    assert enter(city.assigner).get(DESK + page).status_code == 200


def test_a_list_is_kept_under_a_name_and_dropped_again(city: City, enter: Enter, submitted: Submit) -> None:
    submitted()
    client, query = enter(city.assigner), "trang-thai=submitted"
    assert "Lưu bộ lọc" in client.get(f"{DESK}?{query}").content.decode()
    given = {"name": " Mới   tới ", "shelf": "", "query": query + "&tim="}
    assert client.post(DESK + "bo-loc", given).headers["Location"] == f"{DESK}?{query}"
    client.post(DESK + "bo-loc", given)
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("Mới tới", query)
    page = client.get(f"{DESK}?{query}").content.decode()
    assert "Bộ lọc đã lưu" in page
    assert "Bỏ bộ lọc “Mới tới”" in page
    assert "Mới tới" not in enter(city.approver).get(DESK).content.decode()
    enter(city.approver).post(f"{DESK}bo-loc/{kept.pk}/bo")
    assert SavedFilter.objects.exists()
    client.post(f"{DESK}bo-loc/{kept.pk}/bo")
    assert not SavedFilter.objects.exists()


def test_a_name_with_a_number_is_kept_once_and_sealed(city: City, enter: Enter) -> None:
    client, name = enter(city.assigner), "Cô Lan 0912 345 678"
    for query in ("tim=a", "tim=b"):
        client.post(DESK + "bo-loc", {"name": name, "shelf": "", "query": query})
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == (name, "tim=b")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM cases_savedfilter")
        assert "0912" not in cursor.fetchone()[0]


def test_a_thirteenth_filter_and_one_without_a_name_are_said(city: City, enter: Enter) -> None:
    client = enter(city.assigner)
    for n in range(13):
        client.post(DESK + "bo-loc", {"name": f"Bộ {n}", "shelf": "", "query": f"tim={n}"})
    client.post(DESK + "bo-loc", {"name": " ", "shelf": "", "query": "tim=x"})
    assert SavedFilter.objects.count() == 12


def test_the_case_knows_its_neighbours_in_the_list(city: City, enter: Enter, submitted: Submit) -> None:
    cases = [submitted() for _ in range(3)]
    client = enter(city.assigner)
    assert " / 3" not in client.get(f"{DESK}{cases[1].code}").content.decode()
    client.get(DESK)
    page = client.get(f"{DESK}{cases[1].code}").content.decode()
    assert "2 / 3" in page
    for other, key in ((cases[0], "K"), (cases[2], "J")):
        assert f'href="{DESK}{other.code}" data-key="{key}"' in page


def test_the_city_is_seen_whole_by_those_who_answer_for_it(
    city: City, enter: Enter, submitted: Submit
) -> None:
    case = submitted()
    page = enter(city.overseer).get(DESK + "so-lieu").content.decode()
    assert "<h1>UBND thành phố Hà Nội</h1>" in page
    own = enter(city.assigner).get(DESK + "so-lieu").content.decode()
    assert f"<h1>{case.lead.name}</h1>" in own
