"""The register of directives, found without accents (R95)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Count, Prefetch, Q, QuerySet

from ihanoi.accountability.models import Directive, DirectiveLink
from ihanoi.accountability.queries.letters import visible_letters
from ihanoi.accountability.queries.proposals import visible_proposals
from ihanoi.accountability.queries.standing import answers_for, sees_all
from ihanoi.accountability.words import DirectiveKind, Why
from ihanoi.cases.queries import visible_to
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.denials import NotFound
from ihanoi.kernel.folding import fold, fold_words
from ihanoi.kernel.mark import Mark
from ihanoi.vault import spoken

PAGE = 20


def searchable(kind: DirectiveKind, number: str, issuer: str, subject: str) -> str:
    """What a search looks through: with punctuation, as numbers are typed, and without. People's numbers are hidden."""
    text = f"{kind.label} {number} {spoken.hidden(f'{issuer} {subject}')}"
    return f"{fold(text)} {fold_words(text)}"


def visible_directives(actor: Actor) -> QuerySet[Directive]:
    """All for everybody who oversees, inspects or answers: directives are meant to be read."""
    return Directive.objects.all() if sees_all(actor) or answers_for(actor) else Directive.objects.none()


def directives(actor: Actor, text: str = "", mark: str = "") -> tuple[list[Directive], str]:
    """Newest signature first, and the mark of the next page; blank at the end."""
    rows = visible_directives(actor)
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    last = Mark.decode(mark, datetime)
    if last is not None and isinstance(last.value, datetime):
        day = last.value.astimezone(HANOI).date()
        rows = rows.filter(Q(signed_on__lt=day) | Q(signed_on=day, id__lt=last.id))
    found: list[Directive] = list(
        rows.annotate(uses=Count("links")).order_by("-signed_on", "-id")[: PAGE + 1]
    )
    more = len(found) > PAGE
    found = found[:PAGE]
    return found, Mark(_midnight(found[-1].signed_on), found[-1].pk).encode() if more else ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def visible_links(actor: Actor) -> QuerySet[DirectiveLink]:
    """To agencies, and to the letters, proposals and cases that the actor sees: a title tells of a case."""
    seen = (
        Q(agency__isnull=False)
        | Q(letter__in=visible_letters(actor))
        | Q(proposal__in=visible_proposals(actor))
        | Q(case__in=visible_to(actor).values("pk"))
    )
    links = DirectiveLink.objects.filter(seen).order_by("pk")
    return links.select_related("letter", "proposal__agency", "agency", "case")


def directive(actor: Actor, directive_id: int) -> Directive:
    """One with what it is linked to, as far as the actor may read that too. Raises NotFound."""
    rows = visible_directives(actor).select_related("file", "recorded_by")
    found = rows.prefetch_related(Prefetch("links", visible_links(actor))).filter(pk=directive_id).first()
    if found is None:
        raise NotFound(Why.NOT_FOUND)
    return found
