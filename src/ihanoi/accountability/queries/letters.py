"""Letters as those read them who send, check or answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ihanoi.accountability.models import Addressee, Directive, Letter, NamedCase
from ihanoi.accountability.queries.standing import answers_for, oversees, sees_all
from ihanoi.accountability.words import LetterState, Why
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound

PAGE = 20


def visible_letters(actor: Actor) -> QuerySet[Letter]:
    """All for overseers; without drafts for inspectors; for agencies what was sent to them."""
    if oversees(actor):
        return Letter.objects.all()
    sent = Letter.objects.filter(state=LetterState.SENT)
    if sees_all(actor):
        return sent
    own = Addressee.objects.filter(agency__in=answers_for(actor))
    return sent.filter(pk__in=own.values("letter"))


def letters(actor: Actor, state: str = "", mark: str = "") -> Page[Letter]:
    """Newest first, each with `asked`, `answered`, `answered_late` and `named_cases`.

    An agency's own answer alone is counted for it.
    """
    rows = visible_letters(actor)
    if state in LetterState.values:
        rows = rows.filter(state=state)
    mine = Q() if sees_all(actor) else Q(addressees__agency__in=answers_for(actor))
    named = NamedCase.objects.filter(letter=OuterRef("pk"))
    if not sees_all(actor):
        named = named.filter(agency__in=answers_for(actor))
    counted = named.order_by().values("letter").annotate(n=Count("pk")).values("n")
    rows = rows.select_related("issuer").annotate(
        asked=Count("addressees", filter=mine),
        answered=Count("addressees", filter=mine & Q(addressees__answered_at__isnull=False)),
        answered_late=Count("addressees", filter=mine & Q(addressees__late=True)),
        named_cases=Coalesce(Subquery(counted), 0),
    )
    return page(after(rows, "drafted_at", mark), "drafted_at", PAGE)


@dataclass(frozen=True, slots=True)
class AgencyPart:
    """What a letter says to one agency, and what it answered. `mine`: the reader may answer for it."""

    agency_id: int
    name: str
    reply: Addressee
    cases: Sequence[NamedCase]
    mine: bool
    overdue: bool  # nothing came by the day


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with the parts that the reader may see."""

    letter: Letter
    parts: Sequence[AgencyPart]
    directives: Sequence[Directive]

    @property
    def answered(self) -> int:
        return sum(part.reply.answered_at is not None for part in self.parts)

    @property
    def late(self) -> int:
        return sum(part.reply.late for part in self.parts)

    @property
    def named(self) -> int:
        return sum(len(part.cases) for part in self.parts)


def letter_page(actor: Actor, letter_id: int) -> LetterPage:
    """One letter; an agency reads what was written to it, not what others were asked. Raises NotFound."""
    letter = (
        visible_letters(actor).select_related("issuer", "document", "sent_by").filter(pk=letter_id).first()
    )
    if letter is None:
        raise NotFound(Why.NOT_FOUND)
    mine, everything, today = answers_for(actor), sees_all(actor), clock.today()
    replies = letter.addressees.select_related("agency", "answered_by", "answer_file").order_by(
        "agency__name"
    )
    cases: dict[int, list[NamedCase]] = {}
    for each in letter.named.order_by("due_at", "pk"):
        cases.setdefault(each.agency_id, []).append(each)
    parts = [
        AgencyPart(
            reply.agency_id, reply.agency.name, reply, cases.get(reply.agency_id, []),
            reply.agency_id in mine, _silent(letter, reply, today),
        )
        for reply in replies
        if everything or reply.agency_id in mine
    ]  # fmt: skip
    directives = Directive.objects.filter(links__letter=letter).order_by("signed_on", "pk")
    return LetterPage(letter, parts, list(directives))


def _silent(letter: Letter, reply: Addressee, today: date) -> bool:
    return letter.state == LetterState.SENT and reply.answered_at is None and today > letter.reply_by
