"""The independent check of a sample: overseers look at some answers before they go to the sender (R85)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from ihanoi.cases import queries
from ihanoi.cases.actions import dated, rows
from ihanoi.cases.actions.approval import answer, latest_result
from ihanoi.cases.actions.step import Step, take
from ihanoi.cases.models import Case, SampleCheck, SampleRate
from ihanoi.cases.words import Verb, Why
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid


@transaction.atomic
def pass_check(*, actor: Actor, case_id: int, text: str = "", seen: int | None = None) -> Case:
    """The answer holds and goes to the sender."""
    step = take(actor, case_id, Verb.PASS_CHECK, seen)
    step.check()
    result = latest_result(step.case)
    _judge(step, passed=True, text=text)
    answer(step, result)
    return step.done({"result_id": result.pk, "outcome": result.outcome, "text": text.strip()})


@transaction.atomic
def fail_check(*, actor: Actor, case_id: int, missing: str, seen: int | None = None) -> Case:
    """Back to the handler with what is missing; a new handling clock runs."""
    step = take(actor, case_id, Verb.FAIL_CHECK, seen)
    step.check({"missing": missing.strip()})
    result = latest_result(step.case)
    before = rows.noted(result)
    result.approved, result.missing = False, missing.strip()
    result.decided_by_id, result.decided_at = actor.account_id, step.now
    rows.update(result, before)
    _judge(step, passed=False, text=missing)
    return step.done({"missing": missing.strip(), "result_id": result.pk})


def _judge(step: Step, *, passed: bool, text: str) -> None:
    drawn = SampleCheck.objects.get(case=step.case, passed=None)
    drawn.passed, drawn.text, drawn.by_id, drawn.at = passed, text.strip(), step.actor.account_id, step.now
    drawn.save(update_fields=["passed", "text", "by", "at"])


@transaction.atomic
def set_sample_rate(
    *, actor: Actor, percent: int, valid_from: date, kind: str = "", agency_id: int | None = None
) -> SampleRate:
    """From a day on, so many of a hundred answers are checked; blank kind and no agency: everywhere."""
    dated.require_operator(actor)
    dated.require_ahead(valid_from)
    if not 0 <= percent <= 100:
        raise Invalid({"percent": Why.PERCENT})
    key: dict[str, Any] = {"kind": kind, "agency_id": agency_id, "valid_from": valid_from}
    row, _made = SampleRate.objects.update_or_create(**key, defaults={"percent": percent})
    dated.record(actor, "sample_rate", row.pk, "set_sample_rate", key | {"percent": percent})
    queries.forget_rates()
    return row
