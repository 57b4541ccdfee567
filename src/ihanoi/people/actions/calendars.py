"""By which calendar an agency works, from a day on."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid
from ihanoi.places import queries as places

from .. import queries
from ..models import Agency, AgencyCalendar, Tree
from ..words import Role
from .seats import need_operator


@transaction.atomic
def assign_calendar(
    *, actor: Actor, agency_id: int, calendar_id: int | None, valid_from: date
) -> AgencyCalendar:
    """The agency and those below it work by a calendar from a day on; None: by that of the agency above again.

    Today at the earliest: due times already given do not move. Raises Denied, NotFound, Invalid.
    """
    need_operator(actor, agency_id)
    if valid_from < clock.today():
        raise Invalid({"valid_from": _("Lịch của cơ quan chỉ đổi từ hôm nay trở đi; quá khứ giữ nguyên.")})
    if calendar_id is not None and calendar_id not in {row.id for row in places.calendar_rows()}:
        raise Invalid({"calendar_id": _("Không có lịch làm việc này.")})
    Agency.objects.select_for_update(no_key=True).get(pk=agency_id)
    row, _made = AgencyCalendar.objects.update_or_create(
        agency_id=agency_id, valid_from=valid_from, defaults={"calendar_id": calendar_id}
    )
    Tree.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    queries.forget()
    transaction.on_commit(queries.forget)
    journal.record(
        actor=actor,
        subject="agency",
        subject_id=agency_id,
        verb="assign_calendar",
        role="" if actor.is_system else Role.OPERATOR,
        agency_id=agency_id,
        data={"calendar": calendar_id, "from": valid_from.isoformat()},
    )
    return row
