"""What is kept of whoever sent a report without an account is put right, or no longer used (Law 91/2025).

Who may ask for it was decided by the room that keeps the request.
"""

from __future__ import annotations

from django.db import transaction

from ihanoi.cases.models import Contact
from ihanoi.cases.words import Why
from ihanoi.kernel import clock
from ihanoi.kernel.denials import Invalid
from ihanoi.people import queries as people


@transaction.atomic
def correct_contact(
    *, case_id: int, full_name: str = "", phone: str = "", email: str = "", citizen_id: str = ""
) -> list[str]:
    """Blank: as it is. The card was seen. Returns the names of the columns that were changed. Raises Invalid."""
    contact = Contact.objects.select_for_update(no_key=True).get(case=case_id)
    values = {
        "name": full_name.strip(),
        "phone": phone.strip(),
        "email": email.strip(),
        "citizen_id": _number(citizen_id.strip()),
    }
    changed = [name for name, value in values.items() if value and value != getattr(contact, name)]
    for name in changed:
        setattr(contact, name, values[name])
    contact.save(update_fields=changed)
    return changed


def _number(text: str) -> str:
    number = people.citizen_number(text, seen=True) if text else None
    if text and number is None:
        raise Invalid({"citizen_id": Why.NO_CITIZEN_NUMBER})
    return number.number if number else ""


@transaction.atomic
def withdraw_contact(*, case_id: int) -> None:
    """Officials no longer see who it was; the contact itself goes when its time is over."""
    Contact.objects.filter(case=case_id, consent_withdrawn_at=None).update(consent_withdrawn_at=clock.now())
