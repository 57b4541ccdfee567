"""Who listens to which event (the setting LISTENERS names the table), and what is kept outside the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
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


@dataclass(frozen=True, slots=True)
class Audited:
    """One act: which, by which account in which seat, on what. `given`: what else is known of it, masked."""

    log: str
    id: int
    at: datetime
    act: str  # the verb, or the kind of data seen
    actor_id: int | None
    role: str
    agency_id: int | None
    subject: str
    subject_id: int | None
    given: Mapping[str, Any] = field(default_factory=dict)

    def written(self) -> dict[str, Any]:
        """Field by field, for programs; the moment in UTC."""
        return asdict(self) | {"at": self.at.astimezone(UTC).isoformat()}


class Collector(Protocol):
    """Where the city keeps audit records of all its systems."""

    def send(self, acts: Sequence[Audited], /) -> None:
        """Take all of them, in order. Raises OSError when it did not."""


def collector() -> Collector | None:
    """The one that IHANOI_AUDIT_SYSLOG names; None where there is none. Raises ValueError for no such address."""
    url: str = settings.AUDIT_SYSLOG
    return cast(Collector, import_string(settings.AUDIT_CLIENT)(url)) if url else None


def everyday_work() -> Mapping[str, Sequence[str]]:
    """Subjects whose history is everyday work and no audit record, each with the verbs that are one nevertheless."""
    return cast("Mapping[str, Sequence[str]]", settings.EVERYDAY_WORK)
