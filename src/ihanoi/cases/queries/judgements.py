"""What was judged of answers, newest first: findings about bad ratings, and checks of the sample (R85)."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from ihanoi.cases.models import Review, SampleCheck
from ihanoi.cases.queries.gate import visible_to
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.kernel.actor import Actor

PAGE: Final = 20


def findings(
    actor: Actor,
    *,
    justified: bool | None = None,
    cause: str = "",
    lead_id: int | None = None,
    mark: str = "",
) -> Page[Review]:
    """Reviews of bad ratings that the actor may see, each with its case."""
    wanted = Q(case__in=visible_to(actor).values("pk"))
    wanted &= Q() if justified is None else Q(justified=justified)
    wanted &= Q(cause=cause) if cause else Q()
    wanted &= Q(case__lead=lead_id) if lead_id else Q()
    return page(after(Review.objects.filter(wanted).select_related("case", "by"), "at", mark), "at", PAGE)


def sample_checks(
    actor: Actor, *, passed: bool | None = None, lead_id: int | None = None, mark: str = ""
) -> Page[SampleCheck]:
    """Checks that were drawn, finished ones if `passed` is given, each with its case."""
    wanted = Q(case__in=visible_to(actor).values("pk"))
    wanted &= Q() if passed is None else Q(passed=passed)
    wanted &= Q(case__lead=lead_id) if lead_id else Q()
    found = SampleCheck.objects.filter(wanted).select_related("case", "by", "result")
    return page(after(found, "drawn_at", mark), "drawn_at", PAGE)
