"""What an evaluation found: figures with their n, and the rows that were missed."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One number over n rows. `goal`: at least, as a share of 1; at most, in milliseconds."""

    what: str
    value: float
    n: int
    goal: float | None = None
    unit: str = ""  # "" for a share of 1, "ms", or another that is only shown

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without one, or without rows."""
        if self.goal is None or not self.n:
            return None
        return self.value <= self.goal if self.unit == "ms" else self.value >= self.goal

    def __str__(self) -> str:
        value = f"{self.value:.2f} {self.unit}" if self.unit else f"{self.value:.1%}"
        return f"{self.what}: {value}, n = {self.n}{self._goal()}"

    def _goal(self) -> str:
        if self.goal is None:
            return ""
        return f" (goal ≤ {self.goal:g} ms)" if self.unit == "ms" else f" (goal ≥ {self.goal:.0%})"


def share(what: str, right: Sequence[bool], goal: float | None = None) -> Figure:
    """The share of rows that are right; 0 of no rows."""
    return Figure(what, sum(right) / len(right) if right else 0.0, len(right), goal)


def median_ms(what: str, seconds: Sequence[float], goal: float | None = None) -> Figure:
    """The median time of one row."""
    return Figure(what, 1000 * statistics.median(seconds) if seconds else 0.0, len(seconds), goal, "ms")


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was found in one file. A miss says what was asked, what is right, and what was answered."""

    what: str
    figures: tuple[Figure, ...]
    misses: tuple[Mapping[str, Any], ...] = ()

    def lines(self) -> Iterator[str]:
        """For a person at a terminal."""
        yield self.what
        for figure in self.figures:
            mark = {True: "✓", False: "✗", None: " "}[figure.met]
            yield f"  {mark} {figure}"
        for miss in self.misses:
            yield "    - " + " · ".join(f"{name}: {value}" for name, value in miss.items())

    def written(self) -> dict[str, Any]:
        """For JSON."""
        figures = [
            {
                "what": f.what,
                "value": round(f.value, 4),
                "n": f.n,
                "unit": f.unit,
                "goal": f.goal,
                "met": f.met,
            }
            for f in self.figures
        ]
        return {"what": self.what, "figures": figures, "misses": list(self.misses)}
