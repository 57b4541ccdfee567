"""The engine by a table of its own: a lamp that a keeper lights and anybody may blow out while it is night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from ihanoi.kernel.workflow import Refusal, Row, Table


@dataclass(frozen=True)
class Night:
    dark: bool = True
    windy: bool = False


def it_is_dark(facts: Night, _given: Mapping[str, Any]) -> object | None:
    return None if facts.dark else "Trời còn sáng."


def no_wind(facts: Night, _given: Mapping[str, Any]) -> object | None:
    return "Gió to." if facts.windy else None


def enough_oil(_facts: Night, given: Mapping[str, Any]) -> object | None:
    return "Thiếu dầu." if given and given.get("oil", 0) < 2 else None


TABLE: Table[Night] = Table(
    (
        Row("make", frozenset(), "out", frozenset({"keeper"})),
        Row("light", frozenset({"out"}), "lit", frozenset({"keeper"}), ("oil",), (it_is_dark, enough_oil)),
        Row("light", frozenset({"out"}), "lit", frozenset({"guest"}), ("oil",), (it_is_dark, no_wind)),
        Row("blow", frozenset({"lit"}), "out", frozenset({"keeper", "guest"}), (), (it_is_dark,)),
        Row("look", frozenset({"lit", "out"}), None, frozenset({"guest"})),
    )
)
KEEPER, GUEST, BOTH = frozenset({"keeper"}), frozenset({"guest"}), frozenset({"keeper", "guest"})


def refused(verb: str, state: str, roles: frozenset[str], facts: Night, **given: object) -> Refusal:
    found = TABLE.check(verb, state, roles, facts, given)
    assert isinstance(found, Refusal)
    return found


@pytest.mark.parametrize(
    ("verb", "state", "roles", "cause"),
    [
        ("paint", "out", KEEPER, "verb"),
        ("blow", "out", KEEPER, "state"),
        ("make", "out", KEEPER, "state"),
        ("make", "", GUEST, "role"),
        ("blow", "lit", frozenset(), "role"),
        ("light", "out", KEEPER, "needs"),
    ],
)
def test_the_first_obstacle_is_named(verb: str, state: str, roles: frozenset[str], cause: str) -> None:
    assert refused(verb, state, roles, Night()).cause == cause


@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_what_is_needed_must_be_more_than_empty(nothing: object) -> None:
    assert refused("light", "out", KEEPER, Night(), oil=nothing).missing == ("oil",)


def test_nought_is_something() -> None:
    assert refused("light", "out", KEEPER, Night(), oil=0).cause == "condition"


def test_a_condition_gives_its_sentence_and_its_name() -> None:
    found = refused("light", "out", KEEPER, Night(dark=False), oil=5)
    assert (found.cause, found.reason, found.rule) == ("condition", "Trời còn sáng.", "it_is_dark")


def test_one_role_that_may_is_enough() -> None:
    row = TABLE.check("light", "out", BOTH, Night(windy=True), {"oil": 5})
    assert isinstance(row, Row) and row.by == KEEPER
    row = TABLE.check("light", "out", BOTH, Night(), {"oil": 1})
    assert isinstance(row, Row) and row.by == GUEST


def test_where_no_role_may_the_first_row_speaks() -> None:
    assert refused("light", "out", BOTH, Night(windy=True), oil=1).reason == "Thiếu dầu."


def test_the_move_that_makes_the_thing_starts_from_nothing() -> None:
    row = TABLE.check("make", "", KEEPER, Night(), {})
    assert isinstance(row, Row) and row.to == "out"


def opened(state: str, roles: frozenset[str], facts: Night) -> dict[str, object | None]:
    return {row.verb: why for row, why in TABLE.open(state, roles, facts)}


def test_open_moves_come_with_what_stands_against_them() -> None:
    assert opened("lit", GUEST, Night(dark=False)) == {"blow": "Trời còn sáng.", "look": None}


def test_a_verb_open_to_one_of_two_roles_is_open() -> None:
    assert opened("out", BOTH, Night(windy=True)) == {"light": None, "look": None}
    assert opened("out", GUEST, Night(windy=True)) == {"light": "Gió to.", "look": None}


def test_a_guest_who_cannot_does_not_close_it_to_the_keeper() -> None:
    turned = Table((TABLE.rows[2], TABLE.rows[1]))
    assert {row.verb: why for row, why in turned.open("out", BOTH, Night(windy=True))} == {"light": None}
