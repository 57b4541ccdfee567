"""What a text is about, how urgent it is, and what it tells; by the reader in use, which each process keeps."""

from __future__ import annotations

from threading import Lock, Thread
from typing import Final

from django.db import connections

from ihanoi.routing import embeddings, facts, features, ports, rules, urgency
from ihanoi.routing.features import Text
from ihanoi.routing.models import Lesson, ReaderVersion
from ihanoi.routing.queries.fields import Catalogue, known
from ihanoi.routing.reader import NOTHING, Reader
from ihanoi.routing.urgency import Judgement
from ihanoi.routing.words import FieldGuess, Reading


class _Held:
    """The reader of this process. A new version is loaded beside the requests, which the old one answers meanwhile."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: int | None = None
        self._reader: Reader | None = None
        self._coming: int | None = None

    def get(self, wanted: int | None) -> Reader | None:
        """The reader of that version; the one before while it is being loaded. At once only where there is none yet."""
        if wanted == self._of:
            return self._reader
        with self._lock:
            if wanted is None or self._of is None:
                self._take(wanted)
            elif wanted != self._of and wanted != self._coming:
                self._coming = wanted
                Thread(target=self._fetch, args=(wanted,), daemon=True).start()
            return self._reader

    def _fetch(self, wanted: int) -> None:
        try:
            self._take(wanted)
        finally:
            self._coming = None
            connections.close_all()

    def _take(self, wanted: int | None) -> None:
        reader = _load(wanted) if wanted is not None else None
        self._reader, self._of = reader, wanted

    def forget(self) -> None:
        """Load anew at the next question: after a change made in this process."""
        self._of = self._reader = None


def _load(version_id: int) -> Reader:
    return Reader(bytes(ReaderVersion.objects.values_list("weights", flat=True).get(pk=version_id)))


_held = _Held()


def warm() -> None:
    """Load the reader, the catalogue and meanings now: when a process starts, so that no request waits for them."""
    _held.get(known().reader_id)
    ports.engine()


def forget_reader() -> None:
    """Drop this process's reader, after a change made here."""
    _held.forget()


def reader_in_use() -> Reader | None:
    """The reader that reads now; None: the words of the catalogue alone."""
    return _held.get(known().reader_id)


WORTH_TRAINING: Final = 25  # corrections that the reader in use was not trained on


def is_worth_training() -> bool:
    """Whether officers have corrected enough since the last training."""
    used = known().reader_id
    learnt = ReaderVersion.objects.values_list("lessons", flat=True).get(pk=used) if used is not None else 0
    return Lesson.objects.count() - learnt >= WORTH_TRAINING


def read(text: str, limit: int = 3) -> Reading:
    """What the text is about, how urgent it is and what it tells. Nothing recognised: no fields."""
    fields, reader = known(), reader_in_use()
    cut = features.cut(text)
    danger = urgency.judge(cut)
    guesses = _by_reader(cut, fields, reader, limit) if reader else _by_words(cut, fields, limit)
    return _reading(text, guesses, danger, reader.version if reader else "")


def _reading(text: str, guesses: tuple[FieldGuess, ...], danger: Judgement, version: str) -> Reading:
    return Reading(
        guesses,
        danger.urgency == urgency.URGENT,
        danger.words,
        urgency=danger.urgency,
        facts=facts.find(text),
        reader=version,
    )


def _by_reader(text: Text, fields: Catalogue, reader: Reader, limit: int) -> tuple[FieldGuess, ...]:
    """The reader's best fields; none where it is likelier that the text belongs to none, or below the field's limit."""
    opinions = reader.opinions(text, features.phrases(fields.lexicon, text), limit, embeddings.vector)
    best = opinions[0]
    if best.code == NOTHING or best.share < reader.limit(best.code):
        return ()
    named = (o for o in opinions if o.code in fields.by_code)
    return tuple(_guess(fields, o.code, o.share, o.words) for o in named)[:limit]


def _by_words(text: Text, fields: Catalogue, limit: int) -> tuple[FieldGuess, ...]:
    """By the words of the catalogue alone, where nothing was trained."""
    guesses = rules.rank(fields.lexicon.find(text.words, text.is_accented))
    if not guesses or guesses[0].score < rules.RECOGNISED:
        return ()
    return tuple(_guess(fields, g.key, g.score, g.words) for g in guesses[:limit])


def _guess(fields: Catalogue, code: str, share: float, words: tuple[str, ...]) -> FieldGuess:
    node = fields.by_code[code]
    return FieldGuess(node.id, code, node.label, share, words)
