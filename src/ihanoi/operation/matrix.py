"""docs/security/access.md: every address × every role × own and other agency, from the table that the gate reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver

from ihanoi.people.words import Role

from .access import Row, Table, Thing, Who, answer

HEAD: Final = """# Who may come where

Made from [config/access.py](../../src/ihanoi/config/access.py) by `ihanoi docs`. `tests/attack/test_access.py` asks
every address as everybody named here, by GET and by POST, and compares. The gate refuses before a view runs; an
address without a row does not open.

* ✓: opens. Whether a step is possible now, the rooms' tables say (409); what is given may be incomplete (422).
* 404: as if there were no such page. sign-in: asked to sign in first. 401: the same, for programs of a page.
* 403: may look there, and change nothing. own list: led to a list of the desk that is theirs.
* Two answers with a bar: the own agency | another. For a thing of a person: the own one | somebody else's.
* "POST": where changing is answered otherwise than looking.
* **A**: administration: at its own address, from its own networks and in its own hours where the settings name them;
  who was not there for five minutes is asked again who they are.
"""


def routes(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every named address with its pattern, in the order in which they are tried."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each, (*spaces, each.namespace) if each.namespace else spaces)
        elif isinstance(each, URLPattern):
            yield ":".join((*spaces, each.name or "")), f"/{each.pattern}"


def described(table: Table) -> str:
    """The document."""
    lines = ["| address | name | | nobody | citizen | " + " | ".join(str(role.value) for role in Role) + " |"]
    lines.append("|---" * (5 + len(Role)) + "|")
    lines += [_line(name, path, table[name]) for name, path in routes() if name in table]
    return f"{HEAD}\n" + "\n".join(lines) + "\n"


def _line(name: str, path: str, row: Row) -> str:
    cells = [_cell(row, None), _cell(row, ""), *(_cell(row, role.value) for role in Role)]
    marks = " ".join(_marks(row))
    return f"| `{path}` | {name} | {marks} | " + " | ".join(cells) + " |"


def _marks(row: Row) -> Iterable[str]:
    if row.administration:
        yield "**A**" if row.writers is None else "**A** (POST)"
    if row.demo:
        yield "demo"
    if row.who == Who.BEARER:
        yield "with its token"


def _cell(row: Row, role: str | None) -> str:
    read, write = _both(row, role, write=False), _both(row, role, write=True)
    return read if read == write else f"{read}, POST {write}"


def _both(row: Row, role: str | None, *, write: bool) -> str:
    own, other = (answer(row, role, own=own, write=write) for own in (True, False))
    towards_a_thing = row.thing != Thing.NONE or row.at_city
    return f"{own} \\| {other}" if towards_a_thing and own != other else str(own)
