"""The rounds of a case: what was answered in each, how its sender rated it, what a review and a check found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from ihanoi.cases.models import Case, RatingRecord, Result, Review, SampleCheck
from ihanoi.cases.queries.files import InsideFile
from ihanoi.cases.queries.reasons import reason_label
from ihanoi.cases.words import FINDINGS, Outcome, Rating, ReasonList, Role
from ihanoi.kernel import clock


@dataclass(frozen=True, slots=True)
class Judged:
    """A review of a bad rating, in words."""

    justified: bool
    finding: str
    cause: str
    text: str
    by: str  # name and role of the judge
    at: datetime


@dataclass(frozen=True, slots=True)
class Rated:
    """The sender's judgement of a round, in words."""

    value: str
    label: str
    reason: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """One round as an officer reads it. `result`: the last one of the round."""

    number: int
    result: Result | None
    evidence: tuple[InsideFile, ...]
    rated: Rated | None
    reviews: tuple[Judged, ...]
    checks: tuple[SampleCheck, ...]

    @property
    def outcome(self) -> str:
        return str(Outcome(self.result.outcome).label) if self.result else ""


def rounds(case: Case, results: Iterable[Result], evidence: Iterable[InsideFile]) -> tuple[Round, ...]:
    """Newest first; the first one is the round that is running or was answered last.

    Reads only what the case says that there is.
    """
    last = {number: found[-1] for number, found in _by_round(results).items()}
    again = case.round > 1
    rated = {record.round: told(record) for record in case.ratings.all()} if again or case.rating else {}
    reviewed = case.reviews.select_related("by").order_by("at", "pk") if again or case.review else ()
    drawn = case.checks.select_related("by", "result").order_by("drawn_at", "pk") if last else ()
    reviews, checks = _by_round(reviewed), _by(drawn, lambda check: check.result.round)
    proofs = _by(evidence, lambda file: file.result_id or 0)
    return tuple(
        Round(
            number=number,
            result=last.get(number),
            evidence=tuple(proofs.get(last[number].pk, ())) if number in last else (),
            rated=rated.get(number),
            reviews=tuple(judged(each) for each in reviews.get(number, ())),
            checks=tuple(checks.get(number, ())),
        )
        for number in range(case.round, 0, -1)
    )


def told(record: RatingRecord) -> Rated:
    """A rating in words."""
    reason = reason_label(ReasonList.RATING, record.reason, clock.day_of(record.at))
    return Rated(record.value, str(Rating(record.value).label), reason, record.text, record.at)


def judged(review: Review) -> Judged:
    """A review in words."""
    cause = reason_label(ReasonList.REVIEW, review.cause, clock.day_of(review.at))
    by = f"{review.by.full_name} · {Role(review.role).label}"
    return Judged(review.justified, str(FINDINGS[review.justified]), cause, review.text, by, review.at)


def last_word(case: Case, number: int) -> Judged | None:
    """What holds of a round's bad rating: an overseer's finding comes after the agency's own."""
    last = case.reviews.filter(round=number).select_related("by").order_by("at", "pk").last()
    return judged(last) if last else None


def _by_round(rows: Iterable[Any]) -> dict[int, list[Any]]:
    return _by(rows, lambda row: row.round)


def _by(rows: Iterable[Any], key: Callable[[Any], int]) -> dict[int, list[Any]]:
    return {number: list(found) for number, found in groupby(sorted(rows, key=key), key)}
