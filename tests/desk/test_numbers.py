"""The operator's pages of limits, reasons, warnings and samples, and of counting due times anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case, CaseClock, ClockLimit, SampleRate
from ihanoi.cases.words import State
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.cases.stages import bring
from tests.conftest import City

AT = "/ban-xu-ly/han-va-ly-do"
LIMIT = f"{AT}/han/field/handling/muc/normal"
AGAIN = "/ban-xu-ly/tinh-lai-han"
TODAY, LATER = "2026-11-16", "2026-11-20"


@pytest.fixture(autouse=True)
def nothing_kept_of_numbers() -> Iterator[None]:
    for forget in _FORGET:
        forget()
    yield
    for forget in _FORGET:
        forget()


_FORGET = (queries.forget_limits, queries.forget_reasons, queries.forget_ladder, queries.forget_rates)


@pytest.fixture
def operator(city: City) -> Actor:
    new = people_actions.NewAccount("quan-tri@example.org", "Quản Trị Viên")
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(
        actor=SYSTEM,
        account_id=account.pk,
        agency_id=city.root,
        role=Role.OPERATOR,
        valid_from=date(2020, 1, 1),
    )
    return people.actor_for(account)


@pytest.fixture
def client(operator: Actor, enter: Callable[[Actor], Client]) -> Client:
    return enter(operator)


@pytest.fixture
def handled(city: City, submitted: Callable[..., Case], upload: Callable[..., UUID]) -> Case:
    return bring(submitted(), State.HANDLING, city, upload)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def post(client: Client, address: str, status: int = 200, **given: object) -> str:
    answer = client.post(address, given, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("address", [AT, LIMIT, f"{AT}/ly-do/rating", AGAIN, f"{AGAIN}/cac-lenh"])
def test_only_the_operator_finds_these_pages(
    city: City, enter: Callable[[Actor], Client], address: str
) -> None:
    assert enter(city.overseer).get(address).status_code == 404


def test_everything_in_force_is_listed(client: Client) -> None:
    page = text_of(client, AT)
    for said in (
        "Tiếp nhận",
        "8 giờ",
        "15 ngày làm việc",
        "Tranh chấp đất đai",
        "Quá chậm",
        "150",
        "Chưa đặt",
    ):
        assert said in page


def test_a_limit_is_previewed_set_and_dropped(client: Client, handled: Case) -> None:
    preview = text_of(client, f"{LIMIT}?amount=5&unit=working_days&valid_from={LATER}")
    assert "Hạn đã báo không đổi khi lưu" in preview
    assert "UBND phường Cửa Nam" in preview
    due = CaseClock.objects.get(case=handled, name="handling").due_at
    page = post(client, LIMIT, amount=5, unit="working_days", valid_from=LATER)
    assert "Từ 20/11/2026: 5 ngày làm việc" in page
    assert CaseClock.objects.get(case=handled, name="handling").due_at == due
    assert "không đổi" in page
    assert "Từ 20/11/2026" not in post(client, f"{LIMIT}/bo", valid_from=LATER)
    assert "Không có thay đổi nào định trước" in post(client, f"{LIMIT}/bo", valid_from=LATER)
    assert post(client, f"{LIMIT}/bo", 404, valid_from="?")


def test_a_limit_without_priority_has_its_own_address(client: Client) -> None:
    address = f"{AT}/han/field/reception"
    assert "Không phản ánh đang mở nào" in text_of(
        client, f"{address}?amount=6&unit=working_hours&valid_from={LATER}"
    )
    post(client, address, amount=6, unit="working_hours", valid_from=LATER)
    assert ClockLimit.objects.filter(clock="reception", amount=6).exists()
    post(client, f"{address}/bo", valid_from=LATER)
    assert not ClockLimit.objects.filter(clock="reception", amount=6).exists()


def test_what_is_wrong_with_a_limit_stands_at_its_field(client: Client) -> None:
    assert "hôm nay trở đi" in post(
        client, LIMIT, 422, amount=5, unit="working_days", valid_from="2026-11-15"
    )
    text_of(client, f"{LIMIT}?amount=&unit=weeks&valid_from=", 422)
    text_of(client, f"{AT}/han/field/none", 404)


def test_a_reason_is_added_reworded_retired_and_kept(client: Client) -> None:
    page = post(
        client, f"{AT}/ly-do/reception", label="Đã có dự án", advice="Xem kế hoạch.", kinds=["field"],
        valid_from=TODAY,
    )  # fmt: skip
    assert "Đã có dự án" in page
    assert "Chỉ cho: Phản ánh, kiến nghị hiện trường." in page
    one = f"{AT}/ly-do/reception/own-8"
    assert "Xem kế hoạch." in text_of(client, one)
    page = post(client, one, label="Đã có kế hoạch", advice="", valid_from=LATER)
    assert "Từ 20/11/2026: Đã có kế hoạch" in page
    assert "Từ 20/11/2026" not in post(client, f"{one}/giu")
    assert "Dùng đến hết 19/11/2026" in post(client, f"{one}/thoi", valid_from=LATER)
    assert "định trước" in post(client, f"{one}/thoi", valid_from=LATER)
    post(client, f"{one}/giu")
    rating = f"{AT}/ly-do/rating/late"
    assert "Không còn dùng" in post(client, f"{rating}/thoi", valid_from=TODAY)


def test_what_is_wrong_with_a_reason(client: Client) -> None:
    post(client, f"{AT}/ly-do/rating", 422, label="", valid_from=TODAY)
    post(client, f"{AT}/ly-do/rating", 422, label="Thái độ", valid_from="2026-11-15")
    post(client, f"{AT}/ly-do/rating/late/thoi", 422, valid_from="")
    text_of(client, f"{AT}/ly-do/none", 404)
    text_of(client, f"{AT}/ly-do/rating/none", 404)


def test_a_rung_is_set_ended_and_kept(client: Client) -> None:
    page = post(client, f"{AT}/nhac", percent=90, parties=["turn", "overseer"], daily="on", valid_from=LATER)
    assert "Người đang phải làm, Cơ quan giám sát của thành phố · báo lại mỗi ngày làm việc" in page
    assert "từ 20/11/2026" not in post(client, f"{AT}/nhac/90", giu="1")
    assert "đến hết 19/11/2026" in post(client, f"{AT}/nhac/50", valid_from=LATER)
    assert "đến hết 19/11/2026" not in post(client, f"{AT}/nhac/50", giu="1")
    post(client, f"{AT}/nhac", 422, percent=90, valid_from=LATER)
    post(client, f"{AT}/nhac/50", 404, valid_from="?")


def test_a_rate_is_set(client: Client, city: City) -> None:
    page = post(client, f"{AT}/phuc-tra", percent=5, kind="field", agency_id=city.ward, valid_from=TODAY)
    assert "UBND phường Cửa Nam, Phản ánh, kiến nghị hiện trường" in page
    assert "Toàn thành phố, Mọi loại" in post(client, f"{AT}/phuc-tra", percent=2, kind="", valid_from=TODAY)
    assert SampleRate.objects.count() == 2
    post(client, f"{AT}/phuc-tra", 422, percent=101, valid_from=TODAY)


def test_due_times_are_counted_anew_and_given_back(client: Client, operator: Actor, handled: Case) -> None:
    assert "Chưa có lệnh nào" in text_of(client, AGAIN)
    actions.set_limit(
        actor=operator, kind="field", clock="handling", priority="normal", amount=5, unit="working_days",
        valid_from=date(2026, 11, 16),
    )  # fmt: skip
    scope = {"basis": "limits", "kind": "field", "clock": "handling", "priority": "", "agency_id": ""}
    dry = client.get(AGAIN, scope).content.decode()
    assert "<b>1</b> trong 1 đồng hồ đang chạy sẽ đổi hạn: 1 sớm hơn, 0 muộn hơn." in dry
    assert handled.code in dry
    post(client, AGAIN, 422, **scope, reason="")
    assert "đã đổi 1 hạn" in post(client, AGAIN, **scope, reason="Hạn mới của thành phố.")
    order = queries.orders()[0]
    assert "Cần điền" in post(client, f"{AGAIN}/{order.id}/tra-ve", reason="")
    assert "đã trả về" in post(client, f"{AGAIN}/{order.id}/tra-ve", reason="Nhầm.")
    assert "đã được trả về trước đó" in post(client, f"{AGAIN}/{order.id}/tra-ve", reason="Nhầm.")
    assert "Các lệnh đã ra" in text_of(client, f"{AGAIN}/cac-lenh")


def test_a_scope_that_is_none(client: Client) -> None:
    text_of(client, f"{AGAIN}?basis=none", 422)
    post(client, AGAIN, 422, basis="none", reason="Hạn mới.")
