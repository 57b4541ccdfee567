"""Keep the public map's counts: each case is counted once in its cells, by field and group, and moved when it changes.

Both functions leave the same counts however often they run; the relay calls the first after each move.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction

from ihanoi.cases.queries.grid import FULL_LEVEL, LEVELS
from ihanoi.cases.words import GROUPS, OPEN
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor

_GROUPS = " ".join(
    f"WHEN c.state IN ({', '.join(repr(str(s)) for s in sorted(states))}) THEN '{group}'"
    for group, states in GROUPS.items()
)
_OPEN = ", ".join(repr(str(s)) for s in sorted(OPEN))
_LAT = "radians(CASE WHEN c.round_position THEN round(c.lat::numeric, 3)::float8 ELSE c.lat END)"
_LON = "CASE WHEN c.round_position THEN round(c.lon::numeric, 3)::float8 ELSE c.lon END"
_POINTS = f"""
    SELECT c.id,
        floor((({_LON}) + 180) / 360 * {1 << FULL_LEVEL})::int,
        floor((1 - ln(tan({_LAT}) + 1 / cos({_LAT})) / pi()) / 2 * {1 << FULL_LEVEL})::int,
        coalesce(c.field_id, 0), coalesce(c.unit_id, 0),
        CASE {_GROUPS} END,
        c.state IN ({_OPEN}) AND c.due_at < %(now)s,
        c.submitted_at
    FROM cases_case c WHERE c.listed
"""  # nosec B608  # names and numbers of this file
_COLUMNS = '(case_id, x, y, field_id, unit_id, "group", late, submitted_at)'

# Each point counts in every kept level, under its own field and under 0 for all fields.
_CELLS = f"""
    SELECT l.level, p.x >> ({FULL_LEVEL} - l.level), p.y >> ({FULL_LEVEL} - l.level), f.id, p."group", p.late,
        sum(%(sign)s)::int, sum(%(sign)s::bigint * p.x), sum(%(sign)s::bigint * p.y)
    FROM (SELECT coalesce(x, 0) AS x, coalesce(y, 0) AS y, x IS NOT NULL AS placed, field_id, "group", late
          FROM cases_mappoint {{where}}) p
    CROSS JOIN LATERAL (VALUES {", ".join(f"({level})" for level in LEVELS)}) AS l(level)
    CROSS JOIN LATERAL (SELECT DISTINCT v.id FROM (VALUES (0::bigint), (p.field_id)) AS v(id)) AS f
    WHERE l.level = 0 OR p.placed
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 4, 1, 2, 3, 5, 6
"""  # nosec B608  # names and numbers of this file
_ADD = f"""
    INSERT INTO cases_mapcell (level, x, y, field_id, "group", late, count, sum_x, sum_y) {_CELLS}
    ON CONFLICT ON CONSTRAINT cases_cell_once DO UPDATE SET count = cases_mapcell.count + excluded.count,
        sum_x = cases_mapcell.sum_x + excluded.sum_x, sum_y = cases_mapcell.sum_y + excluded.sum_y
"""  # nosec B608  # names and numbers of this file


@transaction.atomic
def count_on_map(*, actor: Actor, case_ids: Collection[int]) -> None:
    """Take these cases out of the counts as they were counted, and count them as they are now."""
    ids: dict[str, list[int] | datetime | int] = {"ids": sorted(case_ids), "now": clock.now()}
    with connection.cursor() as cursor:
        _alone()
        cursor.execute(_ADD.format(where="WHERE case_id = ANY(%(ids)s)"), {**ids, "sign": -1})
        cursor.execute("DELETE FROM cases_mappoint WHERE case_id = ANY(%(ids)s)", ids)
        cursor.execute(f"INSERT INTO cases_mappoint {_COLUMNS} {_POINTS} AND c.id = ANY(%(ids)s)", ids)
        cursor.execute(_ADD.format(where="WHERE case_id = ANY(%(ids)s)"), {**ids, "sign": 1})


@transaction.atomic
def recount_map(*, actor: Actor) -> None:
    """Count everything anew: after cases were loaded in bulk, and to mend."""
    with connection.cursor() as cursor:
        _alone()
        cursor.execute("DELETE FROM cases_mapcell")
        cursor.execute("DELETE FROM cases_mappoint")
        cursor.execute(f"INSERT INTO cases_mappoint {_COLUMNS} {_POINTS}", {"now": clock.now()})
        cursor.execute(_ADD.format(where=""), {"sign": 1})


def _alone() -> None:
    """One at a time: two relays that count the same cells in another order would wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.map'))")
