"""Sign in, sign up, sign out."""

from .signing import locked, sign_in, sign_out, sign_up

__all__ = ["locked", "sign_in", "sign_out", "sign_up"]
