"""Bring a case to a state by the moves that lead there; nobody writes `state`."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.cases.words import State
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM
from tests.conftest import City

AGREED = actions.Agreement(1, "0" * 64)  # what whoever rang was asked aloud
ANSWER = "Đội duy tu đã lát lại 12 viên gạch trước số 29 lúc 10:20 ngày 17/11 và dọn vật liệu thừa."


def bring(case: Case, state: str, city: City, upload: Callable[..., UUID]) -> Case:
    """The shortest way from `submitted` to the state."""
    for step in WAY[State(state)]:
        case = step(case, city, upload)
    assert case.state == state
    return case


def _receive(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.receive(actor=city.assigner, case_id=case.pk, priority="normal")


def _assign(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.assign(
        actor=city.assigner, case_id=case.pk, agency_id=city.division, handler_id=city.handler.account_id
    )


def _accept(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.accept(actor=city.handler, case_id=case.pk)


def _return(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.refuse_handling(
        actor=city.handler, case_id=case.pk, reason="inaccurate", text="Đến nơi không thấy."
    )


def _result(case: Case, city: City, upload: Callable[..., UUID]) -> Case:
    return actions.submit_result(
        actor=city.handler,
        case_id=case.pk,
        answer=ANSWER,
        outcome="fixed",
        files={upload(city.handler): "photo"},
    )


def _reject(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.reject_result(actor=city.approver, case_id=case.pk, missing="Cần ảnh sau khi lắp.")


def _approve(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.approve(actor=city.approver, case_id=case.pk)


def _publish(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.publish(actor=city.approver, case_id=case.pk, public_text=case.public_text)


def _refuse(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.refuse_reception(
        actor=city.assigner, case_id=case.pk, reason="incomplete", text="Thiếu địa chỉ."
    )


def _withdraw(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    return actions.withdraw(actor=city.sender, case_id=case.pk)


def _draw(case: Case, city: City, _upload: Callable[..., UUID]) -> Case:
    """Every answer is checked from now on."""
    actions.set_sample_rate(actor=SYSTEM, percent=100, valid_from=clock.today())
    return case


_TO_HANDLING = (_receive, _assign, _accept)
_TO_APPROVAL = (*_TO_HANDLING, _result)
WAY = {
    State.SUBMITTED: (),
    State.RECEIVED: (_receive,),
    State.ASSIGNED: (_receive, _assign),
    State.HANDLING: _TO_HANDLING,
    State.RETURNED: (*_TO_HANDLING, _return),
    State.AWAITING_APPROVAL: _TO_APPROVAL,
    State.CHECKING: (*_TO_APPROVAL, _draw, _approve),
    State.REWORK: (*_TO_APPROVAL, _reject),
    State.RESOLVED: (*_TO_APPROVAL, _approve),
    State.PUBLISHED: (*_TO_APPROVAL, _approve, _publish),
    State.REFUSED: (_refuse,),
    State.WITHDRAWN: (_withdraw,),
}
