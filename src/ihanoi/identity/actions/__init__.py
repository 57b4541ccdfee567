"""Sessions, and the proofs by which they begin."""

from .authenticators import add_authenticator, remove_authenticator, show_code
from .guesses import Locked
from .passkeys import add_passkey, remove_passkey, show_passkey
from .passwords import change_password, end_other_sessions, show_password
from .recovery import make_recovery_codes, show_recovery_code
from .resetting import reset_second_proof, unlock
from .sessions import begin_session, end_sessions, follow_session

__all__ = [
    "Locked",
    "add_authenticator",
    "add_passkey",
    "begin_session",
    "change_password",
    "end_other_sessions",
    "end_sessions",
    "follow_session",
    "make_recovery_codes",
    "remove_authenticator",
    "remove_passkey",
    "reset_second_proof",
    "show_code",
    "show_passkey",
    "show_password",
    "show_recovery_code",
    "unlock",
]
