"""The population behind the press's numbers of August and September 2024 (S1, S3, S4), made anew with a seed.

Real rows of cases, ratings and reviews; no data of the city. The counts are those that the press names; where it names
none, the smallest assumption is made and said: what is neither handled nor "29 % in progress" was refused.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

from ihanoi.cases.models import Case, CaseClock, RatingRecord, Review
from ihanoi.cases.words import Clock, Rating, ReviewCause, Role, State
from ihanoi.kernel.clock import HANOI

BEGIN, END = date(2024, 6, 28), date(2024, 8, 28)
NOW = datetime(2024, 8, 28, 17, tzinfo=HANOI)
RECEIVED, HANDLED, LATE = 5700, 3940, 69  # S3, S4
IN_PROGRESS = 1653  # "đang xử lý 29 %"
REFUSED = RECEIVED - HANDLED - IN_PROGRESS
RATED, SATISFIED, ACCEPTED, DISSATISFIED = 1000, 560, 96, 344  # S1: 65.6 % and 34.4 %
JUSTIFIED = 34  # S1: "khoảng 10 %" of the dissatisfied
UNITS, OVERDUE = 39, 117  # S4: units with overdue open cases; three each
DAYS = (END - BEGIN).days + 1


@dataclass(frozen=True, slots=True)
class People:
    """Who stands in the rows."""

    sender_id: int
    judge_id: int
    agencies: Sequence[int]


def populate(people: People, seed: int = 2024) -> None:
    """Write all rows."""
    rng = random.Random(seed)
    moments = sorted(_moment(rng) for _ in range(RECEIVED))
    fates = _fates(rng)
    units = cycle(people.agencies[:UNITS])
    made = Case.objects.bulk_create(
        _case(people, at, fate, next(units) if fate == "overdue" else rng.choice(people.agencies))
        for at, fate in zip(moments, fates, strict=True)
    )
    CaseClock.objects.bulk_create(_clock(case) for case in made if case.due_at)
    done = [case for case in made if case.state == State.PUBLISHED]
    _judge(people, rng.sample(done, RATED))


def _moment(rng: random.Random) -> datetime:
    """Any working moment of the span, early enough to be answered in it."""
    day = BEGIN + timedelta(days=rng.randrange(DAYS))
    return datetime.combine(day, time(7 + rng.randrange(9), rng.randrange(60)), HANOI)


def _fates(rng: random.Random) -> list[str]:
    fates = ["late"] * LATE + ["done"] * (HANDLED - LATE) + ["refused"] * REFUSED
    fates += ["overdue"] * OVERDUE + ["open"] * (IN_PROGRESS - OVERDUE)
    rng.shuffle(fates)
    return fates


def _case(people: People, at: datetime, fate: str, agency_id: int) -> Case:
    done, is_open = fate in ("late", "done"), fate in ("overdue", "open")
    closed = None if is_open else min(at + timedelta(hours=1), NOW)
    return Case(
        kind="field",
        edition="2025-02-28",
        state={"refused": State.REFUSED}.get(fate, State.PUBLISHED if done else State.HANDLING),
        title="Phản ánh",
        text="Phản ánh được sinh ra để kiểm số liệu.",
        public_title="Phản ánh",
        public_text="Phản ánh được sinh ra để kiểm số liệu.",
        folded="phan anh",
        sender_id=people.sender_id,
        consent_at=at,
        lead_id=agency_id,
        holder_id=agency_id,
        submitted_at=at,
        received_at=at,
        resolved_at=closed if done else None,
        closed_at=closed,
        waited_s=3600 if done else None,
        margin_s={"late": -3600, "done": 3600}.get(fate),
        late=fate in ("late", "overdue"),
        due_at=(NOW + timedelta(days=2) if fate == "open" else at + timedelta(minutes=30))
        if is_open
        else None,
    )


def _clock(case: Case) -> CaseClock:
    """The clock of handling that runs."""
    assert case.due_at is not None
    return CaseClock(
        case=case, round=1, name=Clock.HANDLING, agency_id=case.lead_id, started_at=case.submitted_at, amount=7,
        unit="working_days", limit_s=7 * 8 * 3600, first_due_at=case.due_at, due_at=case.due_at, trace={},
    )  # fmt: skip


def _judge(people: People, rated: Sequence[Case]) -> None:
    """Ratings, and a review of each bad one. The justified ones are opened again and answered in a second round."""
    values = (
        [Rating.SATISFIED] * SATISFIED + [Rating.ACCEPTED] * ACCEPTED + [Rating.DISSATISFIED] * DISSATISFIED
    )
    RatingRecord.objects.bulk_create(
        RatingRecord(
            case=case, round=1, value=value, reason="vague" if value == Rating.DISSATISFIED else "", at=NOW
        )
        for case, value in zip(rated, values, strict=True)
    )
    for case, value in zip(rated, values, strict=True):
        case.rating = value
    bad = rated[-DISSATISFIED:]
    Review.objects.bulk_create(_reviews(people, bad))
    for case in bad[:JUSTIFIED]:
        case.rating, case.round, case.reopened = "", 2, 1
    for case in bad[JUSTIFIED:]:
        case.review = "unjustified"
    Case.objects.bulk_update(rated, ["rating", "round", "reopened", "review"])


def _reviews(people: People, bad: Sequence[Case]) -> Iterator[Review]:
    causes = cycle(
        (ReviewCause.VAGUE, ReviewCause.NO_PROOF, ReviewCause.NOT_ANSWERED)
    )  # S1 names these three
    for number, case in enumerate(bad):
        justified = number < JUSTIFIED
        yield Review(
            case=case, round=1, role=Role.OVERSEER, justified=justified, by_id=people.judge_id, at=NOW,
            cause=next(causes) if justified else ReviewCause.OUTSIDE, text="Đã xem xét.",
        )  # fmt: skip
