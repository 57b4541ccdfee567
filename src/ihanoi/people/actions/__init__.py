"""Accounts, one's own account, seats, and the tree of agencies."""

from .accounts import NewAccount, create_account, create_accounts, sign_up
from .agencies import install_agencies
from .calendars import assign_calendar
from .organisations import end_representing, register_organisation, represent
from .own import change_password, change_profile, end_other_sessions, set_consent
from .passwords import keep_password, password_fault
from .seats import NewSeat, grant, grant_many, revoke

__all__ = [
    "NewAccount",
    "NewSeat",
    "assign_calendar",
    "change_password",
    "change_profile",
    "create_account",
    "create_accounts",
    "end_other_sessions",
    "end_representing",
    "grant",
    "grant_many",
    "install_agencies",
    "keep_password",
    "password_fault",
    "register_organisation",
    "represent",
    "revoke",
    "set_consent",
    "sign_up",
]
