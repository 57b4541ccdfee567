"""The approver judges the result, and decides about publication apart from it (R50–R53)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from ihanoi.cases import rules
from ihanoi.cases.actions import rows
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, CaseFile, Result
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
    """The answer goes to the sender and the handling clock stops (R46, R50)."""
    step = take(actor, case_id, Verb.APPROVE, seen)
    step.check()
    case, result = step.case, latest_result(step.case)
    before = rows.noted(result)
    result.approved, result.decided_by_id, result.decided_at = True, actor.account_id, step.now
    rows.update(result, before)
    case.outcome = result.outcome
    case.resolved_at = case.closed_at = step.now
    case.waited_s = places.working_time(people.calendar_of(case.lead_id)).between(case.submitted_at, step.now)
    case.extension_open = False
    return step.done({"result_id": result.pk, "outcome": result.outcome})


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
    case, result = step.case, latest_result(step.case)
    case.public_text = plain(public_text).strip()
    case.public_title = (plain(public_title).strip() or case.public_title)[: rules.TITLE_MAX]
    case.folded = rules.searchable(
        case.public_title, case.address, case.public_text, rounded=case.round_position
    )
    case.publication, case.published_at = "public", step.now
    before = rows.noted(result)
    result.public_answer = plain(public_answer).strip() or result.answer
    rows.update(result, before)
    case.files.update(public=False)
    # A video stays with the agency: nothing hides the faces in it.
    case.files.filter(pk__in=files).exclude(file__kind=FileKind.VIDEO).update(public=True)
    media.make_public(file_ids=case.files.filter(public=True).values_list("file_id", flat=True))
    case.public_cover_id = _cover(case)
    return step.done({"result_id": result.pk, "files": list(files)})


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
