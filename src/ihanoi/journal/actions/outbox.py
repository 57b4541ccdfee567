"""Empty the outbox: tell every listener of every event, and put off what fails."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ihanoi.journal import ports
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

log = logging.getLogger(__name__)

BATCH = 200  # events fetched, told and deleted in one transaction
TRIES = 8  # then the event is parked for a person
FIRST_WAIT = timedelta(seconds=10)  # doubled with each try: the eighth comes after 21 minutes


@dataclass(slots=True)
class Delivery:
    """What one run of the relay did: events told to every listener, put off, and given up."""

    delivered: int = 0
    delayed: int = 0
    parked: int = 0


def deliver(*, limit: int = 10_000, batch: int = BATCH) -> Delivery:
    """Tell listeners what waits in the outbox, oldest first, batch by batch, until it is empty or `limit` is reached.

    Safe to run in several processes at once. An event leaves the outbox in the transaction in which its listeners
    wrote.
    """
    done = Delivery()
    seen = 0
    while seen < limit and (taken := _deliver_batch(min(batch, limit - seen), done)):
        seen += taken
    return done


@transaction.atomic
def _deliver_batch(size: int, done: Delivery) -> int:
    now = clock.now()
    due = Event.objects.filter(Q(not_before=None) | Q(not_before__lte=now), parked_at=None)
    events = list(due.select_for_update(skip_locked=True).order_by("id")[:size])
    failed = _tell_all(events)
    for event in events:
        if event.pk in failed:
            _put_off(event, failed[event.pk], now, done)
    Event.objects.filter(pk__in=[e.pk for e in events if e.pk not in failed]).delete()
    done.delivered += len(events) - len(failed)
    return len(events)


def _tell_all(events: Sequence[Event]) -> dict[int, dict[str, str]]:
    """Returns for each event that was not fully told: listener → what went wrong."""
    listeners = ports.subscriptions()
    batches: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        paths = event.waiting if event.waiting is not None else listeners.get(event.name, ())
        for path in paths:
            batches[event.name, path].append(event)
    failed: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for (_, path), batch in batches.items():
        for event_id, error in _tell(path, batch).items():
            failed[event_id][path] = error
    return failed


def _tell(path: str, events: Sequence[Event]) -> dict[int, str]:
    """Tell one listener in a savepoint of its own. If the batch fails, one by one, so that only the bad event waits."""
    try:
        with transaction.atomic():
            ports.listener(path)([ports.Told(e.pk, e.at, e.data) for e in events])
    except Exception as error:  # noqa: BLE001 - a listener may fail in any way; none may stop the others
        if len(events) > 1:
            return {pk: text for e in events for pk, text in _tell(path, [e]).items()}
        log.warning("listener %s failed on event %s: %s", path, events[0].pk, type(error).__name__)
        return {events[0].pk: f"{type(error).__name__}: {error}"}
    return {}


def _put_off(event: Event, errors: Mapping[str, str], now: datetime, done: Delivery) -> None:
    event.waiting = list(errors)
    event.error = "\n".join(f"{path}: {text}" for path, text in errors.items())
    event.tries += 1
    event.not_before = now + FIRST_WAIT * 2 ** (event.tries - 1)
    if event.tries >= TRIES:
        event.parked_at = now
        done.parked += 1
    else:
        done.delayed += 1
    event.save(update_fields=["waiting", "error", "tries", "not_before", "parked_at"])


@transaction.atomic
def unpark(*, actor: Actor, event_ids: Sequence[int]) -> int:
    """Give parked events another round of tries, after a person has removed the cause."""
    return (
        Event.objects.filter(pk__in=event_ids)
        .exclude(parked_at=None)
        .update(parked_at=None, tries=0, not_before=None)
    )
