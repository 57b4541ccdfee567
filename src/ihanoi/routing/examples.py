"""Texts whose field is known: the corpus that was written for this project, and the frozen texts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ihanoi.routing.reader import NOTHING

_FOLDER: Final = Path(__file__).parent / "corpus"
_NO_FIELD: Final = "_khong-ro"  # greetings, tests of the keyboard, thanks: what belongs to no field


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose field is known. `urgency`: 3 somebody can be hurt today, 2 normal, 1 a wish or a question."""

    text: str
    code: str
    urgency: int = 2


def corpus() -> list[Example]:
    """One file a field, one text a line. "! " marks danger, "? " a wish or question."""
    codes = sorted(path.stem for path in _FOLDER.glob("[!_]*.txt"))
    return [_example(line, code) for code in [*codes, _NO_FIELD] for line in lines(code)]


def frozen() -> list[Example]:
    """Texts that no reader is trained on, by which versions are compared: "field<TAB>text"."""
    rows = (line.split("\t", 1) for line in lines("_frozen"))
    return [_example(text, code) for code, text in rows]


def lines(name: str) -> list[str]:
    """The lines of one file but its heading."""
    whole = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in whole.splitlines() if line and not line.startswith("# ")]


def _example(line: str, code: str) -> Example:
    urgency = {"! ": 3, "? ": 1}.get(line[:2], 2)
    return Example(line if urgency == 2 else line[2:], NOTHING if code == _NO_FIELD else code, urgency)
