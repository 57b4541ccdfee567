"""Filters of the desk's lists that an officer keeps under a name. Nobody else sees them; they change no case."""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases.models import SavedFilter
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
    own = SavedFilter.objects.filter(account=actor.account_id)
    if not own.filter(name=name).exists() and own.count() >= FILTERS_MAX:
        raise Invalid({"name": Why.FILTERS_MANY})
    given = {"shelf": shelf[:16], "query": query[:500], "saved_at": clock.now()}
    return SavedFilter.objects.update_or_create(account_id=actor.account_id, name=name, defaults=given)[0]


@transaction.atomic
def drop_filter(*, actor: Actor, filter_id: int) -> None:
    """Forget one of the own ones; one that is gone already is no trouble."""
    SavedFilter.objects.filter(account=actor.account_id, pk=filter_id).delete()
