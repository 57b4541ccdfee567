"""The reader: weights that turn what is seen of a text into shares of the fields. Pure; numpy only.

A reader is bytes (a compressed archive of plain arrays, no pickle), made by `training`, the same for the same corpus.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ihanoi.kernel.folding import fold_words
from ihanoi.routing import features
from ihanoi.routing.features import Said, Span, Text

Floats = NDArray[np.float32]
Vectors = Callable[[Text], Floats | None]  # what a text means; None: cannot be said

SHIPPED: Final = Path(__file__).parent / "shipped" / "reader.npz"  # written by `ihanoi train --ship`
NOTHING: Final = ""  # the share of "this belongs to no field"
USUAL_LIMIT: Final = 0.3
_WORDS_SHOWN: Final = 4
_WEIGHTY: Final = 0.25  # of the heaviest: what weighs less did not decide
# Words that stand in every text; as a reason they would say nothing.
_SMALL_WORDS: Final = frozenset(
    fold_words("""
    ai anh ba ban bi boi cac cai can cha chi cho chu chua co con cua cung da dang de den di do doi du
    duoc em gay gi giup ha ho hom it kem khi khong ko la lai lam len lien lieu luc luon mai mat may moi
    mot muon nam nao nay neu ngay nha nhe nhieu nhu nhung no noi o oi qua ra rat roi sao sau sang se so
    sua su ta tai tam the theo thi thoi tin toi tren trong truoc tu tung va vao vay ve vi viec voi xin
    xong xuong y kinh gui mong nho nguoi
""").split()
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A field, its share of the whole (0 to 1), and what speaks for it in the sender's own words, heaviest first."""

    code: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meanings:
    """What vectors say beside the words. `matrix`: a row for each number of a vector, a column for each code.

    `sharpness` and `chances` are those of words and meaning together.
    """

    middle: Floats  # of the vectors that were learnt
    matrix: Floats
    start: Floats
    sharpness: float
    chances: Sequence[tuple[float, float]]

    def scores(self, vectors: Floats) -> Floats:
        """One row of scores for each row of vectors."""
        return np.asarray(centred(vectors, self.middle) @ self.matrix + self.start, np.float32)


def centred(vectors: Floats, middle: Floats) -> Floats:
    """Seen from the middle and brought to length 1: these vectors all lie in one narrow cone."""
    moved = vectors - middle
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-9), np.float32)


class Reader:
    """Shares of fields for a text. `version` names the bytes that it was made of."""

    def __init__(self, made: bytes) -> None:
        with np.load(io.BytesIO(made), allow_pickle=False) as arrays:
            known: dict[str, Any] = json.loads(arrays["about"].tobytes())
            names = arrays["terms"].tobytes().decode().split("\n")
            rarity = arrays["rarity"].tolist()
            self._matrix: NDArray[np.int8] = arrays["matrix"]
            self._row_scale: Floats = arrays["row_scale"]
            self._phrases: Floats = arrays["phrases"]
            self._start: Floats = arrays["start"]
            self._meanings = _meanings(known.get("meanings"), arrays)
        self.version = hashlib.sha256(made).hexdigest()[:12]
        self.codes: tuple[str, ...] = tuple(known["codes"])
        self.limits: Mapping[str, float] = known["limits"]
        self.figures: Mapping[str, Any] = known["figures"]
        self.corpus: str = known["corpus"]
        self._sharpness: float = known["sharpness"]
        self._chances: list[tuple[float, float]] = [(x, y) for x, y in known["chances"]]
        self._row = {name: n for n, name in enumerate(names)}
        self._rarity = dict(zip(names, rarity, strict=True))
        self._column = {code: n for n, code in enumerate(self.codes)}

    @property
    def megabytes(self) -> float:
        """What the weights take in memory, without the table of terms."""
        arrays = (self._matrix, self._row_scale, self._phrases, self._start)
        return sum(array.nbytes for array in arrays) / 1e6

    def limit(self, code: str) -> float:
        """Below this share a text is not said to be of the field."""
        return self.limits.get(code, USUAL_LIMIT)

    def opinions(
        self, text: Text, said: Mapping[str, Said], limit: int = 3, vectors: Vectors | None = None
    ) -> list[Opinion]:
        """The best fields; with `NOTHING` among them where that is likelier than they. Shares add up to one at most.

        `said`: the key phrases of every field in use; a field that the reader was not trained on counts by them.
        `vectors` is asked only by a reader that was trained with meanings.
        """
        found = features.terms(text)
        values = features.weights(features.counted(found), self._rarity)
        rows = np.fromiter((self._row[term] for term in values), np.int64, len(values))
        weight = np.fromiter(values.values(), np.float32, len(values)) * self._row_scale[rows]
        parts = self._matrix[rows] * weight[:, None]
        codes, scores = self._scores(parts.sum(axis=0), said)
        shares = self._weighed(scores, vectors(text) if vectors and self._meanings else None)
        best = [int(n) for n in np.argsort(-shares, kind="stable")[: limit + 1]]
        opinions = []
        for n in best:
            evidence = parts[:, n] - parts.mean(axis=1) if n < len(self.codes) else np.zeros(len(values))
            spans = _spans(found, list(values), evidence, said.get(codes[n]), self._own(n))
            opinions.append(Opinion(codes[n], float(shares[n]), _quoted(text, spans) if codes[n] else ()))
        return opinions

    def _weighed(self, scores: Floats, meaning: Floats | None) -> Any:
        """Scores as chances, with what the text means where that is known; of later fields it says nothing."""
        if meaning is None or self._meanings is None:
            return as_chances(_shares(scores * self._sharpness), self._chances)
        more = self._meanings.scores(meaning)
        later = np.full(len(scores) - len(more), more.mean(), np.float32)
        together = scores + np.concatenate([more, later])
        return as_chances(_shares(together * self._meanings.sharpness), self._meanings.chances)

    def _scores(self, seen: Floats, said: Mapping[str, Said]) -> tuple[list[str], Floats]:
        scores = self._start + seen
        for code, what in said.items():
            if code in self._column:
                scores = scores + self._phrases[self._column[code]] * what.strength
        new = [code for code in said if code not in self._column]
        more = [self._start.mean() + self._own(-1) * said[code].strength for code in new]
        return [*self.codes, *new], np.concatenate([scores, np.array(more, np.float32)])

    def _own(self, n: int) -> float:
        """How much a field's own phrases speak for it; of a field that came later, as they do on average."""
        if 0 <= n < len(self.codes):
            return float(self._phrases[n, n])
        return float(np.diag(self._phrases).mean())


def _meanings(known: Mapping[str, Any] | None, arrays: Mapping[str, Any]) -> Meanings | None:
    if known is None:
        return None
    middle, matrix, start = (arrays[f"meaning_{name}"] for name in ("middle", "matrix", "start"))
    return Meanings(middle, matrix, start, known["sharpness"], [(x, y) for x, y in known["chances"]])


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), np.float32)


def as_chances(shares: Any, points: Sequence[tuple[float, float]]) -> Any:
    """The best share becomes the chance that it is right; the others share the rest as before, none above the best."""
    best = shares.max(axis=-1, keepdims=True)
    chance = np.interp(best, [x for x, _y in points], [y for _x, y in points])
    rest = (1 - chance) / np.maximum(1 - best, 1e-9)
    return np.where(shares == best, chance, np.minimum(shares * rest, chance * 0.999))


def _spans(
    found: Mapping[str, Sequence[Span]], terms: Sequence[str], evidence: Any, said: Said | None, own: float
) -> dict[Span, float]:
    """What speaks for a field, by place: its key phrases, and the words and pairs that the reader has learnt."""
    spans: dict[Span, float] = {}
    for hit, share in said.hits if said else ():
        spans[hit.start, hit.end] = own * said.strength * share if said else 0.0
    for term, weight in zip(terms, evidence, strict=True):
        if weight > 0 and term[0] != features.PARTS:
            for span in found[term]:
                spans[span] = spans.get(span, 0.0) + float(weight) / len(found[term])
    return spans


def _quoted(text: Text, spans: Mapping[Span, float]) -> tuple[str, ...]:
    """The heaviest pieces that do not overlap and are more than small words, each told once."""
    heaviest = sorted(
        ((w, s) for s, w in spans.items() if _tells(text, s)), key=lambda pair: (-pair[0], pair[1])
    )
    told: dict[str, str] = {}
    taken: list[Span] = []
    for weight, span in heaviest:
        if len(told) == _WORDS_SHOWN or weight < _WEIGHTY * heaviest[0][0]:
            break
        if not any(span[0] < end and start < span[1] for start, end in taken):
            taken.append(span)
            quote = text.quote(span)
            told.setdefault(quote.lower(), quote)
    return tuple(told.values())


def _tells(text: Text, span: Span) -> bool:
    return any(
        len(word.folded) > 1 and word.folded not in _SMALL_WORDS and not word.folded.isdigit()
        for word in text.words[span[0] : span[1]]
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What training found, in full precision. `matrix`: a row for each term, a column for each code."""

    codes: Sequence[str]
    terms: Sequence[str]
    rarity: Sequence[float]
    matrix: Floats
    phrases: Floats
    start: Floats
    sharpness: float
    chances: Sequence[tuple[float, float]]
    limits: Mapping[str, float]
    corpus: str  # digest of what it was trained on
    figures: Mapping[str, Any]
    meanings: Meanings | None = None


def packed(parts: Parts) -> bytes:
    """The bytes of a reader: weights in steps of 1/127 of the largest of each term."""
    scale = np.maximum(np.abs(parts.matrix).max(axis=1), 1e-9) / 127
    about = {
        "codes": list(parts.codes),
        "sharpness": round(parts.sharpness, 4),
        "chances": [list(point) for point in parts.chances],
        "limits": dict(parts.limits),
        "corpus": parts.corpus,
        "figures": dict(parts.figures),
    }
    more: dict[str, Any] = {}
    if parts.meanings is not None:
        m = parts.meanings
        about["meanings"] = {
            "sharpness": round(m.sharpness, 4),
            "chances": [list(point) for point in m.chances],
        }
        more = {"meaning_middle": m.middle, "meaning_matrix": m.matrix, "meaning_start": m.start}
    into = io.BytesIO()
    np.savez_compressed(
        into,
        about=np.frombuffer(json.dumps(about, ensure_ascii=False, sort_keys=True).encode(), np.uint8),
        terms=np.frombuffer("\n".join(parts.terms).encode(), np.uint8),
        rarity=np.asarray(parts.rarity, np.float32),
        matrix=np.rint(parts.matrix / scale[:, None]).astype(np.int8),
        row_scale=scale.astype(np.float32),
        phrases=np.asarray(parts.phrases, np.float32),
        start=np.asarray(parts.start, np.float32),
        **more,
    )
    return into.getvalue()
