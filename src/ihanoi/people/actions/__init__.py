"""Accounts, one's own account, seats, and the tree of agencies."""

from .accounts import NewAccount, create_account, create_accounts, sign_up
from .agencies import install_agencies
from .calendars import assign_calendar
from .contacts import free_claims, need_own_contact, set_contact
from .delegations import delegate, end_delegation
from .invitations import (
    Invited,
    accept_invitation,
    accept_with_account,
    invite,
    invite_again,
    take_back_invitation,
)
from .knowing import declare, prove_at_counter, sign_up_vouched, vouch
from .leaving import close_idle, close_left, leave, reopen
from .locked import locked_account
from .organisations import (
    Stated,
    confirm_colleague,
    end_representing,
    judge_papers,
    register_organisation,
    represent,
    show_papers,
)
from .own import change_profile, give_consent, note_visit, withdraw_consent
from .passwords import keep_password, password_fault
from .reviews import check_seats
from .seats import NewSeat, grant, grant_many, revoke

__all__ = [
    "Invited",
    "NewAccount",
    "NewSeat",
    "Stated",
    "accept_invitation",
    "accept_with_account",
    "assign_calendar",
    "change_profile",
    "check_seats",
    "close_idle",
    "close_left",
    "confirm_colleague",
    "create_account",
    "create_accounts",
    "declare",
    "delegate",
    "end_delegation",
    "end_representing",
    "free_claims",
    "give_consent",
    "grant",
    "grant_many",
    "install_agencies",
    "invite",
    "invite_again",
    "judge_papers",
    "keep_password",
    "leave",
    "locked_account",
    "need_own_contact",
    "note_visit",
    "password_fault",
    "prove_at_counter",
    "register_organisation",
    "reopen",
    "represent",
    "revoke",
    "set_contact",
    "show_papers",
    "sign_up",
    "sign_up_vouched",
    "take_back_invitation",
    "vouch",
    "withdraw_consent",
]
