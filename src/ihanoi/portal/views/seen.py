"""Who saw my data: for each person the own record, with the seat of whoever looked and never the name (R23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ihanoi.cases import queries as cases
from ihanoi.cases.words import SUBJECT
from ihanoi.journal import queries as journal
from ihanoi.journal.queries import Read
from ihanoi.journal.words import ANOTHER_WAY, WAYS, Data
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.ui.requests import actor_of


@dataclass(frozen=True, slots=True)
class Line:
    """One read in words: what, by whom in which seat, when, where it stands, why."""

    at: datetime
    kind: str
    who: str
    way: str
    code: str
    reason: str


@never_cache
@require_safe
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    account_id = actor_of(request).account_id
    assert account_id is not None
    page = journal.reads_of(account_id, request.GET.get("sau", ""))
    codes = cases.codes({row.subject_id for row in page.rows if row.subject == SUBJECT and row.subject_id})
    return render(
        request, "portal/seen.html", {"lines": [_line(row, codes) for row in page.rows], "next": page.next}
    )


def _line(row: Read, codes: dict[int, str]) -> Line:
    role = str(Role(row.role).label) if row.role in Role.values else ""
    agency = people.agency(row.agency_id).name if row.agency_id else ""
    return Line(
        at=row.at,
        kind=str(Data(row.kind).label),
        who=", ".join(filter(None, (role, agency))),
        way=str(WAYS.get(row.way, ANOTHER_WAY)),
        code=codes.get(row.subject_id or 0, "") if row.subject == SUBJECT else "",
        reason=row.reason,
    )
