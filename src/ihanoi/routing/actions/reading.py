"""The reader of texts: shipped, taught by officers' corrections, trained anew, switched and switched back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from procrastinate.contrib.django import app

from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.kernel.redaction import redact
from ihanoi.routing import catalogue, embeddings, evaluating, queries
from ihanoi.routing.actions.rules import touch
from ihanoi.routing.examples import Example, corpus, frozen
from ihanoi.routing.models import Edition, Field, Lesson, ReaderVersion, Training
from ihanoi.routing.queries.reading import forget_reader
from ihanoi.routing.reader import SHIPPED, Reader
from ihanoi.routing.rules import Lexicon
from ihanoi.routing.words import ReaderWhy, Refusal

SUBJECT: Final = "reader"
TRAINING: Final = "reader_training"
TEXT_MAX: Final = 4000
TOLERATED: Final = 0.005  # a new version may be this much worse on the frozen texts: half of one in a hundred


# --- shipped ---------------------------------------------------------------------------------------------------------


def ship_reader(*, actor: Actor) -> Path:
    """Train from the corpus and the shipped words alone and write what this release ships. Returns where."""
    from ihanoi.routing import training

    words = {leaf.code: leaf.phrases() for group in catalogue.GROUPS for leaf in group.leaves}
    words = {"": catalogue.phrases(catalogue.NEUTRAL)} | words
    SHIPPED.write_bytes(training.train(corpus(), words))
    return SHIPPED


@transaction.atomic
def install_reader(*, actor: Actor) -> int:
    """Put this release's reader in use, unless the city has trained its own. Returns the number of the one in use."""
    current = _in_use()
    weights = SHIPPED.read_bytes()
    version = Reader(weights).version
    if current is not None and (not current.is_shipped or current.version == version):
        return current.number
    row = ReaderVersion.objects.filter(version=version).first()
    row = row or _keep(actor, weights, evaluating.compare(Reader(weights), _lexicon()), is_shipped=True)
    _put_in_use(actor, row, current)
    return row.number


# --- taught ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def learn(*, actor: Actor, settled: Iterable[tuple[int, str, int]]) -> None:
    """Of reports (number, text, field under which an agency has received them) those that are read otherwise.

    They are kept for the next training, without personal data. Safe to repeat: the last word about a report counts.
    """
    for report_id, text, field_id in settled:
        read = next((guess.field_id for guess in queries.read(text).fields), None)
        if read == field_id:
            Lesson.objects.filter(pk=report_id).delete()
            continue
        kept = {
            "text": redact(text).text[:TEXT_MAX],
            "field_id": field_id,
            "read_as_id": read,
            "at": clock.now(),
        }
        Lesson.objects.update_or_create(pk=report_id, defaults=kept)


def forget_lessons(*, report_ids: Collection[int]) -> int:
    """Erase what was kept of reports for the next training: a name may stand in it. Returns how many went."""
    return Lesson.objects.filter(pk__in=report_ids).delete()[0]


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training came to. `number` None: refused, and `refusal` says why."""

    number: int | None
    figures: Mapping[str, float]
    before: Mapping[str, float]
    refusal: Refusal | None = None


@transaction.atomic
def ask_training(*, actor: Actor) -> Training:
    """Have the worker train a reader. One training at a time."""
    _need_operator(actor)
    list(Edition.objects.select_for_update(no_key=True))  # two who ask at once come one after the other
    if queries.is_training():
        raise Denied(ReaderWhy.TRAINING)
    asked = _begin(actor)
    journal.record(actor=actor, subject=TRAINING, subject_id=asked.pk, verb="ask_training", first=True)
    app.configure_task("routing.train", queue="training").defer(training_id=asked.pk)
    return asked


def train_reader(*, actor: Actor, training_id: int | None = None) -> Trained:
    """Train from corpus and corrections, compare on the frozen texts, and use the new version unless it is worse.

    Takes minutes: a job's or a command's, never a request's. `training_id`: the one that was asked for; else one is
    noted. What came of it stays, refusals too.
    """
    _need_operator(actor)
    noted = training_id or _begin(actor).pk
    trained, lessons = _train(actor)
    Training.objects.filter(pk=noted).update(
        ended_at=clock.now(),
        lessons=lessons,
        figures=trained.figures,
        before=trained.before,
        tested=len(frozen()),
        reader=ReaderVersion.objects.get(number=trained.number) if trained.number else None,
        refusal=trained.refusal or "",
    )
    return trained


def _begin(actor: Actor) -> Training:
    return Training.objects.create(asked_by_id=actor.account_id, asked_at=clock.now())


def _train(actor: Actor) -> tuple[Trained, int]:
    """What came of it, and how many corrections were among the examples."""
    from ihanoi.routing import training

    words = _words()
    lessons = list(
        Lesson.objects.filter(field__code__in=words).order_by("pk").values_list("text", "field__code")
    )
    examples = [*corpus(), *(Example(text, code) for text, code in lessons)]
    weights = training.train(examples, words, embeddings.vector)
    return adopt(actor=actor, weights=weights, lessons=len(lessons)), len(lessons)


@transaction.atomic
def adopt(*, actor: Actor, weights: bytes, lessons: int = 0) -> Trained:
    """Use these weights from now on; refused when they read the frozen texts worse than those in use."""
    _need_operator(actor)
    current, lexicon = _in_use(), _lexicon()
    reader = Reader(weights)
    new = evaluating.compare(reader, lexicon, embeddings.vector)
    old = evaluating.compare(Reader(bytes(current.weights)), lexicon, embeddings.vector) if current else {}
    if ReaderVersion.objects.filter(version=reader.version).exists():
        return Trained(None, new, old, Refusal.SAME)
    if any(new[name] < old[name] - TOLERATED for name in old):
        return Trained(None, new, old, Refusal.WORSE)
    row = _keep(actor, weights, new, lessons=lessons)
    _put_in_use(actor, row, current)
    return Trained(row.number, new, old)


@transaction.atomic
def use_reader(*, actor: Actor, number: int) -> ReaderVersion:
    """Read by this version from now on; going back is the same act."""
    _need_operator(actor)
    current = _in_use()
    row = ReaderVersion.objects.filter(number=number).first()
    if row is None:
        raise NotFound(ReaderWhy.NONE)
    if current is not None and current.pk == row.pk:
        raise Denied(ReaderWhy.IN_USE)
    _put_in_use(actor, row, current)
    return row


# --- shared ----------------------------------------------------------------------------------------------------------


def _need_operator(actor: Actor) -> None:
    if not queries.may_edit(actor):
        raise NotFound(ReaderWhy.NONE)


def _in_use() -> ReaderVersion | None:
    edition = Edition.objects.select_for_update(of=("self",)).select_related("reader").first()
    return edition.reader if edition else None


def _keep(actor: Actor, weights: bytes, figures: Mapping[str, float], **given: Any) -> ReaderVersion:
    reader = Reader(weights)
    last = ReaderVersion.objects.aggregate(last=Max("number"))["last"] or 0
    return ReaderVersion.objects.create(
        number=last + 1,
        version=reader.version,
        weights=weights,
        texts=reader.figures["texts"],
        figures=figures,
        tested=len(frozen()),
        made_by_id=actor.account_id,
        made_at=clock.now(),
        **given,
    )


def _put_in_use(actor: Actor, row: ReaderVersion, before: ReaderVersion | None) -> None:
    touch()
    Edition.objects.update(reader=row)
    forget_reader()
    transaction.on_commit(forget_reader)
    data = {"number": row.number, "version": row.version, "before": before.number if before else None}
    journal.record(actor=actor, subject=SUBJECT, subject_id=row.pk, verb="switch_on", data=data)


def _words() -> dict[str, list[str]]:
    """The key phrases of the fields in use, and those of no field."""
    rows = Field.objects.filter(parent__isnull=False, valid_to=None).order_by("id")
    return {"": catalogue.phrases(catalogue.NEUTRAL)} | {row.code: row.words for row in rows}


def _lexicon() -> Lexicon:
    return Lexicon(_words())
