"""Many cases by COPY for measurements: each repeats a case of the told life at another time and place.

So the shape is that of the slow way by construction: the same columns filled in each state, the same clocks,
results and ratings, and a history that verifies. Due times are moved by whole weeks, not computed anew.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from ihanoi.cases import actions as cases
from ihanoi.cases import queries as case_queries
from ihanoi.demo import names, tables, words
from ihanoi.demo.cast import Cast, read_cast
from ihanoi.demo.models import Stage
from ihanoi.demo.queries import FOUNDATION
from ihanoi.demo.reports import METRE_EAST, METRE_NORTH
from ihanoi.demo.streets import WARDS
from ihanoi.demo.tables import CASES, RESULTS, Row, Table
from ihanoi.journal import actions as journal
from ihanoi.journal import queries as history
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import AgencyKind
from ihanoi.places import queries as places

CHUNK: Final = 2000  # cases in one commit
MANY: Final = 50_000  # from here on it is quicker to make the indexes anew
HISTORY: Final = "journal_entry"
WEEKS_BACK: Final = 100
OPEN_AT_MOST: Final = 8000  # of a city, however many cases it has had: agencies work them off
CITIZENS_PER_CASE: Final = 0.05
CITIZENS_AT_MOST: Final = 50_000
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)?)?")


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was copied: cases, and lines of history."""

    cases: int
    lines: int


@dataclass(slots=True)
class _Template:
    """A case of the told life with everything that belongs to it."""

    case: Row
    around: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    lines: list[Any] = field(default_factory=list)
    ward: int | None = None  # the agency of the ward that may be exchanged


@dataclass(frozen=True, slots=True)
class _Place:
    """A ward to which a template is moved: agencies and accounts of the old ward → those of the new one."""

    unit: Any
    agencies: Mapping[int, int]
    accounts: Mapping[int, int]


def copy_life(*, count: int, progress: Callable[[str], None], seed: int = 1) -> Bulk:
    """Copy so many cases beside the told ones. Needs a built demo city."""
    maker = _Maker(random.Random(seed), count)  # nosec B311  # repeatable on purpose
    named = [table.name for table in (maker.case_table, *maker.tables)]
    with tables.without_indexes([*named, HISTORY]) if count >= MANY else nullcontext():
        lines = _copy(maker, count, progress)
        progress("making the indexes")
    progress("counting the map")
    cases.recount_map(actor=SYSTEM)
    with connection.cursor() as cursor:  # as a city that grew slowly: its pages have long been looked over
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
    return Bulk(count, lines)


def _copy(maker: _Maker, count: int, progress: Callable[[str], None]) -> int:
    lines = done = 0
    while done < count:
        size = min(CHUNK, count - done)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO off")
            tables.trust_keys()  # each copy points to what its template points to, or to a row found here
            lines += maker.chunk(size)
        done += size
        if done % (CHUNK * 10) == 0 or done == count:
            progress(f"{done} of {count} cases")
    return lines


class _Maker:
    """Holds the templates and makes chunk after chunk."""

    def __init__(self, rng: random.Random, count: int) -> None:
        self.rng, self.today = rng, clock.today()
        self.case_table = tables.describe(CASES)
        self.tables = tables.around_cases()
        self.cast = read_cast(Stage.objects.get(name=FOUNDATION).kept["citizens"])
        self.templates = self._read()
        self.open = [t for t in self.templates if t.case["closed_at"] is None]
        self.closed = [t for t in self.templates if t.case["closed_at"] is not None]
        share = len(self.open) / len(self.templates)
        self.open_share = min(share, OPEN_AT_MOST / count)
        self.senders = [*self.cast.citizens, *self._more_citizens(count)]
        self.wards = [a for a in people.agencies(None, AgencyKind.COMMUNE) if a.id in self.cast.crews]
        self._places: dict[tuple[int, int], _Place] = {}
        self._actors = self._read_actors()

    def _read(self) -> list[_Template]:
        """All told cases with their history."""
        told = sorted(Stage.objects.get(name="life").kept.values())
        found = {row["id"]: _Template(row) for row in tables.rows(self.case_table, "id = ANY(%s)", [told])}
        for table in self.tables:
            for row in tables.rows(table, "case_id = ANY(%s)", [told]):
                found[row["case_id"]].around[table.name].append(row)
        for case_id, template in found.items():
            template.lines = history.history("case", case_id)
            lead = people.agency(template.case["lead_id"])
            template.ward = lead.id if lead.kind == AgencyKind.COMMUNE else None
        return list(found.values())

    def _more_citizens(self, count: int) -> list[int]:
        wanted = min(round(count * CITIZENS_PER_CASE), CITIZENS_AT_MOST)
        new = []
        mark = uuid4().hex[:12]  # a repeated call makes other people
        for number in range(wanted):
            name, title = names.person(self.rng, set())
            mail = f"cong-dan-{mark}-{number}@{words.DOMAIN}"
            new.append(people_actions.NewAccount(mail, name, "", title))
        accounts = people_actions.create_accounts(actor=SYSTEM, new=new, password=None) if new else []
        return [account.pk for account in accounts]

    def _read_actors(self) -> dict[int, Actor]:
        crews = self.cast.crews.values()
        seated = {a for c in crews for a in (*c.assigners, *c.approvers, *(h for _, h in c.handlers))}
        wanted = seated | {*self.senders, *self.cast.dispatchers, *self.cast.overseers, self.cast.citizen}
        return {pk: Actor(pk, person.name) for pk, person in people.persons(wanted).items()}

    def chunk(self, size: int) -> int:
        """Cases with everything around them, in the caller's transaction. Returns how many lines of history."""
        chosen = [self._choose() for _ in range(size)]
        ids = tables.reserve(self.case_table, size)
        copies = [_Copy(self, template, case_id) for template, case_id in zip(chosen, ids, strict=True)]
        made = [copy.case_row() for copy in copies]
        self._pair(copies, made)
        tables.copy_in(self.case_table, made)
        for table in self.tables:
            self._copy_around(table, copies)
        lines = (line for copy in copies for line in copy.lines())
        return journal.record_many(lines=lines, fresh=True)

    def _choose(self) -> _Template:
        pool = self.open if self.open and self.rng.random() < self.open_share else self.closed
        return self.rng.choice(pool)

    def _pair(self, copies: Sequence[_Copy], made: Sequence[Row]) -> None:
        """A merged case points to some answered case of the same chunk."""
        targets = [row["id"] for row in made if row["resolved_at"] is not None]
        for copy, row in zip(copies, made, strict=True):
            if row["merged_into_id"] is not None and targets:
                row["merged_into_id"] = copy.partner = self.rng.choice(targets)

    def _copy_around(self, table: Table, copies: Sequence[_Copy]) -> None:
        old = [(copy, row) for copy in copies for row in copy.template.around[table.name]]
        made = []
        for (copy, row), new_id in zip(old, tables.reserve(table, len(old)), strict=True):
            made.append(copy.row(table, row, new_id))
            if table.name == RESULTS:
                copy.results[row["id"]] = new_id
        tables.copy_in(table, made)

    def place(self, old: int) -> _Place:
        """Another ward by chance, with who does there what was done here."""
        new = self.rng.choice(self.wards)
        found = self._places.get((old, new.id))
        if found is None:
            found = self._places[old, new.id] = _exchange(self.cast, old, new.id)
        return found


def _exchange(cast: Cast, old: int, new: int) -> _Place:
    here, there = cast.crews[old], cast.crews[new]
    accounts = dict(_matched(here.assigners, there.assigners)) | dict(
        _matched(here.approvers, there.approvers)
    )
    agencies = {old: new}
    for (old_unit, old_hand), (new_unit, new_hand) in _matched(here.handlers, there.handlers):
        agencies.setdefault(old_unit, new_unit)
        accounts[old_hand] = new_hand
    unit_id = people.agency(new).unit_id
    assert unit_id is not None
    return _Place(places.unit_by_id(unit_id), agencies, accounts)


def _matched(here: Sequence[Any], there: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return ((each, there[n % len(there)]) for n, each in enumerate(here))


class _Copy:
    """One new case: how its template's values are changed."""

    def __init__(self, maker: _Maker, template: _Template, case_id: int) -> None:
        self.maker, self.template, self.case_id = maker, template, case_id
        rng = maker.rng
        closed = template.case["closed_at"] is not None
        self.shift = timedelta(weeks=-rng.randint(0, WEEKS_BACK)) if closed else timedelta()
        self.place = maker.place(template.ward) if template.ward is not None else None
        self.results: dict[int, int] = {}
        self.accounts: dict[int, int] = dict(self.place.accounts) if self.place else {}
        self.partner = case_id
        for citizen in self._citizens():
            self.accounts[citizen] = rng.choice(maker.senders)

    def _citizens(self) -> Iterator[int]:
        if self.template.case["sender_id"] is not None:
            yield self.template.case["sender_id"]

    def row(self, table: Table, old: Row, new_id: int) -> Row:
        """A row with its keys turned to the new case, moved in time."""
        new = dict(old)
        for column, target in table.keys.items():
            new[column] = self._key(target, old[column])
        for column in table.timed:
            if new[column] is not None:
                new[column] += self.shift
        for column, kind in table.types.items():
            if kind == "jsonb" and new[column] is not None:
                new[column] = Jsonb(self._moved(new[column]))
        new["id"] = new_id
        if new.get("promised_for") and new["promised_for"] < self.maker.today:
            new["promised_for"] = None  # an old promise: nobody shall be called back for it now
        return new

    def _key(self, target: str, value: Any) -> Any:
        if value is None:
            return None
        if target == CASES:
            return self.case_id
        if target == RESULTS:
            return self.results[value]
        if target == "people_account":
            return self.accounts.get(value, value)
        if target == "people_agency":
            return self.place.agencies.get(value, value) if self.place else value
        return value

    def _moved(self, value: Any) -> Any:
        """Dates inside JSON move too: the working of a due time tells the same story at another time."""
        if isinstance(value, dict):
            return {key: self._moved(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._moved(each) for each in value]
        if not self.shift or not isinstance(value, str) or not _MOMENT.fullmatch(value):
            return value
        moved = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        return (moved + self.shift).isoformat()

    def case_row(self) -> Row:
        """The case itself: another place, other words for it, a client key of its own."""
        old, rng = self.template.case, self.maker.rng
        new = self.row(self.maker.case_table, old, self.case_id)
        new["client_key"] = UUID(int=rng.getrandbits(128), version=4) if old["client_key"] else None
        new["head"] = None  # its history is chained anew
        street = rng.choice(rng.choice(WARDS).streets)
        unit = self.place.unit if self.place else None
        if unit is not None:
            new["unit_id"] = unit.id if old["unit_id"] is not None else None
        if old["lat"] is not None:
            self._put(new, unit)
        self._rename(new, street, rng.randint(1, 300), unit)
        return new

    def _put(self, new: Row, unit: Any) -> None:
        """Somewhere in the unit; without one near the old place."""
        rng = self.maker.rng
        if unit is None:
            north, east = rng.gauss(0, 400), rng.gauss(0, 400)
        else:
            new["lat"], new["lon"], reach = unit.lat, unit.lon, unit.radius_m * 0.6
            north, east = rng.uniform(-reach, reach), rng.uniform(-reach, reach)
        new["lat"] = round(new["lat"] + north * METRE_NORTH, 6)
        new["lon"] = round(new["lon"] + east * METRE_EAST, 6)

    def _rename(self, new: Row, street: str, number: int, unit: Any) -> None:
        """Put another house and street wherever the old ones stand; where accents are missing the text stays."""
        known = re.match(r"(\d+) ([^,]+), (.+)", new["address"])
        if known is None:
            return
        ward = unit.name if unit is not None else known[3]
        for column in ("title", "text", "public_title", "public_text"):
            spoken = case_queries.column(column)  # the row is as it is stored
            told = spoken.opened(new[column]).replace(known[2], street).replace(known[1], str(number))
            new[column] = spoken.sealed(told[: spoken.max_length])
        new["address"] = f"{number} {street}, {ward[:1].lower()}{ward[1:]}"
        new["folded"] = case_queries.searchable(
            new["public_title"], new["address"], new["public_text"], rounded=new["round_position"]
        )

    def lines(self) -> Iterator[journal.Line]:
        """The template's history, told of this case."""
        for line in self.template.lines:
            yield journal.Line(
                actor=self._actor(line),
                subject="case",
                subject_id=self.case_id,
                verb=line.verb,
                at=line.at + self.shift,
                role=line.role,
                agency_id=self._key("people_agency", line.agency_id),
                data={key: self._datum(key, value) for key, value in line.data.items()},
            )

    def _actor(self, line: Any) -> Actor:
        account = self._key("people_account", line.actor_id)
        return self.maker._actors.get(account) or Actor(account, line.actor_name)

    def _datum(self, key: str, value: Any) -> Any:
        if key in ("agency_id", "from_id"):
            return self._key("people_agency", value)
        if key == "handler_id":
            return self._key("people_account", value)
        if key == "result_id":
            return self.results.get(value, value)
        return self.partner if key == "target_id" else self._moved(value)
