"""Who listens to which event (the setting LISTENERS names the table), and what is kept outside the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from django.conf import settings
from django.core.files.storage import default_storage
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


def witness() -> Path:
    """The file beside the folder of files in which the newest seals are noted."""
    return Path(default_storage.path("")).with_name("seals.json")
