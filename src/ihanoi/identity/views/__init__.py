"""Sign in, sign up, sign out; the second step; the page of one's own security."""

from .codes import code, lost_phone, send_again, send_code
from .contacts import change_email, change_phone, confirm_contact
from .enrolling import enrol, renew
from .invitations import invitation
from .own_sessions import end_session, own_sessions, resend, session_over
from .passkeys import enter_by_passkey, passkey_options
from .proving import prove
from .second import second
from .security import (
    add_passkey,
    app,
    password,
    recovery,
    remove_app,
    remove_passkey,
    security,
    sign_out_elsewhere,
)
from .signing import locked, sign_in, sign_out, sign_up

__all__ = [
    "add_passkey",
    "app",
    "change_email",
    "change_phone",
    "code",
    "confirm_contact",
    "end_session",
    "enrol",
    "enter_by_passkey",
    "invitation",
    "locked",
    "lost_phone",
    "own_sessions",
    "passkey_options",
    "password",
    "prove",
    "recovery",
    "remove_app",
    "remove_passkey",
    "renew",
    "resend",
    "second",
    "security",
    "send_again",
    "send_code",
    "session_over",
    "sign_in",
    "sign_out",
    "sign_out_elsewhere",
    "sign_up",
]
