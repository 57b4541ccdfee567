"""The regulation's conditions as pure functions.

Each takes the facts and what was given, and returns why it fails, or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from ihanoi.cases.rules.wording import public_words
from ihanoi.cases.words import Classification, Outcome, Rating, Why
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.folding import fold
from ihanoi.kernel.redaction import redact
from ihanoi.vault import spoken

Given = Mapping[str, Any]

TEXT_MIN: Final = 10
TEXT_MAX: Final = 2000
REASON_MIN: Final = 15  # letters of a reason that somebody else is told
TITLE_MAX: Final = 120
EXTENSION_MAX: Final = timedelta(days=30)  # R63
LONG_AGO: Final = timedelta(days=3653)
RATING_WINDOW: Final = timedelta(days=30)  # regulation.md §5
BOUNCES_TO_DISPATCHER: Final = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules may know about one case at one moment, seen by one actor. Ids only; times aware."""

    state: str
    now: datetime
    today: date
    actor_id: int | None = None
    sender_id: int | None = None
    handler_id: int | None = None
    assigner_id: int | None = None  # who assigned in this round
    submitter_id: int | None = None  # who submitted the latest result of this round
    lead_id: int | None = None
    holder_id: int | None = None
    line: tuple[int, ...] = ()  # agencies from the lead down to the holder
    superior_id: int | None = None  # of the lead
    placed: bool = False
    others_can_approve: bool = True  # somebody besides this actor and the handler may approve
    returned_as: str = ""
    extension_open: bool = False
    first_due: datetime | None = None  # of the handling clock, before any extension
    due: datetime | None = None
    publication: str = ""
    rated: str = ""
    resolved_at: datetime | None = None
    received: bool = False
    may_part: bool = False  # merged, and the other case still waits to be dispatched
    classification: str = ""  # of a case about a procedure
    review: str = ""  # of a bad rating in this round: "justified", "unjustified", blank: none yet
    overseer_reviewed: bool = False
    promised_for: date | None = None  # what the answer promised and nobody has reported as done
    confidential: bool = False
    handler_seated: bool = False  # the handler works where the case lies, and is not away today
    handler_left: bool = False  # the handler does not work there any more
    stands_for: frozenset[int] = frozenset()  # whose seats alone let the actor approve, while these are away
    oversees_for: frozenset[int] = frozenset()  # the same of overseeing
    # Who gave out, answered and approved this round; once it may be judged.
    parties: frozenset[int] = frozenset()


def consent_given(_facts: Facts, given: Given) -> object | None:
    """R22: the sender takes responsibility for the truth of the report."""
    return None if given.get("consent") or not given else Why.CONSENT


def sender_is_known(_facts: Facts, given: Given) -> object | None:
    """R20: who sends has told citizen number, telephone and address; whoever warns of danger may do so afterwards."""
    return None if given.get("sender_known", True) else Why.SENDER_UNKNOWN


def text_is_clear(_facts: Facts, given: Given) -> object | None:
    """R25: the content must be clear."""
    text = str(given.get("text", "")).strip()
    if len(text) > TEXT_MAX:
        return Why.TEXT_LONG
    return Why.TEXT_SHORT if given and len(text) < TEXT_MIN else None


def happened_before(facts: Facts, given: Given) -> object | None:
    """R25: the time of what is reported is not in the future (five minutes are left for clocks that differ).

    A day of long ago is a slip of the finger.
    """
    at = given.get("occurred_at")
    if at and at < facts.now - LONG_AGO:
        return Why.LONG_AGO
    return Why.IN_THE_FUTURE if at and at > facts.now + timedelta(minutes=5) else None


def has_superior(facts: Facts, _given: Given) -> object | None:
    """R39: there is somebody to send it up to."""
    return None if facts.superior_id else Why.NO_SUPERIOR


def not_placed(facts: Facts, _given: Given) -> object | None:
    """After two bounces the dispatcher's word stands (regulation.md §4)."""
    return Why.PLACED if facts.placed else None


def another_agency(facts: Facts, given: Given) -> object | None:
    """A transfer changes the holder."""
    return Why.SAME_AGENCY if given and given.get("agency_id") == facts.holder_id else None


def agency_below(facts: Facts, given: Given) -> object | None:
    """R41: an assigner transfers downwards only; `agency_line` is the line of the receiving unit."""
    below = facts.holder_id in given.get("agency_line", ())[:-1]
    return None if not given or below else Why.TO_BELOW_ONLY


def within_lead(facts: Facts, given: Given) -> object | None:
    """R35, R40: assignment stays inside the agency that answers for the case."""
    line = given.get("agency_line")
    return Why.OUTSIDE_AGENCY if line is not None and facts.lead_id not in line else None


def handler_fits(_facts: Facts, given: Given) -> object | None:
    """R36: the person is a handler of the chosen unit; `handler_ok` was looked up by the action."""
    return Why.NOT_A_HANDLER if given.get("handler_id") and not given.get("handler_ok") else None


def hands_differ(_facts: Facts, given: Given) -> object | None:
    """Separation of duties: the assigner gives the case to somebody else wherever the unit has one."""
    return Why.OTHER_HANDS if given.get("own_hands") and given.get("other_handlers") else None


def found_inaccurate(facts: Facts, _given: Given) -> object | None:
    """R48: refusal after checking needs the handler's finding."""
    return None if facts.returned_as == "inaccurate" else Why.NOT_INACCURATE


def no_open_extension(facts: Facts, _given: Given) -> object | None:
    """One request at a time."""
    return Why.EXTENSION_OPEN if facts.extension_open else None


def an_open_extension(facts: Facts, _given: Given) -> object | None:
    """A decision needs a request."""
    return None if facts.extension_open else Why.NO_EXTENSION


def extension_fits(facts: Facts, given: Given) -> object | None:
    """R63: later than now due, and at most 30 days beyond the first due time."""
    new = given.get("new_due")
    if new is None or facts.due is None or facts.first_due is None:
        return None
    if new <= facts.due:
        return Why.EXTENSION_NOT_LATER
    return Why.EXTENSION_TOO_LONG if new > facts.first_due + EXTENSION_MAX else None


def has_evidence(_facts: Facts, given: Given) -> object | None:
    """R54: a result needs at least one file of proof."""
    return None if not given or given.get("files") else Why.NO_EVIDENCE


def schedule_has_date(facts: Facts, given: Given) -> object | None:
    """An outcome that promises must say when."""
    if given.get("outcome") != Outcome.SCHEDULED:
        return None
    day = given.get("scheduled_for")
    return None if day and day >= facts.today else Why.DATE_FOR_SCHEDULED


def not_own_result(facts: Facts, _given: Given) -> object | None:
    """R46, R50: nobody approves the own result, nor has it approved by whoever stands in for them."""
    if facts.actor_id in (facts.submitter_id, facts.handler_id):
        return Why.OWN_RESULT
    return Why.RESULT_OF_ABSENT if facts.stands_for & {facts.submitter_id, facts.handler_id} else None


def approver_differs(facts: Facts, _given: Given) -> object | None:
    """Separation of duties: the assigner of the round does not approve where somebody else can."""
    own = facts.assigner_id in {facts.actor_id, *facts.stands_for}
    return Why.OTHER_HANDS if own and facts.others_can_approve else None


def not_a_party(facts: Facts, _given: Given) -> object | None:
    """R85: who had a part in the answer neither checks it nor finds a complaint about it wrong; nor does a stand-in."""
    acting = {facts.actor_id, *facts.stands_for, *facts.oversees_for}
    return Why.A_PARTY if facts.parties & acting else None


def not_the_sender(facts: Facts, _given: Given) -> object | None:
    """An official is a citizen too: what they report themselves is judged by others."""
    own = facts.actor_id is not None and facts.actor_id == facts.sender_id
    return Why.OWN_REPORT if own else None


def publication_undecided(facts: Facts, _given: Given) -> object | None:
    """R52: publication is decided once a round."""
    return Why.ALREADY_DECIDED if facts.publication else None


def not_rated_yet(facts: Facts, _given: Given) -> object | None:
    """Once per round."""
    return Why.ALREADY_RATED if facts.rated else None


def within_rating_window(facts: Facts, _given: Given) -> object | None:
    """Thirty days from the answer."""
    late = facts.resolved_at is not None and facts.now > facts.resolved_at + RATING_WINDOW
    return Why.RATING_CLOSED if late else None


def bad_rating_has_reason(_facts: Facts, given: Given) -> object | None:
    """R85: a bad rating says why."""
    bad = given.get("value") == Rating.DISSATISFIED
    return Why.REASON_FOR_BAD if bad and not given.get("reason") else None


def rated_badly(facts: Facts, _given: Given) -> object | None:
    """The approver reopens only after a bad rating."""
    return None if facts.rated == Rating.DISSATISFIED else Why.NEEDS_BAD_RATING


def names_procedure(_facts: Facts, given: Given) -> object | None:
    """R69: a report about a procedure or a regulation says which one."""
    return None if not given or str(given.get("procedure", "")).strip() else Why.NO_PROCEDURE


def names_organisation(_facts: Facts, given: Given) -> object | None:
    """R79: the sender is an organisation; `represents` was looked up by the action."""
    return None if not given or given.get("represents") else Why.NO_ORGANISATION


OURS: Final = frozenset({Classification.BEHAVIOUR, Classification.OWN})


def given_as_ours(_facts: Facts, given: Given) -> object | None:
    """Within own authority: the handling begins. The form offers both choices, so nothing given fails nothing."""
    return None if not given or given.get("classification") in OURS else Why.NOT_CLASSED


def given_as_others(_facts: Facts, given: Given) -> object | None:
    """Not within own authority: it is to be sent on."""
    other = given.get("classification") == Classification.OTHER
    return None if not given or other else Why.NOT_CLASSED


def classed_as_ours(facts: Facts, _given: Given) -> object | None:
    """Nobody works on what was found to belong to another agency."""
    return Why.CLASSED_AS_OTHERS if facts.classification == Classification.OTHER else None


def classed_as_others(facts: Facts, _given: Given) -> object | None:
    """A finding is corrected one way: what began to be handled goes on by transfer."""
    return None if facts.classification == Classification.OTHER else Why.CLASSED_AS_OURS


def to_a_commune(_facts: Facts, given: Given) -> object | None:
    """R73: the head of an agency gives a matter of waste to a commune; `is_commune` was looked up by the action."""
    return None if not given or given.get("is_commune") else Why.TO_COMMUNE_ONLY


def not_drawn(_facts: Facts, given: Given) -> object | None:
    """`drawn`: the independent check of a sample fell on this answer."""
    return Why.DRAWN if given.get("drawn") else None


def drawn(_facts: Facts, given: Given) -> object | None:
    """See `not_drawn`."""
    return None if given.get("drawn") else Why.NOT_DRAWN


def awaits_review(facts: Facts, _given: Given) -> object | None:
    """R85: each bad rating is judged once."""
    if facts.rated != Rating.DISSATISFIED:
        return Why.NOTHING_TO_REVIEW
    return Why.REVIEWED if facts.review else None


def awaits_overseer(facts: Facts, _given: Given) -> object | None:
    """An overseer may judge again what the agency itself found unjustified: nobody has the last word on own work."""
    if facts.rated != Rating.DISSATISFIED:
        return Why.NOTHING_TO_REVIEW
    return Why.REVIEWED if facts.overseer_reviewed else None


def found_justified(_facts: Facts, given: Given) -> object | None:
    """The complaint about the answer is right: a new round begins."""
    return None if not given or given.get("justified") else Why.NOT_JUSTIFIED


def found_unjustified(_facts: Facts, given: Given) -> object | None:
    """The answer stands."""
    return Why.JUSTIFIED if given.get("justified") else None


def has_promised(facts: Facts, _given: Given) -> object | None:
    """There is a promise that nobody has reported as kept."""
    return None if facts.promised_for else Why.NO_PROMISE


def is_confidential(facts: Facts, _given: Given) -> object | None:
    """R21: there is something to unseal."""
    return None if facts.confidential else Why.NOT_CONFIDENTIAL


def says_why(_facts: Facts, given: Given) -> object | None:
    """R21: the sender is told the reason, so it is a sentence."""
    return Why.REASON_SHORT if given and len(str(given.get("reason", ""))) < REASON_MIN else None


def hand_is_there(facts: Facts, _given: Given) -> object | None:
    """Who promised goes on with it."""
    return None if facts.handler_seated else Why.HAND_GONE


def hand_is_gone(facts: Facts, _given: Given) -> object | None:
    """Somebody else must be named."""
    return Why.HAND_THERE if facts.handler_seated else None


def hand_is_away(facts: Facts, _given: Given) -> object | None:
    """Begun work changes hands only where its handler is away or gone."""
    return Why.HAND_WORKS if facts.handler_seated else None


def hand_has_left(facts: Facts, _given: Given) -> object | None:
    """Being away for some days takes nothing out of one's hands by itself."""
    return None if facts.handler_left else Why.HAND_WORKS


def merges_into_another(_facts: Facts, given: Given) -> object | None:
    """`target_ok` was judged by the action: same kind, open or answered, visible to the actor, not itself."""
    return None if not given or given.get("target_ok") else Why.MERGE_TARGET


def other_not_dispatched(facts: Facts, _given: Given) -> object | None:
    """A merge is undone only before the two were worked on as one (docs/adr/0014)."""
    return None if facts.may_part else Why.ALREADY_DISPATCHED


def was_received(facts: Facts, _given: Given) -> object | None:
    """What was received stays received."""
    return None if facts.received else Why.WAS_NOT_RECEIVED


def was_not_received(facts: Facts, _given: Given) -> object | None:
    """What was not yet received waits for it again."""
    return Why.WAS_RECEIVED if facts.received else None


def reply_date_ahead(facts: Facts, given: Given) -> object | None:
    """A reply date must lie in the future (trap T6 of the sources)."""
    day = given.get("reply_by")
    return Why.REPLY_IN_PAST if day and day <= facts.today else None


def has_place(_facts: Facts, given: Given) -> object | None:
    """R25: a field report names its place, by point or by address."""
    placed = given.get("lat") is not None or str(given.get("address", "")).strip() or given.get("unit_id")
    return None if not given or placed else Why.NO_PLACE


def inside_the_city(_facts: Facts, given: Given) -> object | None:
    """`outside` was judged by the action from the point."""
    return Why.OUTSIDE if given.get("outside") else None


def code_of(prefix: str, case_id: int, submitted_at: datetime) -> str:
    """The public code, e.g. HN-2611-004612: month of submission in the city, and the case's number."""
    return f"{prefix}-{submitted_at.astimezone(HANOI):%y%m}-{case_id:06d}"


HEADLINE_MAX: Final = 90


def headline(text: str) -> str:
    """A title from the text: its first sentence or clause, cut at a word."""
    line = " ".join(text.split())
    for mark in (". ", "! ", "? ", "; ", ", "):
        head = line.split(mark, 1)[0]
        if mark != ", " or (len(line) > HEADLINE_MAX and len(head) >= 25):
            line = head
    line = line.strip(" .,;!?")
    if len(line) <= HEADLINE_MAX:
        return line
    return line[: HEADLINE_MAX - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def public_title(title: str, text: str) -> str:
    """The masked title. Without one, from the masked text: a number that the headline would cut is masked whole."""
    return (public_words(title)[0] if title else headline(public_words(text)[0]))[:TITLE_MAX]


def searchable(title: str, address: str, text: str, *, rounded: bool) -> str:
    """The public words by which a case is found: a search must not tell a telephone number or a hidden address."""
    return fold(spoken.hidden(f"{title} {'' if rounded else redact(address).text} {text}"))


ABOUT: Final = {
    "consent_given": "consent",
    "text_is_clear": "text",
    "has_place": "address",
    "inside_the_city": "address",
    "happened_before": "occurred_at",
    "another_agency": "agency_id",
    "agency_below": "agency_id",
    "within_lead": "agency_id",
    "handler_fits": "handler_id",
    "hands_differ": "handler_id",
    "extension_fits": "new_day",
    "has_evidence": "files",
    "answer_is_concrete": "answer",
    "answer_is_filled_in": "answer",
    "repair_is_shown": "files",
    "schedule_has_date": "scheduled_for",
    "bad_rating_has_reason": "reason",
    "merges_into_another": "target_id",
    "reply_date_ahead": "reply_by",
    "says_why": "reason",
    "names_procedure": "procedure",
    "names_organisation": "organisation_id",
    "given_as_ours": "classification",
    "given_as_others": "classification",
    "to_a_commune": "agency_id",
}
"""Which input of the action a condition judges.

The form shows the sentence there. Not listed: it judges the case itself.
"""
