"""The folder of letters (a Maildir). Without Django: the server and the pages share it."""

from __future__ import annotations

import email
import mailbox
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from pathlib import Path
from typing import Final

MOST: Final = 5_000  # letters kept; older ones go


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as the pages show it. `key` names it in the box."""

    key: str
    at: datetime
    recipient: str
    sender: str
    subject: str
    text: str = ""


class Box:
    """Letters, newest first."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._dir = mailbox.Maildir(folder, create=True)
        self._kept = len(self._dir)

    def keep(self, content: bytes) -> str:
        """Write a letter; it appears whole or not at all."""
        key = self._dir.add(content)
        self._kept += 1
        if self._kept > MOST * 11 // 10:
            self._thin()
        return key

    def _thin(self) -> None:
        for key in self._keys()[MOST:]:
            self._dir.discard(key)
        self._kept = len(self._dir)

    def _keys(self) -> list[str]:
        """Names begin with the second, then the microsecond, of arrival: M123P45Q6."""
        return sorted(self._dir.keys(), key=_arrival, reverse=True)

    def letters(self, recipient: str = "", *, limit: int = 50, offset: int = 0) -> list[Letter]:
        """A page of letters without their texts, of one recipient or of all."""
        found = self._heads(recipient)
        page: list[Letter] = []
        for number, letter in enumerate(found):
            if number >= offset + limit:
                break
            if number >= offset:
                page.append(letter)
        return page

    def _heads(self, recipient: str) -> Iterator[Letter]:
        for key in self._keys():
            letter = self._letter(key, headers_only=True)
            if letter is not None and (not recipient or recipient.lower() in letter.recipient.lower()):
                yield letter

    def letter(self, key: str) -> Letter | None:
        """One letter with its text; None if there is none by that name."""
        return self._letter(key) if key in self._dir else None

    def _letter(self, key: str, *, headers_only: bool = False) -> Letter | None:
        try:
            with self._dir.get_file(key) as file:
                content = file.read(20_000) if headers_only else file.read()
        except (KeyError, OSError):  # thinned out meanwhile
            return None
        message = email.message_from_bytes(content, policy=policy.default)
        body = None if headers_only else message.get_body(("plain", "html"))
        return Letter(
            key=key,
            at=datetime.fromtimestamp(_arrival(key)[0], UTC),
            recipient=str(message.get("To", "")),
            sender=str(message.get("From", "")),
            subject=str(message.get("Subject", "")).strip(),
            text=str(body.get_content()) if body is not None else "",
        )


def _arrival(key: str) -> tuple[int, int, int]:
    second, _, rest = key.partition(".")
    micro, _, serial = rest.partition("P")
    serial = serial.partition("Q")[2].partition(".")[0]
    return int(second), int(micro.lstrip("M") or 0), int(serial or 0)
