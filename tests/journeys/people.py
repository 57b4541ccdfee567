"""Who takes part in the journeys."""

from __future__ import annotations

from ihanoi.demo.words import DOMAIN, PASSWORD

__all__ = ["CUA_NAM", "PASSWORD", "email_of"]

CUA_NAM = {"latitude": 21.0245, "longitude": 105.8465, "accuracy": 12}


def email_of(who: str) -> str:
    """Sign-ins of the demo are named by their first part: `phan-cong`, `xu-ly`, …"""
    return who if "@" in who else f"{who}@{DOMAIN}"
