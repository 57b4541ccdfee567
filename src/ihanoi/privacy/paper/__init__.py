"""The notice of an incident to the authority as a Word document: facts in, bytes out.

The template beside this file is made by `making.py` and committed; whoever wants another form edits it in Word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ihanoi.ui.papers import Head, filled

NOTICE: Final = Path(__file__).parent / "notice.docx"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the notice."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything that the notice says."""

    head: Head
    recipients: Sequence[str]
    opening: str
    sections: Sequence[Section]
    signer_title: str


def write_notice(notice: Notice) -> bytes:
    """DOCX."""
    return filled(NOTICE, notice.head, asdict(notice))
