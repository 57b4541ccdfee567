"""Files that become part of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ihanoi.cases.actions import rows
from ihanoi.cases.models import Case, CaseFile, Result
from ihanoi.cases.words import FileRole
from ihanoi.media.queries import File


def attach(
    case: Case,
    claimed: Sequence[File],
    role: FileRole,
    *,
    first: int = 0,
    result: Result | None = None,
    evidence: Callable[[File], str] = lambda _: "",
) -> None:
    """Put claimed files into the case, in their order, counted from `first`."""
    if not claimed:
        return
    with rows.together():
        for order, file in enumerate(claimed, first):
            rows.add(
                CaseFile(case=case, file=file, role=role, evidence=evidence(file), result=result, order=order)
            )
