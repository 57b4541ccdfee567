"""What a browser calls itself, as its owner would call it."""

from __future__ import annotations

from ua_parser import parse

LONGEST = 120


def browser(agent: str) -> str:
    """ "Chrome, Android"; blank where it says nothing that is known. Names are kept as the makers write them."""
    found = parse(agent[:500])
    names = [part.family.replace("Mobile", "").strip() for part in (found.user_agent, found.os) if part]
    return ", ".join(name for name in names if name)[:LONGEST]
