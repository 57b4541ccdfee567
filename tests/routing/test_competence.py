"""Rules of competence by themselves: which one holds, and what a set may not leave open."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ihanoi.routing.competence import BEGIN, FOREVER, City, Flaw, Place, Rule, Rules, first_gap, flaws

LAMPS, TREES = 1, 2
WARD, OTHER, VILLAGE = 11, 12, 13
DEPARTMENT, COMPANY, GONE = 101, 102, 103
DAY = date(2026, 11, 16)
ALWAYS = (date(2008, 8, 1), FOREVER)
MERGED = date(2025, 3, 1)


def rule(number: int, field: int = LAMPS, **given: Any) -> Rule:
    row = Rule(number, field, None, "", None, (), date(2008, 8, 1), None)
    return replace(row, **given)


CITY = City(
    fields=[LAMPS, TREES],
    places=[
        Place(WARD, "phường", (BEGIN, FOREVER), ((BEGIN, FOREVER),)),
        Place(OTHER, "phường", (BEGIN, FOREVER), ((BEGIN, FOREVER),)),
        Place(VILLAGE, "xã", (BEGIN, FOREVER), ((BEGIN, FOREVER),)),
    ],
    at_work={
        DEPARTMENT: [ALWAYS],
        COMPANY: [ALWAYS],
        GONE: [(date(2008, 8, 1), date(2025, 2, 28))],
    },
)
SOUND = (rule(1), rule(2, TREES, agency_id=DEPARTMENT, cooperating=(COMPANY,)))


def kinds(*rows: Rule) -> list[Flaw]:
    return [found.flaw for found in flaws(Rules(1, rows, {}), CITY)]


def test_the_nearest_rule_decides() -> None:
    rules = Rules(
        1,
        [
            rule(1),
            rule(2, kind="phường", agency_id=DEPARTMENT),
            rule(3, unit_id=WARD, agency_id=COMPANY, first=date(2026, 1, 1), last=date(2026, 12, 31)),
        ],
        {},
    )

    def decides(unit_id: int | None, kind: str, on: date = DAY) -> int | None:
        found = rules.of(LAMPS, unit_id, kind, on)
        return found.id if found else None

    assert decides(WARD, "phường") == 3
    assert decides(WARD, "phường", date(2027, 1, 1)) == 2
    assert decides(OTHER, "phường") == 2
    assert decides(VILLAGE, "xã") == 1
    assert decides(None, "") == 1
    assert rules.of(TREES, WARD, "phường", DAY) is None


def test_a_sound_set_has_no_flaw() -> None:
    assert kinds(*SOUND) == []


def test_two_rules_for_the_same_place_may_not_meet() -> None:
    ends = rule(3, kind="xã", last=date(2026, 6, 30))
    assert kinds(*SOUND, ends, rule(4, kind="xã", first=date(2026, 7, 1))) == []
    assert kinds(*SOUND, ends, rule(4, kind="xã", first=date(2026, 6, 30))) == [Flaw.OVERLAP]
    assert kinds(*SOUND, ends, rule(4, unit_id=VILLAGE)) == []


def test_every_field_is_said_for_every_unit_on_every_day() -> None:
    assert kinds(SOUND[0]) == [Flaw.GAP]
    assert kinds(SOUND[0], replace(SOUND[1], last=date(2030, 1, 1))) == [Flaw.GAP]
    assert kinds(SOUND[0], replace(SOUND[1], first=BEGIN + timedelta(days=1))) == [Flaw.GAP]
    assert kinds(SOUND[0], replace(SOUND[1], kind="phường")) == [Flaw.GAP]
    both = (replace(SOUND[1], kind="phường"), replace(SOUND[1], id=3, kind="xã"))
    assert kinds(SOUND[0], *both) == []
    one_by_one = (replace(SOUND[1], kind="phường"), replace(SOUND[1], id=3, unit_id=VILLAGE))
    assert kinds(SOUND[0], *one_by_one) == []


def test_a_gap_is_told_once_with_its_first_day_and_the_number_of_units() -> None:
    day = date(2027, 1, 1)
    found = flaws(Rules(1, [SOUND[0], replace(SOUND[1], last=day - timedelta(days=1))], {}), CITY)
    assert [(f.flaw, f.day, f.count) for f in found] == [(Flaw.GAP, day, 3)]


def test_an_agency_is_alive_on_every_day_of_its_rule() -> None:
    ended = replace(SOUND[1], agency_id=GONE)
    assert kinds(SOUND[0], ended) == [Flaw.NO_AGENCY]
    until_then = replace(ended, last=date(2025, 2, 28))
    after = rule(3, TREES, agency_id=DEPARTMENT, first=MERGED)
    assert kinds(SOUND[0], until_then, after) == []
    with_successor = replace(CITY, at_work={**CITY.at_work, GONE: [*CITY.at_work[GONE], (MERGED, FOREVER)]})
    assert flaws(Rules(1, [SOUND[0], ended], {}), with_successor) == []


def test_what_else_may_not_be() -> None:
    assert Flaw.BACKWARDS in kinds(*SOUND, rule(3, kind="xã", last=date(2000, 1, 1)))
    assert kinds(*SOUND, rule(3, unit_id=WARD, kind="phường")) == [Flaw.TWO_PLACES]
    assert kinds(SOUND[0], replace(SOUND[1], cooperating=(DEPARTMENT,))) == [Flaw.LEADS_TWICE]


def test_a_unit_without_a_committee_cannot_lead() -> None:
    orphan = Place(VILLAGE, "xã", (BEGIN, FOREVER), ((BEGIN, date(2026, 12, 31)),))
    found = flaws(Rules(1, SOUND, {}), replace(CITY, places=[orphan]))
    assert [(f.flaw, f.day) for f in found] == [(Flaw.NO_COMMITTEE, date(2027, 1, 1))]
    led = (SOUND[1], rule(1, agency_id=DEPARTMENT))
    assert flaws(Rules(1, led, {}), replace(CITY, places=[orphan])) == []


days = st.integers(0, 60).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
stretches = st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair))), max_size=8)


@given(stretches, st.tuples(days, days).map(lambda pair: (min(pair), max(pair))))
def test_the_first_gap_is_the_first_day_that_nothing_covers(
    covered: list[tuple[date, date]], asked: tuple[date, date]
) -> None:
    each = (asked[0] + timedelta(days=n) for n in range((asked[1] - asked[0]).days + 1))
    bare = [day for day in each if not any(first <= day <= last for first, last in covered)]
    assert first_gap(asked, covered) == (bare[0] if bare else None)


@given(stretches)
def test_on_no_day_two_rules_of_a_sound_set_speak(covered: list[tuple[date, date]]) -> None:
    rows = [rule(n, kind="xã", first=first, last=last) for n, (first, last) in enumerate(covered)]
    if Flaw.OVERLAP in kinds(*SOUND, *rows):
        return
    for number in range(61):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert sum(row.holds(day) for row in rows) <= 1


def test_asking_is_quick() -> None:
    rows = [rule(n, field, unit_id=unit) for n, field in enumerate(range(50)) for unit in (None, *range(126))]
    rules = Rules(1, rows, {})
    begun = time.thread_time()
    for _ in range(1000):
        rules.of(25, 77, "phường", DAY)
    assert (time.thread_time() - begun) / 1000 < 0.0001  # 0.1 ms of work
