"""What has been kept long enough is erased, class by class, in batches; figures and history stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction

from ihanoi.cases.actions import forgetting as cases
from ihanoi.identity.actions import erasing as identity
from ihanoi.kernel import clock
from ihanoi.media import actions as media
from ihanoi.media import queries as papers
from ihanoi.notifications import actions as notifications
from ihanoi.people.actions import forgetting as accounts
from ihanoi.privacy.actions.copies import erase_copies
from ihanoi.privacy.models import Concerned, Erasure, Request
from ihanoi.privacy.queries.lapsed import lists_over, oldest, requests_over
from ihanoi.privacy.words import DataClass

BATCH: Final = 500
Eraser = Callable[[datetime], int]


def _requests(old: datetime) -> int:
    """With what was written in them; that they were made and dealt with stays in history."""
    keys = list(requests_over(old).values_list("pk", flat=True)[:BATCH])
    Request.objects.filter(pk__in=keys).delete()
    return len(keys)


def _lists(old: datetime) -> int:
    """The persons; the incident itself stays as an experience of the platform."""
    keys = list(lists_over(old).values_list("pk", flat=True)[:BATCH])
    Concerned.objects.filter(incident__in=keys).delete()
    return len(keys)


ERASERS: Final[dict[DataClass, Eraser]] = {
    DataClass.CODES: lambda old: identity.erase_codes(before=old, limit=BATCH),
    DataClass.SIGN_INS: lambda old: identity.erase_sign_ins(before=old, limit=BATCH),
    DataClass.TRIES: lambda old: identity.erase_tries(before=old, limit=BATCH),
    DataClass.DRAFTS: lambda _old: identity.erase_sessions(limit=BATCH),
    DataClass.NOTICES: lambda old: notifications.erase_notices(before=old, limit=BATCH),
    DataClass.CONTACTS: lambda old: cases.erase_contacts(before=old, limit=BATCH),
    DataClass.PICTURES: lambda old: cases.erase_pictures(before=old, limit=BATCH),
    DataClass.PAPERS: lambda old: media.erase(
        file_ids=papers.papers_over(old).values_list("pk", flat=True)[:BATCH]
    ),
    DataClass.INVITATIONS: lambda old: accounts.erase_invitations(before=old, limit=BATCH),
    DataClass.DELEGATIONS: lambda old: accounts.erase_delegations(before=clock.day_of(old), limit=BATCH),
    DataClass.COPIES: lambda _old: erase_copies(limit=BATCH),
    DataClass.REQUESTS: _requests,
    DataClass.INCIDENTS: _lists,
}
"""Each erases one batch of what is older and says how many; unused files have a turn of their own (media)."""


def erase_lapsed() -> dict[str, int]:
    """Until nothing is left that is due. Each batch is a commit: a stop in between loses nothing. Safe to run twice."""
    done: dict[str, int] = {}
    for data, erase in ERASERS.items():
        old = oldest(data)
        done[data] = _all(erase, old)
        Erasure.objects.create(data=data, at=clock.now(), before=old, count=done[data])
    return done


def _all(erase: Eraser, old: datetime) -> int:
    count = 0
    while True:
        with transaction.atomic():
            batch = erase(old)
        count += batch
        if not batch:
            return count
