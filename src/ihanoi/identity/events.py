"""What happened to the ways in which somebody proves who they are: ids only, no personal data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProofsChanged:
    """A way to sign in was added, taken away, used in need, or locked. Its owner is told (words.TOLD)."""

    account_id: int
    verb: str  # words.Change
