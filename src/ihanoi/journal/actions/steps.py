"""What every step of a thing with a table of moves does: lock the row, ask the table, say why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db import models

from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.kernel.workflow import Refusal, Table

F = TypeVar("F")
M = TypeVar("M", bound=models.Model)


class Sentences(Protocol):
    """How a room says why a step is not possible: its own class of words."""

    @property
    def NEEDED(self) -> object: ...  # noqa: N802 - sentences have names of constants

    @property
    def NOT_FOUND(self) -> object: ...  # noqa: N802 - sentences have names of constants

    @property
    def NOT_YOURS(self) -> object: ...  # noqa: N802 - sentences have names of constants

    @property
    def NOT_NOW(self) -> object: ...  # noqa: N802 - sentences have names of constants


@dataclass(frozen=True, slots=True)
class Steps(Generic[F]):
    """The steps of one room: a table for each of its things, and the field of a form at which a condition is told."""

    tables: Mapping[str, Table[F]]
    why: Sentences
    at_field: Mapping[str, str]

    def locked(self, rows: models.QuerySet[M], pk: int) -> M:
        """The row for a change; references to it need not wait. Raises NotFound."""
        found = rows.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
        if found is None:
            raise NotFound(self.why.NOT_FOUND)
        return found

    def check(
        self, subject: str, verb: str, state: str, roles: Collection[str], facts: F, given: Mapping[str, Any]
    ) -> str:
        """The state to which the step leads. Raises Denied with the one sentence why not."""
        row = self.tables[subject].check(verb, state, frozenset(roles), facts, given)
        if isinstance(row, Refusal):
            raise self._denial(row)
        return row.to or state

    def _denial(self, refusal: Refusal) -> Denied:
        if refusal.cause == "needs":
            return Invalid(dict.fromkeys(refusal.missing, self.why.NEEDED))
        if refusal.cause == "role":
            return Denied(self.why.NOT_YOURS)
        if refusal.cause != "condition":
            return Denied(self.why.NOT_NOW)
        at = self.at_field.get(refusal.rule)
        return Invalid({at: refusal.reason}) if at else Denied(refusal.reason)
