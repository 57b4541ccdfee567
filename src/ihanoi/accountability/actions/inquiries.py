"""An overseer names a case, the agency gives its account in writing, the overseer accepts it or not (R93)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from ihanoi.accountability import queries, rules
from ihanoi.accountability.actions.step import (
    answering,
    check,
    clean,
    kept_file,
    locked,
    named_case,
    seat_of,
    tell,
    write_down,
)
from ihanoi.accountability.models import Inquiry
from ihanoi.accountability.queries import facts, roles_of
from ihanoi.accountability.words import InquiryState, Subject, Verb, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.ui import words as said

SUBJECT: Final = Subject.INQUIRY
UNSETTLED: Final = (InquiryState.OPEN, InquiryState.ANSWERED)


@transaction.atomic
def ask_account(*, actor: Actor, case_code: str, why: str, reply_by: date | None) -> Inquiry:
    """Ask the agency that answers for the case. One at a time for a case. Raises Invalid, Denied."""
    given: dict[str, Any] = {"reply_by": reply_by, **clean(why=why)}
    state = check(SUBJECT, Verb.ASK, "", roles_of(actor), facts(), given)
    case = named_case(actor, case_code)
    if Inquiry.objects.filter(case=case, state__in=UNSETTLED).exists():
        raise Denied(Why.ASKED)
    assert reply_by is not None and actor.account_id is not None
    asked = Inquiry.objects.create(
        state=state, case=case, agency_id=case.lead_id, code=case.code, title=case.public_title, why=given["why"],
        reply_by=reply_by, asked_by_id=actor.account_id, asked_at=clock.now(),
    )  # fmt: skip
    data = {"code": case.code, **given}
    write_down(actor, SUBJECT, asked.pk, Verb.ASK, data, agency_id=case.lead_id)
    told = {"code": case.code, "day": said.day(reply_by, True)}
    _tell(actor, asked, "inquiry_asked", told, answering([case.lead_id])[case.lead_id])
    return asked


@transaction.atomic
def give_account(*, actor: Actor, inquiry_id: int, text: str, file_ids: Sequence[UUID] = ()) -> Inquiry:
    """The agency's written answer; late after the day that was named."""
    asked = locked(queries.visible_inquiries(actor), inquiry_id)
    given = clean(text=text)
    state = check(SUBJECT, Verb.ANSWER, asked.state, roles_of(actor, [asked.agency_id]), facts(), given)
    now = clock.now()
    asked.state, asked.answer = state, given["text"]
    asked.answered_by_id, asked.answered_at = actor.account_id, now
    asked.answer_file = kept_file(actor, file_ids)
    asked.late = rules.is_late(clock.day_of(now), asked.reply_by)
    asked.save()
    seat = seat_of(actor, asked.agency_id)
    data = {**given, "late": asked.late}
    write_down(actor, SUBJECT, asked.pk, Verb.ANSWER, data, agency_id=asked.agency_id, role=seat)
    told = {"agency": asked.agency.name, "code": asked.code, "day": said.day(asked.reply_by, True)}
    _tell(actor, asked, "inquiry_answered", told, {asked.asked_by_id})
    return asked


@transaction.atomic
def close_inquiry(*, actor: Actor, inquiry_id: int, accepted: bool, verdict: str) -> Inquiry:
    """Whether the account is accepted, and why. What is not accepted may be reopened by the case's own move (R85)."""
    asked = locked(queries.visible_inquiries(actor), inquiry_id)
    given = clean(verdict=verdict)
    verb = Verb.ACCEPT if accepted else Verb.REJECT
    asked.state = check(SUBJECT, verb, asked.state, roles_of(actor), facts(), given)
    asked.verdict, asked.closed_by_id, asked.closed_at = given["verdict"], actor.account_id, clock.now()
    asked.save(update_fields=["state", "verdict", "closed_by", "closed_at"])
    write_down(actor, SUBJECT, asked.pk, verb, given, agency_id=asked.agency_id)
    told = {"state": InquiryState(asked.state).label, "code": asked.code, "verdict": given["verdict"]}
    _tell(actor, asked, "inquiry_closed", told, answering([asked.agency_id])[asked.agency_id])
    return asked


def _tell(actor: Actor, asked: Inquiry, occasion: str, told: dict[str, Any], accounts: set[int]) -> None:
    url = f"/ban-xu-ly/giai-trinh/{asked.pk}"
    tell(accounts, occasion, told, url=url, key=f"{occasion}:{asked.pk}", actor=actor)
