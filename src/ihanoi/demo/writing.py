"""How citizens write and officers answer: the texts are data (`texts/*.txt`); place and mood are added here."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from ihanoi.kernel.folding import fold

FOLDER: Final = Path(__file__).parent / "texts"
OFFICE: Final = "van-phong.txt"
_CHOICE: Final = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that happens in a field: what people write and what was done about it."""

    field: str
    scene: str
    work: str  # what is to be done, after "để": "vá mặt đường"
    heading: str
    body: str
    answer: str


@lru_cache(maxsize=1)
def matters() -> Mapping[str, tuple[Matter, ...]]:
    """All matters by the code of their field."""
    found: dict[str, list[Matter]] = defaultdict(list)
    for path in sorted(FOLDER.glob("*.txt")):
        if path.name != OFFICE:
            for matter in _read(path.read_text(encoding="utf-8")):
                found[matter.field].append(matter)
    return {code: tuple(each) for code, each in found.items()}


def _read(text: str) -> list[Matter]:
    """`# field · scene · work`, then blocks of three lines: heading, body, → answer."""
    found = []
    field = scene = work = ""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.strip().splitlines()
        if lines[0].startswith("# "):
            field, scene, work = (part.strip() for part in lines.pop(0)[2:].split("·"))
        heading, body, answer = lines
        found.append(Matter(field, scene, work, heading, body, answer.removeprefix("→").strip()))
    return found


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[str, ...]]:
    """What officers and senders say at each step, by the heading of the section."""
    found = {}
    for block in re.split(r"\n\s*\n", (FOLDER / OFFICE).read_text(encoding="utf-8").strip()):
        head, *lines = block.splitlines()
        found[head.removeprefix("## ").strip()] = tuple(lines)
    return found


def phrase(rng: random.Random, section: str) -> str:
    """One line of a section."""
    return rng.choice(phrases()[section])


def vary(rng: random.Random, text: str) -> str:
    """Decide each [this|that]."""
    return _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text)


def report(rng: random.Random, matter: Matter, where: str) -> str:
    """A report as somebody types it: short or long, in a hurry or with care, sometimes without accents."""
    text = f"{matter.heading.replace('{o}', where)}."
    mood = rng.random()
    if mood > 0.1:
        text += " " + vary(rng, matter.body)
    if mood > 0.62:
        text += " " + phrase(rng, "nguoi-gui-them")
    if mood > 0.35:
        text += " " + phrase(rng, "nguoi-gui-ket")
    return hurry(rng, text)


def vague(rng: random.Random, where: str) -> str:
    """A report that does not say what it is about: the router abstains."""
    return phrase(rng, "mo-ho").replace("{o}", where)


_HASTE: Final = (
    ("không", "ko"),
    ("được", "đc"),
    ("với", "vs"),
    ("nước", "nc"),
    ("người", "ng"),
    ("rất", "rat"),
    ("giải quyết", "giải quyêt"),
    ("vỉa hè", "vỉa he"),
    ("đường", "đuờng"),
    ("xử lý", "sử lý"),
)


def hurry(rng: random.Random, text: str) -> str:
    """One in eight writes without accents, one in six with slips."""
    dice = rng.random()
    if dice < 0.12:
        return ". ".join(part[:1].upper() + part[1:] for part in fold(text).split(". "))
    if dice < 0.29:
        for right, wrong in rng.sample(_HASTE, 3):
            text = text.replace(right, wrong, 1)
    if 0.29 < dice < 0.36:
        text = text[:1].lower() + text[1:].rstrip(".")
    return text


def answer(rng: random.Random, matter: Matter, *, street: str, day: str, hour: str) -> str:
    """What was done, where and when."""
    return _capital(_filled(vary(rng, matter.answer), street, day, hour))


def other_answer(
    rng: random.Random, section: str, matter: Matter, *, street: str, day: str, next_day: str
) -> str:
    """An answer that is no repair: scheduled, explained, not possible."""
    text = phrase(rng, section).replace("{k}", matter.work).replace("{n}", next_day)
    return text.replace("{p}", f"phố {street}").replace("{d}", day)


def _filled(text: str, street: str, day: str, hour: str) -> str:
    when = f"ngày {day}"
    return (
        text.replace("{p}", f"phố {street}")
        .replace("{h} {d}", f"{hour} {when}")
        .replace("{h}", hour)
        .replace("{d}", when)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
