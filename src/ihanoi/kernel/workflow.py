"""The engine that a table of moves drives: which move is allowed, to whom, and the one sentence why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

F = TypeVar("F")
Given = Mapping[str, Any]
Condition = Callable[[F, Given], "object | None"]
"""Returns None when it holds, else the sentence that says why the move is refused."""


@dataclass(frozen=True, slots=True)
class Row(Generic[F]):
    """One move. `to` is None where the state stays; `start` is empty for the move that creates the thing."""

    verb: str
    start: frozenset[str]
    to: str | None
    by: frozenset[str]
    needs: tuple[str, ...] = ()
    only_if: tuple[Condition[F], ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    serves: str = ""

    def open_to(self, state: str, roles: Iterable[str]) -> bool:
        """Whether state and role match, whatever the conditions say."""
        return state in self.start and not self.by.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move is not possible. `cause`: verb, state, role, needs or condition; `rule` names that condition."""

    cause: str
    reason: object = ""
    missing: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Table(Generic[F]):
    """All moves of one kind of thing. A verb may have several rows, for different roles or states.

    `owners` says whose move it is in each state that waits for somebody.
    """

    rows: tuple[Row[F], ...]
    owners: Mapping[str, str] = field(default_factory=dict)
    by_verb: dict[str, tuple[Row[F], ...]] = field(init=False)

    def __post_init__(self) -> None:
        grouped: dict[str, list[Row[F]]] = {}
        for row in self.rows:
            grouped.setdefault(row.verb, []).append(row)
        object.__setattr__(self, "by_verb", {verb: tuple(rows) for verb, rows in grouped.items()})

    def check(self, verb: str, state: str, roles: frozenset[str], facts: F, given: Given) -> Row[F] | Refusal:
        """The row that allows the move, or the refusal nearest to being allowed."""
        rows = self.by_verb.get(verb, ())
        if not rows:
            return Refusal("verb")
        in_state = [row for row in rows if state in row.start or (not row.start and not state)]
        if not in_state:
            return Refusal("state")
        mine = [row for row in in_state if not row.by.isdisjoint(roles)]
        if not mine:
            return Refusal("role")
        refusals = [_refusal(row, facts, given) for row in mine]
        for row, refusal in zip(mine, refusals, strict=True):
            if refusal is None:
                return row
        return next(r for r in refusals if r is not None)

    def open(self, state: str, roles: frozenset[str], facts: F) -> list[tuple[Row[F], object | None]]:
        """Rows whose state and role match, each with the sentence of the condition that still fails (or None).

        Conditions on what must be given are judged when the move is made; here nothing is given yet.
        """
        found: dict[str, tuple[Row[F], object | None]] = {}
        for row in self.rows:
            if not row.open_to(state, roles):
                continue
            failed = _first_failure(row, facts, {})
            if row.verb not in found or found[row.verb][1] is not None:
                found[row.verb] = (row, failed.reason if failed else None)
        return list(found.values())


def _refusal(row: Row[F], facts: F, given: Given) -> Refusal | None:
    missing = tuple(name for name in row.needs if given.get(name) in (None, "", [], ()))
    if missing:
        return Refusal("needs", missing=missing)
    return _first_failure(row, facts, given)


def _first_failure(row: Row[F], facts: F, given: Given) -> Refusal | None:
    for condition in row.only_if:
        reason = condition(facts, given)
        if reason is not None:
            return Refusal("condition", reason, rule=condition.__name__)
    return None
