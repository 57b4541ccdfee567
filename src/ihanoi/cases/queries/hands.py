"""Work in the hands of somebody who has left, or is away for some days."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from ihanoi.cases.models import Case
from ihanoi.cases.queries.gate import IN_HANDS, visible_to
from ihanoi.cases.words import Role
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people


def _held() -> QuerySet[Case]:
    return Case.objects.filter(turn_role=Role.HANDLER, handler__isnull=False, state__in=IN_HANDS)


def in_hands_that_left(handler_ids: Collection[int] | None = None) -> list[int]:
    """Ids of cases whose handler does not handle any more where the case lies; of some handlers, or of all."""
    held = _held() if handler_ids is None else _held().filter(handler__in=handler_ids)
    pairs = set(held.order_by().values_list("handler_id", "holder_id").distinct())
    gone = pairs - people.seated(Role.HANDLER, pairs)
    if not gone:
        return []
    theirs = held.filter(handler__in={handler_id for handler_id, _ in gone}).order_by("pk")
    return [pk for pk, *pair in theirs.values_list("pk", "handler_id", "holder_id") if tuple(pair) in gone]


def held_by(handler_id: int) -> list[Case]:
    """Open work of one handler, what is due first first."""
    return list(_held().filter(handler=handler_id).order_by("due_at", "pk"))


def of_absent(actor: Actor, *, most: int = 50) -> list[Case]:
    """What the actor may give out anew because its handler is away today, what is due first first."""
    agencies = actor.agencies(Role.ASSIGNER)
    handlers = people.away_under(agencies) if agencies else frozenset()
    if not handlers:
        return []
    theirs = visible_to(actor).filter(pk__in=_held().filter(handler__in=handlers))
    return list(theirs.select_related("handler").order_by("due_at", "pk")[:most])
