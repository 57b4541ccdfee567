"""The quarter's review of seats: who holds what since when, and which agencies are behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from ihanoi.kernel import clock

from ..models import Membership, SeatCheck
from ..rules import review_due
from ..words import Role
from .accounts import held_on
from .agencies import agency, answerable, under


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A seat in the review: held now and not looked at, or what came of the look."""

    membership_id: int  # 0: it has ended since
    account_id: int
    name: str
    job_title: str
    seen_at: datetime | None
    role: str
    agency_id: int
    agency_name: str
    held_from: date
    checked_at: datetime | None = None
    checked_by: str = ""
    kept: bool | None = None

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


def review(agency_id: int, quarter: date) -> list[ReviewRow]:
    """The seats of an agency and its divisions: those that were held before the quarter began, and what was checked."""
    places = {a for a in under(agency_id) if answerable(a).id == answerable(agency_id).id}
    checks = SeatCheck.objects.filter(quarter=quarter, agency__in=places).select_related(
        "account", "checked_by"
    )
    done = {(c.account_id, c.agency_id, c.role, c.held_from): c for c in checks}
    held = Membership.objects.filter(held_on(clock.today()), agency__in=places, valid_from__lt=quarter)
    rows = []
    for seat in held.select_related("account"):
        check = done.pop((seat.account_id, seat.agency_id, seat.role, seat.valid_from), None)
        rows.append(_row(seat, seat.pk, seat.valid_from, check))
    rows += [_row(check, 0, check.held_from, check) for check in done.values()]
    return sorted(rows, key=lambda row: (row.agency_name, row.name, row.role))


def _row(of: Membership | SeatCheck, membership_id: int, since: date, check: SeatCheck | None) -> ReviewRow:
    return ReviewRow(
        membership_id,
        of.account_id,
        of.account.full_name,
        of.account.job_title,
        of.account.seen_at,
        of.role,
        of.agency_id,
        agency(of.agency_id).name,
        since,
        check.checked_at if check else None,
        check.checked_by.full_name if check else "",
        check.kept if check else None,
    )


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far an agency is with the quarter's review."""

    agency_id: int
    agency_name: str
    seats: int
    checked: int
    due_on: date
    overdue: bool

    @property
    def left(self) -> int:
        return self.seats - self.checked


def reviews(agency_ids: Collection[int], quarter: date) -> list[ReviewState]:
    """Of each agency that has seats to look at, by name; divisions count with their agency. Two queries."""
    today, due = clock.today(), review_due(quarter)
    held = Membership.objects.filter(held_on(today), agency__in=agency_ids, valid_from__lt=quarter)
    checks = SeatCheck.objects.filter(quarter=quarter, agency__in=agency_ids)
    done = set(checks.values_list("account_id", "agency_id", "role", "held_from"))
    left: defaultdict[int, int] = defaultdict(int)
    for seat in held.values_list("account_id", "agency_id", "role", "valid_from"):
        left[answerable(seat[1]).id] += seat not in done
    checked: defaultdict[int, int] = defaultdict(int)
    for _, agency_id, _, _ in done:
        checked[answerable(agency_id).id] += 1
    found = []
    for each in left.keys() | checked.keys():
        total = left[each] + checked[each]
        late = left[each] > 0 and today > due
        found.append(ReviewState(each, agency(each).name, total, checked[each], due, late))
    return sorted(found, key=lambda state: (not state.overdue, state.agency_name))
