"""What is done behind the pages: worker, jobs, timetable, outbox, letters, codes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from ihanoi.identity import queries as identity
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.notifications import queries as notifications
from ihanoi.operation import queries
from ihanoi.operation.timetable import Turn

from .database import asked
from .finding import Finding, Grade, measured

MINUTE: Final = 60
START: Final = "Is the worker running (systemctl status 'ihanoi-worker*')? Its log says why not."

_HEARTBEATS: Final = (
    "SELECT count(*), extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
)
_QUEUES: Final = """
SELECT queue_name, count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed'),
       coalesce(extract(epoch FROM now() - min(e.at) FILTER (WHERE status = 'todo')), 0)
FROM procrastinate_jobs j
LEFT JOIN LATERAL (
    SELECT coalesce(j.scheduled_at, max(at)) AS at FROM procrastinate_events WHERE job_id = j.id
) e ON true
WHERE status IN ('todo', 'failed') AND coalesce(j.scheduled_at, now()) <= now()
GROUP BY 1 ORDER BY 1
"""


def _seconds(since: datetime | None) -> float:
    return (clock.now() - since).total_seconds() if since else 0.0


def worker() -> Iterator[Finding]:
    """Whether anybody works at all."""
    ((count, silent),) = asked(_HEARTBEATS)
    if not count:
        yield Finding("worker", Grade.BAD, "none gives a sign of life.", START)
        return
    yield measured(
        "worker", float(silent), f"last sign of life {silent:.0f} s ago.", warn=60, bad=300, do=START
    )


def jobs() -> Iterator[Finding]:
    """Each queue that has something in it."""
    rows = asked(_QUEUES)
    if not rows:
        yield Finding("jobs", Grade.OK, "none waits.")
    for queue, waiting, failed, oldest in rows:
        yield measured(
            "jobs", float(oldest), f"{queue}: {waiting} wait, the oldest for {oldest:.0f} s.",
            warn=15 * MINUTE, bad=60 * MINUTE, do=START,
        )  # fmt: skip
        if failed:
            yield Finding(
                "jobs", Grade.WARN, f"{queue}: {failed} failed.", "The worker's log has the error of each."
            )


def turns() -> Iterator[Finding]:
    """What the timetable says and nobody has done."""
    now = clock.now()
    late = [
        (turn.name, (now - _missed(turn, last, now)).total_seconds())
        for turn in import_string(settings.TIMETABLE)
        if turn.is_due(last := queries.last_run(turn.name), now)
    ]
    names = ", ".join(name for name, _ in late)
    yield measured(
        "timetable", max((seconds for _, seconds in late), default=0),
        f"{len(late)} turns are late: {names}." if late else "nothing is late.",
        warn=5 * MINUTE, bad=30 * MINUTE, do=START,
    )  # fmt: skip


def _missed(turn: Turn, last: datetime | None, now: datetime) -> datetime:
    """The first of the moments that were missed, among the last hundred."""
    moment = turn.when.last_before(now)
    for _ in range(100 if last else 0):
        before = turn.when.last_before(moment - timedelta(seconds=1))
        if last is None or before <= last:
            break
        moment = before
    return moment


def outbox() -> Iterator[Finding]:
    """Events that their listeners have not heard."""
    state = journal.outbox()
    waited = _seconds(state["oldest"])
    yield measured(
        "outbox", waited, f"{state['count']} events wait, the oldest for {waited:.0f} s.",
        warn=2 * MINUTE, bad=15 * MINUTE, do=START,
    )  # fmt: skip
    if state["parked"]:
        yield Finding(
            "outbox", Grade.BAD, f"{state['parked']} events were given up.", "See the errors: ihanoi outbox"
        )


def mail() -> Iterator[Finding]:
    """Letters that have not left."""
    state = notifications.mails()
    yield _post("mail", state, "Does the server at IHANOI_MAIL_HOST answer, and take our name and password?")


def codes() -> Iterator[Finding]:
    """Codes for signing in, which nobody waits for longer than some minutes."""
    yield _post(
        "codes",
        identity.messages(),
        "Does the gateway at IHANOI_SMS_URL answer? Without it nobody gets a code.",
    )


def _post(subject: str, state: dict[str, object], do: str) -> Finding:
    oldest = state["oldest"]
    waited = _seconds(oldest if isinstance(oldest, datetime) else None)
    says = f"{state['waiting']} wait, the oldest for {waited:.0f} s; {state['given_up']} were given up."
    found = measured(subject, waited, says, warn=10 * MINUTE, bad=60 * MINUTE, do=do)
    return Finding(subject, Grade.WARN, says, do) if state["given_up"] and not found.grade else found
