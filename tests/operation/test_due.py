"""`ihanoi due` against due times worked out by hand with a calendar of paper (regulation.md §5).

Working days 08:00–12:00 and 13:30–17:30. Off in these months: 1/1 and 2/1/2026, Tết 16–20/2, 27/4, 30/4, 1/5,
31/8–2/9, 24/11/2026, 1/1/2027. Worked Saturdays: 10/1 and 22/8/2026.
"""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from click.testing import CliRunner

from ihanoi.kernel.clock import HANOI
from ihanoi.operation.cli import main
from ihanoi.operation.due import due_times
from ihanoi.operation.trouble import Trouble
from ihanoi.people import queries as people
from ihanoi.people.models import AgencyCalendar
from ihanoi.places import queries as places
from ihanoi.places.models import Calendar, DayOverride, WorkingHours
from tests.conftest import City

EIGHT_HOURS = [  # reception
    ("2026-11-16T08:00", "2026-11-16T17:30", "a whole day"),
    ("2026-11-16T00:00", "2026-11-16T17:30", "sent at midnight, the day begins at eight"),
    ("2026-11-16T07:59", "2026-11-16T17:30", "a minute before opening"),
    ("2026-11-16T23:59", "2026-11-17T17:30", "at night"),
    ("2026-11-16T17:00", "2026-11-17T17:00", "half an hour today, the rest tomorrow"),
    ("2026-11-16T17:30", "2026-11-17T17:30", "at closing time"),
    ("2026-11-18T12:30", "2026-11-19T12:00", "during lunch: an afternoon and a morning"),
    ("2026-11-18T12:00", "2026-11-19T12:00", "when lunch begins"),
    ("2026-11-18T11:59", "2026-11-19T11:59", "a minute before lunch"),
    ("2026-11-20T16:00", "2026-11-23T16:00", "over a weekend"),
    ("2026-11-21T10:00", "2026-11-23T17:30", "on a Saturday"),
    ("2026-11-23T14:00", "2026-11-25T14:00", "over the holiday of 24/11"),
    ("2026-11-23T17:30", "2026-11-25T17:30", "at closing time before the holiday"),
    ("2026-11-24T09:00", "2026-11-25T17:30", "on the holiday"),
    ("2025-12-31T16:30", "2026-01-05T16:30", "over the year's end with 2/1 off"),
    ("2026-01-01T08:00", "2026-01-05T17:30", "on New Year's Day"),
    ("2026-01-02T09:00", "2026-01-05T17:30", "on the day that was swapped"),
    ("2026-01-09T15:30", "2026-01-10T15:30", "into the Saturday that is worked for it"),
    ("2026-01-10T14:00", "2026-01-12T14:00", "on the Saturday that is worked"),
    ("2026-01-17T10:00", "2026-01-19T17:30", "on an ordinary Saturday"),
    ("2026-02-13T17:00", "2026-02-23T17:00", "over Tết"),
    ("2026-02-17T00:30", "2026-02-23T17:30", "in the first night of the new year"),
    ("2026-04-24T15:00", "2026-04-28T15:00", "the Kings' day fell on a Sunday: Monday off"),
    ("2026-04-29T16:30", "2026-05-04T16:30", "over 30/4 and 1/5"),
    ("2026-08-21T17:00", "2026-08-22T17:00", "into the Saturday that is worked for 31/8"),
    ("2026-08-28T17:00", "2026-09-03T17:00", "over the National Day"),
    ("2026-12-31T17:00", "2027-01-04T17:00", "over the next year's end"),
]
FOUR_HOURS = [  # dispatch; handling of what is urgent
    ("2026-11-16T08:00", "2026-11-16T12:00", "a morning"),
    ("2026-11-16T10:00", "2026-11-16T15:30", "over lunch"),
    ("2026-11-16T12:45", "2026-11-16T17:30", "during lunch"),
    ("2026-11-16T13:30", "2026-11-16T17:30", "an afternoon"),
    ("2026-11-16T15:00", "2026-11-17T09:30", "into the next morning"),
    ("2026-11-20T17:00", "2026-11-23T11:30", "over a weekend"),
    ("2026-11-22T20:00", "2026-11-23T12:00", "on a Sunday evening"),
    ("2026-11-23T16:00", "2026-11-25T10:30", "over the holiday of 24/11"),
    ("2026-01-09T17:00", "2026-01-10T11:30", "into the Saturday that is worked"),
    ("2026-01-10T17:00", "2026-01-12T11:30", "out of it"),
    ("2025-12-31T17:30", "2026-01-05T12:00", "at closing time of the year"),
    ("2026-02-13T16:00", "2026-02-23T10:30", "over Tết"),
    ("2026-04-30T09:00", "2026-05-04T12:00", "on a holiday"),
    ("2026-08-22T16:30", "2026-08-24T11:00", "on the Saturday that is worked"),
    ("2026-08-28T15:30", "2026-09-03T10:00", "over the National Day"),
]
SEVEN_DAYS = [  # handling of what is normal: the first day is left out
    ("2026-11-16T08:00", "2026-11-26", "the example of the regulation"),
    ("2026-11-16T17:29", "2026-11-26", "a minute before closing"),
    ("2026-11-16T23:00", "2026-11-26", "at night of the same day"),
    ("2026-11-15T10:00", "2026-11-25", "on a Sunday: Monday is the first day counted"),
    ("2026-11-14T10:00", "2026-11-25", "on a Saturday"),
    ("2026-11-24T10:00", "2026-12-03", "on a holiday"),
    ("2026-11-02T08:00", "2026-11-11", "nothing in between but a weekend"),
    ("2025-12-24T09:00", "2026-01-06", "over the year's end"),
    ("2025-12-31T09:00", "2026-01-12", "the worked Saturday counts"),
    ("2026-01-05T09:00", "2026-01-13", "the worked Saturday counts"),
    ("2026-02-09T09:00", "2026-02-25", "over Tết"),
    ("2026-02-18T09:00", "2026-03-03", "during Tết"),
    ("2026-04-22T09:00", "2026-05-06", "over three holidays"),
    ("2026-08-17T09:00", "2026-08-25", "a worked Saturday"),
    ("2026-08-26T09:00", "2026-09-09", "over the National Day"),
    ("2026-12-28T09:00", "2027-01-07", "over the next year's end"),
]
FIFTEEN_DAYS = [  # handling of what is complex
    ("2026-11-16T08:00", "2026-12-08", "over the holiday of 24/11"),
    ("2026-02-02T08:00", "2026-03-02", "over Tết"),
    ("2026-12-21T08:00", "2027-01-12", "over the year's end"),
    ("2026-01-01T08:00", "2026-01-22", "from New Year's Day, a worked Saturday in it"),
    ("2026-08-21T08:00", "2026-09-15", "a worked Saturday and the National Day"),
]

OTHER_KINDS = [  # kind, clock, start, end, why
    ("procedure", "forwarding", "2026-11-16T08:00", "2026-11-23T17:30", "five working days, a weekend"),
    ("procedure", "forwarding", "2026-11-18T10:00", "2026-11-26T17:30", "over the holiday of 24/11"),
    ("procedure", "forwarding", "2026-11-21T10:00", "2026-11-30T17:30", "on a Saturday: Monday is counted"),
    ("procedure", "forwarding", "2026-02-12T09:00", "2026-02-26T17:30", "over Tết"),
    ("procedure", "forwarding", "2026-01-08T09:00", "2026-01-14T17:30", "the worked Saturday counts"),
    ("procedure", "forwarding", "2025-12-30T15:00", "2026-01-08T17:30", "over the year's end with 2/1 off"),
    ("procedure", "forwarding", "2026-08-27T08:00", "2026-09-08T17:30", "over the National Day"),
    ("procedure", "handling", "2026-11-16T08:00", "2026-12-01T17:30", "fifteen days, weekends counted"),
    ("procedure", "handling", "2026-11-13T16:00", "2026-11-30T17:30", "the last day is a Saturday: Monday"),
    ("procedure", "handling", "2026-11-09T08:00", "2026-11-25T17:30", "the last day is the holiday of 24/11"),
    ("procedure", "handling", "2026-02-03T08:00", "2026-02-23T17:30", "the last day lies in Tết"),
    ("procedure", "handling", "2025-12-18T08:00", "2026-01-05T17:30", "the last day was swapped off"),
    ("procedure", "handling", "2025-12-26T08:00", "2026-01-10T17:30", "the last day is a worked Saturday"),
    ("procedure", "handling", "2026-04-16T08:00", "2026-05-04T17:30", "the last day is 1/5, a long weekend"),
    ("procedure", "reception", "2026-11-16T17:00", "2026-11-17T17:00", "eight working hours"),
    ("business", "intake", "2026-11-16T08:00", "2026-11-16T17:30", "reception and assignment: a whole day"),
    ("business", "intake", "2026-11-23T14:00", "2026-11-25T14:00", "over the holiday of 24/11"),
    ("business", "intake", "2026-01-09T15:30", "2026-01-10T15:30", "into the Saturday that is worked"),
    ("business", "intake", "2026-02-13T17:00", "2026-02-23T17:00", "over Tết"),
    ("business", "dispatch", "2026-11-16T15:00", "2026-11-17T09:30", "hand-over: into the next morning"),
    ("business", "dispatch", "2025-12-31T17:30", "2026-01-05T12:00", "at closing time of the year"),
    ("business", "handling", "2026-11-16T08:00", "2026-11-26T17:30", "as for a report of the street"),
    ("waste", "reception", "2026-11-20T16:00", "2026-11-23T16:00", "over a weekend"),
    ("waste", "dispatch", "2026-08-28T15:30", "2026-09-03T10:00", "over the National Day"),
    ("waste", "handling", "2026-02-09T09:00", "2026-02-25T17:30", "over Tết"),
    ("app", "reception", "2026-11-24T09:00", "2026-11-25T17:30", "on the holiday"),
    ("app", "handling", "2026-12-28T09:00", "2027-01-07T17:30", "over the next year's end"),
]


def due(clock: str, priority: str, start: str, unit: str = "", kind: str = "field") -> str:
    rows = {row["clock"]: row for row in due_times(kind, priority, datetime.fromisoformat(start), unit)}
    return datetime.fromisoformat(rows[clock]["due"]).strftime("%Y-%m-%dT%H:%M")


def test_the_table_is_long_enough() -> None:
    assert len([*EIGHT_HOURS, *FOUR_HOURS, *SEVEN_DAYS, *FIFTEEN_DAYS]) >= 60


@pytest.mark.parametrize(("start", "end", "why"), EIGHT_HOURS)
def test_eight_working_hours(city: City, start: str, end: str, why: str) -> None:
    assert due("reception", "normal", start) == end


@pytest.mark.parametrize(("start", "end", "why"), FOUR_HOURS)
def test_four_working_hours(city: City, start: str, end: str, why: str) -> None:
    assert due("dispatch", "normal", start) == due("handling", "urgent", start) == end


@pytest.mark.parametrize(("start", "end", "why"), SEVEN_DAYS)
def test_seven_working_days(city: City, start: str, end: str, why: str) -> None:
    assert due("handling", "normal", start) == f"{end}T17:30"


@pytest.mark.parametrize(("start", "end", "why"), FIFTEEN_DAYS)
def test_fifteen_working_days(city: City, start: str, end: str, why: str) -> None:
    assert due("handling", "complex", start) == f"{end}T17:30"


@pytest.mark.parametrize(("kind", "clock", "start", "end", "why"), OTHER_KINDS)
def test_the_other_kinds(city: City, kind: str, clock: str, start: str, end: str, why: str) -> None:
    assert due(clock, "normal", start, kind=kind) == end


@pytest.mark.parametrize(
    ("kind", "clocks"),
    [
        ("procedure", {"reception", "forwarding", "dispatch", "handling", "check"}),
        ("business", {"intake", "dispatch", "handling"}),
        ("waste", {"reception", "dispatch", "handling"}),
        ("app", {"reception", "dispatch", "handling", "check"}),
    ],
)
def test_each_kind_has_its_own_clocks(city: City, kind: str, clocks: set[str]) -> None:
    found = due_times(kind, "normal", datetime(2026, 11, 16, 8, tzinfo=HANOI))
    assert {row["clock"] for row in found} == clocks


@pytest.fixture
def own_hours(city: City) -> None:
    """Phường Cửa Nam also works on Saturday mornings, and only the morning of 20/11/2026."""
    calendar = Calendar.objects.create(code="cua-nam", name="Phường Cửa Nam")
    since = date(2025, 1, 1)
    for weekday in range(5):
        for opens, closes in ((time(8), time(12)), (time(13, 30), time(17, 30))):
            WorkingHours.objects.create(
                calendar=calendar, weekday=weekday, opens=opens, closes=closes, valid_from=since
            )
    WorkingHours.objects.create(
        calendar=calendar, weekday=5, opens=time(8), closes=time(12), valid_from=since
    )
    DayOverride.objects.create(
        calendar=calendar, day=date(2026, 11, 20), intervals=[["08:00", "12:00"]], name="Chiều nghỉ bầu cử"
    )
    AgencyCalendar.objects.create(agency_id=city.ward, calendar=calendar, valid_from=since)
    places.forget()
    people.forget()


@pytest.mark.parametrize(
    ("clock", "start", "end"),
    [
        ("reception", "2026-11-19T17:00", "2026-11-21T11:30"),  # ½ h, a morning of 4 h, 3½ h of Saturday
        ("reception", "2026-11-20T14:00", "2026-11-23T12:00"),  # Saturday's 4 h and Monday's morning
        ("dispatch", "2026-11-21T11:00", "2026-11-23T11:00"),
        ("dispatch", "2026-11-20T10:00", "2026-11-21T10:00"),  # two hours of the half day, two of Saturday
        ("dispatch", "2026-11-20T12:00", "2026-11-21T12:00"),  # when the half day ends
        ("handling", "2026-11-16T08:00", "2026-11-25T17:30"),  # Saturday is a working day here
        ("handling", "2026-11-12T08:00", "2026-11-20T12:00"),  # the last day ends when its work ends
    ],
)
def test_a_unit_of_its_own_hours(own_hours: None, clock: str, start: str, end: str) -> None:
    assert due(clock, "normal", start, "Cửa Nam") == end
    assert due(clock, "normal", start) != end


def test_the_sentence_says_why(city: City) -> None:
    rows = due_times("field", "normal", datetime(2026, 11, 16, 8, tzinfo=HANOI))
    row = next(row for row in rows if row["clock"] == "handling")
    assert row["says"] == (
        "tiếp nhận thứ Hai 16/11 08:00 → 7 ngày làm việc, nghỉ lễ 24/11 → thứ Năm 26/11 17:30"
    )
    assert (
        row["trace"]["off"] == [{"day": "2026-11-24", "name": "Vietnam Cultural Day"}] or row["trace"]["off"]
    )


@pytest.mark.parametrize(
    ("kind", "start", "unit", "says"),
    [
        ("field", "2026-11-16T08:00", "Xứ Nào Đó", "None bears the name"),
        ("nothing", "2026-11-16T08:00", "", "No limit is set for nothing"),
        ("field", "1999-11-16T08:00", "", "No limit is set"),
        ("field", "2990-11-16T08:00", "", "does not reach so far"),
    ],
)
def test_what_cannot_be_answered_is_said(city: City, kind: str, start: str, unit: str, says: str) -> None:
    with pytest.raises(Trouble, match=says):
        due_times(kind, "normal", datetime.fromisoformat(start), unit)


def test_no_moment_is_no_moment() -> None:
    shown = CliRunner().invoke(main, ["due", "--from", "mai"])
    assert shown.exit_code == 1
    assert "mai is no moment" in shown.output
