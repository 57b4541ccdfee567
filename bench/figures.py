"""What a measurement found, and the machine it was found on."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. `target` as a whole sentence's end ("≥ 250/s"); `met` None where the target cannot be judged here."""

    what: str
    value: str
    target: str
    met: bool | None
    n: int
    compared: str = ""  # the limit, and the share of it that was reached
    note: str = ""


def milliseconds(seconds: float) -> str:
    """ "12.3 ms"."""
    return f"{seconds * 1000:.3g} ms"


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which that share lies."""
    ordered = sorted(values) or [float("inf")]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def spread(values: Sequence[float]) -> str:
    """Median and 99th percentile."""
    if not values:
        return "no answer in time"
    return f"p50 {milliseconds(statistics.median(values))}, p99 {milliseconds(quantile(values, 0.99))}"


def machine() -> dict[str, str]:
    """Cores, processor, Python."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": model,
        "memory": f"{memory:.0f} GB",
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f} before the start",
    }


def table(figures: Sequence[Figure]) -> str:
    """As Markdown."""
    lines = ["| what | found | target | met | n | compared with | remarks |", "|---|---|---|---|---|---|---|"]
    word = {True: "yes", False: "**no**", None: "–"}
    lines += [
        f"| {f.what} | {f.value} | {f.target} | {word[f.met]} | {f.n:,} | {f.compared or '–'} | {f.note} |"
        for f in figures
    ]
    return "\n".join(lines)
