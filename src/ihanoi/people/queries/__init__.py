"""Reads of accounts, seats and the tree of agencies."""

from ..words import DEMO_DOMAIN, DEMO_PASSWORD
from .accounts import SeatRow, account, accounts, actor_for, actors_for, holder_ids, holders, seats
from .agencies import (
    AgencyNode,
    agencies,
    agency,
    agency_by_code,
    agency_of_unit,
    answerable,
    calendar_of,
    children,
    city,
    forget,
    successor,
    superior,
    under,
)
from .calendars import CalendarUse, calendar_uses
from .organisations import Represented, organisation, represented, represents
from .own import ConsentRow, consents, consents_to
from .shared import DemoAccount, demo_accounts, is_shared

__all__ = [
    "DEMO_DOMAIN", "DEMO_PASSWORD", "AgencyNode", "CalendarUse", "ConsentRow", "DemoAccount", "Represented",
    "SeatRow", "account", "accounts", "actor_for", "actors_for", "agencies", "agency", "agency_by_code",
    "agency_of_unit", "answerable", "calendar_of", "calendar_uses", "children", "city", "consents", "consents_to",
    "demo_accounts", "forget", "holder_ids", "holders", "is_shared", "organisation", "represented", "represents",
    "seats", "successor", "superior", "under",
]  # fmt: skip
