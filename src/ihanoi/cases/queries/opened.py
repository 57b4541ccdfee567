"""One case as everybody may read it: de-identified, answers and pictures only after their publication."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ihanoi.cases.models import Case, Particulars
from ihanoi.cases.queries.answered import Answer, Past, answer_of, approved_result, past
from ihanoi.cases.queries.cards import Card, cards
from ihanoi.cases.queries.codes import case_id_of, code_of, same_code
from ihanoi.cases.queries.held import Held, held
from ihanoi.cases.queries.pictures import Shown, shown
from ihanoi.cases.queries.reasons import refusal_label
from ihanoi.cases.queries.story import Episode, story
from ihanoi.cases.rules import RATING_WINDOW
from ihanoi.cases.rules.wording import public_words
from ihanoi.cases.words import (
    CLOSED,
    DONE,
    NOT_FOUND,
    FileRole,
    Rating,
    State,
)
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound


@dataclass(frozen=True, slots=True)
class Opened:
    """The public page of a case. `card` carries title, state, clock and public position."""

    card: Card
    text: str
    procedure: str  # that a report about one names
    matter: str  # that is wasted
    answer: Answer | None
    before: Shown | None
    after: Shown | None
    proofs: list[Shown]
    pictures: list[Shown]
    refusal: str
    rating_label: str
    publication: str
    lines: list[Episode]
    held: list[Held]
    round_position: bool
    merged_code: str
    merged_listed: bool
    is_mine: bool
    is_followed: bool
    may_rate_until: datetime | None
    reopened: int
    is_done: bool
    is_closed: bool
    past: list[Past]
    documents: list[Shown] = field(default_factory=list)


def open_case(actor: Actor, code: str) -> Opened:
    """A listed case by its code.

    The sender may also open the public page of an own case that is not listed. Raises NotFound.
    """
    case_id = case_id_of(code)
    case = (
        Case.objects.select_related("merged_into", "particulars").filter(pk=case_id).first()
        if case_id
        else None
    )
    is_mine = case is not None and actor.account_id is not None and case.sender_id == actor.account_id
    if case is None or not same_code(code, case.pk, case.submitted_at) or not case.listed:
        raise NotFound(NOT_FOUND)
    return _opened(actor, case, is_mine)


def _opened(actor: Actor, case: Case, is_mine: bool) -> Opened:
    clocks = list(case.clocks.all())
    files = shown(case.files.select_related("file").filter(public=True).order_by("role", "order"), to=None)
    pictures = [f for f in files if f.is_picture]
    before = next((f for f in pictures if f.role == FileRole.REPORT), None)
    after = next((f for f in pictures if f.role == FileRole.EVIDENCE), None)
    target = case.merged_into
    return Opened(
        card=cards([case])[0],
        text=case.public_text,
        **_particulars(case),
        answer=_answer(case) if case.publication == "public" else None,
        before=before,
        after=after,
        proofs=[f for f in pictures if f.role == FileRole.EVIDENCE],
        pictures=[f for f in pictures if f.role != FileRole.EVIDENCE],
        documents=[f for f in files if not f.is_picture],
        refusal=_refusal(case),
        rating_label=str(Rating(case.rating).label) if case.rating else "",
        publication=case.publication,
        lines=story(case, clocks, for_sender=False),
        held=held(clocks, clock.now()),
        round_position=case.round_position,
        merged_code=code_of(target.pk, target.submitted_at) if target else "",
        merged_listed=bool(target and target.listed),
        is_mine=is_mine,
        is_followed=actor.account_id is not None and case.following.filter(account=actor.account_id).exists(),
        may_rate_until=rating_ends(case) if is_mine else None,
        reopened=case.reopened,
        is_done=case.state in DONE,
        is_closed=case.state in CLOSED,
        past=past(case, to=None),
    )


def _particulars(case: Case) -> dict[str, str]:
    """Never who sends it, nor to whom it is addressed."""
    said: Particulars | None = getattr(case, "particulars", None)
    return {
        "procedure": public_words(said.procedure)[0] if said else "",
        "matter": said.get_matter_display() if said else "",
    }


def rating_ends(case: Case) -> datetime | None:
    """Until when the sender may rate; None when there is nothing (more) to rate."""
    if case.state not in DONE or case.rating or case.resolved_at is None:
        return None
    ends = case.resolved_at + RATING_WINDOW
    return ends if clock.now() <= ends else None


def _answer(case: Case) -> Answer | None:
    result = approved_result(case)
    return answer_of(result, result.public_answer or result.answer, case.published_at) if result else None


def _refusal(case: Case) -> str:
    if case.state != State.REFUSED:
        return ""
    return refusal_label(case.refusal, clock.day_of(case.closed_at) if case.closed_at else None)
