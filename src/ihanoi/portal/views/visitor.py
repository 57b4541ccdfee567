"""Who looks at the page."""

from __future__ import annotations

from django.utils.translation import get_language

from ihanoi.kernel.actor import Actor

UNSAID = frozenset({"Thị", "Văn"})


def called(actor: Actor) -> str:
    """How to address the person: "chị Thu Hương", "bà Mai"; without a form of address and in English by the whole name.

    A middle name that only tells woman or man ("Thị", "Văn") is not said.
    """
    if not actor.title or (get_language() or "").startswith("en"):
        return actor.name
    last = actor.name.split()[-2:]
    return f"{actor.title} {' '.join(last[-1:] if last[0] in UNSAID else last)}"
