"""The handler submits a result with proof (R46, R54–R56)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from ihanoi.cases import rules
from ihanoi.cases.actions import rows
from ihanoi.cases.actions.attaching import attach
from ihanoi.cases.actions.step import take
from ihanoi.cases.models import Case, CaseFile, Result
from ihanoi.cases.queries.answers import kept_proof, kind_of_proof, proofs_of
from ihanoi.cases.rules import Proof
from ihanoi.cases.words import FileRole, Outcome, Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.media import actions as media
from ihanoi.media.queries import File
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
    kept = list(kept_proof(step.case))
    given = {
        "answer": answer.strip(),
        "outcome": outcome,
        "files": [*files, *kept],
        "proofs": [*proofs_of(kept), *(Proof(kind_of_proof(kind)) for kind in files.values())],
        "reported_at": step.case.submitted_at,
        "scheduled_for": scheduled_for,
    }
    step.check(given)  # by what the form says of the files, before they are touched
    if outcome not in Outcome.values:
        raise Invalid({"outcome": Why.NOT_IN_LIST})
    claimed = media.claim(actor=actor, file_ids=files, limit=PROOFS_MOST)
    step.check(given | {"proofs": proofs_of(kept, claimed, files)})  # by what the cameras wrote
    assert actor.account_id is not None
    result = Result(
        case=step.case,
        round=step.case.round,
        answer=answer.strip(),
        outcome=outcome,
        scheduled_for=scheduled_for if outcome == Outcome.SCHEDULED else None,
        handler_id=actor.account_id,
        submitted_at=step.now,
        fingerprint=rules.fingerprint(rules.read_answer(answer)),
    )
    rows.number(result)
    rows.add(result)
    _prove(result, kept, claimed, files)
    return step.done({"result_id": result.pk, "outcome": outcome, "files": len(kept) + len(claimed)})


def _prove(
    result: Result, kept: Sequence[CaseFile], claimed: Sequence[File], kinds: Mapping[UUID, str]
) -> None:
    """Hang the kept and the new files on the result."""
    if kept:
        CaseFile.objects.filter(pk__in=[each.pk for each in kept]).update(result=result)
    attach(
        result.case,
        claimed,
        FileRole.EVIDENCE,
        first=len(kept),
        result=result,
        evidence=lambda file: kind_of_proof(kinds[file.id]),
    )
