"""Each quarter an operator looks at every seat of an agency: it stays, or is taken away. None is confirmed silently."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid

from .. import queries
from ..models import SeatCheck
from ..words import SUBJECT, Role, WhyOfficial
from .seats import need_operator, refuse_oneself, revoke


@transaction.atomic
def check_seats(*, actor: Actor, agency_id: int, quarter: date, verdicts: Mapping[int, bool]) -> int:
    """Seats by the id of their membership: whether each stays. Those not named wait on. Returns how many.

    The own seats another operator looks at.

    Raises Denied, Invalid.
    """
    need_operator(actor, agency_id)
    assert actor.account_id is not None
    if not verdicts:
        raise Invalid({"": WhyOfficial.NO_VERDICT})
    waiting = {row.membership_id: row for row in queries.review(agency_id, quarter) if row.checked_at is None}
    if not verdicts.keys() <= waiting.keys():
        raise Denied(WhyOfficial.CHECKED)
    refuse_oneself(actor, [waiting[membership_id].account_id for membership_id in verdicts])
    now = clock.now()
    for membership_id, kept in sorted(verdicts.items()):
        row = waiting[membership_id]
        SeatCheck.objects.create(
            quarter=quarter,
            account_id=row.account_id,
            agency_id=row.agency_id,
            role=row.role,
            held_from=row.held_from,
            kept=kept,
            checked_by_id=actor.account_id,
            checked_at=now,
        )
        journal.record(
            actor=actor,
            subject=SUBJECT,
            subject_id=row.account_id,
            verb="confirm_seat" if kept else "end_seat",
            role=Role.OPERATOR,
            agency_id=row.agency_id,
            data={"role": row.role, "quarter": quarter},
        )
        if not kept:
            revoke(actor=actor, account_id=row.account_id, agency_id=row.agency_id, role=row.role)
    return len(verdicts)
