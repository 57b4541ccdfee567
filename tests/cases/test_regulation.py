"""The table itself: every state reachable and left, nothing outside it allowed, every party told in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from ihanoi.cases import policies, queries
from ihanoi.cases.regulation import FIELD, OWNERS, TABLES
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import CLOSED, DONE, OPEN, PAST, PUBLIC_STATES, Role, State, Verb, sentences
from ihanoi.kernel.actor import PUBLIC, Actor, Seat
from ihanoi.kernel.workflow import Refusal

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
PAGE = Path(__file__).parents[2] / "docs" / "regulation" / "field.md"

# Which role may make which move in which state: written down a second time by hand, from regulation.md §4.
ALLOWED = {
    State.SUBMITTED: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "receive refuse_reception send_up transfer merge",
        Role.DISPATCHER: "transfer",
        Role.OVERSEER: "remind",
    },
    State.RECEIVED: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "send_up transfer assign ask_sender merge",
        Role.HANDLER: "ask_sender",
        Role.DISPATCHER: "transfer",
        Role.OVERSEER: "remind",
    },
    State.ASSIGNED: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "assign merge",
        Role.HANDLER: "accept refuse_handling",
        Role.OVERSEER: "remind",
    },
    State.HANDLING: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "ask_sender merge",
        Role.HANDLER: "refuse_handling ask_extension ask_sender submit_result",
        Role.APPROVER: "grant_extension deny_extension",
        Role.OVERSEER: "remind",
    },
    State.RETURNED: {
        Role.SENDER: "add_information",
        Role.ASSIGNER: "assign refuse_after_check merge",
        Role.OVERSEER: "remind",
    },
    State.AWAITING_APPROVAL: {
        Role.SENDER: "add_information",
        Role.ASSIGNER: "merge",
        Role.APPROVER: "reject_result approve",
        Role.OVERSEER: "remind",
    },
    State.REWORK: {
        Role.SENDER: "add_information",
        Role.ASSIGNER: "merge",
        Role.HANDLER: "ask_extension submit_result",
        Role.APPROVER: "grant_extension deny_extension",
        Role.OVERSEER: "remind",
    },
    State.RESOLVED: {
        Role.SENDER: "rate",
        Role.APPROVER: "publish keep_private reopen",
        Role.OVERSEER: "reopen",
    },
    State.PUBLISHED: {Role.SENDER: "rate", Role.APPROVER: "reopen", Role.OVERSEER: "reopen"},
    State.REFUSED: {Role.OVERSEER: "reopen"},
    State.WITHDRAWN: {},
    State.MERGED: {Role.ASSIGNER: "unmerge"},
}


@pytest.mark.parametrize(("state", "verb", "role"), list(product(State, Verb, Role)))
def test_matrix(state: State, verb: Verb, role: Role) -> None:
    """State × verb × role: the engine allows by state and role exactly what the regulation lists."""
    checked = FIELD.check(verb, state, frozenset([role]), Facts(state=state, now=NOW, today=NOW.date()), {})
    allowed = not isinstance(checked, Refusal) or checked.cause in ("needs", "condition")
    assert allowed == (verb in ALLOWED[state].get(role, "").split())


def test_every_state_is_reached_and_every_open_one_is_left_by_its_owner() -> None:
    reached, more = {State.SUBMITTED}, True
    while more:
        found = {row.to for row in FIELD.rows if row.to and row.start & reached} - reached
        reached |= found
        more = bool(found)
    assert reached == set(State)
    for state in OPEN | {State.RESOLVED}:
        assert any(row.open_to(state, [OWNERS[state]]) and row.to for row in FIELD.rows), state


def test_final_states_are_closed() -> None:
    left = {state: {row.verb for row in FIELD.rows if state in row.start} for state in CLOSED}
    assert left == {State.REFUSED: {Verb.REOPEN}, State.MERGED: {Verb.UNMERGE}, State.WITHDRAWN: set()}


def test_states_fall_into_exactly_one_class() -> None:
    assert set(State) == OPEN | DONE | CLOSED
    assert len(OPEN) + len(DONE) + len(CLOSED) == len(State)


def test_every_party_is_told_in_words() -> None:
    wanted = {(row.verb, party) for table in TABLES.values() for row in table.rows for party in row.tells}
    assert wanted == set(sentences.TOLD)
    assert set(PAST) == set(Verb)
    assert set(PUBLIC_STATES) == set(State)


def test_every_row_names_its_requirement() -> None:
    assert all(row.serves.startswith("R") for row in FIELD.rows)


def test_the_page_of_the_regulation_is_the_table() -> None:
    assert PAGE.read_text() == queries.describe("field"), "run `ihanoi docs`"


LEAD, DIVISION, CITY, ELSEWHERE = 10, 11, 1, 99


def facts(**given: object) -> Facts:
    base: dict[str, object] = {
        "state": State.HANDLING, "now": NOW, "today": NOW.date(), "sender_id": 5, "handler_id": 6, "lead_id": LEAD,
        "holder_id": DIVISION, "line": (LEAD, DIVISION), "superior_id": CITY,
    }  # fmt: skip
    return Facts(**(base | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actor", "roles"),
    [
        (PUBLIC, set()),
        (Actor(5), {Role.SENDER}),
        (Actor(6, seats=(Seat(Role.HANDLER, DIVISION),)), {Role.HANDLER}),
        (Actor(6, seats=(Seat(Role.HANDLER, ELSEWHERE),)), set()),
        (Actor(6), set()),
        (Actor(7, seats=(Seat(Role.ASSIGNER, LEAD),)), {Role.ASSIGNER}),
        (Actor(7, seats=(Seat(Role.ASSIGNER, ELSEWHERE),)), set()),
        (
            Actor(7, seats=(Seat(Role.APPROVER, LEAD), Seat(Role.ASSIGNER, DIVISION))),
            {Role.APPROVER, Role.ASSIGNER},
        ),
        (Actor(7, seats=(Seat(Role.DISPATCHER, CITY),)), set()),
        (Actor(7, seats=(Seat(Role.OVERSEER, CITY),)), {Role.OVERSEER}),
        (Actor(7, seats=(Seat("operator", CITY),)), set()),
    ],
)
def test_roles_towards_a_case(actor: Actor, roles: set[str]) -> None:
    assert policies.roles_of(actor, facts()) == roles


def test_the_dispatcher_is_the_assigner_of_what_lies_with_the_city() -> None:
    held = facts(lead_id=CITY, holder_id=CITY, line=(CITY,), superior_id=None)
    dispatcher = Actor(7, seats=(Seat(Role.DISPATCHER, CITY),))
    assert policies.roles_of(dispatcher, held) == {Role.DISPATCHER, Role.ASSIGNER}


def test_a_condition_names_its_reason() -> None:
    late = facts(state=State.RESOLVED, resolved_at=NOW - timedelta(days=31))
    refusal = FIELD.check(Verb.RATE, State.RESOLVED, frozenset([Role.SENDER]), late, {"value": "satisfied"})
    assert isinstance(refusal, Refusal)
    assert "30 ngày" in str(refusal.reason)
