"""After the weeks: somebody is invited, somebody is away, an agency has looked at its seats, a firm has people."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ihanoi.demo import words
from ihanoi.demo.actions.album import upload_minutes
from ihanoi.demo.addressed import FIRM
from ihanoi.identity import actions as identity
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.media import actions as media
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.actions import Invited
from ihanoi.people.words import Role

POSITIONS: Final = (
    "Giám đốc",
    "Trưởng phòng Hành chính",
    "Nhân viên, theo giấy ủy quyền số 12",
    "Kế toán trưởng",
)
REFUSAL: Final = "Giấy ủy quyền đã hết hạn từ tháng trước. Hãy gửi giấy còn hiệu lực."


def tell_offices(citizens: list[int], wards: list[int]) -> None:
    """In the caller's transaction and at its time. The first ward is that of the sign-ins."""
    operator = _holder(Role.OPERATOR, people.city().id)
    _invite(operator, wards[0])
    _represent(citizens, wards[0])
    _be_away(wards[1])
    _review(operator, wards[-1])


def _holder(role: str, agency_id: int) -> Actor:
    """The first who holds the role: in the demo there is always somebody."""
    return people.actor_for(people.holders(role, agency_id)[0])


def _invite(operator: Actor, ward: int) -> None:
    """The letter lies in the demo's mailbox."""
    asked = Invited(
        f"mai.do@{words.DOMAIN}", "Đỗ Thị Mai", "Chuyên viên", ward, [Role.ASSIGNER], clock.today(),
    )  # fmt: skip
    identity.invite(actor=operator, invited=asked)


def _represent(citizens: list[int], ward: int) -> None:
    """One verified, one whose papers wait, one refused, one who has sent nothing."""
    officer, unit_id = _holder(Role.ASSIGNER, ward), people.agency(ward).unit_id
    code, name = FIRM
    for number, account_id in enumerate(citizens[: len(POSITIONS)]):
        actor = people.actor_for(people.account(account_id))
        held = people.represented(account_id)
        firm_id = held[0].id if held else _begin(actor, code, name, POSITIONS[number])
        if number == len(POSITIONS) - 1:
            continue
        paper = upload_minutes(actor, clock.now(), number + 1, sealed=True)
        shown = actions.show_papers(
            actor=actor, organisation_id=firm_id, papers=[str(paper)], unit_id=unit_id
        )
        media.claim(actor=actor, file_ids=[paper], sealed=True)
        if number != 1:
            actions.judge_papers(
                actor=officer, representative_id=shown.pk, verified=number == 0, reason=REFUSAL
            )


def _begin(actor: Actor, code: str, name: str, position: str) -> int:
    return actions.represent(actor=actor, tax_code=code, name=name, address="", position=position).pk


def _be_away(ward: int) -> None:
    """Who approves is away for some days; a colleague who gives out the work stands in."""
    approver = _holder(Role.APPROVER, ward)
    assert approver.account_id is not None
    actions.delegate(
        actor=approver, account_id=approver.account_id, delegate_id=people.colleagues(approver.account_id)[0].id,
        valid_from=clock.today(), valid_to=clock.today() + timedelta(days=4), reason="Nghỉ phép năm",
    )  # fmt: skip


def _review(operator: Actor, ward: int) -> None:
    """Every seat of a ward stays."""
    quarter = people.quarter_of(clock.today())
    verdicts = {row.membership_id: True for row in people.review(ward, quarter)}
    actions.check_seats(actor=operator, agency_id=ward, quarter=quarter, verdicts=verdicts)
