"""Answers as senders and the public read them: that of this round, and those of the rounds before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ihanoi.cases.models import Case, Result
from ihanoi.cases.queries.pictures import Shown, shown
from ihanoi.cases.queries.promises import what_became
from ihanoi.cases.queries.rounds import Judged, Rated, last_word, told
from ihanoi.cases.words import Outcome
from ihanoi.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """A published result, and who answers for it."""

    outcome: str
    outcome_label: str
    text: str
    scheduled_for: object
    by: str
    at: datetime | None
    kept: str = ""  # what became of a promise


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier round: what was answered, how it was rated and what a review said of that rating."""

    number: int
    answer: Answer
    proofs: list[Shown]
    rated: Rated | None
    finding: Judged | None


def approved_result(case: Case) -> Result | None:
    """The result of this round that was approved."""
    return _approved(case, case.round)


def _approved(case: Case, number: int) -> Result | None:
    approved = case.results.filter(round=number, approved=True).select_related("decided_by")
    return approved.order_by("-submitted_at", "-pk").first()


def answer_of(result: Result, text: str, at: datetime | None) -> Answer:
    """The result in the words that this reader may see."""
    judge = result.decided_by
    by = ", ".join(filter(None, (judge.full_name, judge.job_title))) if judge else ""
    kept = str(what_became(result).label) if result.scheduled_for else ""
    label = str(Outcome(result.outcome).label)
    return Answer(result.outcome, label, text, result.scheduled_for, by, at, kept)


def past(case: Case, *, to: Actor | None) -> list[Past]:
    """The rounds before this one, the last first; to the public only what was published of them."""
    if case.round == 1:
        return []
    found = (_past(case, number, to) for number in range(case.round - 1, 0, -1))
    return [each for each in found if each is not None]


def _past(case: Case, number: int, to: Actor | None) -> Past | None:
    result, public = _approved(case, number), to is None
    if result is None or (public and not result.public_answer):
        return None
    rating = case.ratings.filter(round=number).first()
    files = result.files.select_related("file").order_by("order")
    return Past(
        number=number,
        answer=answer_of(result, result.public_answer if public else result.answer, result.decided_at),
        proofs=shown(files.filter(public=True) if public else files, to=to),
        rated=told(rating) if rating else None,
        finding=last_word(case, number),
    )
