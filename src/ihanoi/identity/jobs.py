"""What the worker does for this room. Each may run twice, or in two processes at once."""

from __future__ import annotations

from collections.abc import Sequence

from procrastinate.contrib.django import app

from ihanoi.journal.ports import Told

from . import actions


@app.task(name="identity.send", queue="codes")
def send(message_id: int) -> None:
    """One message, as soon as it is committed."""
    actions.send_message(message_id=message_id)


def send_left() -> int:
    """Each minute: what was left behind."""
    return actions.send_left()


def end_sessions(events: Sequence[Told]) -> None:
    """Of accounts that were closed; what they asked for meanwhile was refused already."""
    for event in events:
        actions.end_sessions(account_id=event.data["account_id"])
