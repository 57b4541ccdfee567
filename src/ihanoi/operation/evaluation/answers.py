"""Answers that were written for this project, each labelled with what is lacking in it: does the gate find it?

`answers.txt`: `# field · address`, `? report`, then a line an answer: outcome | findings | text. Of an outcome, `-no`
says that there is a paper instead of a picture, or no day; `-old` that the picture is older than the report; `+9` that
the day lies nine days ahead. A copy is one of an answer above it. Each is judged again as typed without accents.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ihanoi.cases import queries as cases
from ihanoi.cases.words import Evidence
from ihanoi.kernel.folding import fold, fold_words
from ihanoi.operation.evaluation.figures import Figure, Figures, median_ms, share
from ihanoi.routing import queries as routing

SAID: Final = Path(__file__).with_name("answers.txt")
NOW: Final = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
PRECISION, RECALL = 0.9, 0.85
REFUSED, LET_THROUGH, CLEAN = 0.95, 0.99, 0.9


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer with what is lacking in it; `above`: answers of the same matter that came before."""

    question: cases.Question
    reply: cases.Reply
    lacks: frozenset[str]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found beside what is so."""

    labelled: Labelled
    found: frozenset[str]
    blocked: bool

    @property
    def should_be(self) -> bool:
        """Whether it should be refused."""
        return not cases.REFUSED_FOR.isdisjoint(self.labelled.lacks)


def evaluate() -> Figures:
    """Precision and recall of each finding; how many vague ones are refused, and good ones let through untouched."""
    seconds: list[float] = []
    judged: list[Judged] = []
    for each in read(SAID):
        for typed in (each, _without_accents(each)):
            begun = time.perf_counter()
            judged.append(_judge(typed))
            seconds.append(time.perf_counter() - begun)
    good = [each for each in judged if not each.labelled.lacks]
    figures: list[Figure] = [
        share("answers that must be refused: refused", [j.blocked for j in judged if j.should_be], REFUSED),
        share("other answers: not refused", [not j.blocked for j in judged if not j.should_be], LET_THROUGH),
        share("good answers: nothing held against them", [not each.found for each in good], CLEAN),
    ]
    for lack in sorted({lack for each in judged for lack in (*each.labelled.lacks, *each.found)}):
        said = [lack in each.labelled.lacks for each in judged if lack in each.found]
        told = [lack in each.found for each in judged if lack in each.labelled.lacks]
        figures.append(share(f"{lack}: precision", said, PRECISION))
        figures.append(share(f"{lack}: recall", told, RECALL))
    figures.append(median_ms("time of judging one answer", seconds))
    return Figures("answers", tuple(figures), tuple(_misses(judged)))


def read(path: Path) -> Iterator[Labelled]:
    """The labelled answers of a file."""
    field = address = report = ""
    above: list[str] = []
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("# "):
            field, address = (part.strip() for part in line[2:].split("·", 1))
        elif line.startswith("? "):
            report, above = line[2:], []
        else:
            outcome, lacks, text = (part.strip() for part in line.split("|", 2))
            yield Labelled(
                _question(field, address, report),
                _reply(outcome, text),
                frozenset(lacks.split()),
                tuple(above),
            )
            above.append(text)


def _question(field: str, address: str, report: str) -> cases.Question:
    node = routing.field_by_code(field)
    terms = routing.field_words(node.id) if node else ()
    return cases.Question(report, address, tuple(map(fold_words, terms)), NOW - timedelta(days=3))


def _reply(said: str, text: str) -> cases.Reply:
    outcome, _, days = said.partition("+")
    outcome, _, how = outcome.partition("-")
    day = (NOW + timedelta(days=int(days))).date() if days else None
    taken = NOW - timedelta(days=9) if how == "old" else None
    kind = Evidence.PAPER if outcome == "fixed" and how == "no" else Evidence.PHOTO
    return cases.Reply(text, outcome, day, (cases.Proof(kind, taken),))


def _without_accents(each: Labelled) -> Labelled:
    reply = cases.Reply(
        fold(each.reply.text), each.reply.outcome, each.reply.scheduled_for, each.reply.proofs
    )
    return Labelled(each.question, reply, each.lacks, each.above)


def _judge(each: Labelled) -> Judged:
    earlier = [cases.given_before(number, text) for number, text in enumerate(each.above)]
    found = cases.judge(each.reply, each.question, earlier, NOW.date())
    return Judged(each, frozenset(one.lack.value for one in found), any(one.blocks for one in found))


def _misses(judged: list[Judged]) -> Iterator[dict[str, Any]]:
    for each in judged:
        if each.found != each.labelled.lacks:
            yield {
                "lacks": " ".join(sorted(each.labelled.lacks)) or "nothing",
                "found": " ".join(sorted(each.found)) or "nothing",
                "outcome": each.labelled.reply.outcome,
                "text": each.labelled.reply.text,
            }
