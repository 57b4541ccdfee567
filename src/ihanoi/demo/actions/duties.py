"""After the weeks: what agencies were asked, answered and found hard, told through the same actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from ihanoi.accountability import actions
from ihanoi.accountability import queries as accountability
from ihanoi.accountability.words import LETTER_BODY, LETTER_SUBJECT, Stage
from ihanoi.demo import words
from ihanoi.demo.actions.offices import tell_offices
from ihanoi.demo.models import Stage as Told
from ihanoi.demo.queries import DUTIES, FOUNDATION, LIFE
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people
from ihanoi.people.words import Role

ASKED: Final = 3  # agencies in the letter
ANSWER: Final = (
    "Đã kiểm tra từng phản ánh trong danh sách, giao người xử lý và báo cáo kết quả trong tuần này."
)
OBSTACLES: Final = (
    (
        Stage.GOVERNMENT,
        "Sau khi sắp xếp đơn vị hành chính, vài tuyến hè phố chưa rõ cơ quan quản lý, phản ánh phải chuyển hai lần.",
        "Ban hành danh mục tuyến phố và cơ quan quản lý từng tuyến.",
    ),
    (
        Stage.CITIZEN,
        "Nhiều người gửi không ghi số nhà, cán bộ phải gọi lại để hỏi vị trí.",
        "Nhắc người gửi chọn vị trí trên bản đồ trước khi gửi.",
    ),
    (
        Stage.BUSINESS,
        "Doanh nghiệp thi công đào hè chậm hoàn trả mặt bằng nhưng chưa có chế tài ghi trong hợp đồng.",
        "Bổ sung điều khoản hoàn trả trong hạn vào giấy phép đào hè.",
    ),
)


def build_duties(*, progress: Callable[[str], None]) -> None:
    """In one commit, at the end of the told weeks; a second call does nothing."""
    until = Told.objects.get(name=LIFE).until
    progress("letters and obstacles")
    with transaction.atomic(), clock.at(_office_hours(until)):
        if Told.objects.filter(name=DUTIES).exists():
            return
        overseer = _overseer()
        _letter(overseer)
        founded = Told.objects.get(name=FOUNDATION)
        tell_offices(founded.kept["citizens"], _wards())
        for agency_id, obstacle in zip(_wards(), OBSTACLES, strict=False):
            _obstacle(agency_id, *obstacle)
        actions.find_proposals(actor=SYSTEM)
        Told.objects.create(name=DUTIES, until=until, finished=True)


def _office_hours(until: datetime) -> datetime:
    """Ten in the morning of the last day."""
    return until.astimezone(HANOI).replace(hour=10, minute=0) - timedelta(days=1)


def _letter(overseer: Actor) -> None:
    """To the agencies with the most overdue cases; the first has answered. A second letter is a draft."""
    asked = [row.agency_id for row in accountability.overdue(overseer, clock.now())[:ASKED]]
    draft = _draft(overseer, asked)
    actions.send_letter(
        actor=overseer, letter_id=draft, number="118/TTPVHCC-GS", signed_on=clock.today(),
        signer_title="KT. Giám đốc\nPhó Giám đốc", signer_name="Lê Quang Huy",
    )  # fmt: skip
    actions.answer_letter(actor=_holder(asked[0]), letter_id=draft, agency_id=asked[0], text=ANSWER)
    _draft(overseer, asked[-1:])


def _draft(overseer: Actor, agency_ids: list[int]) -> int:
    day: date = accountability.usual_reply_day()
    made = actions.draft_letter(
        actor=overseer, agency_ids=agency_ids, subject=LETTER_SUBJECT, body=LETTER_BODY, reply_by=day
    )
    return made.pk


def _wards() -> list[int]:
    """The ward of the sign-ins, and two others."""
    own = people.agency_by_code(words.WARD)
    found = [own.id] if own else []
    return found + [a.id for a in people.agencies(None, "commune") if a.id not in found][:2]


def _obstacle(agency_id: int, stage: str, cause: str, solution: str) -> None:
    actions.record_obstacle(
        actor=_holder(agency_id), agency_id=agency_id, stage=stage, cause=cause, solution=solution
    )


def _holder(agency_id: int) -> Actor:
    """Who answers for the agency: in the demo every agency with cases has somebody."""
    return people.actor_for(people.holders(Role.APPROVER, agency_id)[0])


def _overseer() -> Actor:
    """The one who may be tried."""
    agency = people.agency_by_code(words.OVERSIGHT)
    assert agency is not None
    return people.actor_for(people.holders(Role.OVERSEER, agency.id)[0])
