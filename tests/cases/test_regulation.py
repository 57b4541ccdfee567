"""The table itself: every state reachable and left, nothing outside it allowed, every party told in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from ihanoi.cases import policies, queries
from ihanoi.cases.actions.limits import SHIPPED
from ihanoi.cases.regulation import EDITIONS, edition_on, table
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import (
    CLOSED,
    DONE,
    OPEN,
    PAST,
    PUBLIC_STATES,
    Clock,
    Kind,
    Role,
    State,
    Verb,
    sentences,
)
from ihanoi.kernel.actor import PUBLIC, Actor, Seat
from ihanoi.kernel.workflow import Refusal

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
PAGES = Path(__file__).parents[2] / "docs" / "regulation"

# Which role may make which move in which state: written down a second time by hand, from regulation.md §1, §4 and §6.
ALWAYS = {Role.OVERSEER: "remind", Role.SYSTEM: "succeed recompute"}  # while the case is open
IN_HANDS = ALWAYS | {Role.SYSTEM: "succeed recompute take_back"}  # of a named handler, who may have left
FIELD = {
    State.SUBMITTED: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "receive refuse_reception send_up transfer merge",
        Role.DISPATCHER: "transfer",
        **ALWAYS,
    },
    State.RECEIVED: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "send_up transfer assign ask_sender merge",
        Role.HANDLER: "ask_sender",
        Role.DISPATCHER: "transfer",
        **ALWAYS,
    },
    State.ASSIGNED: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "assign merge",
        Role.HANDLER: "accept refuse_handling",
        **IN_HANDS,
    },
    State.HANDLING: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "assign ask_sender merge",
        Role.HANDLER: "refuse_handling ask_extension ask_sender submit_result",
        Role.APPROVER: "grant_extension deny_extension",
        **IN_HANDS,
    },
    State.RETURNED: {
        Role.SENDER: "add_information",
        Role.ASSIGNER: "assign refuse_after_check merge",
        **ALWAYS,
    },
    State.AWAITING_APPROVAL: {
        Role.SENDER: "add_information",
        Role.ASSIGNER: "merge",
        Role.APPROVER: "reject_result approve",
        **ALWAYS,
    },
    State.CHECKING: {
        Role.SENDER: "add_information",
        Role.OVERSEER: "remind pass_check fail_check",
        Role.SYSTEM: "succeed recompute",
    },
    State.REWORK: {
        Role.SENDER: "add_information",
        Role.ASSIGNER: "assign merge",
        Role.HANDLER: "ask_extension submit_result",
        Role.APPROVER: "grant_extension deny_extension",
        **IN_HANDS,
    },
    State.RESOLVED: {
        Role.SENDER: "rate",
        Role.HANDLER: "recall",
        Role.APPROVER: "publish keep_private review reopen recall",
        Role.OVERSEER: "review reopen recall",
        Role.SYSTEM: "succeed recall",
    },
    State.PUBLISHED: {
        Role.SENDER: "rate",
        Role.HANDLER: "recall",
        Role.APPROVER: "review reopen recall",
        Role.OVERSEER: "review reopen recall",
        Role.SYSTEM: "recall",
    },
    State.REFUSED: {Role.OVERSEER: "reopen"},
    State.WITHDRAWN: {},
    State.MERGED: {Role.ASSIGNER: "unmerge"},
}
# Classified at reception; what was thought another agency's may be found to be our own.
PROCEDURE = FIELD | {
    State.RECEIVED: FIELD[State.RECEIVED]
    | {Role.ASSIGNER: "send_up transfer assign ask_sender merge classify"}
}
# One act approves and announces: no sample is drawn, and nothing rests between answer and publication.
BUSINESS = FIELD | {
    State.AWAITING_APPROVAL: FIELD[State.AWAITING_APPROVAL] | {Role.APPROVER: "reject_result announce"}
}
# The head (the approver of the agency) does what the assigner does elsewhere; a division's assigner hands on.
WASTE = BUSINESS | {
    State.SUBMITTED: {
        Role.SENDER: "add_information withdraw",
        Role.APPROVER: "receive refuse_reception send_up merge",
        Role.DISPATCHER: "transfer",
        **ALWAYS,
    },
    State.RECEIVED: {
        Role.SENDER: "add_information withdraw",
        Role.APPROVER: "send_up transfer assign ask_sender merge",
        Role.ASSIGNER: "assign ask_sender",
        Role.HANDLER: "ask_sender",
        Role.DISPATCHER: "transfer",
        **ALWAYS,
    },
    State.ASSIGNED: {
        Role.SENDER: "add_information withdraw",
        Role.APPROVER: "assign merge",
        Role.ASSIGNER: "assign",
        Role.HANDLER: "accept refuse_handling",
        **IN_HANDS,
    },
    State.HANDLING: {
        Role.SENDER: "add_information withdraw",
        Role.ASSIGNER: "assign ask_sender",
        Role.HANDLER: "refuse_handling ask_extension ask_sender submit_result",
        Role.APPROVER: "assign grant_extension deny_extension ask_sender merge",
        **IN_HANDS,
    },
    State.RETURNED: {
        Role.SENDER: "add_information",
        Role.APPROVER: "assign refuse_after_check merge",
        Role.ASSIGNER: "assign",
        **ALWAYS,
    },
    State.AWAITING_APPROVAL: {
        Role.SENDER: "add_information",
        Role.APPROVER: "reject_result announce merge",
        **ALWAYS,
    },
    State.REWORK: {
        Role.SENDER: "add_information",
        Role.ASSIGNER: "assign",
        Role.HANDLER: "ask_extension submit_result",
        Role.APPROVER: "assign grant_extension deny_extension merge",
        **IN_HANDS,
    },
    State.MERGED: {Role.APPROVER: "unmerge"},
}
ALLOWED = {
    Kind.FIELD: FIELD,
    Kind.PROCEDURE: PROCEDURE,
    Kind.WASTE: WASTE,
    Kind.BUSINESS: BUSINESS,
    Kind.APP: FIELD,
}
TABLES = EDITIONS[-1].tables
# In these kinds an answer is never without its publication, and no sample lies in between.
NEVER = {Kind.WASTE: {State.CHECKING, State.RESOLVED}, Kind.BUSINESS: {State.CHECKING, State.RESOLVED}}


@pytest.mark.parametrize(("kind", "state"), list(product(Kind, State)))
def test_matrix(kind: Kind, state: State) -> None:
    """Kind × state × verb × role: the engine allows by state and role exactly what the regulation lists."""
    if state in NEVER.get(kind, ()):
        return
    for verb, role in product(Verb, Role):
        known = Facts(state=state, now=NOW, today=NOW.date())
        checked = TABLES[kind].check(verb, state, frozenset([role]), known, {})
        allowed = not isinstance(checked, Refusal) or checked.cause in ("needs", "condition")
        listed = ALLOWED[kind][state].get(role, "").split()
        listed += ["unseal"] if role == Role.OVERSEER else []  # in every state
        assert allowed == (verb in listed), (verb, role)


BY_OFFICIALS = {Role.ASSIGNER, Role.HANDLER, Role.APPROVER, Role.DISPATCHER, Role.OVERSEER}
OFF_THE_DESK = {Verb.REFUSE_HANDLING, Verb.SEND_UP}  # so that others get what its sender may not decide


@pytest.mark.parametrize("kind", Kind)
def test_nobody_decides_about_what_they_sent_themselves(kind: Kind) -> None:
    """Every move of an official, in every state: only giving it away is left to its sender."""
    for row in TABLES[kind].rows:
        for state, role in product(row.start, row.by & BY_OFFICIALS):
            own = Facts(state=state, now=NOW, today=NOW.date(), actor_id=5, sender_id=5)
            given = dict.fromkeys(row.needs, "x")
            checked = TABLES[kind].check(row.verb, state, frozenset([role]), own, given)
            refused = isinstance(checked, Refusal) and checked.rule == "not_the_sender"
            assert refused == (row.verb not in OFF_THE_DESK), (row.verb, state, role)


def _reached(kind: Kind) -> set[str]:
    reached, more = {State.SUBMITTED}, True
    while more:
        found = {row.to for row in TABLES[kind].rows if row.to and row.start & reached} - reached
        reached |= found
        more = bool(found)
    return reached


@pytest.mark.parametrize("kind", Kind)
def test_every_state_is_reached_and_every_open_one_is_left_by_its_owner(kind: Kind) -> None:
    table = TABLES[kind]
    reached = _reached(kind)
    assert reached == set(State) - NEVER.get(kind, set())
    for state in reached & (OPEN | {State.RESOLVED}):
        assert any(row.open_to(state, [table.owners[state]]) and row.to for row in table.rows), state


@pytest.mark.parametrize("kind", Kind)
def test_final_states_are_closed(kind: Kind) -> None:
    left = {
        state: {row.verb for row in TABLES[kind].rows if state in row.start} - {Verb.UNSEAL}
        for state in CLOSED
    }
    assert left == {State.REFUSED: {Verb.REOPEN}, State.MERGED: {Verb.UNMERGE}, State.WITHDRAWN: set()}


@pytest.mark.parametrize("kind", Kind)
def test_no_clock_runs_on_in_a_closed_case(kind: Kind) -> None:
    """Whatever leads out of the open states stops every clock that may run there."""
    for row in TABLES[kind].rows:
        if row.to in CLOSED:
            assert set(row.stops) == set(Clock), row.verb
        if row.to in DONE and row.start & OPEN:
            assert set(row.stops) & {Clock.HANDLING, Clock.CHECK}, row.verb


@pytest.mark.parametrize("kind", Kind)
def test_every_clock_that_starts_has_a_limit(kind: Kind) -> None:
    started = {clock for row in TABLES[kind].rows for clock in row.starts}
    assert started == {clock for clock, *_ in SHIPPED[kind]}


def test_states_fall_into_exactly_one_class() -> None:
    assert set(State) == OPEN | DONE | CLOSED
    assert len(OPEN) + len(DONE) + len(CLOSED) == len(State)


def test_every_party_is_told_in_words() -> None:
    wanted = {(row.verb, party) for table in TABLES.values() for row in table.rows for party in row.tells}
    assert wanted == set(sentences.TOLD)
    assert set(PAST) == set(Verb)
    assert set(PUBLIC_STATES) == set(State)


def test_every_row_names_its_requirement() -> None:
    assert all(row.serves.startswith("R") for table in TABLES.values() for row in table.rows)


@pytest.mark.parametrize("kind", Kind)
def test_the_page_of_the_regulation_is_the_table(kind: Kind) -> None:
    assert (PAGES / f"{kind}.md").read_text() == queries.describe(kind), "run `ihanoi docs`"


def test_a_case_keeps_its_edition() -> None:
    """An amendment holds from its day on; older editions stay; what was sent earlier is handled by the first."""
    assert edition_on(date(2024, 7, 1)) is EDITIONS[0]
    assert edition_on(EDITIONS[-1].valid_from) is EDITIONS[-1]
    assert [e.valid_from for e in EDITIONS] == sorted(e.valid_from for e in EDITIONS)
    for edition, kind in product(EDITIONS, Kind):
        assert table(kind, edition.name) is edition.tables[kind]
    with pytest.raises(LookupError):
        table(Kind.FIELD, "1999-01-01")


LEAD, DIVISION, CITY, ELSEWHERE = 10, 11, 1, 99


def facts(**given: object) -> Facts:
    base: dict[str, object] = {
        "state": State.HANDLING, "now": NOW, "today": NOW.date(), "sender_id": 5, "handler_id": 6, "lead_id": LEAD,
        "holder_id": DIVISION, "line": (LEAD, DIVISION), "superior_id": CITY,
    }  # fmt: skip
    return Facts(**(base | given))


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
    refusal = TABLES[Kind.FIELD].check(
        Verb.RATE, State.RESOLVED, frozenset([Role.SENDER]), late, {"value": "satisfied"}
    )
    assert isinstance(refusal, Refusal)
    assert "30 ngày" in str(refusal.reason)
