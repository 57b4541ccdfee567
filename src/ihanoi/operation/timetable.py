"""When a turn of the timetable is due. Pure: given the last time, does it run now?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ihanoi.kernel.clock import HANOI


@dataclass(frozen=True)
class Every:
    """Each so many minutes, counted from midnight UTC."""

    minutes: int

    def last_before(self, now: datetime) -> datetime:
        """The latest moment not after `now` at which a turn was to run."""
        since_midnight = now.hour * 60 + now.minute
        whole = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return whole + timedelta(minutes=since_midnight - since_midnight % self.minutes)


@dataclass(frozen=True)
class Daily:
    """Once a day at a time of the city."""

    at: time

    def last_before(self, now: datetime) -> datetime:
        """The latest moment not after `now` at which a turn was to run."""
        local = now.astimezone(HANOI)
        today = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= local else today - timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """`call` is the `module.function` to run; `name` never changes, for the last run is kept under it."""

    name: str
    when: Every | Daily
    call: str

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        """Whether the latest planned moment has not been served yet."""
        return last is None or last < self.when.last_before(now)
