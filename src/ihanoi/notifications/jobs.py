"""What the timetable starts. Safe to run twice, or in two processes at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from ihanoi.identity import words as identity
from ihanoi.journal.ports import Told

from . import actions
from .actions import Note


def send_mail() -> int:
    """Send the letters that are due. Returns how many went out."""
    return actions.send_mails().sent


def tell_of_proofs(events: Sequence[Told]) -> None:
    """Whose ways to sign in have changed hears of it: it may have been somebody else."""
    with override("vi"):
        actions.notify([_note_of_proofs(event) for event in events])


def _note_of_proofs(event: Told) -> Note:
    return Note(
        account_id=event.data["account_id"],
        verb=event.data["verb"],
        title=str(identity.Change(event.data["verb"]).label),
        body=str(identity.TOLD),
        url="/tai-khoan/bao-mat",
        key=f"proofs:{event.event_id}",
        at=event.at,
    )
