"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any


class Grade(IntEnum):
    """Also the exit code of the command, as programs that watch servers read it."""

    OK = 0
    WARN = 1
    BAD = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """`says`: what is so. `do`: what to do about it, blank where all is well."""

    subject: str
    grade: Grade
    says: str
    do: str = ""

    def written(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self) | {"grade": self.grade.name.lower()}


def measured(subject: str, value: float, says: str, *, warn: float, bad: float, do: str) -> Finding:
    """The higher the worse: from `warn` and from `bad` on there is something to do."""
    grade = Grade.BAD if value >= bad else Grade.WARN if value >= warn else Grade.OK
    return Finding(subject, grade, says, do if grade else "")
