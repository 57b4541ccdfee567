"""The words of a confidential sender are masked where they are stored, so that no page can forget to (R21)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from ihanoi.cases import rules
from ihanoi.cases.models import Case, Contact, Message, Original
from ihanoi.cases.rules.concealing import Own, conceal
from ihanoi.cases.words import MessageKind
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.media import actions as media
from ihanoi.media.queries import File
from ihanoi.people import queries as people
from ihanoi.vault.spoken import UNSEALED_SQL

if TYPE_CHECKING:
    from ihanoi.cases.actions.submission import Contacted, Report


def own_of(account_id: int | None, contact: Contacted | Contact | None, organisation_id: int | None) -> Own:
    """What is known of a sender: of the account or, where staff entered the report, of the contact."""
    sends = None if contact else account_id
    firm = people.firm_of(sends, organisation_id) if organisation_id else None
    ours = (firm.name,) if firm else ()
    taxed = (firm.tax_code,) if firm else ()
    if contact is not None:
        numbers = (contact.phone, contact.citizen_id, *taxed)
        return Own((contact.name, *ours), numbers, (contact.email, contact.address))
    if account_id is None:
        return Own(ours, taxed)
    who = people.account(account_id)
    return Own((who.full_name, *ours), (who.phone, who.citizen_id, *taxed), (who.email,))


def concealed(report: Report, own: Own) -> Report:
    """The report as everybody but its sender reads it. The place stays: it is what the report is about."""
    place = replace(own, words=own.words[:1])
    return replace(
        report,
        text=conceal(report.text, own),
        title=conceal(report.title, own),
        address=conceal(report.address, place),
        procedure=conceal(report.procedure, own),
        worth=conceal(report.worth, own),
    )


def said_by_sender(case: Case, text: str) -> str:
    """Words that the sender adds, masked where the sender is confidential."""
    if not case.confidential:
        return text
    return conceal(text, own_of(case.sender_id, None, _organisation(case)))


def keep_original(case: Case, text: str, shown: str, message_id: int | None = None) -> None:
    """Seal the words themselves, where masking has changed them."""
    if text != shown:
        Original.objects.create(case=case, message_id=message_id, text=text)


def drop_names(case: Case, files: list[File]) -> None:
    """What a file was called on the sender's device may be the sender's name."""
    if case.confidential:
        media.drop_names(actor=SYSTEM, files=files)


def _organisation(case: Case) -> int | None:
    said = getattr(case, "particulars", None)
    return said.organisation_id if said else None


def conceal_earlier(*, actor: Actor) -> int:
    """Mask what confidential senders wrote, and numbers in what is searched, from before that was done at once.

    Safe to run again. Returns how many reports were changed.
    """
    changed = 0
    earlier = Case.objects.filter(confidential=True, originals=None).select_related("contact", "particulars")
    for case in earlier.order_by("pk").iterator(chunk_size=500):
        own = own_of(case.sender_id, getattr(case, "contact", None), _organisation(case))
        changed += _conceal_case(case, own)
    return changed + sum(map(_fold_anew, _telling().iterator(chunk_size=500)))


def _telling() -> QuerySet[Case]:
    """Cases by whose words for the search somebody might find a number that was typed."""
    found = Case.objects.filter(folded__regex=UNSEALED_SQL).order_by("pk")
    return found.only("public_title", "address", "public_text", "round_position", "folded")


def _fold_anew(case: Case) -> int:
    folded = rules.searchable(case.public_title, case.address, case.public_text, rounded=case.round_position)
    return Case.objects.filter(pk=case.pk).exclude(folded=folded).update(folded=folded)


@transaction.atomic
def _conceal_case(case: Case, own: Own) -> int:
    shown = {name: conceal(getattr(case, name), own) for name in ("text", "public_title", "public_text")}
    for message in case.messages.filter(kind=MessageKind.ADDITION):
        text = conceal(message.text, own)
        keep_original(case, message.text, text, message.pk)
        Message.objects.filter(pk=message.pk).update(text=text)
    if all(getattr(case, name) == text for name, text in shown.items()):
        return 0
    keep_original(case, case.text, shown["text"])
    folded = rules.searchable(
        shown["public_title"], case.address, shown["public_text"], rounded=case.round_position
    )
    Case.objects.filter(pk=case.pk).update(**shown, title=shown["public_title"], folded=folded)
    return 1
