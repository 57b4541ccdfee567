"""Sign-in and what belongs to it, and the page of one's own account."""

from .organisations import end_representing, organisations
from .own import account, consent, password, sign_out_elsewhere
from .signing import locked, sign_in, sign_out, sign_up

__all__ = [
    "account", "consent", "end_representing", "locked", "organisations", "password", "sign_in", "sign_out",
    "sign_out_elsewhere", "sign_up",
]  # fmt: skip
