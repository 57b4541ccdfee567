"""Whose data is kept and not used, because they asked for it (Law 91/2025)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from django.db.models import OuterRef, Subquery

from .. import regulation
from ..models import Account, Consent
from ..words import Act, Level, Purpose
from .known import known


def restricted(account_ids: Collection[int]) -> set[int]:
    """Which of the accounts; in one query."""
    if not account_ids:
        return set()
    found = Account.objects.filter(pk__in=set(account_ids), restricted_at__isnull=False)
    return set(found.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Sender:
    """What is asked of whoever sends.

    `withdrawn`: they took back the consent to the handling of reports and gave none since. Accounts that others made,
    as the operator does, never gave one: they have nothing to take back.
    """

    level: Level
    restricted: bool
    withdrawn: bool

    @property
    def stopped(self) -> Literal["", "restricted", "withdrawn"]:
        """Why nothing new may be done with their data, or blank."""
        return "restricted" if self.restricted else "withdrawn" if self.withdrawn else ""

    def may(self, act: Act) -> bool:
        """Whether the act is open (R20)."""
        return regulation.allows(self.level, act)


def sender(account_id: int) -> Sender:
    """How well somebody is known and whether their data may be used; in one query."""
    last = Consent.objects.filter(account=OuterRef("pk"), purpose=Purpose.HANDLING).order_by(
        "-given_at", "-pk"
    )
    found = Account.objects.annotate(ended=Subquery(last.values("withdrawn_at")[:1]))
    row = found.get(pk=account_id)
    return Sender(known(row).level, restricted=bool(row.restricted_at), withdrawn=bool(row.ended))
