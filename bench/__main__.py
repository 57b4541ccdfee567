"""`python -m bench [row …]`: measure, print a table and JSON, and write a page of docs/.

docs/performance.md is that of a million cases; a smaller city gets a page of its own beside it.
BENCH_CASES=10000|1000000 chooses the size, BENCH_SECONDS how long each load lasts. The data is kept under var/bench.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from bench import city
from bench.figures import Figure, machine, table

MANY = 1_000_000
PAGE = city.ROOT / "docs" / ("performance.md" if city.CASES >= MANY else f"performance-{city.CASES}.md")


def main() -> None:
    """All rows, or those named."""
    host = machine()
    with city.opened():
        from django.db import connection

        from bench.rows import ROWS
        from ihanoi.cases.queries import Case

        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            host["postgresql"] = cursor.fetchone()[0].split()[0]
        wanted = sys.argv[1:] or list(ROWS)
        unknown = set(wanted) - set(ROWS)
        if unknown:
            sys.exit(f"No such row: {', '.join(sorted(unknown))}. There are: {', '.join(ROWS)}")
        figures: list[Figure] = []
        for name in wanted:
            city.say(f"measuring: {name}")
            figures += ROWS[name]()
        host["cases"] = f"{Case.objects.count():,}"
    print(json.dumps({"machine": host, "figures": [asdict(f) for f in figures]}, ensure_ascii=False))  # noqa: T201 - what was asked for
    print(table(figures))  # noqa: T201 - what was asked for
    if len(sys.argv) == 1:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(_page(host, figures))


def _page(host: dict[str, str], figures: list[Figure]) -> str:
    told = " · ".join(f"{name} {value}" for name, value in host.items())
    command = f"BENCH_CASES={city.CASES} make bench"
    missed = [f for f in figures if f.met is False]
    lines = [
        "# Performance",
        "",
        f"Made by `{command}` on {datetime.now(UTC):%d/%m/%Y}. Not edited by hand.",
        "",
        f"Machine: {told}.",
        "",
        "Clients, web server and database share the same cores. Compare rows of one run only: machines differ.",
        "",
        table(figures),
        "",
    ]
    if missed:
        lines += ["## Missed", "", *(f"* {f.what}: {f.value}; the target is {f.target}." for f in missed), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
