"""Geometry of the small charts, pure: numbers in, SVG attribute values out (strings with a decimal point).

The policy forbids inline styles, so every width is an SVG attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slice:
    """One piece of a bar of 100 units."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    x: str
    y: str
    label: str
    below: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line chart in a box of `width` × `height`."""

    width: int
    height: int
    line: str
    area: str
    left: str
    right: str
    bottom: str
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    marked: tuple[Point, ...]
    goal: str


def plain(value: float) -> str:
    """A number as SVG wants it: at most two places, point, no locale."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def ring(used: float, radius: float = 6) -> tuple[str, str]:
    """Dash of the used part and the whole round of a clock ring."""
    whole = 2 * 3.14159265 * radius
    return plain(whole * min(1.0, max(0.0, used))), plain(whole)


def slices(values: Sequence[float], gap: float = 0.5) -> list[Slice]:
    """Shares of a whole, side by side, with a small gap; zero stays zero wide."""
    total = sum(values)
    shown, at = [], 0.0
    for value in values:
        width = 100 * value / total if total else 0.0
        shown.append(Slice(plain(at), plain(max(0.0, width - gap if width > gap else width))))
        at += width
    return shown


def spark(values: Sequence[float], width: int = 72, height: int = 24) -> str:
    """Points of a sparkline; a flat series lies in the middle."""
    if not values:
        return ""
    low, high = min(values), max(values)
    step = width / max(1, len(values) - 1)
    span = (high - low) or 1
    level = height / 2 if high == low else None
    return " ".join(
        f"{plain(i * step)},{plain(level if level is not None else height - 3 - (v - low) / span * (height - 6))}"
        for i, v in enumerate(values)
    )


def line(
    values: Sequence[float],
    labels: Sequence[str],
    *,
    goal: float | None = None,
    low: float | None = None,
    high: float | None = None,
    marked: Sequence[tuple[int, str]] = (),
    every: int = 2,
) -> Line:
    """A line with rows on round numbers, a column label every `every` points, and directly labelled points."""
    width, height, left, right, top, bottom = 640, 240, 36.0, 580.0, 16.0, 204.0
    known = [*values, *([goal] if goal is not None else [])] or [0.0, 1.0]
    step = _step(max(known) - min(known))
    low = step * (min(known) // step) if low is None else low
    high = step * -(-max(known) // step) if high is None else high
    if high <= low:  # all values alike: the line lies on the upper row, with room under it
        low = high - step

    def x(i: int) -> float:
        return left + (right - left) * i / max(1, len(values) - 1)

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    path = " L".join(f"{plain(x(i))} {plain(y(v))}" for i, v in enumerate(values))
    rows = [low + step * i for i in range(int((high - low) / step + 1.5)) if low + step * i <= high + 1e-9]
    last = len(values) - 1
    columns = [
        Tick(plain(x(i)), label)
        for i, label in enumerate(labels)
        if i == last or (i % every == 0 and last - i >= max(1, every // 2))
    ]
    return Line(
        width=width,
        height=height,
        line=f"M{path}" if values else "",
        area=f"M{plain(x(0))} {plain(bottom)} L{path} L{plain(x(last))} {plain(bottom)}Z" if values else "",
        left=plain(left),
        right=plain(right),
        bottom=plain(bottom),
        rows=tuple(Tick(plain(y(row)), plain(row).replace(".", ",")) for row in rows),
        columns=tuple(columns),
        marked=tuple(
            Point(plain(x(i)), plain(y(values[i])), text, _is_dip(values, i))
            for i, text in marked
            if 0 <= i <= last
        ),
        goal=plain(y(goal)) if goal is not None else "",
    )


def _is_dip(values: Sequence[float], i: int) -> bool:
    """Whether the line runs above this point on both sides, so that its label belongs under it."""
    return 0 < i < len(values) - 1 and values[i] < min(values[i - 1], values[i + 1])


def _step(span: float) -> float:
    """A round distance between rows so that three to five of them fit."""
    if span <= 0:
        return 1.0
    size = 1.0
    while size * 4 < span:
        size *= 10
    while size > span:
        size /= 10
    for factor in (1, 2, 5, 10):
        if span / (size * factor) <= 4:
            return size * factor
    return size * 10


def legs(done: float) -> list[str]:
    """Four legs of a case (receive, assign, handle, publish): per cent of each that is done, "" when not begun."""
    parts = [min(1.0, max(0.0, done - leg)) for leg in range(4)]
    return [plain(100 * part) if part else "" for part in parts]
