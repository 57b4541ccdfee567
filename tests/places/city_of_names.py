"""The packages' units and streets as the rules take them, without a database; and addresses written in all ways."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ihanoi.kernel.folding import fold, fold_words
from ihanoi.places import gazetteer
from ihanoi.places.gazetteer import Entry
from ihanoi.places.rules.addresses.lineage import Lineage
from ihanoi.places.rules.addresses.parts import Street
from ihanoi.places.rules.addresses.reading import AddressReader, once_named
from ihanoi.places.rules.suggesting import Suggester
from ihanoi.places.rules.units import Succession, Unit


@dataclass
class Names:
    """Everything that the reader knows, by code."""

    districts: dict[str, Unit] = field(default_factory=dict)
    first: dict[str, Unit] = field(default_factory=dict)  # the 579
    old: dict[str, Unit] = field(default_factory=dict)  # the 526
    new: dict[str, Unit] = field(default_factory=dict)  # the 126
    streets: tuple[Street, ...] = ()

    def district_of(self, unit: Unit) -> Unit:
        return next(d for d in self.districts.values() if d.id == unit.parent_id)


@cache
def names() -> Names:
    """Read once."""
    book, made = gazetteer.read(), Names()
    ids = iter(range(1, 10_000))

    def units(entries: tuple[Entry, ...], level: str, since: date, until: date | None) -> dict[str, Unit]:
        return {
            e.code: Unit(
                next(ids), e.code, level, e.kind, e.name, e.short_name, fold_words(e.short_name),
                made.districts[e.parent].id if e.parent in made.districts else None, since, until, e.lat, e.lon,
                box=e.box, aliases=e.aliases,
            )
            for e in entries
        }  # fmt: skip

    end = gazetteer.LAST_DAY_OF_THREE_TIERS
    made.districts = units(book.districts, "district", gazetteer.DISTRICTS_FROM, end)
    first, last = gazetteer.COMMUNES_OF_2020_FROM, gazetteer.LAST_DAY_OF_579
    made.first = units(book.communes_of_2020, "commune", first, last)
    made.old = units(book.old_communes, "commune", gazetteer.OLD_COMMUNES_FROM, end)
    made.new = units(book.communes, "commune", gazetteer.TWO_TIERS_FROM, None)
    by_name = {d.folded: d.id for d in made.districts.values()}
    made.streets = tuple(
        Street(s.name, s.kind, tuple(by_name[d] for d in s.districts if d in by_name))
        for s in gazetteer.read_streets()
    )
    return made


@cache
def lineage() -> Lineage:
    book, known = gazetteer.read(), names()
    links = [Succession(known.first[a].id, known.old[b].id, d) for a, b, d in book.mergers_of_2025_01]
    links += [Succession(known.old[a].id, known.new[b].id, d) for a, b, d in book.successions]
    return Lineage(list(known.new.values()), _before(), links)


@cache
def reader() -> AddressReader:
    known = names()
    return AddressReader(
        list(known.new.values()), _before(), list(known.districts.values()), lineage(), known.streets
    )


@cache
def suggester() -> Suggester:
    known = names()
    return Suggester(
        list(known.new.values()),
        once_named(_before()),
        list(known.districts.values()),
        known.streets,
        lineage(),
    )


def _before() -> list[Unit]:
    return [*names().first.values(), *names().old.values()]


# Addresses in all the ways in which people write them.

_KINDS = {
    "phường": ("phường ", "Phường ", "P.", "P. ", "p ", "F.", "PHƯỜNG "),
    "xã": ("xã ", "Xã ", "X.", "X. ", "x."),
    "thị trấn": ("thị trấn ", "Thị trấn ", "TT. ", "TT "),
    "quận": ("quận ", "Quận ", "Q.", "Q. "),
    "huyện": ("huyện ", "Huyện ", "H.", "H. "),
    "thị xã": ("thị xã ", "Thị xã ", "TX. ", "TX "),
}
_CITY = ("Hà Nội", "HN", "TP.HN", "thành phố Hà Nội", "TP Hà Nội", "Thủ đô Hà Nội")
_SENTENCES = (
    "Tôi muốn phản ánh {} có rác thải bốc mùi, đề nghị xử lý",
    "Đèn đường tại {} bị hỏng mấy hôm nay",
    "Mất nước từ hôm qua ở {}. Mong cơ quan chức năng kiểm tra",
    "nắp cống vỡ trước cửa {} rất nguy hiểm cho các cháu",
    "Xe tải chạy ầm ầm cả đêm qua {} gây bụi",
    "{}: cây đổ chắn đường",
    "Em ở {} ạ, nhà hàng xóm xây trái phép",
)


class Writer:
    """Writes addresses by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def kind(self, unit: Unit) -> str:
        return self._chance.choice(_KINDS[unit.kind]) + unit.short_name

    def head(self) -> str:
        """House, alley, street, hamlet or place; many streets are called like a commune."""
        n, street = self._chance.randint(1, 400), self._chance.choice(names().streets).name
        shapes = (
            f"Số {n} {street}", f"{n} {street}", f"ngõ {n} {street}", f"số {n} ngách {n}/{n} ngõ {n} đường {street}",
            f"phố {street}", f"Tổ {n}", f"Thôn {n}", f"tổ dân phố số {n}", f"KĐT {street}", f"chợ {street}",
            f"Xóm {street}",
        )  # fmt: skip
        return self._chance.choice(shapes)

    def city(self) -> str:
        return self._chance.choice(_CITY)

    def sentence(self, address: str) -> str:
        return self._chance.choice(_SENTENCES).format(address)

    def slip(self, name: str) -> str:
        """One letter missing, too many, another, or exchanged with the next; never the only one of a word."""
        places = [i for i in range(1, len(name) - 1) if name[i - 1 : i + 2].isalpha()]
        letter = self._chance.choice("abcdeghiklmnopqrstuvxy")
        if not places:
            return name + letter
        i = self._chance.choice(places)
        return self._chance.choice(
            (
                name[:i] + name[i + 1 :],
                name[:i] + letter + name[i:],
                name[:i] + letter + name[i + 1 :],
                name[:i] + name[i + 1] + name[i] + name[i + 2 :],
            )
        )

    def old(self, unit: Unit, district: Unit) -> Iterator[tuple[str, str]]:
        """An old commune, in every style: its name, and the text."""
        head, commune, upper, city = self.head(), self.kind(unit), self.kind(district), self.city()
        whole = f"{head}, {commune}, {upper}, {city}"
        yield "full", whole
        yield "bare district", f"{head}, {commune}, {district.short_name}, {city}"
        yield "no commas", f"{head} {commune} {upper} {city}"
        yield "no accents", fold(whole)
        yield "neither", fold(f"{head} {commune} {upper} {city}")
        yield "capitals", whole.upper()
        yield "reversed", f"{city} - {upper} - {commune} - {head}"
        yield "reversed, bare", f"{city}, {district.short_name}, {commune}, {head}"
        yield "bare names", f"{head}, {unit.short_name}, {district.short_name}, {city}"
        yield "dashes", f"{commune} - {district.short_name} - {city}"
        yield "sentence", self.sentence(f"{head}, {commune}, {upper}")
        yield "sentence, bare", self.sentence(f"{head} {commune} {district.short_name}")
        yield "sentence, no accents", fold(self.sentence(f"{head} {commune} {upper}"))

    def slipped(self, unit: Unit, district: Unit) -> Iterator[tuple[str, str]]:
        """With one slip in the commune's name or in the district's."""
        commune, upper = self.kind(unit), self.kind(district)
        begin, name = commune.removesuffix(unit.short_name), self.slip(unit.short_name)
        yield "slip", f"{self.head()}, {begin}{name}, {upper}, {self.city()}"
        yield "slip, no accents", fold(f"{self.head()}, {begin}{name}, {upper}")
        wrong = upper.removesuffix(district.short_name) + self.slip(district.short_name)
        yield "slip in the district", f"{self.head()}, {commune}, {wrong}, {self.city()}"

    def new(self, unit: Unit) -> Iterator[tuple[str, str]]:
        """One of today's units."""
        head, name, city = self.head(), self.kind(unit), self.city()
        yield "new", f"{head}, {name}, {city}"
        yield "new, no accents", fold(f"{head}, {name}, {city}")
        yield "new, reversed", f"{city}, {name}, {head}"
        yield "new, sentence", self.sentence(f"{head}, {name}")
