"""Officials for those who administer them: found by name, agency, role, state; one with all that concerns the account.

An operator sees who holds or held a seat in the own agency or below it, and nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.kernel.folding import fold_words

from .. import rules
from ..models import Account, Membership
from ..regulation import GIVEN_BY_THE_CITY
from ..words import Condition, Role, WhyOfficial
from .accounts import held_on
from .agencies import agency, all_agencies, city, under
from .delegations import away

PAGE: Final = 50
CHUNK: Final = 500


def governed(actor: Actor) -> frozenset[int]:
    """Agencies whose accounts the actor administers: where an operator's seat is held, and all below, past ones too."""
    if actor.is_system:
        return frozenset(node.id for node in all_agencies())
    return frozenset().union(*(under(agency_id) for agency_id in actor.agencies(Role.OPERATOR)))


def operates_city(actor: Actor) -> bool:
    """Whether the actor administers the city itself, and with it what holds for all agencies."""
    return actor.is_system or actor.holds(Role.OPERATOR, city().id)


def roles_given(actor: Actor) -> list[Role]:
    """Roles that an operator may give in the agencies that they administer (regulation.GIVEN_BY_THE_CITY)."""
    everything = operates_city(actor)
    return [role for role in Role if everything or role not in GIVEN_BY_THE_CITY]


def may_give(actor: Actor, agency_id: int, roles: Collection[str]) -> bool:
    """Whether the actor may give these roles in that agency."""
    return agency_id in governed(actor) and set(roles) <= set(roles_given(actor))


def governs(actor: Actor, account_id: int) -> bool:
    """Whether all seats of the account, or the last ones it held, lie in agencies that the actor administers."""
    seats = Membership.objects.filter(account=account_id)
    today = clock.today()
    now = seats.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    agencies = set(now.values_list("agency_id", flat=True)) or set(seats.values_list("agency_id", flat=True))
    return bool(agencies) and agencies <= governed(actor)


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A role in an agency with its days."""

    id: int
    role: str
    role_label: str
    agency_id: int
    agency_name: str
    valid_from: date
    valid_to: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class Official:
    """A line of the list: who it is and how the account stands."""

    id: int
    name: str
    job_title: str
    condition: str  # words.Condition
    seen_at: datetime | None
    seats: tuple[SeatHeld, ...]

    @property
    def condition_label(self) -> str:
        return str(Condition(self.condition).label)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list is narrowed to; blank: everything. `exact`: a whole address or number."""

    name: str = ""
    agency_id: int | None = None
    role: str = ""
    condition: str = ""
    mark: str = ""  # where the page begins


@dataclass(frozen=True, slots=True)
class Officials:
    """A page of the list; `next` is the mark of the one after it, blank at the end."""

    rows: list[Official]
    next: str


def officials(actor: Actor, sought: Sought) -> Officials:
    """By name. A name is found without its accents; a whole address or number by its digest."""
    agencies = governed(actor)
    if sought.agency_id is not None:
        agencies &= under(sought.agency_id)
    found: list[Account] = []
    for account in _walk(_narrowed(agencies, sought), sought):
        found.append(account)
        if len(found) > PAGE:
            break
    shown = found[:PAGE]
    return Officials(_lines(shown), _mark(shown[-1]) if len(found) > PAGE else "")


def _narrowed(agencies: frozenset[int], sought: Sought) -> QuerySet[Account]:
    seats = Membership.objects.filter(account=OuterRef("pk"), agency__in=agencies)
    if sought.role:
        seats = seats.filter(held_on(clock.today()), role=sought.role)
    found = Account.objects.filter(Exists(seats))
    today = clock.today()
    match sought.condition:
        case Condition.OPEN:
            found = found.filter(is_active=True)
        case Condition.IDLE | Condition.LEFT:
            found = found.filter(is_active=False, closed_as=sought.condition)
        case Condition.AWAY:
            found = found.filter(
                delegations__ended_at=None,
                delegations__valid_from__lte=today,
                delegations__valid_to__gte=today,
            )
        case Condition.SEATLESS:
            held = Membership.objects.filter(held_on(today), account=OuterRef("pk"))
            found = found.filter(~Exists(held), is_active=True)
    return found.order_by("full_name", "pk")


def _walk(found: QuerySet[Account], sought: Sought) -> Iterator[Account]:
    """Those after the mark whose name fits, some hundred at a time."""
    text = sought.name.strip()
    email, phone = rules.clean_email(text), rules.clean_phone(text)
    if email or phone:
        yield from found.filter(Q(email=email) if email else Q(phone=phone))
        return
    words = fold_words(text).split()
    last = _marked(sought.mark)
    while True:
        after = Q(full_name__gt=last[0]) | Q(full_name=last[0], pk__gt=last[1]) if last else Q()
        some = list(found.filter(after)[:CHUNK])
        yield from (account for account in some if _fits(account.full_name, words))
        if len(some) < CHUNK:
            return
        last = (some[-1].full_name, some[-1].pk)


def _fits(name: str, words: Iterable[str]) -> bool:
    """Every word begins a word of the name."""
    parts = fold_words(name).split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def _mark(account: Account) -> str:
    return f"{account.pk}"


def _marked(mark: str) -> tuple[str, int] | None:
    """The mark is an account; a name has no place in an address."""
    found = Account.objects.filter(pk=int(mark)).first() if mark.isdecimal() and len(mark) < 19 else None
    return (found.full_name, found.pk) if found else None


def _lines(accounts: list[Account]) -> list[Official]:
    seats = seats_held([a.pk for a in accounts])
    absent = away([a.pk for a in accounts])
    return [_line(a, tuple(s for s in seats.get(a.pk, ()) if s.current), a.pk in absent) for a in accounts]


def _line(account: Account, seats: tuple[SeatHeld, ...], is_away: bool) -> Official:
    condition = account.closed_as if not account.is_active and account.closed_as else Condition.OPEN
    if account.is_active and not seats:
        condition = Condition.SEATLESS
    elif is_away:
        condition = Condition.AWAY
    return Official(account.pk, account.full_name, account.job_title, str(condition), account.seen_at, seats)


def seats_held(account_ids: Iterable[int]) -> dict[int, list[SeatHeld]]:
    """By account, those that count now first, then the past, newest first."""
    today = clock.today()
    rows = Membership.objects.filter(account__in=list(account_ids)).order_by("-valid_from", "-pk")
    found: dict[int, list[SeatHeld]] = {}
    for row in rows:
        node = agency(row.agency_id)
        current = (row.valid_to is None or row.valid_to >= today) and node.valid(max(today, row.valid_from))
        found.setdefault(row.account_id, []).append(
            SeatHeld(
                row.pk,
                row.role,
                str(Role(row.role).label),
                row.agency_id,
                node.name,
                row.valid_from,
                row.valid_to,
                current,
            )
        )
    return {pk: sorted(seats, key=lambda seat: not seat.current) for pk, seats in found.items()}


def official(actor: Actor, account_id: int) -> Account:
    """An account with a seat, past or present, in an agency that the actor administers. Raises NotFound."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None or not _known(actor, account_id):
        raise NotFound(WhyOfficial.NO_OFFICIAL)
    return found


def _known(actor: Actor, account_id: int) -> bool:
    return Membership.objects.filter(account=account_id, agency__in=governed(actor)).exists()


def condition_of(account: Account) -> Official:
    """The line that the list would show."""
    return _lines([account])[0]
