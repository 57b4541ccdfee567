"""What can become of a report: each arc is the list of moves that the regulation allows, with the time between them.

Pure. Times are shares of the limits, so that an arc can be told on time, late, or broken off in the middle.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ihanoi.cases.words import (
    HandlingRefusal,
    Outcome,
    Priority,
    Rating,
    RatingReason,
    ReceptionRefusal,
    ReviewCause,
    Verb,
)
from ihanoi.demo.writing import phrase

HOUR: Final = 3600
DAY: Final = 8 * HOUR  # a working day
RECEPTION: Final = 8 * HOUR
DISPATCH: Final = 4 * HOUR
HANDLING: Final = {Priority.URGENT: 4 * HOUR, Priority.NORMAL: 7 * DAY, Priority.COMPLEX: 15 * DAY}


@dataclass(frozen=True, slots=True)
class Move:
    """One move. `gap`: seconds since the move before, in working time unless it is the sender's own time."""

    gap: float
    verb: Verb
    by: str  # sender, assigner, handler, other_handler, approver, dispatcher, overseer
    given: Mapping[str, Any] = field(default_factory=dict)
    elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How quick an agency is in one case: shares of the limits. Above 1 is late."""

    priority: Priority
    reception: float
    dispatch: float
    handling: float

    @property
    def handling_s(self) -> float:
        return HANDLING[self.priority] * self.handling


def pace(rng: random.Random, lateness: float, priority: Priority | None = None) -> Pace:
    """`lateness`: how likely the agency misses the handling limit; reception and dispatch a third as often."""
    chosen = priority or rng.choices(
        (Priority.NORMAL, Priority.COMPLEX, Priority.URGENT), (82, 10, 8)
    )[0]  # fmt: skip
    late = rng.random() < lateness
    return Pace(
        chosen,
        _share(rng, lateness / 3, 0.04, 0.75),
        _share(rng, lateness / 3, 0.05, 0.8),
        rng.uniform(1.05, 1.6) if late else rng.betavariate(2.2, 1.6) * 0.78 + 0.1,
    )


def _share(rng: random.Random, lateness: float, low: float, high: float) -> float:
    return rng.uniform(1.05, 1.9) if rng.random() < lateness else rng.uniform(low, high)


def _received(p: Pace) -> Move:
    return Move(p.reception * RECEPTION, Verb.RECEIVE, "assigner", {"priority": p.priority})


def _taken(rng: random.Random, p: Pace, by: str = "handler", share: float = 0.12) -> list[Move]:
    """Assigned and accepted."""
    assign = min(p.dispatch * DISPATCH, p.handling_s * share)
    return [
        Move(assign, Verb.ASSIGN, "assigner", {"to": by, "instructions": phrase(rng, "phan-cong")}),
        Move(min(rng.uniform(0.2, 3) * HOUR, p.handling_s * share), Verb.ACCEPT, by),
    ]


def _result(rng: random.Random, p: Pace, by: str = "handler", share: float = 0.6, outcome: str = "") -> Move:
    kinds = (Outcome.FIXED, Outcome.SCHEDULED, Outcome.EXPLAINED, Outcome.NOT_POSSIBLE)
    chosen = outcome or rng.choices(kinds, (84, 7, 6, 3))[0]
    return Move(p.handling_s * share, Verb.SUBMIT_RESULT, by, {"outcome": chosen})


def _approved(p: Pace, share: float = 0.12) -> Move:
    return Move(p.handling_s * share, Verb.APPROVE, "approver")


def _published(rng: random.Random) -> Move:
    return Move(rng.uniform(0.05, 9) * HOUR, Verb.PUBLISH, "approver")


def _rated(rng: random.Random, likely: float = 0.5) -> list[Move]:
    if rng.random() > likely:
        return []
    value = rng.choices((Rating.SATISFIED, Rating.ACCEPTED, Rating.DISSATISFIED), (62, 25, 13))[0]
    return [rating(rng, value)]


def rating(rng: random.Random, value: str) -> Move:
    """A bad one says why."""
    given: dict[str, Any] = {"value": value, "reason": "", "text": ""}
    if value == Rating.DISSATISFIED:
        reasons = (RatingReason.NOT_FIXED, RatingReason.VAGUE, RatingReason.NO_PROOF, RatingReason.LATE)
        given["reason"] = rng.choices(reasons, (5, 2, 2, 2))[0]
        given["text"] = phrase(rng, f"chua-hai-long {given['reason']}")
    elif rng.random() < 0.5:
        given["text"] = phrase(rng, "hai-long" if value == Rating.SATISFIED else "chap-nhan")
    return Move(rng.uniform(1, 70) * HOUR, Verb.RATE, "sender", given, elapsed=True)


def done(rng: random.Random, p: Pace) -> list[Move]:
    """Received, assigned, handled, approved, published, perhaps rated."""
    return [_received(p), *_taken(rng, p), _result(rng, p), _approved(p), _published(rng), *_rated(rng)]


def kept_private(rng: random.Random, p: Pace) -> list[Move]:
    """The public does not see the answer."""
    private = Move(
        rng.uniform(0.1, 5) * HOUR, Verb.KEEP_PRIVATE, "approver", {"reason": phrase(rng, "khong-cong-khai")}
    )
    return [_received(p), *_taken(rng, p), _result(rng, p), _approved(p), private, *_rated(rng)]


def checked(rng: random.Random, p: Pace) -> list[Move]:
    """The sample falls on it: an overseer looks at the answer before the sender does."""
    quick = replace(p, priority=Priority.NORMAL, handling=rng.uniform(0.3, 0.8))
    return [
        _received(quick),
        *_taken(rng, quick),
        _result(rng, quick, outcome=Outcome.FIXED),
        replace(_approved(quick), given={"drawn": True}),
        Move(rng.uniform(1, 7) * HOUR, Verb.PASS_CHECK, "overseer", {"text": phrase(rng, "phuc-tra-dat")}),
        _published(rng),
        *_rated(rng),
    ]


def rework(rng: random.Random, p: Pace) -> list[Move]:
    """The approver wants more."""
    missing = Move(
        p.handling_s * 0.08, Verb.REJECT_RESULT, "approver", {"missing": phrase(rng, "tra-lai-ket-qua")}
    )
    again = replace(
        _result(rng, p, share=0.18, outcome=Outcome.FIXED), given={"outcome": Outcome.FIXED, "again": True}
    )
    first = _result(rng, p, share=0.4, outcome=Outcome.FIXED)
    return [
        _received(p),
        *_taken(rng, p),
        first,
        missing,
        again,
        _approved(p, 0.08),
        _published(rng),
        *_rated(rng),
    ]


def wrong_function(rng: random.Random, p: Pace) -> list[Move]:
    """The first handler is not competent; the assigner chooses another."""
    given = {"reason": HandlingRefusal.WRONG_FUNCTION, "text": phrase(rng, "sai-chuc-nang")}
    assign, *_ = _taken(rng, p)
    back = Move(p.handling_s * 0.1, Verb.REFUSE_HANDLING, "handler", given)
    after = [*_taken(rng, p, "other_handler", 0.08), _result(rng, p, "other_handler", 0.42), _approved(p)]
    return [_received(p), assign, back, *after, _published(rng), *_rated(rng)]


def inaccurate(rng: random.Random, p: Pace) -> list[Move]:
    """Nothing was found; refused after checking."""
    found = {"reason": HandlingRefusal.INACCURATE, "text": phrase(rng, "khong-chinh-xac")}
    told = {"reason": HandlingRefusal.INACCURATE, "text": phrase(rng, "tu-choi-sau-xac-minh")}
    back = Move(p.handling_s * 0.35, Verb.REFUSE_HANDLING, "handler", found)
    return [
        _received(p),
        *_taken(rng, p),
        back,
        Move(p.handling_s * 0.1, Verb.REFUSE_AFTER_CHECK, "assigner", told),
    ]


def refused(rng: random.Random, p: Pace) -> list[Move]:
    """Not received."""
    reason = rng.choice(ReceptionRefusal.values)
    given = {"reason": reason, "text": phrase(rng, f"tiep-nhan-tu-choi {reason}")}
    return [Move(p.reception * RECEPTION, Verb.REFUSE_RECEPTION, "assigner", given)]


def sent_up(rng: random.Random, p: Pace) -> list[Move]:
    """Out of the ward's authority; the dispatcher gives it to the competent agency."""
    return [_up(rng, p), _placed(rng), *done(rng, p)]


def bounced_twice(rng: random.Random, p: Pace) -> list[Move]:
    """Sent up by two agencies; the dispatcher's word then stands."""
    return [_up(rng, p), _placed(rng), _up(rng, p), _placed(rng), *done(rng, p)]


def unclear(rng: random.Random, p: Pace) -> list[Move]:
    """The router abstained: the city's dispatcher reads it."""
    return [_placed(rng, "ward"), *done(rng, p)]


def _up(rng: random.Random, p: Pace) -> Move:
    return Move(p.reception * RECEPTION, Verb.SEND_UP, "assigner", {"reason": phrase(rng, "gui-cap-tren")})


def _placed(rng: random.Random, to: str = "line") -> Move:
    return Move(
        rng.uniform(0.3, 5) * HOUR,
        Verb.TRANSFER,
        "dispatcher",
        {"to": to, "reason": phrase(rng, "dieu-phoi")},
    )


def extended(rng: random.Random, p: Pace) -> list[Move]:
    """More time by a legal document; granted two times in three."""
    slow = replace(p, priority=Priority.COMPLEX, handling=rng.uniform(0.6, 0.95))
    ask = Move(
        slow.handling_s * 0.2,
        Verb.ASK_EXTENSION,
        "handler",
        {
            "document": phrase(rng, "gia-han-van-ban"),
            "reason": phrase(rng, "gia-han-ly-do"),
            "days": rng.randint(10, 20),
        },
    )
    if rng.random() < 0.65:
        decide = Move(rng.uniform(0.5, 6) * HOUR, Verb.GRANT_EXTENSION, "approver")
    else:
        decide = Move(
            rng.uniform(0.5, 6) * HOUR,
            Verb.DENY_EXTENSION,
            "approver",
            {"reason": phrase(rng, "khong-gia-han")},
        )
    after = [_result(rng, slow, share=0.4), _approved(slow, 0.1), _published(rng), *_rated(rng)]
    return [_received(slow), *_taken(rng, slow), ask, decide, *after]


def asked(rng: random.Random, p: Pace) -> list[Move]:
    """The handler asks, the sender answers."""
    ask = Move(p.handling_s * 0.05, Verb.ASK_SENDER, "handler", {"text": phrase(rng, "hoi-nguoi-gui")})
    told = Move(
        rng.uniform(0.5, 20) * HOUR,
        Verb.ADD_INFORMATION,
        "sender",
        {"text": phrase(rng, "nguoi-gui-bo-sung")},
        elapsed=True,
    )
    after = [_result(rng, p, share=0.4), _approved(p), _published(rng), *_rated(rng)]
    return [_received(p), *_taken(rng, p), ask, told, *after]


def withdrawn(rng: random.Random, p: Pace) -> list[Move]:
    """The sender takes it back, sooner or later."""
    before = [_received(p), *_taken(rng, p)][: rng.randint(0, 3)]
    return [
        *before,
        Move(
            rng.uniform(1, 20) * HOUR, Verb.WITHDRAW, "sender", {"reason": phrase(rng, "rut")}, elapsed=True
        ),
    ]


def merged(rng: random.Random, p: Pace) -> list[Move]:
    """It repeats another report."""
    return [Move(min(p.reception, 0.9) * RECEPTION, Verb.MERGE, "assigner")]


def reopened(rng: random.Random, p: Pace) -> list[Move]:
    """Rated badly, found justified, handled again."""
    quick = replace(p, priority=Priority.NORMAL, handling=rng.uniform(0.3, 0.7))
    first = [
        _received(quick),
        *_taken(rng, quick),
        _result(rng, quick, outcome=Outcome.FIXED),
        _approved(quick),
        _published(rng),
    ]
    reopen = Move(rng.uniform(1, 8) * HOUR, Verb.REOPEN, "overseer", {"reason": phrase(rng, "mo-lai")})
    again = [
        *_taken(rng, quick),
        _result(rng, quick, outcome=Outcome.FIXED),
        _approved(quick),
        _published(rng),
    ]
    return [
        *first,
        rating(rng, Rating.DISSATISFIED),
        reopen,
        *again,
        rating(rng, rng.choice((Rating.SATISFIED, Rating.ACCEPTED))),
    ]


def found_right(rng: random.Random, p: Pace) -> list[Move]:
    """Rated badly; the review finds that the sender is right, and the second answer holds."""
    quick = replace(p, priority=Priority.NORMAL, handling=rng.uniform(0.2, 0.5))
    cause = rng.choice((ReviewCause.NOT_FIXED, ReviewCause.VAGUE, ReviewCause.NO_PROOF))
    again = [
        *_taken(rng, quick),
        _result(rng, quick, outcome=Outcome.FIXED),
        _approved(quick),
        _published(rng),
    ]
    return [
        *_answered_badly(rng, quick),
        _judged(rng, "overseer", cause),
        *again,
        rating(rng, Rating.SATISFIED),
    ]


def found_wrong(rng: random.Random, p: Pace) -> list[Move]:
    """Rated badly; the answer stands."""
    cause = rng.choice((ReviewCause.OUTSIDE, ReviewCause.OUTSIDE, ReviewCause.OTHER, ReviewCause.LATE))
    return [*_answered_badly(rng, p), _judged(rng, "overseer", cause, justified=False)]


def _answered_badly(rng: random.Random, p: Pace) -> list[Move]:
    answered = [
        _received(p),
        *_taken(rng, p),
        _result(rng, p, outcome=Outcome.FIXED),
        _approved(p),
        _published(rng),
    ]
    return [*answered, rating(rng, Rating.DISSATISFIED)]


def _judged(rng: random.Random, by: str, cause: str, *, justified: bool = True) -> Move:
    text = phrase(rng, "co-co-so" if justified else "khong-co-so")
    given = {"justified": justified, "cause": cause, "text": text}
    return Move(rng.uniform(1, 16) * HOUR, Verb.REVIEW, by, given)


Arc = Callable[[random.Random, Pace], list[Move]]

# How often each happens in the weeks of the demo.
ARCS: Final[tuple[tuple[Arc, int], ...]] = (
    (done, 186),
    (kept_private, 12),
    (checked, 6),
    (found_right, 5),
    (found_wrong, 14),
    (rework, 16),
    (wrong_function, 14),
    (inaccurate, 8),
    (refused, 20),
    (sent_up, 13),
    (bounced_twice, 5),
    (unclear, 9),
    (extended, 11),
    (asked, 16),
    (withdrawn, 9),
    (merged, 14),
    (reopened, 10),
)


@dataclass(frozen=True, slots=True)
class Backlog:
    """An open case of the demo ward: broken off after the verb, with this share of the running clock used."""

    arc: Arc
    after: Verb | None  # None: only submitted
    used: tuple[float, ...]


BACKLOG: Final = (
    Backlog(done, None, (0.03, 0.1, 0.22, 0.35, 0.55, 0.68, 0.85, 0.96, 1.15)),
    Backlog(done, Verb.RECEIVE, (0.15, 0.4, 0.6, 0.8, 0.93, 1.4)),
    Backlog(done, Verb.ASSIGN, (0.12, 0.2, 0.33, 0.6, 1.02)),
    Backlog(done, Verb.ACCEPT, (0.22, 0.3, 0.41, 0.52, 0.58, 0.66, 0.74, 0.83, 0.9, 0.97, 1.06, 1.75)),
    Backlog(asked, Verb.ASK_SENDER, (0.35, 0.5)),
    Backlog(asked, Verb.ADD_INFORMATION, (0.45,)),
    Backlog(extended, Verb.ASK_EXTENSION, (0.5,)),
    Backlog(wrong_function, Verb.REFUSE_HANDLING, (0.3, 0.62)),
    Backlog(inaccurate, Verb.REFUSE_HANDLING, (0.55,)),
    Backlog(done, Verb.SUBMIT_RESULT, (0.5, 0.68, 0.8, 0.92, 0.98, 1.2)),
    Backlog(rework, Verb.REJECT_RESULT, (0.6, 0.8, 1.1)),
    Backlog(done, Verb.APPROVE, (0.5, 0.6, 0.7, 0.75)),
    Backlog(checked, Verb.APPROVE, (0.9,)),
    Backlog(reopened, Verb.REOPEN, (0.2,)),
    Backlog(done, Verb.PUBLISH, (0.5, 0.7, 0.9)),
)
