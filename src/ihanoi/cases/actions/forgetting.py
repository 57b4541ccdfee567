"""A sender is forgotten: cases and figures stay, and nothing in them tells any more who it was (Law 91/2025)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Model, QuerySet

from ihanoi.cases import rules
from ihanoi.cases.models import (
    Case,
    CaseFile,
    Contact,
    Extension,
    Follower,
    Message,
    Original,
    Particulars,
    RatingRecord,
    Reminder,
    Result,
    Review,
    SavedFilter,
    Unsealing,
)
from ihanoi.cases.queries import kept
from ihanoi.cases.rules.wording import public_words, without_names
from ihanoi.cases.words import PAGES
from ihanoi.media import actions as media
from ihanoi.notifications import actions as notifications
from ihanoi.routing import actions as routing

ALSO_SAID: Final = (
    (Message, "text"), (RatingRecord, "text"), (Review, "text"), (Reminder, "text"), (Unsealing, "reason"),
    (Result, "answer"), (Result, "public_answer"), (Result, "missing"), (Result, "private_reason"),
    (Particulars, "procedure"), (Particulars, "worth"), (Extension, "reason"), (Extension, "note"),
)  # fmt: skip


@transaction.atomic
def forget_sender(*, account_id: int, name: str) -> dict[str, int]:
    """Mask personal data and the sender's `name` in everything said, give up their files and what they follow.

    Who may ask for it was decided by the room that keeps the request. Returns how many of each were changed.
    """
    done = _forget_in(Case.objects.filter(sender=account_id), name)
    followed = list(Follower.objects.filter(account=account_id).values_list("case_id", flat=True))
    Case.objects.filter(pk__in=followed).update(followers=F("followers") - 1)
    Follower.objects.filter(account=account_id).delete()
    SavedFilter.objects.filter(account=account_id).delete()
    return {**done, "follows": len(followed)}


@transaction.atomic
def forget_contact(*, case_id: int, name: str) -> dict[str, int]:
    """The same for whoever sent one report without an account; their contact goes as when its time is over."""
    done = _forget_in(Case.objects.filter(pk=case_id), name)
    return {**done, "contacts": _erase_contacts([case_id])}


def _forget_in(sent: QuerySet[Case], name: str) -> dict[str, int]:
    cases = list(sent.select_for_update(no_key=True).order_by("pk"))
    for case in cases:
        _mask_case(case, name)
    said = sum(_mask(model, field, cases, name) for model, field in ALSO_SAID)
    Original.objects.filter(case__in=cases).delete()
    notices = notifications.forget_about(
        urls=[page.format(case.code) for case in cases for page in PAGES.values()]
    )
    routing.forget_lessons(report_ids=[case.pk for case in cases])
    Particulars.objects.filter(case__in=cases).update(organisation=None)
    files = _give_up(kept.sent_files(sent))
    return {"cases": len(cases), "texts": said, "files": files, "notices": notices}


def _mask_case(case: Case, name: str) -> None:
    masked = {
        field: _masked(getattr(case, field), name)
        for field in ("title", "text", "public_title", "public_text", "address")
    }
    masked["folded"] = rules.searchable(
        masked["public_title"], masked["address"], masked["public_text"], rounded=case.round_position
    )
    Case.objects.filter(pk=case.pk).update(**masked)


def _mask(model: type[Model], field: str, cases: list[Case], name: str) -> int:
    changed = 0
    for pk, text in model._default_manager.filter(case__in=cases).values_list("pk", field):
        masked = _masked(text, name)
        if masked != text:
            changed += model._default_manager.filter(pk=pk).update(**{field: masked})
    return changed


def _masked(text: str, name: str) -> str:
    return public_words(without_names(text, [name]))[0]


@transaction.atomic
def erase_contacts(*, before: datetime, limit: int) -> int:
    """Erase who stood behind reports that staff entered and that ended before. Returns how many went."""
    return _erase_contacts(list(kept.contacts_over(before).values_list("case_id", flat=True)[:limit]))


def _erase_contacts(case_ids: list[int]) -> int:
    Contact.objects.filter(case__in=case_ids).delete()
    return len(case_ids)


@transaction.atomic
def erase_pictures(*, before: datetime, limit: int) -> int:
    """Give up files of senders in cases that ended before: of public ones the veiled copy stays, others go."""
    return _give_up(kept.pictures_over(before)[:limit])


def _give_up(chosen: Iterable[CaseFile]) -> int:
    rows = list(chosen)
    hidden = [row for row in rows if not row.public]
    CaseFile.objects.filter(pk__in=[row.pk for row in hidden]).delete()
    media.erase(file_ids=[row.file_id for row in hidden])
    media.strip(file_ids=[row.file_id for row in rows if row.public])
    return len(rows)
