"""Accounts that agencies were asked to give of single cases."""

from __future__ import annotations

from django.db.models import QuerySet

from ihanoi.accountability.models import Inquiry
from ihanoi.accountability.queries.standing import answers_for, sees_all
from ihanoi.accountability.words import InquiryState, Why
from ihanoi.cases.queries.paging import Page, after, page
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound

PAGE = 20


def visible_inquiries(actor: Actor) -> QuerySet[Inquiry]:
    """All for those who see all; an agency its own."""
    if sees_all(actor):
        return Inquiry.objects.all()
    return Inquiry.objects.filter(agency__in=answers_for(actor))


def inquiries(actor: Actor, state: str = "", mark: str = "") -> Page[Inquiry]:
    """Newest first."""
    rows = visible_inquiries(actor).select_related("agency")
    if state in InquiryState.values:
        rows = rows.filter(state=state)
    return page(after(rows, "asked_at", mark), "asked_at", PAGE)


def inquiry(actor: Actor, inquiry_id: int) -> Inquiry:
    """Raises NotFound."""
    related = ("agency", "asked_by", "answered_by", "answer_file", "closed_by")
    found = visible_inquiries(actor).select_related(*related).filter(pk=inquiry_id).first()
    if found is None:
        raise NotFound(Why.NOT_FOUND)
    return found
