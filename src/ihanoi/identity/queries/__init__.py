"""Reads of how people prove who they are."""

from .proofs import (
    Proofs,
    has_authenticator,
    has_second,
    passkey_creation,
    passkey_request,
    proofs_of,
    recovery_digest,
    user_handle,
)
from .steps import next_step

__all__ = [
    "Proofs",
    "has_authenticator",
    "has_second",
    "next_step",
    "passkey_creation",
    "passkey_request",
    "proofs_of",
    "recovery_digest",
    "user_handle",
]
