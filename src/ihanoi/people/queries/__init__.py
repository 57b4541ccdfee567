"""Reads of accounts, seats and the tree of agencies."""

from ..models import Account  # whole: for the room that proves who somebody is
from ..words import DEMO_DOMAIN, DEMO_PASSWORD
from .accounts import (
    Person,
    SeatRow,
    account,
    accounts,
    actor_for,
    actors_for,
    holder_ids,
    holders,
    persons,
    phone_of,
    seats,
)
from .agencies import (
    AgencyNode,
    agencies,
    agency,
    agency_by_code,
    agency_of_unit,
    all_agencies,
    answerable,
    calendar_of,
    children,
    city,
    forget_agencies,
    successor,
    superior,
    under,
)
from .calendars import CalendarUse, calendar_uses
from .organisations import Represented, organisation, represented, represents
from .own import ConsentRow, consents, consents_to
from .shared import DemoAccount, demo_accounts, is_shared
from .succession import Past, closed, forget_lineage, heirs, of_ground, predecessors

__all__ = [
    "DEMO_DOMAIN", "DEMO_PASSWORD", "Account", "AgencyNode", "CalendarUse", "ConsentRow", "DemoAccount",
    "Past", "Person", "Represented", "SeatRow", "account", "accounts", "actor_for", "actors_for", "agencies",
    "agency", "agency_by_code", "agency_of_unit", "all_agencies", "answerable", "calendar_of",
    "calendar_uses", "children", "city", "closed", "consents", "consents_to", "demo_accounts", "forget",
    "heirs", "holder_ids", "holders", "is_shared", "of_ground", "organisation", "persons", "phone_of",
    "predecessors", "represented", "represents", "seats", "successor", "superior", "under",
]  # fmt: skip


def forget() -> None:
    """Drop this process's copy of the tree, after a change made here."""
    forget_agencies()
    forget_lineage()
