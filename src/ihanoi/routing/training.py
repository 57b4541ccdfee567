"""Trains a reader: from the corpus beside this file and from officers' corrections, the same for the same input.

Needs scikit-learn, and is therefore imported by the job and the command that train, never by what answers requests.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped]  # ships no types
from sklearn.isotonic import IsotonicRegression  # type: ignore[import-untyped]  # ships no types
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]  # ships no types

from ihanoi.kernel.folding import fold
from ihanoi.routing import features, reader
from ihanoi.routing.examples import Example, lines
from ihanoi.routing.reader import NOTHING, Floats, Meanings, Parts, Vectors, centred
from ihanoi.routing.rules import Lexicon

_FOLDS: Final = 5
_STRENGTH: Final = 0.3  # scikit-learn's C: how far single words are trusted; chosen by cross-validation
_PHRASE_WEIGHT: Final = 0.3  # of a key phrase of the catalogue as an example of its field
_HINT_WEIGHT: Final = 0.1
_MEANING_STRENGTH: Final = 0.3  # C of what is learnt of vectors
_MEANING_WEIGHT: Final = 1.0  # of meaning beside words; both chosen by cross-validation
_SEEN_IN: Final = 2  # a term of fewer texts is left out
_STEPS: Final = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
_STEP_WIDTH: Final = 0.2
_LIKE_A_TYPIST: Final = {"không": "ko", "được": "dc", "đường": "đg", "người": "ng", "gì": "j", "với": "vs"}


def digest(examples: Iterable[Example], words: Mapping[str, Sequence[str]]) -> str:
    """Names what a reader is trained on: texts and key phrases."""
    told = [f"{e.code}\t{e.text}" for e in examples] + [
        f"{code}:{p}" for code in sorted(words) for p in words[code]
    ]
    return hashlib.sha256("\n".join([*told, *lines("_quanh")]).encode()).hexdigest()


# --- what people make of a text --------------------------------------------------------------------------------------


class _Around:
    """What people write around the matter: greetings, places, pleas. A reader learns that it tells nothing."""

    def __init__(self) -> None:
        around = lines("_quanh")
        self._before = [line[2:] for line in around if line.startswith("< ")]
        self._after = [line[2:] for line in around if line.startswith("> ")]

    def variants(self, text: str) -> tuple[str, ...]:
        """The text as written, without accents, in a letter, and the letter typed in a hurry."""
        chance = random.Random(hashlib.sha256(text.encode()).digest())  # nosec B311  # repeatable on purpose
        before = ", ".join(chance.sample(self._before, chance.randint(1, 3)))
        after = ". ".join(chance.sample(self._after, chance.randint(1, 3)))
        letter = f"{before}, {text}. {after}"
        return text, fold(text), letter, fold(_hurried(letter, chance))


def _hurried(text: str, chance: random.Random) -> str:
    """A letter lost here, two swapped there, and short forms."""
    words = []
    for word in text.split():
        word = _LIKE_A_TYPIST.get(word, word) if chance.random() < 0.5 else word
        if len(word) > 3 and chance.random() < 0.06:
            at = chance.randrange(1, len(word) - 1)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            word = word[:at] + word[at + 1 :] if chance.random() < 0.5 else swapped
        words.append(word)
    return " ".join(words)


# --- matrices --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """One variant of an example, cut up once for all folds."""

    counts: Mapping[str, int]
    said: Mapping[str, float]
    code: str
    weight: float
    of: int  # which example; -1: a key phrase


def _see(examples: Sequence[Example], words: Mapping[str, Sequence[str]], lexicon: Lexicon) -> list[_Seen]:
    around = _Around()
    seen = [
        _seen(variant, example.code, 1.0, n, lexicon)
        for n, example in enumerate(examples)
        for variant in around.variants(example.text)
    ]
    for code, phrases in words.items():
        for phrase in phrases if code else ():
            weight = _HINT_WEIGHT if "~" in phrase else _PHRASE_WEIGHT
            seen.append(_seen(phrase.lstrip("~!"), code, weight, -1, lexicon))
    return seen


def _seen(text: str, code: str, weight: float, of: int, lexicon: Lexicon) -> _Seen:
    cut = features.cut(text)
    said = {key: what.strength for key, what in features.phrases(lexicon, cut).items()}
    return _Seen(features.counted(features.terms(cut)), said, code, weight, of)


class _Table:
    """Terms with their rarity, and rows made of them."""

    def __init__(self, seen: Sequence[_Seen], codes: Sequence[str]) -> None:
        held: dict[str, set[int]] = {}
        for n, one in enumerate(seen):
            for term in one.counts:
                held.setdefault(term, set()).add(one.of if one.of >= 0 else -1 - n)
        texts = len({one.of for one in seen})
        self.terms = sorted(term for term, of in held.items() if len(of) >= _SEEN_IN)
        self.rarity = {t: float(np.log((1 + texts) / (1 + len(held[t]))) + 1) for t in self.terms}
        self._column = {term: n for n, term in enumerate(self.terms)}
        self._phrase = {code: len(self.terms) + n for n, code in enumerate(codes)}

    def rows(self, seen: Sequence[_Seen]) -> sparse.csr_matrix:
        values, columns, ends = [], [], [0]
        for one in seen:
            for term, weight in features.weights(one.counts, self.rarity).items():
                columns.append(self._column[term])
                values.append(weight)
            for code, strength in one.said.items():
                if code in self._phrase:
                    columns.append(self._phrase[code])
                    values.append(strength)
            ends.append(len(columns))
        shape = (len(seen), len(self.terms) + len(self._phrase))
        return sparse.csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=shape)


# --- training --------------------------------------------------------------------------------------------------------


def train(
    examples: Sequence[Example], words: Mapping[str, Sequence[str]], vectors: Vectors | None = None
) -> bytes:
    """The bytes of a reader. `words`: the key phrases of each field, and those of no field under "".

    Its figures come from texts that it had not seen when it read them: each fifth is read by a reader of the others.
    They are those of words alone. `vectors`: what texts mean, learnt beside the words where it can be said.
    """
    lexicon = Lexicon(words)
    codes = sorted({example.code for example in examples} | {NOTHING})
    seen = _see(examples, {code: words[code] for code in words if code in codes}, lexicon)
    scores = _unseen_scores(seen, len(examples), codes)
    right = np.array([codes.index(example.code) for example in examples])
    sharpness = _sharpness(scores, np.tile(right, (2, 1)))
    chances = _chances(scores * sharpness, np.tile(right, (2, 1)))
    shares = reader.as_chances(_softmax(scores * sharpness), chances)
    table, model = _fit(seen, codes)
    terms = len(table.terms)
    weights = model.coef_.T
    return reader.packed(
        Parts(
            codes=codes,
            terms=table.terms,
            rarity=[table.rarity[term] for term in table.terms],
            matrix=weights[:terms].astype(np.float32),
            phrases=weights[terms:].astype(np.float32),
            start=model.intercept_.astype(np.float32),
            sharpness=sharpness,
            chances=chances,
            limits=_limits(shares[0], right, codes),
            corpus=digest(examples, words),
            figures=_figures(shares, right, codes),
            meanings=_meanings(examples, vectors, scores[0], right) if vectors else None,
        )
    )


def _fit(seen: Sequence[_Seen], codes: Sequence[str]) -> tuple[_Table, Any]:
    table = _Table(seen, codes)
    model = LinearSVC(C=_STRENGTH, random_state=0)
    model.fit(table.rows(seen), [one.code for one in seen], sample_weight=[one.weight for one in seen])
    if list(model.classes_) != list(codes):
        raise ValueError("every field needs at least one text")
    return table, model


def _unseen_scores(seen: Sequence[_Seen], n: int, codes: Sequence[str]) -> NDArray[np.float64]:
    """Scores of each example by a reader that did not see it: as written and without accents (2 × n × codes)."""
    by_example: dict[int, list[_Seen]] = {}
    for one in seen:
        by_example.setdefault(one.of, []).append(one)
    fold_of = _folds([by_example[i][0].code for i in range(n)])
    scores = np.zeros((2, n, len(codes)))
    for number in range(_FOLDS):
        table, model = _fit([o for o in seen if o.of < 0 or fold_of[o.of] != number], codes)
        held_out = [i for i in range(n) if fold_of[i] == number]
        for way in range(2):
            rows = table.rows([by_example[i][way] for i in held_out])
            scores[way, held_out] = model.decision_function(rows)
    return scores


def _folds(codes: Sequence[str]) -> list[int]:
    """The texts of a field in turn to each fold: as they were written, so that neighbours are parted."""
    so_far: Counter[str] = Counter()
    folds = []
    for code in codes:
        folds.append(so_far[code] % _FOLDS)
        so_far[code] += 1
    return folds


def _meanings(
    examples: Sequence[Example], vectors: Vectors, scores: NDArray[np.float64], right: NDArray[np.int64]
) -> Meanings | None:
    """What vectors say of the fields; how sure both together are, on texts not seen. None: there are no vectors."""
    seen, of = _vectors(examples, vectors)
    if not len(of):
        return None
    answers, codes = right[of[:, 0]], scores.shape[1]
    fold_of = np.array(_folds([example.code for example in examples]))[of[:, 0]]
    as_written = of[:, 1] == 0
    together = scores[of[:, 0]]
    for number in range(_FOLDS):
        held_out = fold_of == number
        others = _fit_meanings(seen[~held_out], answers[~held_out], codes)
        together[held_out] += others.scores(seen[held_out])
    together, told = together[as_written], answers[as_written]
    sharpness = _sharpness(together, told)
    chances = _chances(together * sharpness, told)
    return replace(_fit_meanings(seen, answers, codes), sharpness=sharpness, chances=chances)


def _vectors(examples: Sequence[Example], vectors: Vectors) -> tuple[Floats, NDArray[np.int64]]:
    """Vectors of texts as written (way 0) and inside a letter (1), each with its example's number and its way.

    Without the letters a long polite report is taken for one that belongs to no field.
    """
    around = _Around()
    ways = [
        (n, way, text)
        for n, e in enumerate(examples)
        for way, text in enumerate(around.variants(e.text)[::2])
    ]
    found = [(v, (n, way)) for n, way, text in ways if (v := vectors(features.cut(text))) is not None]
    return np.array([v for v, _of in found]), np.array([of for _v, of in found], np.int64).reshape(-1, 2)


def _fit_meanings(vectors: Floats, answers: NDArray[np.int64], codes: int) -> Meanings:
    """A field without a vector is given the mean of the others: for it meaning says nothing."""
    middle = vectors.mean(axis=0)
    model = LinearSVC(C=_MEANING_STRENGTH, random_state=0).fit(centred(vectors, middle), answers)
    matrix = np.repeat(model.coef_.mean(axis=0)[:, None], codes, axis=1)
    start = np.full(codes, model.intercept_.mean())
    matrix[:, model.classes_], start[model.classes_] = model.coef_.T, model.intercept_
    return Meanings(
        middle=middle,
        matrix=(matrix * _MEANING_WEIGHT).astype(np.float32),
        start=(start * _MEANING_WEIGHT).astype(np.float32),
        sharpness=1.0,
        chances=(),
    )


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _sharpness(scores: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """The factor by which the best share becomes the chance that it is right (least squares), on texts not seen."""
    flat, answers = scores.reshape(-1, scores.shape[-1]), right.reshape(-1)
    hits = flat.argmax(axis=1) == answers

    def error(factor: float) -> float:
        return float(((_softmax(flat * factor).max(axis=1) - hits) ** 2).mean())

    return min((float(f) for f in np.arange(0.5, 12.01, 0.1)), key=error)


def _chances(scores: NDArray[np.float64], right: NDArray[np.int64]) -> list[tuple[float, float]]:
    """How often the best guess is right at each height of its share, on texts not seen: points of a rising line."""
    flat, answers = _softmax(scores).reshape(-1, scores.shape[-1]), right.reshape(-1)
    rising = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip").fit(
        flat.max(axis=1), flat.argmax(axis=1) == answers
    )
    heights = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0])
    near = [rising.predict(np.linspace(h - 0.03, h + 0.02, 11)).mean() for h in heights]
    return [
        (0.0, 0.0),
        *((round(float(h), 2), round(float(c), 4)) for h, c in zip(heights, near, strict=True)),
    ]


def _limits(shares: NDArray[np.float64], right: NDArray[np.int64], codes: Sequence[str]) -> dict[str, float]:
    """For each field the share from which naming it is right more often than not, on texts not seen.

    A field alone has few texts at each step, so that what holds for all fields counts as four of its own.
    """
    first, sure = shares.argmax(axis=1), shares.max(axis=1)
    hits, limits = first == right, {}
    for n, code in enumerate(codes):
        for step in _STEPS:
            near = (sure >= step) & (sure < step + _STEP_WIDTH)
            own = near & (first == n)
            usual = hits[near].mean() if near.any() else 0.5
            if hits[own].sum() + 4 * usual >= (own.sum() + 4) / 2:
                break
        limits[code] = step
    return limits


def _figures(shares: NDArray[np.float64], right: NDArray[np.int64], codes: Sequence[str]) -> dict[str, Any]:
    """How good it is on texts not seen: as written, and without accents."""
    n = len(right)
    order = np.argsort(-shares, axis=-1, kind="stable")
    firsts = order[..., 0]
    sure = shares[0].max(axis=1)
    tenths = np.minimum((sure * 10).astype(int), 9)
    confused = Counter((codes[r], codes[f]) for r, f in zip(right, firsts[0], strict=True) if r != f)
    return {
        "texts": n,
        "fields": len(codes) - 1,
        "first": round(float((firsts[0] == right).mean()), 4),
        "in_three": round(float((order[0, :, :3] == right[:, None]).any(axis=1).mean()), 4),
        "first_folded": round(float((firsts[1] == right).mean()), 4),
        "in_three_folded": round(float((order[1, :, :3] == right[:, None]).any(axis=1).mean()), 4),
        "calibration": [
            [int(t), int((tenths == t).sum()), round(float(sure[tenths == t].mean()), 3),
             round(float((firsts[0] == right)[tenths == t].mean()), 3)]
            for t in range(10) if (tenths == t).any()
        ],
        "confused": [[r, f, count] for (r, f), count in sorted(confused.items(), key=lambda x: (-x[1], x[0]))[:25]],
        "by_field": {
            code: [int((right == i).sum()), round(float((firsts[0] == i)[right == i].mean()), 3)]
            for i, code in enumerate(codes) if (right == i).any()
        },
    }  # fmt: skip
