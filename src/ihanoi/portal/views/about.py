"""The pages that explain: all services, the regulation as it is applied today, privacy, the reader, open data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ihanoi.cases import queries
from ihanoi.cases.queries import guide
from ihanoi.cases.queries.deadline import strip_rows
from ihanoi.cases.words import (
    KIND_OF_SLUG,
    KIND_SHORT,
    KIND_SLUGS,
    Clock,
    HandlingRefusal,
    Kind,
    Priority,
    Rating,
    ReasonList,
    State,
)
from ihanoi.kernel import clock
from ihanoi.places import queries as places
from ihanoi.places.words import day_off
from ihanoi.portal import ports, words
from ihanoi.portal.catalogue import ANNOUNCED, WORKING
from ihanoi.portal.views.open_data import FEED_SIZE, GEOJSON_SIZE
from ihanoi.privacy import queries as data
from ihanoi.routing import queries as routing
from ihanoi.ui import timewords
from ihanoi.ui import words as said
from ihanoi.ui.strip import day_strip
from ihanoi.ui.timewords import weekday


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """What works, and what the city has announced."""
    return render(request, "portal/services.html", {"working": WORKING, "announced": ANNOUNCED})


# --- the regulation --------------------------------------------------------------------------------------------------


@require_safe
def regulation(request: HttpRequest) -> HttpResponse:
    """How a report travels: states, limits, calendar and reasons as they are in force at this moment."""
    kind = Kind(KIND_OF_SLUG.get(request.GET.get("loai", ""), Kind.FIELD))
    limits = _limits(kind)
    context = {
        "now": clock.now(),
        "kind": kind,
        "of_kind": words.KIND_WORDS[kind],
        "kinds": [_kind_chip(each, kind) for each in Kind],
        "stations": [
            _Stop(s, words.station(kind, s.state), _limits_at(s, limits)) for s in guide.stations(kind)
        ],
        "limits": limits,
        "numbers": guide.Numbers(),
        "week": _week(),
        "days_off": _days_off(),
        "duties": guide.duties(kind),
        "warnings": [(rung.percent, _warning(rung)) for rung in queries.ladder()],
        "refusals": [(r.label, r.advice) for r in queries.reasons(ReasonList.RECEPTION, kind)],
        "returns": [(r.label, words.AFTER_RETURN[r]) for r in HandlingRefusal],
        "ratings": [r.label for r in Rating],
        "rating_reasons": [r.label for r in queries.reasons(ReasonList.RATING)],
        "example": _example(kind),
        "editions": queries.editions(),
    }
    return render(request, "portal/regulation.html", context)


def _warning(rung: queries.Rung) -> str:
    """What happens at a rung of the ladder, in sentences."""
    late = [words.SHOWN_LATE] if rung.percent >= 100 else []
    again = [words.DAILY] if rung.daily else []
    return " ".join(str(each) for each in (*late, *(words.WARNED[party] for party in rung.parties), *again))


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit valid today and when it would end if it began now."""

    clock: str
    label: str
    span: str
    priority: str
    words: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class _Stop:
    """A station with its text and the limits that run there."""

    station: guide.Station
    text: str
    limits: list[LimitRow]


_RUNS_AT: Final = {
    State.SUBMITTED: (Clock.RECEPTION, Clock.INTAKE, Clock.FORWARDING),
    State.RECEIVED: (Clock.DISPATCH,),
    State.HANDLING: (Clock.HANDLING,),
}


def _kind_chip(each: Kind, chosen: Kind) -> dict[str, Any]:
    here = reverse("portal:regulation")
    href = here if each == Kind.FIELD else f"{here}?loai={KIND_SLUGS[each]}"
    return {"href": href, "label": KIND_SHORT[each], "on": each == chosen}


def _limits_at(station: guide.Station, limits: list[LimitRow]) -> list[LimitRow]:
    return [row for row in limits if row.clock in _RUNS_AT.get(station.state, ())]


def _limits(kind: Kind) -> list[LimitRow]:
    now, city = clock.now(), places.working_time()
    return [
        LimitRow(
            name,
            str(Clock(name).label),
            str(words.SPANS[Clock(name)]),
            str(Priority(priority).label) if priority else "",
            timewords.limit(limit.amount, limit.unit),
            city.due(now, limit).at,
        )
        for name, priority, limit in queries.limits_today(kind)
    ]


def _week() -> list[tuple[str, str]]:
    """The next seven days as an ordinary week: "thứ Hai – thứ Sáu", "08:00–12:00, 13:30–17:30"."""
    city, monday = places.working_time(), clock.today() + timedelta(7 - clock.today().weekday())
    hours: dict[date, str] = {}
    for day in (monday + timedelta(n) for n in range(7)):
        plain = next(d for d in (day + timedelta(7 * n) for n in range(53)) if not city.is_special(d))
        hours[day] = ", ".join(f"{opens}–{closes}" for opens, closes in city.hours_of(plain)) or _("nghỉ")
    rows = []
    for open_at, group in groupby(hours.items(), key=lambda pair: pair[1]):
        days = [weekday(day) for day, _hours in group]
        rows.append((" – ".join(dict.fromkeys((days[0], days[-1]))), open_at))
    return rows


@dataclass(frozen=True, slots=True)
class DayOff:
    """One or several days in a row that differ from the week; `hours` blank: off."""

    days: str
    name: str
    hours: str


def _days_off() -> list[tuple[int, bool, list[DayOff]]]:
    """By year, twelve months ahead; True marks a year that is not confirmed: the Government may still swap days."""
    today = clock.today()
    planned = places.planned_days(today, today + timedelta(365))
    years = groupby(planned, key=lambda p: p.day.year)
    provisional = places.working_time().provisional
    return [(year, year in provisional, list(_stretches(list(days)))) for year, days in years]


def _stretches(planned: list[Any]) -> Iterator[DayOff]:
    """Neighbouring days off become one line under the first and the last name."""
    while planned:
        run = [planned.pop(0)]
        while (
            planned
            and not planned[0].hours
            and not run[-1].hours
            and planned[0].day == run[-1].day + timedelta(1)
        ):
            run.append(planned.pop(0))
        ends = [f"{weekday(day)} {said.day(day, False)}" for day in dict.fromkeys((run[0].day, run[-1].day))]
        hours = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in run[0].hours)
        yield DayOff(
            " – ".join(ends), " – ".join(dict.fromkeys(map(day_off, (run[0].name, run[-1].name)))), hours
        )


def _example(kind: Kind) -> dict[str, Any] | None:
    """A report of the usual kind that is received at this moment, day by day."""
    found = {(name, priority): limit for name, priority, limit in queries.limits_today(kind)}
    limit = found.get((Clock.HANDLING, Priority.NORMAL)) or found.get((Clock.HANDLING, ""))
    if limit is None:
        return None
    city, now = places.working_time(), clock.now()
    due = city.due(now, limit)
    rows = strip_rows(day_strip(city, now, due.at, now), due.at)
    return {"due_at": due.at, "rows": rows, "words": timewords.limit(limit.amount, limit.unit)}


# --- privacy and open data -------------------------------------------------------------------------------------------


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, for how long: from the table that the erasing reads."""
    context = {"cookies": ports.cookies(), "kept": data.kept_rows(), "limits": _limits_of_rights()}
    return render(request, "portal/privacy.html", context)


def _limits_of_rights() -> dict[str, str]:
    """By when a request is answered and carried out, in words."""
    return {name: data.in_words(each) for name, each in data.limits().items()}


@require_safe
def reader(request: HttpRequest) -> HttpResponse:
    """The card of the machine that reads reports: what it does and does not, what it learnt from, how good it is."""
    return render(request, "portal/reader.html", {"card": routing.reader_card()})


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The addresses of feeds and GeoJSON, with examples of this city that can be copied."""
    units, groups = places.units(), routing.fields()
    context = {
        "examples": list(_examples(request, units, groups)),
        "units": units,
        "groups": groups,
        "feed_size": FEED_SIZE,
        "geojson_size": GEOJSON_SIZE,
        "site": request.build_absolute_uri("/"),
    }
    return render(request, "portal/open_data.html", context)


@dataclass(frozen=True, slots=True)
class Example:
    """A view of the map and its three addresses."""

    title: str
    map_href: str
    feeds: tuple[tuple[str, str], ...]


def _examples(request: HttpRequest, units: Any, groups: Any) -> Iterator[Example]:
    yield _view(request, _("Cả thành phố"))
    if units:
        yield _view(
            request, _("Một phường, xã: %(name)s") % {"name": units[0].name}, **{"don-vi": units[0].code}
        )
    if groups:
        yield _view(
            request, _("Một lĩnh vực: %(name)s") % {"name": groups[0].label}, **{"linh-vuc": groups[0].code}
        )
    yield _view(request, _("Đang quá hạn"), **{"trang-thai": "late"})
    yield _view(request, _("Đã xử lý trong 30 ngày qua"), **{"trang-thai": "done", "ky": "30"})


def _view(request: HttpRequest, title: str, **given: str) -> Example:
    def address(name: str, **more: str) -> str:
        query = urlencode({**given, **more})
        return request.build_absolute_uri(reverse(name) + (f"?{query}" if query else ""))

    feeds = (
        ("RSS", address("portal:feed")),
        ("Atom", address("portal:feed", dang="atom")),
        ("GeoJSON", address("portal:geojson")),
    )
    return Example(title, address("portal:map"), feeds)
