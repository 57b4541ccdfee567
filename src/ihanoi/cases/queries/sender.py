"""Who sent a case, as far as officers may know (R21)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ihanoi.cases.models import Case, Contact, Original, Unsealing
from ihanoi.cases.words import Role
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people
from ihanoi.people.words import Act


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, as far as an officer may know: a confidential sender has a number, and no contact.

    `unsealed_until` and `reason`: the actor has opened who it is; `words` then are those that others read masked.
    """

    name: str
    confidential: bool = False
    by_staff: bool = False
    phone: str = ""
    email: str = ""
    address: str = ""
    unsealed_until: datetime | None = None
    reason: str = ""
    words: tuple[str, ...] = ()
    citizen_id: str = ""  # of whom staff entered it for: only the ends
    owes_identity: bool = False  # a warning of danger is sent first; who it is from is told afterwards (R20)

    @property
    def is_known(self) -> bool:
        """Whether the page shows who it is."""
        return not self.confidential or self.unsealed_until is not None


def pseudonym(case_id: int) -> str:
    """What officers call a confidential sender."""
    return _("Người gửi %s") % f"{case_id:06d}"[-4:]


def told_by(case: Case, name: str, role: str) -> str:
    """The name of whoever made a move, as officers may read it."""
    return pseudonym(case.pk) if role == Role.SENDER and _is_hidden(case) else name


def _is_hidden(case: Case) -> bool:
    """Whether the sender asked not to be named, or not to have their data used (Law 91/2025)."""
    return case.confidential or (case.sender is not None and case.sender.restricted_at is not None)


def unnamed(case_ids: Collection[int] = (), *, sender_id: int | None = None) -> set[int]:
    """Which of these cases, or of those that an account sent, hide who sent them; in one query."""
    of = Q(sender=sender_id) if sender_id is not None else Q(pk__in=set(case_ids))
    hidden = Q(confidential=True) | Q(sender__restricted_at__isnull=False)
    return set(Case.objects.filter(of & hidden).values_list("pk", flat=True))


def sender_of(actor: Actor, case: Case) -> Sender:
    """The sender, hidden where the sender asked for it, except from whoever has unsealed it (R21)."""
    opened = _opened(actor, case) if case.confidential else None
    contact = Contact.objects.filter(case=case).first() if case.sender_id is None else None
    if case.confidential and opened is None:
        return Sender(pseudonym(case.pk), True, by_staff=contact is not None, owes_identity=_owes(case))
    more: tuple[datetime | None, str, tuple[str, ...]] = (None, "", ())
    if opened:
        more = (opened.until, opened.reason, own_words(case))
    if contact is not None and contact.consent_withdrawn_at:  # kept until its time is over, and not used
        return Sender(pseudonym(case.pk), confidential=True, by_staff=True)
    if contact is not None:
        return Sender(
            contact.name, case.confidential, True, contact.phone, contact.email, contact.address, *more,
            citizen_id=people.masked_id(contact.citizen_id),
        )  # fmt: skip
    if case.sender is None:
        return Sender(pseudonym(case.pk))
    who = case.sender
    if who.restricted_at:  # kept and not used: the sender answers through the application (Law 91/2025)
        return Sender(pseudonym(case.pk), confidential=True)
    owes = _owes(case)
    return Sender(
        who.full_name, case.confidential, False, who.phone, who.email, "", *more, owes_identity=owes
    )


def _owes(case: Case) -> bool:
    """Whether somebody who warned of danger has not said since who they are."""
    who = case.sender
    if who is None or who.closed_at or not case.danger:
        return False
    return not people.known(who).may(Act.SEND)


def own_words(case: Case) -> tuple[str, ...]:
    """What the sender wrote and others read masked, in order; empty where nothing had to be masked."""
    return tuple(Original.objects.filter(case=case).order_by("pk").values_list("text", flat=True))


def own_text(case: Case) -> str:
    """The report in its sender's own words: for the sender alone."""
    kept = Original.objects.filter(case=case, message=None).first() if case.confidential else None
    return kept.text if kept else case.text


def _opened(actor: Actor, case: Case) -> Unsealing | None:
    """The actor's own unsealing that still holds, while the actor still oversees."""
    if not actor.holds(Role.OVERSEER):
        return None
    mine = Unsealing.objects.filter(case=case, by=actor.account_id, until__gt=clock.now())
    return mine.order_by("-until").first()
