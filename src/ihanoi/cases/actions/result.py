"""The handler submits a result with proof (R46, R54–R56)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from ihanoi.cases.actions import rows
from ihanoi.cases.actions.attaching import attach
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, CaseFile, Result
from ihanoi.cases.words import Evidence, FileRole, Outcome, Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.media import actions as media
from ihanoi.media.words import PROOFS_MOST


@transaction.atomic
def submit_result(
    *,
    actor: Actor,
    case_id: int,
    answer: str,
    outcome: str,
    files: Mapping[UUID, str],
    scheduled_for: date | None = None,
    seen: int | None = None,
) -> Case:
    """`files` maps each new file to its kind of evidence. Proof of an earlier try in this round stays and counts."""
    step = take(actor, case_id, Verb.SUBMIT_RESULT, seen)
    kept = _kept(step.case)
    step.check(
        {
            "answer": answer.strip(),
            "outcome": outcome,
            "files": [*files, *kept],
            "scheduled_for": scheduled_for,
        }
    )
    if outcome not in Outcome.values:
        raise Invalid({"outcome": Why.NOT_IN_LIST})
    assert actor.account_id is not None
    result = Result(
        case=step.case,
        round=step.case.round,
        answer=answer.strip(),
        outcome=outcome,
        scheduled_for=scheduled_for if outcome == Outcome.SCHEDULED else None,
        handler_id=actor.account_id,
        submitted_at=step.now,
    )
    rows.number(result)
    rows.add(result)
    proofs = _prove(actor, result, kept, files)
    return step.done({"result_id": result.pk, "outcome": outcome, "files": proofs})


def _kept(case: Case) -> list[int]:
    """Proof that came with an earlier try in this round."""
    proofs = case.files.filter(role=FileRole.EVIDENCE, result__round=case.round)
    return list(proofs.values_list("pk", flat=True))


def _prove(actor: Actor, result: Result, kept: Sequence[int], files: Mapping[UUID, str]) -> int:
    """Hang the kept and the new files on the result. Returns how many there are."""
    if kept:
        CaseFile.objects.filter(pk__in=kept).update(result=result)
    claimed = media.claim(actor=actor, file_ids=files, limit=PROOFS_MOST)
    attach(
        result.case,
        claimed,
        FileRole.EVIDENCE,
        first=len(kept),
        result=result,
        evidence=lambda file: _kind(files[file.id]),
    )
    return len(kept) + len(claimed)


def _kind(value: str) -> str:
    return value if value in Evidence.values else Evidence.PHOTO
