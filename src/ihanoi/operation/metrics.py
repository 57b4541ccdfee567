"""What a Prometheus server reads at /metrics: how requests go, and how the city's work stands behind them."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from ihanoi.cases import queries as cases
from ihanoi.cases.words import Verb
from ihanoi.identity import queries as identity
from ihanoi.identity.words import Change, Entry
from ihanoi.journal import queries as journal
from ihanoi.journal.queries.lately import lately
from ihanoi.kernel import clock
from ihanoi.notifications import queries as notifications
from ihanoi.operation import backup, queries
from ihanoi.privacy.queries.incidents import standing as incidents_standing
from ihanoi.privacy.queries.requests import standing as requests_standing

SHARED: Final = (
    "PROMETHEUS_MULTIPROC_DIR"  # where the processes of one server put their counts together (web.py)
)

REQUESTS: Final = Counter("ihanoi_requests", "Requests answered.", ["view", "method", "status"])
SECONDS: Final = Histogram(
    "ihanoi_request_seconds", "Time to answer a request.", ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)  # fmt: skip


def written() -> bytes:
    """Everything in Prometheus' text format."""
    if SHARED not in os.environ:
        return generate_latest(REGISTRY) + generate_latest(_Standing())
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library types it so
    return generate_latest(registry) + generate_latest(_Standing())


class _Standing(CollectorRegistry):
    """Gauges that are read from the database when they are asked for."""

    def collect(self) -> Iterable[Metric]:
        yield from _outbox()
        yield from _history()
        yield from _mail()
        yield from _jobs()
        yield from _cases()
        yield from _privacy()
        yield from _seats()
        yield from _places()


def _outbox() -> Iterator[Metric]:
    state = journal.outbox()
    oldest = (clock.now() - state["oldest"]).total_seconds() if state["oldest"] else 0
    yield Gauge("ihanoi_outbox_waiting", "Events that listeners have not heard yet.", state["count"])
    yield Gauge("ihanoi_outbox_oldest_seconds", "How long the oldest of them has waited.", oldest)
    yield Gauge("ihanoi_outbox_parked", "Events given up after too many errors.", state["parked"])
    since = journal.unsent_since()
    waiting = (clock.now() - since).total_seconds() if since else 0
    yield Gauge(
        "ihanoi_audit_waiting_seconds", "How long the oldest unsent audit record has waited.", waiting
    )


LOCKS: Final = (Entry.LOCKED, Entry.NETWORK_LOCKED, Change.SECOND_LOCKED)


def _history() -> Iterator[Metric]:
    yield Gauge("ihanoi_history_unsealed", "Lines of history under no seal yet.", journal.unsealed())
    last = queries.verification()
    age = (clock.now() - last.at).total_seconds() if last else -1
    yield Gauge("ihanoi_history_verified_seconds", "Since the history was last verified; -1: never.", age)
    yield Gauge("ihanoi_history_broken", "Broken links named by it, 100 at most.", last.found if last else 0)
    told = lately([*LOCKS, Verb.UNSEAL], clock.now() - timedelta(hours=1))
    yield Gauge("ihanoi_lockouts", "Accounts locked in the last hour.", sum(told[verb] for verb in LOCKS))
    yield Gauge("ihanoi_unsealings", "Cases whose sender was opened in that hour.", told[Verb.UNSEAL])


def _mail() -> Iterator[Metric]:
    state = notifications.mails()
    yield Gauge("ihanoi_mail_waiting", "Letters to send.", state["waiting"])
    yield Gauge("ihanoi_mail_given_up", "Letters given up.", state["given_up"])
    codes = identity.messages()
    yield Gauge("ihanoi_codes_waiting", "Messages with codes that wait to leave.", codes["waiting"])
    yield Gauge("ihanoi_codes_given_up", "Those of the last hour that never left.", codes["given_up"])


_JOBS: Final = """
SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1
"""
_WORKER: Final = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"


def _jobs() -> Iterator[Metric]:
    jobs = Gauge("ihanoi_jobs", "Jobs by status.", labels=["status"])
    seen = Gauge(
        "ihanoi_worker_seen_seconds", "Since the last sign of life of any worker; -1: none is there."
    )
    with connection.cursor() as cursor:
        cursor.execute(_JOBS)
        for status, count in cursor.fetchall():
            jobs.add_metric([status], count)
        cursor.execute(_WORKER)
        seconds = cursor.fetchone()[0]
    seen.add_metric([], -1 if seconds is None else float(seconds))
    yield from (jobs, seen)


def _cases() -> Iterator[Metric]:
    opened = Gauge("ihanoi_cases_open", "Open cases by state.", labels=["state"])
    state = cases.standing()
    for name, count in state.by_state.items():
        opened.add_metric([name], count)
    yield opened
    yield Gauge("ihanoi_cases_overdue", "Open cases beyond a due time.", state.overdue)
    yield Gauge("ihanoi_clocks_untold", "Warnings that should have been told five minutes ago.", state.untold)


def _privacy() -> Iterator[Metric]:
    requests, found = requests_standing(), incidents_standing()
    yield Gauge("ihanoi_data_requests_open", "Requests of people about their data.", requests.open)
    yield Gauge("ihanoi_data_requests_over", "Those of them beyond a due time.", requests.over)
    yield Gauge("ihanoi_incidents_open", "Open incidents with personal data.", found.open)
    left = math.inf if found.seconds_left is None else found.seconds_left
    yield Gauge("ihanoi_incident_seconds_left", "Until the next due time of an incident; +Inf: none.", left)


def _seats() -> Iterator[Metric]:
    late = sum(state.overdue for state in queries.reviews_left())
    yield Gauge(
        "ihanoi_seat_reviews_overdue", "Agencies beyond the day of the quarter's review of seats.", late
    )


def _places() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        yield Gauge("ihanoi_database_bytes", "Size of the database.", cursor.fetchone()[0])
    yield Gauge("ihanoi_disk_free_bytes", "Free where files are kept.", shutil.disk_usage(settings.VAR).free)
    made = backup.newest(Path(settings.BACKUPS)) if settings.BACKUPS else None
    if made:
        age = (clock.now() - made).total_seconds()
        yield Gauge("ihanoi_backup_age_seconds", "Since the newest whole backup was made.", age)
