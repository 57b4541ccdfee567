"""The messages that the demo's gateway has taken, a file each. Without Django: the gateway and the page share it."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from ihanoi.kernel import clock

MOST: Final = 1_000  # messages kept; older ones go


@dataclass(frozen=True, slots=True)
class Text:
    """A message as a phone would show it."""

    at: datetime
    number: str  # "0912345678"
    text: str


class Box:
    """Messages, newest first."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.Lock()
        self._keys = {path.stem.rpartition("-")[2] for path in folder.glob("*.json")}

    def keep(self, number: str, text: str, key: str) -> bool:
        """Whether it is new: a message with the key of another one is the same message and is not kept again."""
        short = sha256(key.encode()).hexdigest()[:24]
        with self._lock:
            if short in self._keys:
                return False
            self._keys.add(short)
            self._write(Text(clock.now(), number, text), short)
            self._thin()
        return True

    def _write(self, message: Text, key: str) -> None:
        """Whole or not at all: under another name first."""
        path = self._folder / f"{message.at:%Y%m%dT%H%M%S%f}-{key}.json"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(
            json.dumps(asdict(message) | {"at": message.at.isoformat()}, ensure_ascii=False)
        )
        unfinished.replace(path)

    def _thin(self) -> None:
        for path in self._paths()[MOST:]:
            path.unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        """Names begin with the moment of arrival."""
        return sorted(self._folder.glob("*.json"), reverse=True)

    def texts(self, number: str = "", *, limit: int = 50) -> list[Text]:
        """The newest messages, to one number or to all."""
        found: list[Text] = []
        for path in self._paths():
            message = _read(path)
            if message and (not number or message.number == number):
                found.append(message)
            if len(found) == limit:
                break
        return found


def _read(path: Path) -> Text | None:
    try:
        kept = json.loads(path.read_text())
    except FileNotFoundError:  # thinned out meanwhile
        return None
    return Text(datetime.fromisoformat(kept["at"]), kept["number"], kept["text"])
