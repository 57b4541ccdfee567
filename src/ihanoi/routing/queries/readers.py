"""The readers that the city has: versions with their figures, trainings and refusals, and the public card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.routing.models import Lesson, ReaderVersion, Training
from ihanoi.routing.queries.fields import known
from ihanoi.routing.queries.reading import reader_in_use
from ihanoi.routing.queries.rules import may_edit
from ihanoi.routing.words import ReaderWhy, Refusal

GIVEN_UP: Final = timedelta(hours=1)  # a training that has not ended by then never will
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One reader as the operator sees it. `figures`: shares of the `tested` frozen texts that it reads right.

    `before`: the same of the version before it, where it was tried on as many texts; else empty.
    """

    number: int
    version: str
    made_at: datetime
    made_by: str
    is_shipped: bool
    is_in_use: bool
    texts: int
    lessons: int
    figures: Mapping[str, float]
    tested: int
    before: Mapping[str, float]


def reader_versions(actor: Actor) -> list[VersionRow]:
    """All readers, the newest first. Raises NotFound for anybody but the operator."""
    _need_operator(actor)
    rows = list(ReaderVersion.objects.defer("weights").select_related("made_by").order_by("-number"))
    used = known().reader_id
    older = [*rows, None][1:]
    return [_row(row, before, used) for row, before in zip(rows, older, strict=True)]


def _row(row: ReaderVersion, before: ReaderVersion | None, used: int | None) -> VersionRow:
    alike = before is not None and before.tested == row.tested
    return VersionRow(
        row.number, row.version, row.made_at, row.made_by.full_name if row.made_by else "", row.is_shipped,
        row.pk == used, row.texts, row.lessons, row.figures, row.tested,
        before.figures if before is not None and alike else {},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training without a version: it runs, was refused (why, and both figures), or broke off (neither)."""

    asked_at: datetime
    asked_by: str
    is_running: bool
    refusal: Refusal | None
    lessons: int
    figures: Mapping[str, float]
    before: Mapping[str, float]
    tested: int


def trainings(actor: Actor) -> list[TrainingRow]:
    """Those that run or came to nothing, the newest first. Raises NotFound for anybody but the operator."""
    _need_operator(actor)
    running = set(_running().values_list("pk", flat=True))
    rows = Training.objects.filter(reader=None).select_related("asked_by").order_by("-pk")[:SHOWN]
    return [
        TrainingRow(
            row.asked_at, row.asked_by.full_name if row.asked_by else "", row.pk in running,
            Refusal(row.refusal) if row.refusal else None, row.lessons, row.figures, row.before, row.tested,
        )
        for row in rows
    ]  # fmt: skip


def is_training() -> bool:
    """Whether a training is asked for and has not ended."""
    return _running().exists()


def _running() -> QuerySet[Training]:
    return Training.objects.filter(ended_at=None, asked_at__gte=clock.now() - GIVEN_UP)


def corrections() -> int:
    """How many corrections of officers the next training would take in."""
    return Lesson.objects.count()


def _need_operator(actor: Actor) -> None:
    if not may_edit(actor):
        raise NotFound(ReaderWhy.NONE)


# --- for everybody ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReaderCard:
    """What everybody may know of the reader in use. Shares: `unseen` of the `texts` it was trained on, each read
    before it was learnt; `figures` of the `tested` texts that no version learns."""

    number: int
    version: str
    made_at: datetime
    fields: int
    texts: int
    lessons: int
    unseen: Mapping[str, float]
    figures: Mapping[str, float]
    tested: int


def reader_card() -> ReaderCard | None:
    """Of the version that reads now; None where the words of the catalogue alone read."""
    used, reader = known().reader_id, reader_in_use()
    if used is None or reader is None:
        return None
    row = ReaderVersion.objects.defer("weights").get(pk=used)
    told = reader.figures
    return ReaderCard(
        row.number, row.version, row.made_at, told["fields"], told["texts"], row.lessons,
        {name: told[name] for name in ("first", "in_three", "first_folded", "in_three_folded")},
        row.figures, row.tested,
    )  # fmt: skip
