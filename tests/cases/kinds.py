"""Reports of the other kinds than `field`, and the people who answer for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.queries import Shelf, Wanted
from ihanoi.cases.words import Kind
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from tests.conftest import City

FIRM = {"tax_code": "0100112437", "name": "Công ty TNHH Gạch Hạ Đình", "address": "", "position": "Giám đốc"}
SAID: dict[Kind, dict[str, Any]] = {
    Kind.WASTE: {"text": "Nhà văn hóa xây xong từ năm 2023 vẫn khóa cửa, không ai dùng.", "matter": "assets"},
    Kind.BUSINESS: {"text": "Công ty chờ giấy phép đấu nối điện đã ba tháng chưa có trả lời."},
    Kind.PROCEDURE: {
        "text": "Bộ phận một cửa đòi thêm giấy xác nhận không có trong danh mục.",
        "procedure": "Đăng ký kết hôn",
    },
    Kind.APP: {"text": "Nút gửi bị bàn phím che mất trên điện thoại nhỏ."},
}


def send(city: City, kind: Kind, **given: Any) -> Case:
    """As the sender, to the ward unless another agency (or none) is given; a business from an organisation."""
    said = SAID[kind] | {"consent": True, "kind": kind, "agency_id": city.ward}
    if kind == Kind.BUSINESS and "organisation_id" not in given:
        said["organisation_id"] = firm_of(city)
    return actions.submit(actor=city.sender, report=actions.Report(**said | given))


def firm_of(city: City) -> int:
    """The organisation for which the sender acts."""
    held = people.represented(city.sender.account_id or 0)
    return held[0].id if held else people_actions.represent(actor=city.sender, **FIRM).pk


def department() -> int:
    """An agency of the city that is no commune."""
    return next(a.id for a in people.agencies() if a.code == "so-xay-dung")


def seated(name: str, role: str, agency_id: int) -> Actor:
    """Somebody new in a seat."""
    new = people_actions.NewAccount(f"{name}@example.org", name.title())
    account = people_actions.create_account(actor=SYSTEM, new=new)
    people_actions.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=agency_id, role=role, valid_from=date(2025, 7, 1)
    )
    return people.actor_for(account)


def head_of(agency_id: int) -> Actor:
    """Who may receive matters of waste there, and announce."""
    return seated("thu-truong", Role.APPROVER, agency_id)


def lying(actor: Actor, shelf: Shelf) -> list[int]:
    """The cases of a list."""
    return [row.id for row in queries.inbox(actor, Wanted(shelf)).rows]


def next_of(actor: Actor, case: Case) -> str:
    """The button of the case's row in the actor's own list; blank where it is not there."""
    rows = queries.inbox(actor, Wanted()).rows
    return next((row.move or "" for row in rows if row.id == case.pk), "")


def due(case: Case, clock_name: str) -> str:
    """The due time of a running clock in Hanoi's time; blank where it does not run."""
    row = case.clocks.filter(name=clock_name, stopped_at=None).first()
    return f"{row.due_at.astimezone(HANOI):%Y-%m-%dT%H:%M}" if row else ""
