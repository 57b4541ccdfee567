"""Sign-in and what belongs to it, and the page of one's own account."""

from .own import account, consent, password, sign_out_elsewhere
from .signing import locked, sign_in, sign_out, sign_up

__all__ = ["account", "consent", "locked", "password", "sign_in", "sign_out", "sign_out_elsewhere", "sign_up"]
