"""A request from asking to its end. What each right does for real stands in `rights`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from ihanoi.cases.queries import kept
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.people import actions as people
from ihanoi.people.actions.guarding import restrict
from ihanoi.people.queries import Wording
from ihanoi.people.queries.known import level
from ihanoi.people.words import Level
from ihanoi.privacy.actions import rights
from ihanoi.privacy.actions.step import check, locked, tell, write_down
from ihanoi.privacy.models import Request
from ihanoi.privacy.queries import (
    facts_about,
    facts_about_sender,
    guardians,
    keeper_name,
    roles_of,
    visible_requests,
)
from ihanoi.privacy.queries.periods import due
from ihanoi.privacy.words import OF_SENDERS, OpenCases, Right, Subject, Verb, Why
from ihanoi.ui import words as said_as

SUBJECT: Final = Subject.REQUEST
MINE: Final = "/tai-khoan/du-lieu"
QUEUE: Final = "/ban-xu-ly/du-lieu-ca-nhan"


@transaction.atomic
def ask(*, actor: Actor, right: str, said: str = "", open_cases: str = "", fresh: bool = False) -> Request:
    """Make use of a right. `fresh`: by whoever has just shown who they are. A copy is begun at once.

    Raises Denied, Invalid.
    """
    if actor.account_id is None or right not in Right.values:
        raise Invalid({"right": Why.NOT_IN_LIST})
    facts = facts_about(actor.account_id, right, fresh=fresh, new=True)
    given = {"right": right, "open_cases": open_cases}
    state = check(SUBJECT, Verb.ASK, "", roles_of(actor, actor.account_id), facts, given)
    if right == Right.CORRECT and not said.strip():
        raise Invalid({"said": Why.NEEDED})
    chosen = open_cases if facts.open_cases else ""
    whose: dict[str, Any] = {"account_id": actor.account_id, "level": level(actor)}
    request = _stored(Right(right), said.strip(), chosen, state, **whose)
    _written(actor, request, Verb.ASK, {"right": right, "level": request.level})
    _told(request, "request_received")
    if right == Right.COPY:
        _accept(SYSTEM, request)
        begin_copy(request)
    else:
        _told_guardians(request)
    return request


@transaction.atomic
def enter(*, actor: Actor, case_code: str, right: str, said: str = "", card_seen: bool = False) -> Request:
    """Whoever sent the case of this code without an account makes use of a right; the guardian has seen their card.

    Raises Denied, Invalid.
    """
    if right not in OF_SENDERS:
        raise Invalid({"right": Why.NOT_IN_LIST})
    contact = kept.contact_at(case_code)
    case_id = contact.case_id if contact else 0
    facts = facts_about_sender(case_id, right, new=True)
    given = {"right": right, "card_seen": card_seen or ""}
    state = check(SUBJECT, Verb.ENTER, "", roles_of(actor), facts, given)
    if right == Right.CORRECT and not said.strip():
        raise Invalid({"said": Why.NEEDED})
    waits = OpenCases.WAIT if right == Right.DELETE and facts.open_cases else ""
    request = _stored(Right(right), said.strip(), waits, state, case_id=case_id, level=Level.PROVEN)
    _written(actor, request, Verb.ENTER, {"right": right, "card_seen": True})
    _told_guardians(request)
    return request


def _stored(right: Right, said: str, open_cases: str, state: str, **whose: Any) -> Request:
    now = clock.now()
    done_by = due(right, now)
    try:
        with transaction.atomic():
            return Request.objects.create(
                **whose, right=right, state=state, said=said, open_cases=open_cases, asked_at=now,
                answer_due_at=due("answer", now), due_at=done_by, first_due_at=done_by,
            )  # fmt: skip
    except IntegrityError as error:  # asked twice at the same moment
        raise Denied(Why.ALREADY) from error


def begin_copy(request: Request) -> None:
    """The worker makes the archive; where it fails, the request waits in the queue with its clock."""
    app.configure_task("privacy.make_copy").defer(request_id=request.pk)


@transaction.atomic
def make_again(*, actor: Actor, request_id: int) -> None:
    """Let the worker try again to make a copy."""
    request = _taken(actor, request_id)
    _checked(actor, request, Verb.FINISH, {})
    if request.account_id is None:  # the guardian prints it
        raise Denied(Why.NOT_NOW)
    begin_copy(request)


@transaction.atomic
def accept(*, actor: Actor, request_id: int) -> Request:
    """Answer that the request was received and is being carried out."""
    request = _taken(actor, request_id)
    _accept(actor, request)
    return request


def _accept(actor: Actor, request: Request) -> None:
    request.state = _checked(actor, request, Verb.ACCEPT, {})
    request.answered_at = clock.now()
    request.handled_by_id = actor.account_id
    request.save()
    _written(actor, request, Verb.ACCEPT, {})
    if not actor.is_system:
        _told(request, "request_accepted")


@transaction.atomic
def extend(*, actor: Actor, request_id: int, reason: str) -> Request:
    """More time, once, with a reason that the person is told."""
    request = _taken(actor, request_id)
    request.state = _checked(actor, request, Verb.EXTEND, {"reason": reason.strip()})
    request.extended_at, request.extension_reason = clock.now(), reason.strip()
    request.due_at = due(f"{request.right}_more", request.first_due_at)
    request.save()
    _written(actor, request, Verb.EXTEND, {"reason": reason.strip(), "due": request.due_at})
    _told(request, "request_extended", reason=_sentence(reason))
    return request


@transaction.atomic
def finish(*, actor: Actor, request_id: int, reason: str = "", **given: str) -> Request:
    """Do what was asked, and say so. `given`: the right values of a correction. Raises Denied, Invalid."""
    request = _taken(actor, request_id)
    rights.before(actor, request)
    state = _checked(actor, request, Verb.FINISH, {})
    request.result = rights.carry_out(actor, request, given, told=reason)
    _close(actor, request, state, Verb.FINISH, reason)
    if request.right not in (Right.DELETE, Right.COPY):  # nobody is there to be told; a copy tells for itself
        _told(request, "request_done", reason=reason.strip())
    return request


@transaction.atomic
def refuse(*, actor: Actor, request_id: int, reason: str) -> Request:
    """Say why it cannot be done; the person is told how to complain."""
    request = _taken(actor, request_id)
    state = _checked(actor, request, Verb.REFUSE, {"reason": reason.strip()})
    request.answered_at = request.answered_at or clock.now()
    _close(actor, request, state, Verb.REFUSE, reason)
    _told(request, "request_refused", reason=_sentence(reason), keeper=keeper_name())
    return request


@transaction.atomic
def cancel(*, actor: Actor, request_id: int) -> Request:
    """The person takes the request back. Raises Denied, NotFound: a guardian's sight of it does not count here."""
    mine = visible_requests(actor).filter(account=actor.account_id)
    request = locked(mine.select_related(None), request_id)
    state = _checked(actor, request, Verb.CANCEL, {})
    _close(actor, request, state, Verb.CANCEL, "")
    return request


@transaction.atomic
def lift_restriction(*, actor: Actor, account_id: int) -> None:
    """The person lets their data be used again, at once; or the guardian does for them."""
    restrict(actor=actor, account_id=account_id, restricted=False)
    tell([account_id], "restriction_lifted", {}, url=MINE, key=f"lifted {clock.now():%Y%m%d%H%M}")


@transaction.atomic
def agree_again(*, actor: Actor, shown: Wording) -> None:
    """The person agrees to the handling of reports after having taken that back, by the text that they read."""
    people.give_consent(actor=actor, shown=shown)


def _taken(actor: Actor, request_id: int) -> Request:
    """Locked, through the gate. Raises NotFound."""
    return locked(visible_requests(actor).select_related(None), request_id)


def _checked(actor: Actor, request: Request, verb: Verb, given: dict[str, Any]) -> str:
    roles = roles_of(actor, request.account_id)
    return check(SUBJECT, verb, request.state, roles, _facts(request), given)


def _facts(request: Request) -> Any:
    if request.account_id is None:
        return facts_about_sender(request.case_id or 0, request.right)
    return facts_about(request.account_id, request.right)


def _close(actor: Actor, request: Request, state: str, verb: Verb, reason: str) -> None:
    request.state, request.reason = state, reason.strip()
    request.closed_at = clock.now()
    request.handled_by_id = actor.account_id if verb != Verb.CANCEL else request.handled_by_id
    request.save()
    told = {} if verb == Verb.CANCEL else {"reason": reason.strip(), **request.result}
    _written(actor, request, verb, told)


def _written(actor: Actor, request: Request, verb: Verb, data: dict[str, Any]) -> None:
    write_down(actor, SUBJECT, request.pk, verb, roles_of(actor, request.account_id), data)


def _told(request: Request, occasion: str, **more: str) -> None:
    """In the app; whoever has no account is told by the guardian, by telephone or on paper."""
    if request.account_id is None:
        return
    told = {**_words(request), **more}
    key = f"{occasion} {request.pk}"
    tell([request.account_id], occasion, told, url=f"{MINE}/yeu-cau/{request.pk}", key=key)


def _told_guardians(request: Request) -> None:
    url = f"{QUEUE}/{request.pk}"
    who = guardians() - {request.account_id}
    tell(who, "request_asked", _words(request), url=url, key=f"request_asked {request.pk}")


def _words(request: Request) -> dict[str, str]:
    return {
        "code": request.code,
        "right": request.get_right_display(),
        "answer": _moment(request.answer_due_at),
        "done": said_as.day(clock.day_of(request.due_at), True),
    }


def _moment(value: datetime) -> str:
    return said_as.moment(value, True)


def _sentence(text: str) -> str:
    """With its full stop, for another one follows."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
