"""The tables of accountability, state by verb by role; rules and roles by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.accountability import policies, rules
from ihanoi.accountability.regulation import TABLES
from ihanoi.accountability.rules import Facts
from ihanoi.accountability.words import (
    InquiryState,
    LetterState,
    ObstacleState,
    ProposalState,
    Role,
    Verb,
    Why,
)
from ihanoi.kernel.actor import SYSTEM, Actor, Seat
from ihanoi.kernel.workflow import Refusal

STATES: dict[str, type[Any]] = {
    "letter": LetterState, "inquiry": InquiryState, "proposal": ProposalState, "obstacle": ObstacleState,
}  # fmt: skip
TODAY = date(2026, 11, 19)
FACTS = Facts(today=TODAY, works=lambda day: day.weekday() < 5, listed_on=TODAY, named=1)
GIVEN: dict[str, Any] = dict.fromkeys(
    ("agency_ids", "subject", "body", "signer_title", "signer_name", "text", "why", "verdict", "reason", "decision",
     "stage", "cause", "solution"), "x",
) | {"reply_by": date(2026, 11, 23), "number": "1/AB", "signed_on": TODAY}  # fmt: skip
MATRIX = [
    (subject, state, verb, role)
    for subject, states in STATES.items()
    for state in ["", *states.values]
    for verb in Verb.values
    for role in Role.values
]


@pytest.mark.parametrize("subject", TABLES)
def test_every_state_is_reached_and_every_verb_known(subject: str) -> None:
    rows = TABLES[subject].rows
    assert {row.to for row in rows if row.to} == set(STATES[subject].values)
    assert {start for row in rows for start in row.start} <= set(STATES[subject].values)
    assert all(row.verb in Verb.values for row in rows)


def test_only_what_stands_in_a_table_is_allowed() -> None:
    for subject, state, verb, role in MATRIX:
        rows = TABLES[subject].by_verb.get(verb, ())
        stands = any(role in row.by and (state in row.start or (not row.start and not state)) for row in rows)
        found = TABLES[subject].check(verb, state, frozenset([role]), FACTS, GIVEN)
        assert stands is not isinstance(found, Refusal), (subject, state, verb, role)


def test_inspectors_and_the_machine_decide_nothing() -> None:
    by = {role for table in TABLES.values() for row in table.rows for role in row.by if row.verb != Verb.FIND}
    assert by == {Role.OVERSEER, Role.AGENCY}


def test_no_proposal_is_made_by_the_machine() -> None:
    (row,) = (row for row in TABLES["proposal"].rows if row.to == ProposalState.PROPOSED)
    assert row.by == {Role.OVERSEER} and "text" in row.needs


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 18), Why.REPLY_PAST),
        (TODAY, Why.REPLY_PAST),
        (date(2026, 11, 21), Why.REPLY_OFF),
        (date(2026, 11, 20), None),
    ],
)
def test_the_day_to_reply_by(day: date, why: object) -> None:
    assert rules.reply_day(FACTS, {"reply_by": day}) == why


@given(st.dates(), st.dates())
def test_a_reply_is_late_only_after_its_day(answered: date, by: date) -> None:
    assert rules.is_late(answered, by) == (answered > by)


@pytest.mark.parametrize("number", ["05/CĐ-UBND", "2468/UBND-TTĐT", "1234/TTPVHCC-GS", "1/A1"])
def test_numbers_as_offices_write_them(number: str) -> None:
    assert rules.number_is_formed(FACTS, {"number": number}) is None


@pytest.mark.parametrize("number", ["", "UBND", "05", "05/", "05/cđ", "x/CĐ", "1/CĐ\n", "1234567/A"])
def test_what_is_no_number(number: str) -> None:
    assert rules.number_is_formed(FACTS, {"number": number}) == Why.NUMBER


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 100), st.integers(1, 100))
def test_more_than_so_many_per_cent(part: int, whole: int, percent: int, least: int) -> None:
    part = min(part, whole)
    assert rules.overtaken(part, whole, percent, least) == (
        whole >= least and part / whole * 100 > percent + 1e-9
    )


@pytest.mark.parametrize(("bad", "found"), [(4, False), (5, True), (6, True)])
def test_five_times_or_more(bad: int, found: bool) -> None:
    assert rules.is_repeated_badly(bad, 5) is found


def actor(*seats: tuple[str, int]) -> Actor:
    return Actor(1, "Ai", tuple(Seat(role, agency) for role, agency in seats))


@pytest.mark.parametrize(
    ("who", "about", "roles"),
    [
        (actor(), (), set()),
        (actor(("overseer", 1)), (), {Role.OVERSEER}),
        (actor(("inspector", 9)), (), {Role.INSPECTOR}),
        (actor(("overseer", 1), ("inspector", 9)), (), {Role.OVERSEER, Role.INSPECTOR}),
        (actor(("guardian", 1)), (), set()),
        (actor(("assigner", 2)), (2, 3), {Role.AGENCY}),
        (actor(("approver", 3)), (2, 3), {Role.AGENCY}),
        (actor(("approver", 4)), (2, 3), set()),
        (actor(("handler", 2)), (2,), set()),
        (actor(("operator", 1)), (2,), set()),
        (SYSTEM, (), {Role.SYSTEM}),
    ],
)
def test_roles(who: Actor, about: Iterable[int], roles: set[str]) -> None:
    assert policies.roles_of(who, tuple(about)) == roles
