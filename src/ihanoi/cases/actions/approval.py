"""The approver judges the result, and decides about publication apart from it (R50–R53)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from ihanoi.cases import queries, rules
from ihanoi.cases.actions import rows
from ihanoi.cases.actions.promises import settle_promises
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case, CaseFile, Result, SampleCheck
from ihanoi.cases.words import FileRole, Verb
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.plain import plain
from ihanoi.media import actions as media
from ihanoi.media.words import Kind as FileKind
from ihanoi.people import queries as people
from ihanoi.places import queries as places


@transaction.atomic
def reject_result(*, actor: Actor, case_id: int, missing: str, seen: int | None = None) -> Case:
    """Back to the handler, with what is missing (R51)."""
    step = take(actor, case_id, Verb.REJECT_RESULT, seen)
    step.check({"missing": missing.strip()})
    result = latest_result(step.case)
    result.approved, result.missing = False, missing.strip()
    result.decided_by_id, result.decided_at = actor.account_id, step.now
    result.save(update_fields=["approved", "missing", "decided_by", "decided_at"])
    return step.done({"missing": missing.strip(), "result_id": result.pk})


@transaction.atomic
def approve(*, actor: Actor, case_id: int, seen: int | None = None) -> Case:
    """The answer goes to the sender and the handling clock stops (R46, R50).

    An answer that the sample falls on goes to the overseers first; nobody can foresee which one it will be.
    """
    step = take(actor, case_id, Verb.APPROVE, seen)
    percent = queries.sample_percent(step.case.kind, step.case.lead_id, step.facts.today)
    drawn = secrets.randbelow(100) < percent
    step.check({"drawn": drawn})
    result = latest_result(step.case)
    before = rows.noted(result)
    accept(step, result)
    rows.update(result, before)
    if drawn:
        rows.add(SampleCheck(case=step.case, result=result, percent=percent, drawn_at=step.now))
    else:
        answer(step, result)
    return step.done({"result_id": result.pk, "outcome": result.outcome, "drawn": drawn})


def accept(step: Step, result: Result) -> None:
    """The approver's word stands with the result."""
    result.approved, result.decided_by_id, result.decided_at = True, step.actor.account_id, step.now


def answer(step: Step, result: Result) -> None:
    """The answer is given: what became of the matter, and how long the sender waited for it."""
    case = step.case
    case.outcome, case.promised_for = result.outcome, result.scheduled_for
    case.resolved_at = case.closed_at = step.now
    case.waited_s = places.working_time(people.calendar_of(case.lead_id)).between(case.submitted_at, step.now)
    case.extension_open = False
    if case.round > 1:
        settle_promises(case, result)


@transaction.atomic
def announce(
    *,
    actor: Actor,
    case_id: int,
    public_text: str,
    public_answer: str = "",
    public_title: str = "",
    files: Sequence[int] = (),
    seen: int | None = None,
) -> Case:
    """The head approves and shows it to everybody in one act (R76, R79, R80). Arguments as of `publish`."""
    step = take(actor, case_id, Verb.ANNOUNCE, seen)
    step.check({"public_text": public_text.strip()})
    result = latest_result(step.case)
    before = rows.noted(result)
    accept(step, result)
    answer(step, result)
    _show(step, result, Public(public_text, public_answer, public_title, files))
    rows.update(result, before)
    return step.done({"result_id": result.pk, "outcome": result.outcome, "files": list(files)})


@dataclass(frozen=True, slots=True)
class Public:
    """What everybody will see of a case, as redacted; `files` are CaseFile ids."""

    text: str
    answer: str
    title: str
    files: Sequence[int]


@transaction.atomic
def publish(
    *,
    actor: Actor,
    case_id: int,
    public_text: str,
    public_answer: str = "",
    public_title: str = "",
    files: Sequence[int] = (),
    seen: int | None = None,
) -> Case:
    """Show report and answer to everybody, as redacted here.

    `files` are the CaseFile ids that become public (R52, R53).
    """
    step = take(actor, case_id, Verb.PUBLISH, seen)
    step.check({"public_text": public_text.strip()})
    result = latest_result(step.case)
    before = rows.noted(result)
    _show(step, result, Public(public_text, public_answer, public_title, files))
    rows.update(result, before)
    return step.done({"result_id": result.pk, "files": list(files)})


def _show(step: Step, result: Result, public: Public) -> None:
    case = step.case
    case.public_text = plain(public.text).strip()
    case.public_title = (plain(public.title).strip() or case.public_title)[: rules.TITLE_MAX]
    case.folded = rules.searchable(
        case.public_title, case.address, case.public_text, rounded=case.round_position
    )
    case.publication, case.published_at = "public", step.now
    result.public_answer = plain(public.answer).strip() or result.answer
    case.files.update(public=False)
    # A video stays with the agency: nothing hides the faces in it.
    case.files.filter(pk__in=public.files).exclude(file__kind=FileKind.VIDEO).update(public=True)
    media.make_public(file_ids=case.files.filter(public=True).values_list("file_id", flat=True))
    case.public_cover_id = _cover(case)


def _cover(case: Case) -> UUID | None:
    """The first public picture: of the result if there is one, else of the report."""
    files = CaseFile.objects.filter(case=case, public=True, file__kind="picture").order_by("-order")
    by_role = dict(files.values_list("role", "file_id"))
    return by_role.get(FileRole.EVIDENCE) or by_role.get(FileRole.REPORT)


@transaction.atomic
def keep_private(*, actor: Actor, case_id: int, reason: str, seen: int | None = None) -> Case:
    """The sender has the answer, the public has not, for the reason given (R52)."""
    step = take(actor, case_id, Verb.KEEP_PRIVATE, seen)
    step.check({"reason": reason.strip()})
    step.case.publication = "private"
    result = latest_result(step.case)
    result.private_reason = reason.strip()
    result.save(update_fields=["private_reason"])
    return step.done({"reason": reason.strip()})


def latest_result(case: Case) -> Result:
    """The result under judgement: the last of this round."""
    return rows.read(Result, "case_id = %s AND round = %s", case.pk, case.round)[-1]
