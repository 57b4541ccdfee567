"""Questions to the sender, additions by the sender, and notes among officers."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions.attaching import attach
from ihanoi.cases.actions.concealing import drop_names, keep_original, said_by_sender
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, Message
from ihanoi.cases.words import FileRole, MessageKind, Verb, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import actions as media


@transaction.atomic
def ask_sender(*, actor: Actor, case_id: int, text: str, seen: int | None = None) -> Case:
    """Ask the sender; no clock stops (regulation.md §4)."""
    step = take(actor, case_id, Verb.ASK_SENDER, seen)
    step.check({"text": text.strip()})
    _say(step.case, MessageKind.QUESTION, text, actor)
    return step.done({"text": text.strip()})


@transaction.atomic
def add_information(*, actor: Actor, case_id: int, text: str, files: Sequence[UUID] = ()) -> Case:
    """The sender adds to the report or answers a question (R25)."""
    step = take(actor, case_id, Verb.ADD_INFORMATION)
    step.check({"text": text.strip()})
    attached = media.claim(actor=actor, file_ids=files)
    drop_names(step.case, attached)
    attach(step.case, attached, FileRole.ADDITION)
    shown = said_by_sender(step.case, text.strip())
    keep_original(step.case, text.strip(), shown, _say(step.case, MessageKind.ADDITION, shown, actor).pk)
    return step.done({"text": shown, "files": len(attached)})


@transaction.atomic
def note(*, actor: Actor, case_id: int, text: str) -> Message:
    """An internal note: no move, never seen by the sender or the public."""
    case = queries.get(actor, case_id)
    if case.sender_id == actor.account_id or not actor.seats:
        raise Denied(Why.NOT_YOURS)
    if not text.strip():
        raise Invalid({"text": Why.NEEDED})
    return _say(case, MessageKind.NOTE, text, actor)


def _say(case: Case, kind: MessageKind, text: str, actor: Actor) -> Message:
    return Message.objects.create(
        case=case, kind=kind, text=text.strip(), author_id=actor.account_id, at=clock.now()
    )
