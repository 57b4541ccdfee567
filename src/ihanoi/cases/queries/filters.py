"""The filters that an officer has kept."""

from __future__ import annotations

from ihanoi.cases.models import SavedFilter
from ihanoi.kernel.actor import Actor


def saved_filters(actor: Actor) -> list[SavedFilter]:
    """In the order in which they were kept."""
    if actor.account_id is None:
        return []
    return list(SavedFilter.objects.filter(account=actor.account_id).order_by("saved_at", "id"))
