"""Who sent a case, as far as officers may know (R21)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ihanoi.cases.models import Case, Contact
from ihanoi.cases.words import Role


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, as far as an officer may know: a confidential sender has a number, and no contact."""

    name: str
    confidential: bool = False
    by_staff: bool = False
    phone: str = ""
    email: str = ""
    address: str = ""


def pseudonym(case_id: int) -> str:
    """What officers call a confidential sender."""
    return _("Người gửi %s") % f"{case_id:06d}"[-4:]


def told_by(case: Case, name: str, role: str) -> str:
    """The name of whoever made a move, as officers may read it."""
    return pseudonym(case.pk) if role == Role.SENDER and case.confidential else name


def sender_of(case: Case) -> Sender:
    """The sender, hidden where the sender asked for it (R21)."""
    contact = Contact.objects.filter(case=case).first() if case.sender_id is None else None
    if case.confidential:
        return Sender(pseudonym(case.pk), confidential=True, by_staff=contact is not None)
    if contact is not None:
        return Sender(contact.name, False, True, contact.phone, contact.email, contact.address)
    if case.sender is None:
        return Sender(pseudonym(case.pk))
    return Sender(case.sender.full_name, False, False, case.sender.phone, case.sender.email)
