"""Filters of the desk's lists that an officer keeps under a name. Nobody else sees them; they change no case."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases.models import SavedFilter
from ihanoi.cases.queries.filters import saved_filters
from ihanoi.cases.words import Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound

FILTERS_MAX = 12


@transaction.atomic
def save_filter(*, actor: Actor, name: str, shelf: str, query: str) -> SavedFilter:
    """Keep a list; a known name is overwritten. Raises Invalid."""
    name = " ".join(name.split())[:40]
    if actor.account_id is None:
        raise NotFound(Why.NOT_YOURS)
    if not name:
        raise Invalid({"name": Why.FILTER_NAME})
    own = saved_filters(actor)
    # Not by SQL, for numbers in names are sealed.
    known = next((each for each in own if each.name == name), None)
    if known is None and len(own) >= FILTERS_MAX:
        raise Invalid({"name": Why.FILTERS_MANY})
    kept = known or SavedFilter(account_id=actor.account_id, name=name)
    kept.shelf, kept.query, kept.saved_at = shelf[:16], query[:500], clock.now()
    kept.save()
    return kept


@transaction.atomic
def drop_filter(*, actor: Actor, filter_id: int) -> None:
    """Forget one of the own ones; one that is gone already is no trouble."""
    SavedFilter.objects.filter(account=actor.account_id, pk=filter_id).delete()
