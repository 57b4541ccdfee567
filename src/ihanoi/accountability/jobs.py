"""The daily look for what may be proposed. Safe to run twice."""

from __future__ import annotations

from ihanoi.accountability import actions
from ihanoi.kernel.actor import SYSTEM


def find_proposals() -> None:
    """Late months that are over, and matters that came back."""
    actions.find_proposals(actor=SYSTEM)
