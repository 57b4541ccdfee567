"""Read accounts, seats and the tree of agencies. The tree is kept in the process and read anew when it has changed."""

from __future__ import annotations

import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db.models import F, Q, QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, Actor, Seat
from ihanoi.kernel.denials import NotFound
from ihanoi.kernel.worktime import HANOI

from . import ports
from .models import Account, Agency, Consent, Membership, Tree
from .words import AgencyKind, Purpose, Role, Why

DEMO_DOMAIN, DEMO_PASSWORD = "demo.ihanoi.example", "ihanoi-demo"


# --- the tree of agencies --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgencyNode:
    """An agency of the tree, as light as pages need it. `line`: ids from the root to this agency, itself included."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    line: tuple[int, ...]
    unit_id: int | None
    calendar_id: int | None
    valid_from: date
    valid_to: date | None
    successor_id: int | None

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class _City:
    """All agencies there ever were, indexed."""

    def __init__(self, stamp: uuid.UUID | None, nodes: Iterable[AgencyNode]) -> None:
        self.stamp = stamp
        self.nodes = MappingProxyType({node.id: node for node in nodes})
        self.codes = MappingProxyType({node.code: node for node in self.nodes.values()})
        self.of_unit: dict[int, list[AgencyNode]] = defaultdict(list)
        self.children: dict[int | None, list[AgencyNode]] = defaultdict(list)
        for node in self.nodes.values():
            self.children[node.parent_id].append(node)
            if node.unit_id is not None:
                self.of_unit[node.unit_id].append(node)


_FIELDS = tuple(AgencyNode.__dataclass_fields__)
_LOOK_AGAIN = 1.0  # seconds for which a process trusts its copy without asking for the stamp
_lock = threading.Lock()
_copy: tuple[_City, float] | None = None  # the tree and the time until which it is trusted


def _tree() -> _City:
    global _copy
    kept, now = _copy, time.monotonic()
    if kept is not None and now < kept[1]:
        return kept[0]
    with _lock:
        stamp = Tree.objects.values_list("stamp", flat=True).first()
        city = kept[0] if kept is not None and kept[0].stamp == stamp else _read(stamp)
        _copy = (city, now + _LOOK_AGAIN)
    return city


def _read(stamp: uuid.UUID | None) -> _City:
    rows = Agency.objects.order_by("id").values(*_FIELDS)
    return _City(stamp, (AgencyNode(**{**row, "line": tuple(row["line"])}) for row in rows))


def forget() -> None:
    """Drop this process's copy of the tree, after a change made here."""
    global _copy
    _copy = None


def today() -> date:
    """The day in the city."""
    return city_day(clock.now())


def city_day(moment: datetime) -> date:
    """The day that it is in the city at a moment."""
    return moment.astimezone(HANOI).date()


def agency(agency_id: int) -> AgencyNode:
    """One agency, past ones too. Raises NotFound."""
    node = _tree().nodes.get(agency_id)
    if node is None:
        raise NotFound(Why.NO_AGENCY)
    return node


def agency_by_code(code: str) -> AgencyNode | None:
    """One agency by its code: "phuong-cua-nam", "so-xay-dung"."""
    return _tree().codes.get(code)


def agencies(on: date | None = None, *kinds: str) -> list[AgencyNode]:
    """Agencies that exist on a day (today), of some kinds or of all."""
    day = on or today()
    return [n for n in _tree().nodes.values() if n.valid(day) and (not kinds or n.kind in kinds)]


def agency_of_unit(unit_id: int, on: date | None = None) -> AgencyNode | None:
    """The people's committee that governs a unit on a day (today); None if the unit has none of its own."""
    day = on or today()
    return next((n for n in _tree().of_unit.get(unit_id, ()) if n.valid(day)), None)


def city() -> AgencyNode:
    """The root: the people's committee of the city. Raises NotFound before the agencies are installed."""
    root = next(iter(_tree().children[None]), None)
    if root is None:
        raise NotFound(Why.NO_AGENCY)
    return root


def children(agency_id: int, on: date | None = None) -> list[AgencyNode]:
    """The agencies and divisions directly below."""
    day = on or today()
    return [n for n in _tree().children.get(agency_id, ()) if n.valid(day)]


def under(agency_id: int) -> frozenset[int]:
    """The agency and all below it, past ones too: history may lie there."""
    return frozenset(_below(_tree(), agency_id))


def _below(tree: _City, agency_id: int) -> Iterator[int]:
    yield agency_id
    for child in tree.children.get(agency_id, ()):
        yield from _below(tree, child.id)


def superior(agency_id: int) -> int | None:
    """The agency above; None for the city."""
    return agency(agency_id).parent_id


def calendar_of(agency_id: int) -> int | None:
    """The calendar of the agency, else of the nearest agency above that has one; None: the city's default."""
    tree = _tree()
    line = (tree.nodes[a].calendar_id for a in reversed(agency(agency_id).line))
    return next((calendar for calendar in line if calendar is not None), None)


def successor(agency_id: int, on: date | None = None) -> AgencyNode:
    """Who does the work of an agency on a day (today): itself, or the last of its successors."""
    day, node = on or today(), agency(agency_id)
    while not node.valid(day) and node.successor_id is not None:
        node = agency(node.successor_id)
    return node


def answerable(agency_id: int) -> AgencyNode:
    """The agency to which a division belongs; every other agency answers for itself."""
    node = agency(agency_id)
    while node.kind == AgencyKind.DIVISION and node.parent_id is not None:
        node = agency(node.parent_id)
    return node


# --- accounts and seats ----------------------------------------------------------------------------------------------


def _held(on: date) -> Q:
    ends = Q(valid_to=None) | Q(valid_to__gte=on)
    exists = Q(agency__valid_to=None) | Q(agency__valid_to__gte=on)
    return Q(valid_from__lte=on) & ends & exists


def actor_for(account: Account | None) -> Actor:
    """The account with the seats it holds today, in one query. The public for nobody and for a closed account."""
    if account is None or not account.is_active or account.pk is None:
        return PUBLIC
    seats = Membership.objects.filter(_held(today()), account=account).order_by("id")
    return Actor(
        account_id=account.pk,
        name=account.full_name,
        seats=tuple(Seat(role, agency_id) for role, agency_id in seats.values_list("role", "agency_id")),
    )


def actors_for(accounts: Collection[Account]) -> dict[int, Actor]:
    """Actors of many accounts, by account id, in one query."""
    seats: defaultdict[int, list[Seat]] = defaultdict(list)
    held = Membership.objects.filter(_held(today()), account__in=[a.pk for a in accounts]).order_by("id")
    for account_id, role, agency_id in held.values_list("account_id", "role", "agency_id"):
        seats[account_id].append(Seat(role, agency_id))
    return {a.pk: Actor(a.pk, a.full_name, tuple(seats[a.pk])) if a.is_active else PUBLIC for a in accounts}


def account(account_id: int) -> Account:
    """One account. Raises NotFound."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise NotFound(Why.NO_ACCOUNT)
    return found


def accounts(account_ids: Collection[int]) -> dict[int, Account]:
    """Accounts by id, in one query; unknown ids are left out."""
    return Account.objects.in_bulk(set(account_ids)) if account_ids else {}


def holders(role: str, agency_id: int) -> list[Account]:
    """Active accounts that hold the role in exactly this agency today."""
    return list(_holders(role, [agency_id]))


def holder_ids(role: str, agency_ids: Collection[int]) -> dict[int, list[int]]:
    """Agency → ids of the accounts that hold the role there today, in one query."""
    found: dict[int, list[int]] = {agency_id: [] for agency_id in agency_ids}
    held = Membership.objects.filter(
        _held(today()), role=role, agency__in=agency_ids, account__is_active=True
    )
    for agency_id, account_id in (
        held.order_by("account_id").values_list("agency_id", "account_id").distinct()
    ):
        found[agency_id].append(account_id)
    return found


def _holders(role: str, agency_ids: Collection[int]) -> QuerySet[Account]:
    held = Membership.objects.filter(_held(today()), role=role, agency__in=agency_ids)
    return Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("full_name", "id")


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A role in an agency, with the names that pages show."""

    role: str
    role_label: str
    agency_id: int
    agency_name: str


def seats(actor: Actor) -> list[SeatRow]:
    """The actor's seats, named."""
    return [
        SeatRow(s.role, str(Role(s.role).label), s.agency_id, agency(s.agency_id).name) for s in actor.seats
    ]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo that everybody may use."""

    email: str
    name: str
    job_title: str
    role: str  # "" for citizens
    role_label: str
    agency_name: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What was agreed to, from when to when; no end: it still holds."""

    purpose: str
    label: str
    given_at: datetime
    withdrawn_at: datetime | None


def consents(account_id: int) -> list[ConsentRow]:
    """Everything that the account ever agreed to, newest first."""
    rows = Consent.objects.filter(account=account_id).order_by("-given_at", "-id")
    return [ConsentRow(r.purpose, str(Purpose(r.purpose).label), r.given_at, r.withdrawn_at) for r in rows]


def consents_to(account_id: int, purpose: str) -> bool:
    """Whether the account agrees to the purpose now."""
    return Consent.objects.filter(account=account_id, purpose=purpose, withdrawn_at=None).exists()


def is_shared(account: Account) -> bool:
    """Whether everybody may use the account: one of the demo's, whose password stands on the sign-in page."""
    return ports.demo() and account.email.endswith("@" + DEMO_DOMAIN)


def demo_accounts() -> list[DemoAccount]:
    """One account of the demo per role, citizens first, in the order of the roles."""
    rows = (
        Account.objects.filter(email__endswith="@" + DEMO_DOMAIN, is_active=True)
        .annotate(role=F("memberships__role"), agency_name=F("memberships__agency__name"))
        .order_by("id")
        .values_list("email", "full_name", "job_title", "role", "agency_name")
    )
    first: dict[str, DemoAccount] = {}
    for email, name, job, role, agency_name in rows:
        label = str(Role(role).label) if role else ""
        first.setdefault(role or "", DemoAccount(email, name, job, role or "", label, agency_name or ""))
    return [first[role] for role in ("", *Role.values) if role in first]
