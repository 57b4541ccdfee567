"""What a report says and where: text, place, address and pictures, all by chance from the demo's own tables."""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ihanoi.cases.words import Channel
from ihanoi.demo import streets, writing
from ihanoi.demo.streets import CUA_NAM, CUA_NAM_MARKS, CUA_NAM_STREETS, WARDS, Ward
from ihanoi.demo.writing import Matter
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing

METRE_NORTH: Final = 1 / 110_700
METRE_EAST: Final = 1 / 103_900
VARIANTS: Final = 4  # drawings of one scene
_HAS_PLACE: Final = re.compile(r"\b(trước|cạnh|giữa|trên|trong|ngay|của|từ)\b")

# How often a field is reported: the ward's own daily trouble first.
WEIGHTS: Final = {
    "rac-thai": 13,
    "lan-chiem-via-he": 13,
    "do-xe-sai": 13,
    "mat-duong": 10,
    "via-he": 10,
    "tieng-on": 9,
    "ho-ga": 9,
    "chieu-sang": 9,
    "cay-xanh": 9,
    "ngap-ung": 4,
    "cong-ranh": 4,
    "bien-quang-cao": 4,
    "cong-trinh-xay-dung": 4,
    "xay-dung-trai-phep": 3,
    "vien-thong": 4,
    "dien-luc": 3,
    "nuoc-thai": 3,
    "cong-vien": 3,
    "den-tin-hieu": 3,
    "bien-bao": 3,
}
LOCAL: Final = (
    "rac-thai",
    "lan-chiem-via-he",
    "do-xe-sai",
    "mat-duong",
    "via-he",
    "tieng-on",
    "bien-quang-cao",
    "cong-trinh-xay-dung",
    "xay-dung-trai-phep",
    "nuoc-thai",
    "cong-vien",
    "bui-mui",
    "dot-rac",
    "dong-vat",
    "an-toan-thuc-pham",
    "bai-xe",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing to upload: the same scene and variant before and after."""

    scene: str
    variant: int
    repaired: bool = False
    traces: bool = True  # time and place in the file, as a phone writes them


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a sender would give it."""

    unit_id: int
    street: str
    where: str
    address: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `cases.actions.submit` gets, and what the drawing and the answer need."""

    spot: Spot
    matter: Matter | None
    text: str
    pictures: tuple[Picture, ...]
    channel: str = Channel.WEB
    confidential: bool = False
    round_position: bool = False
    danger: bool = False
    with_point: bool = True
    given: dict[str, Any] = field(default_factory=dict)


def spot(rng: random.Random, ward_code: str) -> Spot:
    """A place in the ward."""
    unit = places.unit(ward_code)
    if unit is None:
        raise LookupError(f"the ward {ward_code} is not installed")
    if ward_code == CUA_NAM:
        street, lat, lon = _on_street(rng)
        marks: tuple[str, ...] = CUA_NAM_MARKS
    else:
        ward = next(w for w in WARDS if w.code == ward_code)
        street, marks = rng.choice(ward.streets), ward.marks
        distance, angle = unit.radius_m * ward.spread * math.sqrt(rng.random()), rng.uniform(0, math.tau)
        lat = unit.lat + distance * math.sin(angle) * METRE_NORTH
        lon = unit.lon + distance * math.cos(angle) * METRE_EAST
    number = rng.randint(2, 160)
    where = rng.choice(
        (
            f"trước số {number} {street}",
            f"trước số {number} {street}",
            f"trong ngõ {number} {street}",
            f"đầu ngõ {number} {street}",
            f"đoạn số {number} {street}",
            f"phố {street}",
            f"{rng.choice(marks)}, phố {street}" if marks else f"phố {street}",
        )
    )
    address = f"{number} {street}, {unit.name[:1].lower()}{unit.name[1:]}"
    return Spot(unit.id, street, where, address, round(lat, 6), round(lon, 6))


def _on_street(rng: random.Random) -> tuple[str, float, float]:
    street, lat1, lon1, lat2, lon2 = rng.choice(CUA_NAM_STREETS)
    share = rng.uniform(0.08, 0.92)
    lat = lat1 + (lat2 - lat1) * share + rng.gauss(0, 6) * METRE_NORTH
    lon = lon1 + (lon2 - lon1) * share + rng.gauss(0, 6) * METRE_EAST
    return street, lat, lon


def anywhere(rng: random.Random) -> str:
    """A ward by its share."""
    ward: Ward = rng.choices(WARDS, [w.share for w in WARDS])[0]
    return ward.code


def pick(rng: random.Random, used: dict[str, list[int]], *, local: bool = False) -> Matter:
    """A matter by the weight of its field; within a field each comes once before one comes again."""
    every = writing.matters()
    codes = [c for c in every if not local or c in LOCAL]
    code = rng.choices(codes, [WEIGHTS.get(c, 2) for c in codes])[0]
    waiting = used.setdefault(code, [])
    if not waiting:
        waiting += rng.sample(range(len(every[code])), len(every[code]))
    return every[code][waiting.pop()]


def write(rng: random.Random, matter: Matter, at: Spot) -> Report:
    """The usual report: picture, place, words."""
    where = f"phố {at.street}" if _HAS_PLACE.search(matter.heading) else at.where
    count = rng.choices((0, 1, 2), (7, 75, 18))[0]
    first = rng.randrange(VARIANTS)
    traces = rng.random() < 0.7
    pictures = tuple(Picture(matter.scene, (first + n) % VARIANTS, traces=traces) for n in range(count))
    return Report(
        spot=at,
        matter=matter,
        text=writing.report(rng, matter, where),
        pictures=pictures,
        confidential=rng.random() < 0.09,
        round_position=rng.random() < 0.12,
    )


def write_vague(rng: random.Random, at: Spot) -> Report:
    """Neither field nor unit can be told from it."""
    return Report(
        spot=at, matter=None, text=writing.vague(rng, at.where), pictures=(), with_point=rng.random() < 0.5
    )


def repeat(rng: random.Random, first: Report) -> Report:
    """Somebody else reports the same thing from a few steps away."""
    at = replace(
        first.spot,
        lat=round(first.spot.lat + rng.uniform(-18, 18) * METRE_NORTH, 6),
        lon=round(first.spot.lon + rng.uniform(-18, 18) * METRE_EAST, 6),
    )
    assert first.matter is not None
    again = write(rng, first.matter, at)
    pictures = (
        tuple(replace(p, variant=first.pictures[0].variant) for p in again.pictures[:1])
        if first.pictures
        else ()
    )
    return replace(again, pictures=pictures, confidential=False)


def field_id(report: Report) -> int | None:
    """The field that the sender confirms."""
    node = routing.field_by_code(report.matter.field) if report.matter else None
    return node.id if node else None


def ward_codes() -> list[str]:
    """The wards where reports come from."""
    return [streets.CUA_NAM, *(w.code for w in WARDS)]
