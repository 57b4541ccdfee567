"""What the timetable starts. Safe to run twice, or in two processes at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import override

from ihanoi.identity import words as identity
from ihanoi.journal.ports import Told
from ihanoi.people import queries as people
from ihanoi.people.words import Known, Standing
from ihanoi.ui.timewords import day_month

from . import actions, words
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


def tell_of_vouching(events: Sequence[Told]) -> None:
    """Whose card an officer says to have seen hears of it: it may have been somebody else's."""
    with override("vi"):
        actions.notify([_note_of_vouching(event) for event in events])


def _note_of_vouching(event: Told) -> Note:
    return Note(
        account_id=event.data["account_id"],
        verb="vouch",
        title=str(Known.TOLD_TITLE),
        body=str(Known.TOLD),
        url="/tai-khoan/danh-tinh",
        key=f"vouch:{event.event_id}",
        at=event.at,
    )


ABSENCES = "/ban-xu-ly/nghi-va-thay"  # pages of rooms above this one, which can only know their addresses
ORGANISATIONS = "/tai-khoan/to-chuc"


def tell_of_delegations(events: Sequence[Told]) -> None:
    """Who stands in, and who is away, where somebody else wrote it down."""
    with override("vi"):
        actions.notify([note for event in events for note in _notes_of_delegation(event)])


def _notes_of_delegation(event: Told) -> Iterable[Note]:
    found = people.delegation(event.data["delegation_id"])
    if found is None or found.ended_at:
        return
    days = {"first": day_month(found.valid_from), "last": day_month(found.valid_to)}
    told = {"name": found.account.full_name, **days}
    yield _note(event, found.delegate_id, words.STANDS_IN % told, words.STANDS_IN_TEXT % told, ABSENCES)
    if found.made_by_id != found.account_id:
        told = {"name": found.delegate.full_name, **days}
        yield _note(event, found.account_id, words.STOOD_IN % told, words.STOOD_IN_TEXT, ABSENCES)


def tell_of_ended_delegations(events: Sequence[Told]) -> None:
    """Both sides, but not the one who ended it."""
    with override("vi"):
        actions.notify([note for event in events for note in _notes_of_end(event)])


def _notes_of_end(event: Told) -> Iterable[Note]:
    found = people.delegation(event.data["delegation_id"])
    if found is None:
        return
    told = {"absent": found.account.full_name, "delegate": found.delegate.full_name}
    for account_id in {found.account_id, found.delegate_id} - {found.ended_by_id}:
        yield _note(event, account_id, words.DELEGATION_OVER, words.DELEGATION_OVER_TEXT % told, ABSENCES)


def tell_of_idle(events: Sequence[Told]) -> None:
    """Officials whose accounts will be closed, because nobody uses them."""
    with override("vi"):
        actions.notify([_note_of_idle(event) for event in events])


def _note_of_idle(event: Told) -> Note:
    day = {"day": day_month(date.fromisoformat(event.data["closes_on"]))}
    return _note(event, event.data["account_id"], words.IDLE % day, words.IDLE_TEXT, "/dang-nhap")


def tell_of_papers(events: Sequence[Told]) -> None:
    """Who said that they act for an organisation hears what came of it."""
    with override("vi"):
        actions.notify([note for event in events for note in _notes_of_papers(event)])


def _notes_of_papers(event: Told) -> Iterable[Note]:
    found = people.representative(event.data["representative_id"])
    if found is None:
        return
    told = {"firm": found.firm_name, "reason": found.refusal}
    verified = found.standing == Standing.VERIFIED
    title, text = (words.VERIFIED, words.VERIFIED_TEXT) if verified else (words.REFUSED, words.REFUSED_TEXT)
    yield _note(event, found.account_id, title % told, text % told, ORGANISATIONS)


def _note(event: Told, account_id: int, title: object, body: object, url: str) -> Note:
    key = f"people:{event.event_id}"
    return Note(account_id, "people", str(title)[:200], str(body), url, key, event.at)
