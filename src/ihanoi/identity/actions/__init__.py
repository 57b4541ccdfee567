"""Sessions, and the proofs by which they begin."""

from ..sessions import reseal as reseal_sessions
from .authenticators import add_authenticator, remove_authenticator, show_code
from .codes import TooOften, ask_for_code, take_code
from .contacts import keep_contact
from .entries import note_refused
from .guesses import Locked
from .invitations import invite, invite_again
from .links import follow_link, link, sign_up_by_link, unlink
from .messages import send as send_message
from .messages import send_left
from .passkeys import add_passkey, remove_passkey, show_passkey
from .passwords import change_password, end_other_sessions, show_password
from .recovery import make_recovery_codes, show_recovery_code
from .resetting import reset_second_proof, unlock
from .sessions import (
    begin_session,
    change_rights,
    end_session,
    end_sessions,
    see_session,
)
from .typed import forget_typed, keep_typed, typed

__all__ = [
    "Locked",
    "TooOften",
    "add_authenticator",
    "add_passkey",
    "ask_for_code",
    "begin_session",
    "change_password",
    "change_rights",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "follow_link",
    "forget_typed",
    "invite",
    "invite_again",
    "keep_contact",
    "keep_typed",
    "link",
    "make_recovery_codes",
    "note_refused",
    "remove_authenticator",
    "remove_passkey",
    "reseal_sessions",
    "reset_second_proof",
    "see_session",
    "send_left",
    "send_message",
    "show_code",
    "show_passkey",
    "show_password",
    "show_recovery_code",
    "sign_up_by_link",
    "take_code",
    "typed",
    "unlink",
    "unlock",
]
