"""Where a page of a list ended, as text for an address: the next page goes on behind it, whatever was added since."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

MOST = 2**63 - 1  # the greatest id that a database knows


@dataclass(frozen=True, slots=True)
class Mark:
    """The last row shown: its value in the column that sorts the list, and its id."""

    value: datetime | int | None
    id: int

    def encode(self) -> str:
        """As text without meaning to anybody else."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        text = f"{'' if value is None else value}|{self.id}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, *kinds: type) -> Mark | None:
        """The mark in the text, if its value is of one of the kinds; None, the beginning, if the text is broken."""
        try:
            plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
            value, _bar, last = plain.rpartition("|")
            mark = cls(_value(value), int(last))
        except ValueError:
            return None
        return mark if isinstance(mark.value, kinds) and 0 <= mark.id <= MOST else None


def _value(text: str) -> datetime | int | None:
    if not text:
        return None
    if "T" not in text:
        return min(int(text), MOST)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment
