"""A person's own pages: what is kept about me, and my rights over it."""

from .own import agree_again, consents, fetch_copy, lift, own_data, prove
from .requests import ask, cancel, request

__all__ = ["agree_again", "ask", "cancel", "consents", "fetch_copy", "lift", "own_data", "prove", "request"]
