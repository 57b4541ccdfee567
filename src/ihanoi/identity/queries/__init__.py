"""Reads of how people prove who they are."""

from ..sessions import all_open as sessions_open
from .codes import AskedCode, asked_code, messages, proven_contact
from .links import LinkRow, has_other_way, link_of, seems_here, vouched_contacts
from .proofs import (
    PLATFORM,
    Proofs,
    has_authenticator,
    has_second,
    passkey_creation,
    passkey_request,
    proofs_of,
    recovery_digest,
    user_handle,
)
from .sessions import PROVEN, has_just_proven, over, own_sessions, proven_at, rights_of, standing
from .steps import next_step, owed

__all__ = [
    "PLATFORM",
    "PROVEN",
    "AskedCode",
    "LinkRow",
    "Proofs",
    "asked_code",
    "has_authenticator",
    "has_just_proven",
    "has_other_way",
    "has_second",
    "link_of",
    "messages",
    "next_step",
    "over",
    "owed",
    "own_sessions",
    "passkey_creation",
    "passkey_request",
    "proofs_of",
    "proven_at",
    "proven_contact",
    "recovery_digest",
    "rights_of",
    "seems_here",
    "sessions_open",
    "standing",
    "user_handle",
    "vouched_contacts",
]
