"""The table as a page for people.

State diagram, moves, limits. docs/regulation is generated from it and compared by a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ihanoi.cases.regulation import EDITIONS, Edition
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import PUBLIC_STATES, Kind, Role, State, Verb
from ihanoi.kernel.workflow import Row


def describe(kind: str) -> str:
    """The regulation of one kind in Markdown, as of the newest edition, in Vietnamese with the code names beside."""
    return "\n".join(_page(Kind(kind), EDITIONS[-1])) + "\n"


def _page(kind: Kind, edition: Edition) -> Iterator[str]:
    rows, owners = edition.tables[kind].rows, edition.tables[kind].owners
    yield f"# {kind.label} (`{kind}`)"
    yield ""
    yield f"Generated from `cases/regulation/{kind}.py` by `ihanoi docs`; do not edit. {edition.document}."
    yield ""
    yield "## Trạng thái"
    yield ""
    yield "| trạng thái | bàn xử lý | công khai | đến lượt |"
    yield "|---|---|---|---|"
    known = {state for row in rows for state in (*row.start, row.to) if state}
    for state in (state for state in State if state in known):
        owner = Role(owners[state]).label if state in owners else "–"
        yield f"| `{state}` | {state.label} | {PUBLIC_STATES[state]} | {owner} |"
    yield ""
    yield "## Sơ đồ"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from _diagram(rows)
    yield "```"
    yield ""
    yield "## Các bước"
    yield ""
    yield "| bước | từ | đến | ai | phải có | điều kiện | đồng hồ | báo cho | căn cứ |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        yield _line(row)


def _diagram(rows: Iterable[Row[Facts]]) -> Iterator[str]:
    for row in rows:
        for start in sorted(row.start) or ["[*]"]:
            if row.to is not None:
                yield f"    {start} --> {row.to}: {row.verb}"


def _line(row: Row[Facts]) -> str:
    states = list(State)
    start = ", ".join(f"`{s}`" for s in sorted(row.start, key=lambda s: states.index(State(s)))) or "–"
    clocks = [f"▶ {name}" for name in row.starts] + [f"■ {name}" for name in row.stops]
    cells = [
        f"`{row.verb}` {Verb(row.verb).label}",
        start,
        f"`{row.to}`" if row.to else "giữ nguyên",
        ", ".join(sorted(str(Role(r).label) for r in row.by)),
        ", ".join(row.needs) or "–",
        ", ".join(condition.__name__ for condition in row.only_if) or "–",
        ", ".join(clocks) or "–",
        ", ".join(row.tells) or "–",
        row.serves,
    ]
    return f"| {' | '.join(cells)} |"
