"""A move to a successor in plain words: to officers and sender alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ihanoi.cases.models import CaseClock
from ihanoi.cases.words.succession import LATE_BEFORE, RECEIVED_FROM
from ihanoi.people import queries as people
from ihanoi.ui import words as said


def succession_words(data: Mapping[str, Any]) -> str:
    """From whom, to whom, and what became of the due time; where a person must choose, among whom."""
    before = people.agency(data["from_id"]).name
    if data.get("ground") == "lead":
        first = _("Đơn vị trực thuộc đang giữ việc không còn nữa; việc trở về cơ quan để phân công lại.")
    else:
        first = _("%(before)s đã được sắp xếp lại.") % {"before": before}
    chosen = data.get("ground") or not data.get("heirs")
    kept = _("Hạn giữ nguyên: %(due)s.") % {"due": _moment(data["due"])} if data.get("due") else ""
    return " ".join(filter(None, (first, "" if chosen else _to_choose(data), kept)))


def waits_for_choice(data: Mapping[str, Any]) -> bool:
    """Whether it went to the dispatcher, and not yet to a successor."""
    return not data.get("ground")


def _to_choose(data: Mapping[str, Any]) -> str:
    names = [people.agency(each["agency_id"]).name for each in data["heirs"]]
    if data.get("nobody_sits"):
        return _("Cơ quan kế thừa là %(name)s nhưng chưa ai nhận việc ở đó; đầu mối điều phối sẽ chuyển.") % {
            "name": names[0]
        }
    return _("Đầu mối điều phối của thành phố chọn giữa: %(names)s.") % {"names": ", ".join(names)}


def counted_from(clock: CaseClock) -> datetime:
    """When the counting began that gave the due time: earlier than the clock's start where it was handed over."""
    return datetime.fromisoformat(clock.trace["start"]) if "from" in clock.trace else clock.started_at


def origin_words(clock: CaseClock) -> str:
    """Where a clock was handed over: from whom, and when."""
    origin = clock.trace.get("from")
    if not origin:
        return ""
    before = people.agency(origin["agency_id"]).name
    return str(RECEIVED_FROM) % {
        "before": before,
        "day": said.day(datetime.fromisoformat(origin["at"]), True),
    }


def late_before_words(clock: CaseClock) -> str:
    """For officers: where the due time had passed before the agency got the clock, until when it is not late."""
    late_after = clock.trace.get("from", {}).get("late_after")
    return str(LATE_BEFORE) % {"due": _moment(late_after)} if late_after else ""


def _moment(text: str) -> str:
    return said.moment(datetime.fromisoformat(text))
