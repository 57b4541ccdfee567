"""Pairs of reports that are, or are not, of one matter: are repeats found, and only those?

Generated, the same for the same seed. The pairs that are none are hard on purpose: each differs from a repeat in one
thing only, so a score that looks at words alone, or at places alone, fails. The weights were chosen with such pairs in
view; other seeds make other pairs of the same texts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import cos, hypot, pi, sin
from typing import Any, Final

from ihanoi.cases import queries as cases
from ihanoi.kernel.folding import fold
from ihanoi.operation.evaluation.figures import Figure, Figures, median_ms, share
from ihanoi.operation.evaluation.repeats_said import ENDINGS, MATTERS, OPENINGS, PLACES, Matter

SEED: Final = 20261118
PAIRS: Final = 600  # of repeats, and as many of each other kind together
GPS_M: Final = 8.0  # how far phones are off, one standard deviation each way
PRECISION, RECALL, SURE = 0.95, 0.90, 0.99
_NOW: Final = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
_SPOTS: Final = tuple(m for m in MATTERS if not m.passing)
_PASSING: Final = tuple(m for m in MATTERS if m.passing)


@dataclass(frozen=True, slots=True)
class Report:
    """One report, flat metres from a common point. `field`: as it was read, not always rightly."""

    text: str
    address: str
    field: str
    group: str
    east: float
    north: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, what they are to each other, and how far their nearest pictures differ (bits)."""

    kind: str
    one: Report
    other: Report
    pictures: int | None = None

    @property
    def is_repeat(self) -> bool:
        return self.kind == REPEAT


REPEAT: Final = "the same matter"


def evaluate(seed: int = SEED, pairs: int = PAIRS) -> Figures:
    """Precision and recall of what is shown, and of what is called most probably the same."""
    judged, seconds = [], []
    for pair in generate(random.Random(seed), pairs):  # nosec B311  # repeatable on purpose
        begun = time.thread_time()
        judged.append((pair, compare(pair)))
        seconds.append(time.thread_time() - begun)
    repeats = [found for pair, found in judged if pair.is_repeat]
    shown = [pair.is_repeat for pair, found in judged if found.is_possible]
    sure = [pair.is_repeat for pair, found in judged if found.is_likely]
    figures: list[Figure] = [
        share("repeats: precision of what is shown", shown, PRECISION),
        share("repeats: recall of what is shown", [found.is_possible for found in repeats], RECALL),
        share("repeats: precision of “most probably the same”", sure, SURE),
        share("repeats: recall of “most probably the same”", [found.is_likely for found in repeats]),
    ]
    for kind in OTHERS:
        kept = [not found.is_possible for pair, found in judged if pair.kind == kind]
        figures.append(share(f"not taken for a repeat: {kind}", kept))
    figures.append(median_ms("time of reading and comparing one pair", seconds))
    return Figures("repeats", tuple(figures), tuple(_misses(judged)))


def compare(pair: Pair) -> cases.Likeness:
    """As the platform does it."""
    metres = hypot(pair.one.east - pair.other.east, pair.one.north - pair.other.north)
    return cases.compare(_sight(pair.one), _sight(pair.other), metres, pair.pictures)


def _sight(report: Report) -> cases.Sight:
    return cases.Sight(report.text, report.at, report.address, report.field, report.group)


def _misses(judged: list[tuple[Pair, cases.Likeness]]) -> Iterator[dict[str, Any]]:
    for pair, found in judged:
        if pair.is_repeat != found.is_possible:
            yield {
                "kind": pair.kind, "chance": f"{found.chance:.2f}", "metres": found.metres,
                "apart": str(abs(found.apart)), "fields": f"{pair.one.field} / {pair.other.field}",
                "texts": f"{pair.one.text} | {pair.other.text}",
            }  # fmt: skip


# --- the pairs -------------------------------------------------------------------------------------------------------


def generate(rng: random.Random, pairs: int = PAIRS) -> Iterator[Pair]:
    """As many repeats as pairs of the other kinds together."""
    for _ in range(pairs):
        yield _repeat(rng)
    for kind, make in OTHERS.items():
        for _ in range(pairs // len(OTHERS)):
            one, other = make(rng)
            yield Pair(kind, one, other)


def _repeat(rng: random.Random) -> Pair:
    """Other people, other words, another phone; sometimes a field misread, sometimes the same picture."""
    matter = rng.choice(MATTERS)
    one, other = _told_twice(rng, matter)
    reach = cases.reach_of(matter.field)
    other = replace(other, at=one.at + timedelta(days=reach.days * rng.uniform(0.01, 0.8)))
    spread = max(0.0, reach.metres - 40) * rng.uniform(0, 0.5)  # a large thing is seen from several places
    other = _moved(rng, other, spread)
    if rng.random() < 0.08:
        other = _misread(rng, other)
    return Pair(REPEAT, one, other, rng.choice((0, 3, 7)) if rng.random() < 0.15 else None)


def _another_day(rng: random.Random) -> tuple[Report, Report]:
    """The same street floods again: days later, near by, often in the same words."""
    matter = rng.choice(_PASSING)
    one, other = _told_twice(rng, matter, same_words=rng.random() < 0.5)
    reach = cases.reach_of(matter.field)
    other = replace(other, at=one.at + timedelta(days=reach.days * rng.uniform(2.2, 8)))
    return one, _moved(rng, other, reach.metres * rng.uniform(0.1, 0.8))


def _another_place(rng: random.Random) -> tuple[Report, Report]:
    """The same words, sent on the same day from somewhere else."""
    matter = rng.choice(MATTERS)
    one, other = _told_twice(rng, matter, same_words=True)
    return one, _moved(rng, other, cases.reach_of(matter.field).metres * rng.uniform(2.2, 12))


def _another_matter(rng: random.Random) -> tuple[Report, Report]:
    """At the same place on the same day, in the same street's name, but something else."""
    matter = rng.choice(MATTERS)
    others = [each for each in MATTERS if each.field != matter.field]
    one, other = _told(rng, matter), _told(rng, rng.choice(others))
    place = rng.choice(PLACES)
    return _placed(rng, one, place), _moved(rng, _placed(rng, other, place), 0)


def _two_manholes(rng: random.Random) -> tuple[Report, Report]:
    """Two things of one sort in one street, twice as far apart as one thing's reports can be."""
    matter = rng.choice(_SPOTS)
    one, other = _told_twice(rng, matter, same_words=rng.random() < 0.5)
    apart = max(60.0, 2 * cases.reach_of(matter.field).metres)
    return one, _moved(rng, other, apart)


OTHERS: Final[dict[str, Callable[[random.Random], tuple[Report, Report]]]] = {
    "same street, other day": _another_day,
    "same words, other place": _another_place,
    "same place, other matter": _another_matter,
    "two manholes in one street": _two_manholes,
}


def _told_twice(rng: random.Random, matter: Matter, *, same_words: bool = False) -> tuple[Report, Report]:
    place = rng.choice(PLACES)
    one = _told(rng, matter)
    other = one if same_words else _told(rng, matter, without=one.text)
    later = replace(other, at=one.at + timedelta(hours=rng.uniform(0.1, 12)))
    return _placed(rng, one, place), _moved(rng, _placed(rng, later, place), 0)


def _told(rng: random.Random, matter: Matter, without: str = "") -> Report:
    said = rng.choice([each for each in matter.said if each != without])
    return Report(said, "", matter.field, matter.group, 0.0, 0.0, _NOW)


def _placed(rng: random.Random, report: Report, place: tuple[str, str]) -> Report:
    """With greetings and the place in the text, as people type: without accents, with slips of the finger."""
    name, where = place
    number = rng.randint(1, 180)
    said = report.text
    if rng.random() < 0.6:
        said = f"{said.rstrip('.')} {where.format(n=number)}."
    text = rng.choice(OPENINGS) + said + rng.choice(ENDINGS)
    if rng.random() < 0.3:
        text = fold(text)
    if rng.random() < 0.3:
        text = _slipped(rng, text)
    return replace(report, text=text, address=f"{number} {name}" if rng.random() < 0.7 else "")


def _slipped(rng: random.Random, text: str) -> str:
    """Two letters swapped, lost or doubled."""
    letters = list(text)
    for _ in range(2):
        i = rng.randrange(1, len(letters) - 1)
        how = rng.randrange(3)
        if how == 0:
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
        elif how == 1:
            del letters[i]
        else:
            letters.insert(i, letters[i])
    return "".join(letters)


def _moved(rng: random.Random, report: Report, metres: float) -> Report:
    """So far away in any direction, seen by two phones."""
    turn = rng.uniform(0, 2 * pi)
    off = [rng.gauss(0, GPS_M) + rng.gauss(0, GPS_M) for _ in range(2)]
    return replace(report, east=metres * cos(turn) + off[0], north=metres * sin(turn) + off[1])


def _misread(rng: random.Random, report: Report) -> Report:
    """Filed under another leaf, mostly of the same group."""
    same = [m for m in MATTERS if m.group == report.group and m.field != report.field]
    wrong = rng.choice(same) if same and rng.random() < 0.7 else rng.choice(MATTERS)
    return replace(report, field=wrong.field, group=wrong.group)
