"""`ihanoi doctor`: everything an engineer would look at first, each as one sentence with what to do about it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from . import database, outside, stored, work
from .finding import Finding, Grade

__all__ = ["Finding", "Grade", "examine", "worst"]

log = logging.getLogger("ihanoi.doctor")

Look = Callable[[], Iterator[Finding]]
WITHOUT_DATABASE: tuple[Look, ...] = (
    outside.settings_,
    outside.pages,
    outside.certificates,
    stored.disk,
    stored.backups,
)
WITH_DATABASE: tuple[Look, ...] = (
    database.release, database.words, database.activity, database.bloat, database.replication, database.clocks,
    work.worker, work.jobs, work.turns, work.outbox, work.mail, work.codes,
    stored.files, stored.keys, stored.history, stored.verification, outside.years, outside.seats,
)  # fmt: skip


def examine() -> Iterator[Finding]:
    """Look at everything, in the order in which faults explain each other. One look that fails stops no other."""
    for look in WITHOUT_DATABASE:
        yield from _looked(look)
    answers = True
    for finding in _looked(database.reachable):
        answers = answers and finding.grade != Grade.BAD
        yield finding
    for look in WITH_DATABASE if answers else ():
        yield from _looked(look)


def _looked(look: Look) -> Iterator[Finding]:
    try:
        yield from look()
    except Exception as error:
        log.debug("a look of the doctor failed", exc_info=True)
        subject = look.__name__.strip("_")
        yield Finding(
            subject, Grade.BAD, f"could not be looked at: {type(error).__name__}.", "Run: ihanoi check"
        )


def worst(findings: list[Finding]) -> Grade:
    """The gravest of them."""
    return max((finding.grade for finding in findings), default=Grade.OK)
