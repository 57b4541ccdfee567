"""The database: does it answer, is it ours, who holds it up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import Error, connection

from ihanoi.kernel import clock
from ihanoi.operation import checking

from .finding import Finding, Grade, measured

GIGABYTE: Final = 1024**3
OLDEST_RELEASE: Final = 150_000  # as PostgreSQL counts: 15.0

_LONGEST: Final = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0),
       count(*)
FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
_DEAD: Final = """
SELECT relname, n_dead_tup, n_dead_tup::float / greatest(n_live_tup, 1)
FROM pg_stat_user_tables WHERE n_dead_tup > 10000 ORDER BY n_dead_tup DESC LIMIT 3
"""
_SLOTS: Final = """
SELECT slot_name, active, coalesce(pg_wal_lsn_diff(
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn), 0)
FROM pg_replication_slots
"""


_WORDY: Final = """
SELECT name, setting FROM pg_settings WHERE
    name = 'log_min_error_statement' AND setting NOT IN ('log', 'fatal', 'panic')
    OR name = 'log_error_verbosity' AND setting <> 'terse'
    OR name = 'log_statement' AND setting NOT IN ('none', 'ddl')
    OR name IN ('log_min_duration_statement', 'log_min_duration_sample') AND setting <> '-1'
    OR name = 'log_transaction_sample_rate' AND setting <> '0'
ORDER BY name
"""


def asked(query: str) -> list[tuple[Any, ...]]:
    """All rows of a question to the server."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def reachable() -> Iterator[Finding]:
    """The one without which nothing else can be asked."""
    try:
        ((name, size),) = asked("SELECT current_database(), pg_database_size(current_database())")
        missing = checking.missing_migrations()
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        yield Finding(
            "database",
            Grade.BAD,
            f"does not answer: {reason}",
            "Is the server running, and is DATABASE_URL right?",
        )
        return
    yield Finding("database", Grade.OK, f"{name} answers, {size / GIGABYTE:.2f} GB.")
    if missing:
        yield Finding("schema", Grade.BAD, f"{missing} migrations are not applied.", "Run: ihanoi migrate")
    else:
        yield Finding("schema", Grade.OK, "has every migration of this release.")


def release() -> Iterator[Finding]:
    """Whether the server is one that is supported."""
    connection.ensure_connection()
    number = int(connection.cursor().connection.info.server_version)
    grade = Grade.OK if number >= OLDEST_RELEASE else Grade.BAD
    yield Finding(
        "postgresql",
        grade,
        f"{number // 10_000}.{number % 10_000}.",
        "Update it: 15 is the oldest." if grade else "",
    )


def words() -> Iterator[Finding]:
    """Statements that stand in the server's log hold what people wrote, and their numbers in it."""
    loose = [f"{name} = {setting}" for name, setting in asked(_WORDY)]
    if loose:
        yield Finding(
            "server's log", Grade.WARN, f"writes down what people wrote: {', '.join(loose)}.",
            "Set what deploy/README.md says under PostgreSQL, then: SELECT pg_reload_conf();",
        )  # fmt: skip
    else:
        yield Finding("server's log", Grade.OK, "holds no statements.")


def activity() -> Iterator[Finding]:
    """Open transactions hold locks and keep dead rows from being swept away."""
    ((longest, clients),) = asked(_LONGEST)
    ((most,),) = asked("SELECT setting::int FROM pg_settings WHERE name = 'max_connections'")
    yield measured(
        "transactions", float(longest), f"the longest open one is {longest:.0f} s old.", warn=120, bad=1800,
        do="Who: SELECT pid, state, query FROM pg_stat_activity ORDER BY xact_start; then pg_terminate_backend(pid).",
    )  # fmt: skip
    yield measured(
        "connections", clients / most, f"{clients} of {most} are taken.", warn=0.8, bad=0.95,
        do="Lower IHANOI_POOL or raise max_connections.",
    )  # fmt: skip


def bloat() -> Iterator[Finding]:
    """Tables with many rows that are dead and not yet swept away."""
    rows = [(table, dead, share) for table, dead, share in asked(_DEAD) if share > 0.2]
    if not rows:
        yield Finding("dead rows", Grade.OK, "no table has too many.")
    for table, dead, share in rows:
        yield measured(
            "dead rows", share, f"{table} has {dead} beside the live ones ({share:.0%}).", warn=0.2, bad=2,
            do=f"Is autovacuum on, or held up by an old transaction? Then: VACUUM ANALYZE {table};",
        )  # fmt: skip


def replication() -> Iterator[Finding]:
    """A slot that nobody reads fills the disk with logs."""
    for name, active, behind in asked(_SLOTS):
        gigabytes = float(behind) / GIGABYTE
        state = "read" if active else "read by nobody"
        yield measured(
            "replication", gigabytes if active else max(gigabytes, 1), f"{name} is {state}, {gigabytes:.1f} GB behind.",
            warn=1, bad=10, do=f"Bring the second server back, or: SELECT pg_drop_replication_slot('{name}');",
        )  # fmt: skip


def clocks() -> Iterator[Finding]:
    """Deadlines are counted with this machine's clock, some sentences of SQL with the server's."""
    before = clock.now()
    ((there,),) = asked("SELECT clock_timestamp()")
    apart = abs((there - (before + (clock.now() - before) / 2)).total_seconds())
    yield measured(
        "clocks", apart, f"this machine and the database are {apart:.1f} s apart.", warn=2, bad=30,
        do="Set both by NTP (timedatectl status).",
    )  # fmt: skip
