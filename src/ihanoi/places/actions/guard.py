"""Who may change places, what is checked by several actions, and how every process learns that something changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.worktime import Hours
from ihanoi.places import queries
from ihanoi.places.models import Calendar, Revision
from ihanoi.places.ports import operates_city
from ihanoi.places.rules import calendars
from ihanoi.places.words import DEFAULT_CALENDAR

SUBJECT: Final = "places.calendar"  # of what history tells about calendars


def changed(subject: str) -> None:
    """Tell every process that what it keeps is old; this one at once, and again when others can see the rows."""
    Revision.objects.update_or_create(subject=subject, defaults={"stamp": uuid4()})
    queries.forget()
    transaction.on_commit(queries.forget)


def require_operator(actor: Actor) -> None:
    """Raises Denied for everybody else."""
    if not operates_city(actor):
        raise Denied(_("Chỉ quản trị viên của thành phố được thay đổi địa giới và lịch làm việc."))


def locked_calendar(code: str | None) -> Calendar:
    """Changes to all calendars are made, and recorded, under the city's."""
    found = Calendar.objects.select_for_update(no_key=True).filter(code=code or DEFAULT_CALENDAR).first()
    if found is None:
        raise Invalid({"calendar": _("Không có lịch làm việc này.")})
    return found


def valid_hours(intervals: Sequence[Sequence[str]]) -> Hours:
    """The hours of a day. Raises Invalid with `intervals`."""
    try:
        hours = calendars.parse_hours(intervals)
    except (ValueError, TypeError) as error:
        raise Invalid({"intervals": _("Giờ làm việc ghi theo dạng 08:00–12:00.")}) from error
    why = calendars.wrong_hours(hours)
    if why == "reversed":
        raise Invalid({"intervals": _("Giờ kết thúc phải sau giờ bắt đầu.")})
    if why == "overlap":
        raise Invalid({"intervals": _("Hai buổi làm việc không được chồng lên nhau.")})
    return hours
