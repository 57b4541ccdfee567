"""Who listens to which event. The setting LISTENERS names the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Told(NamedTuple):
    """An event as a listener gets it. The same `event_id` may come twice: a listener must not act twice on it."""

    event_id: int
    at: datetime
    data: dict[str, Any]


class Listener(Protocol):
    """Told of a batch of events of one name, inside the transaction that then removes them from the outbox."""

    def __call__(self, events: Sequence[Told], /) -> None: ...


def subscriptions() -> Mapping[str, Sequence[str]]:
    """Event name → dotted paths of listeners."""
    return cast("Mapping[str, Sequence[str]]", import_string(settings.LISTENERS))


def listener(path: str) -> Listener:
    """The function behind a dotted path."""
    return cast(Listener, import_string(path))
