"""Names by their letters, exactly or one slip away: a letter missing, too many, another, or two exchanged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

SHORTEST: Final = 4  # letters: shorter names are one slip away from everything
LONGEST: Final = 40


class Index(Generic[T]):
    """Values by key (`tokens.key`). Found by what is left of both when one letter is taken out."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        values: dict[str, list[T]] = {}
        for key, value in pairs:
            values.setdefault(key, []).append(value)
        self._values = {key: tuple(found) for key, found in values.items()}
        self._shortened: dict[str, tuple[str, ...]] = {}
        for key in self._values:
            if len(key) >= SHORTEST:
                for short in _shortened(key):
                    self._shortened[short] = (*self._shortened.get(short, ()), key)

    def exact(self, key: str) -> tuple[T, ...]:
        """What bears the very name."""
        return self._values.get(key, ())

    def near(self, key: str) -> tuple[T, ...]:
        """What bears a name that is one slip away, the name itself left out."""
        if not SHORTEST <= len(key) <= LONGEST:
            return ()
        alike = {other for short in (key, *_shortened(key)) for other in self._shortened.get(short, ())}
        return tuple(v for other in sorted(alike) if one_slip(key, other) for v in self._values[other])


def _shortened(key: str) -> set[str]:
    """The key, and it without each of its letters."""
    return {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}


def one_slip(a: str, b: str) -> bool:
    """Whether exactly one letter differs, is missing, is too many, or two neighbours are exchanged."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    one, other = a[head:], b[head:]
    if len(a) == len(b):
        return one[1:] == other[1:] or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]
