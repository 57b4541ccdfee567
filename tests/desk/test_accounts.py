"""The operator's pages of accounts: found, invited, seated, gone, let in again; nobody beyond the own line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from uuid import UUID

import pytest
from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.identity.models import Message
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.models import Account, Delegation, Invitation, SeatCheck
from ihanoi.people.regulation import GIVEN_BY_THE_CITY
from ihanoi.people.words import Role
from tests.cases.stages import bring
from tests.conftest import City
from tests.desk.conftest import Enter
from tests.people.officials import again, own, seat

AT = "/ban-xu-ly/quan-tri/tai-khoan"


@pytest.fixture
def operator(city: City) -> Actor:
    return seat("minh", city.ward)


@pytest.fixture
def browser(enter: Enter, operator: Actor) -> Client:
    return enter(operator)


def invited(city: City, **changed: object) -> dict[str, object]:
    given = {
        "email": "lan.pham@hanoi.example", "full_name": "Phạm Thị Lan", "job_title": "Chuyên viên",
        "agency_id": city.division, "roles": [Role.HANDLER], "valid_from": "2026-11-16", "valid_to": "",
    }  # fmt: skip
    return given | changed


def test_the_list_is_searched(browser: Client, city: City) -> None:
    every = browser.get(AT).content.decode()
    assert "Second Handler" in every and "Other Approver" not in every
    found = browser.get(AT, {"tim": "handl", "vai-tro": "handler", "co-quan": city.division}).content.decode()
    assert "Second Handler" in found and "Assigner" not in found.split('aria-label="Tài khoản"')[1]
    for odd in ({"co-quan": city.other_ward}, {"tim": "không có ai"}, {"trang-thai": "left"}):
        assert "Không có tài khoản nào như vậy" in browser.get(AT, odd).content.decode()
    assert browser.get(AT, {"co-quan": "x", "vai-tro": "x", "trang-thai": "x", "sau": "x"}).status_code == 200


@pytest.mark.parametrize("role", ["assigner", "approver", "handler", "overseer", "sender"])
def test_nobody_else_comes_here(enter: Enter, city: City, role: str) -> None:
    browser = enter(getattr(city, role))
    for path in (AT, f"{AT}/moi", f"{AT}/{own(city.handler)}"):
        assert browser.get(path).status_code == HTTPStatus.NOT_FOUND


def test_an_invitation_is_sent_again_and_taken_back(browser: Client, city: City) -> None:
    assert browser.get(f"{AT}/moi").status_code == 200
    wrong = browser.post(f"{AT}/moi", invited(city, email="lan@", roles=[]))
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.post(f"{AT}/moi", invited(city))["Location"] == AT
    made = Invitation.objects.get()
    assert "Phạm Thị Lan" in browser.get(AT).content.decode()
    again_ = browser.post(f"/ban-xu-ly/quan-tri/thu-moi/{made.pk}/gui-lai")
    assert again_["Location"] == AT and Message.objects.count() == 2
    assert browser.post(f"/ban-xu-ly/quan-tri/thu-moi/{made.pk}/thu-hoi")["Location"] == AT
    gone = browser.post(f"/ban-xu-ly/quan-tri/thu-moi/{made.pk}/thu-hoi")
    assert gone.status_code == HTTPStatus.NOT_FOUND
    elsewhere = browser.post(f"{AT}/moi", invited(city, agency_id=city.other_ward))
    assert elsewhere.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, "not among the own agencies"


def test_roles_are_given_and_taken(browser: Client, city: City) -> None:
    page = f"{AT}/{own(city.handler)}"
    given = {"agency_id": city.ward, "role": "approver", "valid_from": "2026-11-16", "valid_to": ""}
    assert browser.post(f"{page}/cap", given)["Location"] == page
    assert again(city.handler).holds(Role.APPROVER, city.ward)
    twice = browser.post(f"{page}/cap", given)
    assert twice.status_code == HTTPStatus.CONFLICT
    assert "đang giữ vai trò đó" in twice.content.decode()
    assert browser.post(f"{page}/thu-hoi", {"agency_id": city.ward, "role": "approver"})["Location"] == page
    assert not again(city.handler).holds(Role.APPROVER)
    assert browser.post(f"{page}/thu-hoi", {"agency_id": "x"}).status_code == HTTPStatus.NOT_FOUND
    shown = browser.get(page).content.decode()
    assert "Cấp vai trò" in shown and "Thu hồi vai trò" in shown
    assert browser.get(f"{page}/cap")["Location"] == page


def test_an_operator_of_a_ward_is_offered_what_they_may_give(
    enter: Enter, browser: Client, city: City
) -> None:
    page, above = f"{AT}/{own(city.handler)}", enter(seat("quan", city.root))
    for path in (page, f"{AT}/moi"):
        assert 'value="approver"' in browser.get(path).content.decode()
        for role in GIVEN_BY_THE_CITY:
            assert f'value="{role}"' not in browser.get(path).content.decode()
            assert f'value="{role}"' in above.get(path).content.decode()
    given = {"agency_id": city.ward, "role": "overseer", "valid_from": "2026-11-16", "valid_to": ""}
    assert browser.post(f"{page}/cap", given).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    letter = browser.post(f"{AT}/moi", invited(city, roles=["handler", "guardian"]))
    assert letter.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and "Phạm Thị Lan" in letter.content.decode()
    assert not again(city.handler).holds(Role.OVERSEER) and not Invitation.objects.exists()
    assert above.post(f"{page}/cap", given)["Location"] == page
    assert again(city.handler).holds(Role.OVERSEER, city.ward)


def test_nobody_is_offered_a_role_of_their_own_making(browser: Client, operator: Actor, city: City) -> None:
    page = f"{AT}/{own(operator)}"
    assert "/cap" not in browser.get(page).content.decode()
    given = {"agency_id": city.ward, "role": "approver", "valid_from": "2026-11-16"}
    assert browser.post(f"{page}/cap", given).status_code == HTTPStatus.CONFLICT


def test_steps_for_all_seats_are_not_offered_for_one_of_them(browser: Client, city: City) -> None:
    page = f"{AT}/{own(city.handler)}"
    assert "/buoc-hai" in browser.get(page).content.decode()
    actions.grant(actor=SYSTEM, account_id=own(city.handler), agency_id=city.other_ward, role=Role.HANDLER)
    shown = browser.get(page).content.decode()
    assert (
        "/buoc-hai" not in shown and "/mo-khoa" not in shown and "quản trị chung của các cơ quan đó" in shown
    )


def test_who_leaves_is_closed_and_let_in_again(browser: Client, city: City) -> None:
    page = f"{AT}/{own(city.handler)}"
    nothing = browser.post(f"{page}/thoi-viec", {"nghi-last_day": "2026-11-16"})
    assert nothing.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    done = browser.post(f"{page}/thoi-viec", {"nghi-last_day": "2026-11-16", "nghi-reason": "Nghỉ hưu"})
    assert done["Location"] == page
    assert not people.account(own(city.handler)).is_active
    assert "Mở lại tài khoản" in browser.get(page).content.decode()
    assert browser.post(f"{page}/mo-lai", {"reason": "Ký hợp đồng mới"})["Location"] == page
    assert people.account(own(city.handler)).is_active
    assert "Nghỉ hưu" in browser.get(page).content.decode()


def test_break_glass_asks_why(browser: Client, city: City) -> None:
    page = f"{AT}/{own(city.handler)}"
    for slug in ("buoc-hai", "mo-khoa"):
        assert browser.post(f"{page}/{slug}", {"reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert browser.post(f"{page}/{slug}", {"reason": "Mất điện thoại ngày 15/11"})["Location"] == page
    shown = browser.get(page).content.decode()
    assert "Đặt lại bước xác nhận thứ hai" in shown and "Mở khóa đăng nhập" in shown


def test_an_operator_of_elsewhere_finds_nothing(enter: Enter, city: City) -> None:
    stranger = enter(seat("xa", city.other_ward))
    page = f"{AT}/{own(city.handler)}"
    assert stranger.get(page).status_code == HTTPStatus.NOT_FOUND
    for slug in ("cap", "thu-hoi", "nghi", "thoi-viec", "mo-lai", "buoc-hai", "mo-khoa"):
        answer = stranger.post(f"{page}/{slug}", {"agency_id": city.division, "role": "handler"})
        assert answer.status_code == HTTPStatus.NOT_FOUND, slug
    assert again(city.handler).holds(Role.HANDLER)


def away(**changed: object) -> dict[str, object]:
    given = {"thay-valid_from": "2026-11-16", "thay-valid_to": "2026-11-20", "thay-reason": "Nghỉ phép năm"}
    return given | changed


def test_an_official_hands_over_and_takes_back(enter: Enter, city: City, browser: Client) -> None:
    page, mine = "/ban-xu-ly/nghi-va-thay", enter(city.approver)
    assert "Tôi sắp nghỉ" in mine.get(page).content.decode()
    wrong = mine.post(page, away())
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert mine.post(page, away(**{"thay-delegate_id": own(city.assigner)}))["Location"] == page
    assert "đang thay" in mine.get(page).content.decode()
    assert "Approver" in enter(city.assigner).get(page).content.decode()
    assert again(city.assigner).holds(Role.APPROVER)
    made = Delegation.objects.get()
    assert enter(city.handler).post(f"{page}/{made.pk}/ket-thuc").status_code == HTTPStatus.NOT_FOUND
    ended = browser.post(f"{page}/{made.pk}/ket-thuc", {"next": f"{AT}/{own(city.approver)}"})
    assert ended["Location"] == f"{AT}/{own(city.approver)}"
    assert not again(city.assigner).holds(Role.APPROVER)
    assert "kết thúc sớm" in mine.get(page).content.decode()
    for_them = browser.post(
        f"{AT}/{own(city.approver)}/nghi", away(**{"thay-delegate_id": own(city.assigner)})
    )
    assert for_them["Location"] == f"{AT}/{own(city.approver)}"


def test_the_review_of_a_quarter(enter: Enter, city: City, browser: Client) -> None:
    page = f"/ban-xu-ly/quan-tri/ra-soat/{city.ward}"
    rows = people.review(city.ward, date(2026, 10, 1))
    shown = browser.get(page).content.decode()
    me = int(browser.session["_auth_user_id"])
    asked = {row.account_id for row in rows if f'"ghe-{row.membership_id}"' in shown}
    assert asked == {row.account_id for row in rows} - {me}, "the own seat is for somebody else to look at"
    assert shown.count("Người quản trị khác xem vai trò của bạn.") == (me in {row.account_id for row in rows})
    assert "checked" not in shown.split("Ai giữ vai trò gì")[1], "nothing is chosen beforehand"
    assert browser.post(page).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.post(page, {"ghe-x": "giu"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    seats = {row.account_id: row.membership_id for row in rows}
    chosen = {f"ghe-{seats[own(city.assigner)]}": "giu", f"ghe-{seats[own(city.handler)]}": "thu"}
    assert browser.post(page, chosen)["Location"] == page
    assert dict(SeatCheck.objects.values_list("account_id", "kept")) == {
        own(city.assigner): True, own(city.handler): False
    }  # fmt: skip
    assert browser.post(page, chosen).status_code == HTTPStatus.CONFLICT
    assert "giữ" in browser.get(page).content.decode()
    past = browser.get(f"{page}?quy=2026-07-01").content.decode()
    assert "quý 3/2026" in past
    assert "quý 4/2026" in browser.get(f"{page}?quy=2030-01-01").content.decode()
    assert browser.get(f"/ban-xu-ly/quan-tri/ra-soat/{city.other_ward}").status_code == HTTPStatus.NOT_FOUND


def test_overseers_see_who_is_behind_but_change_nothing(enter: Enter, city: City) -> None:
    browser = enter(city.overseer)
    with clock.at(clock.now().replace(month=12, day=1)):
        shown = browser.get("/ban-xu-ly/quan-tri/ra-soat").content.decode()
    assert "quá hạn" in shown and "UBND phường Hoàn Kiếm" in shown
    page = f"/ban-xu-ly/quan-tri/ra-soat/{city.ward}"
    assert "chưa xem" in browser.get(page).content.decode()
    assert browser.post(page, {"ghe-1": "giu"}).status_code == HTTPStatus.FORBIDDEN
    assert enter(city.handler).get("/ban-xu-ly/quan-tri/ra-soat").status_code == HTTPStatus.NOT_FOUND


def test_no_page_shows_a_number(browser: Client, city: City) -> None:
    Account.objects.filter(pk=own(city.handler)).update(phone="0912345678")
    for path in (AT, f"{AT}/{own(city.handler)}"):
        assert "0912345678" not in browser.get(path).content.decode()


def test_the_assigner_sees_what_lies_with_who_is_away(
    enter: Enter, city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]
) -> None:
    case = bring(submitted(), "handling", city, upload)
    browser = enter(city.assigner)
    assert "ở người nghỉ" not in browser.get("/ban-xu-ly/cho-phan-cong").content.decode()
    enter(city.handler).post(
        "/ban-xu-ly/nghi-va-thay", away(**{"thay-delegate_id": own(city.second_handler)})
    )
    shown = browser.get("/ban-xu-ly/cho-phan-cong").content.decode()
    assert "1 việc đang ở người nghỉ" in shown and case.code in shown
