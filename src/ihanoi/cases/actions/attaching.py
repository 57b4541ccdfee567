"""Files that become part of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
    CaseFile.objects.bulk_create(
        [
            CaseFile(case=case, file=file, role=role, evidence=evidence(file), result=result, order=first + n)
            for n, file in enumerate(claimed)
        ]
    )
