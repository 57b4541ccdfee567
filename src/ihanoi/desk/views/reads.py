"""Who saw whose personal data: the record, for those who watch over it. Reading it is itself recorded (R23, R100)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.accountability.queries.sheets import csv_text
from ihanoi.cases import queries as cases
from ihanoi.cases.words import SUBJECT
from ihanoi.desk.forms.duties import day_of
from ihanoi.desk.views.duties import CSV, download, next_href, number_in, shown
from ihanoi.desk.views.frame import officials
from ihanoi.journal import queries as journal
from ihanoi.journal.actions import record_read
from ihanoi.journal.queries import Read
from ihanoi.journal.words import ANOTHER_WAY, WAYS, Data
from ihanoi.kernel import clock
from ihanoi.kernel.clock import HANOI
from ihanoi.people import queries as people
from ihanoi.people.words import Role
from ihanoi.ui.requests import actor_of

MONTH: Final = timedelta(days=30)
MOST: Final = 50_000  # rows of one export
COLUMNS: Final = (
    "Lúc", "Người xem", "Vai trò", "Cơ quan", "Loại dữ liệu", "Việc đã làm", "Phản ánh", "Tài khoản", "Lý do",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One read in words. Whose data: the case's code or the account's number, never a name.

    Not both where the sender of the case is hidden: the account's other cases would tell who it is (R21).
    """

    at: datetime
    reader_id: int
    reader: str
    role: str
    agency: str
    kind: str
    way: str
    code: str
    owner_id: int | None
    reason: str


@require_safe
@officials
def reads(request: HttpRequest) -> HttpResponse:
    """Newest first; by case, by who read, by day."""
    record_read(actor=actor_of(request), kind=Data.LOG, way="desk:reads", reason=_asked_for(request))
    found = journal.reads(**_wanted(request), mark=request.GET.get("sau", ""))
    since, until = _days(request)
    reader = number_in(request, "nguoi-xem")
    context = {
        "lines": _lines(found.rows),
        "next_href": next_href(request, found.next),
        "since": since,
        "until": until,
        "code": request.GET.get("ma", ""),
        "reader": people.persons([reader]).get(reader) if reader else None,
        "owner": number_in(request, "tai-khoan"),
        "query": request.GET.urlencode(),
    }
    return shown(request, "reads", "reads/reads.html", context)


@require_safe
@officials
def reads_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as a file."""
    record_read(actor=actor_of(request), kind=Data.EXPORT, way="desk:reads-csv", reason=_asked_for(request))
    found = journal.reads(**_wanted(request), size=MOST)
    rows = [
        (f"{line.at.astimezone(HANOI):%d/%m/%Y %H:%M}", line.reader, line.role, line.agency, line.kind, line.way,
         line.code, line.owner_id or "", line.reason)
        for line in _lines(found.rows)
    ]  # fmt: skip
    return download(csv_text(COLUMNS, rows), CSV, f"nhat-ky-xem-{clock.today():%Y-%m-%d}.csv")


def _days(request: HttpRequest) -> tuple[date, date]:
    today = clock.today()
    return day_of(request.GET.get("tu", ""), today - MONTH), day_of(request.GET.get("den", ""), today)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    since, until = _days(request)
    code, owner_id = request.GET.get("ma", "").strip(), number_in(request, "tai-khoan")
    return {
        "since": datetime.combine(since, time(), HANOI),
        "until": datetime.combine(until + timedelta(days=1), time(), HANOI),
        "subject": (SUBJECT, cases.case_id_of(code) or 0)
        if code
        else None,  # of a wrong code nothing, not all
        "reader_id": number_in(request, "nguoi-xem"),
        "owner_id": owner_id,
        "but_of": (SUBJECT, cases.unnamed(sender_id=owner_id) if owner_id else ()),
    }


def _asked_for(request: HttpRequest) -> str:
    """What the log was searched by, for whoever reads later who read the log."""
    asked = {"ma": _("phản ánh"), "nguoi-xem": _("người xem"), "tai-khoan": _("tài khoản")}
    given = [f"{words} {request.GET[name]}" for name, words in asked.items() if request.GET.get(name)]
    return ", ".join(given)


def _lines(rows: Iterable[Read]) -> list[Line]:
    rows = list(rows)
    readers = people.persons({row.reader_id for row in rows})
    case_ids = {row.subject_id for row in rows if row.subject == SUBJECT and row.subject_id}
    codes, unnamed = cases.codes(case_ids), cases.unnamed(case_ids)
    return [
        Line(
            at=row.at,
            reader_id=row.reader_id,
            reader=readers[row.reader_id].name if row.reader_id in readers else "",
            role=str(Role(row.role).label) if row.role in Role.values else "",
            agency=people.agency(row.agency_id).name if row.agency_id else "",
            kind=str(Data(row.kind).label),
            way=str(WAYS.get(row.way, ANOTHER_WAY)),
            code=codes.get(row.subject_id or 0, "") if row.subject == SUBJECT else "",
            owner_id=None if row.subject == SUBJECT and row.subject_id in unnamed else row.owner_id,
            reason=row.reason,
        )
        for row in rows
    ]
