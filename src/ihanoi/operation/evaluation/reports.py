"""Reports whose label, urgency and sometimes place are known: are they read right?

The labels of the files are coarser than the catalogue. They are tied to it here, and the product knows nothing of them.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ihanoi.kernel.folding import fold
from ihanoi.operation.evaluation.figures import Figure, Figures, median_ms, share
from ihanoi.routing import queries as routing
from ihanoi.routing.words import Reading

FIRST, IN_THREE, FIRST_FOLDED, GOAL_MS = 0.88, 0.96, 0.80, 5.0

# What each label of shared report files means in the catalogue: codes of leaves.
LABELS: Final[Mapping[str, str]] = {
    "do_xe": "do-xe-sai bai-xe",
    "giao_thong": "mat-duong via-he cau-ham cong-trinh-duong den-tin-hieu bien-bao un-tac vi-pham-giao-thong"
    " xe-buyt duong-sat-do-thi",
    "trat_tu_do_thi": "lan-chiem-via-he bien-quang-cao",
    "thoat_nuoc": "ho-ga ngap-ung cong-ranh nuoc-thai",
    "vien_thong": "vien-thong",
    "dien": "dien-luc",
    "chieu_sang": "chieu-sang",
    "cay_xanh": "cay-xanh",
    "xay_dung": "xay-dung-trai-phep cong-trinh-xay-dung quy-hoach-dat-dai chung-cu",
    "moi_truong": "rac-thai dot-rac bui-mui",
    "tieng_on": "tieng-on",
    "an_ninh_trat_tu": "an-ninh-trat-tu te-nan trom-cap",
    "phong_chay": "phong-chay",
    "thu_tuc": "thu-tuc",
    "do_thi_so": "ung-dung-so",
    "cap_nuoc": "cap-nuoc",
    "y_te": "y-te",
    "an_toan_thuc_pham": "an-toan-thuc-pham",
    "giao_duc": "giao-duc",
    "an_sinh": "an-sinh",
}
_LABEL_OF: Final = {code: label for label, codes in LABELS.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class _Read:
    """One row with what was read of it: labels, best first, and how sure the first is."""

    row: Mapping[str, Any]
    reading: Reading
    labels: tuple[str, ...]

    @property
    def first(self) -> bool:
        return self.labels[:1] != () and self.labels[0] in _right(self.row)

    @property
    def in_three(self) -> bool:
        return any(label in _right(self.row) for label in self.labels[:3])

    @property
    def strictly_first(self) -> bool:
        return self.labels[:1] == (self.row["category"],)


def evaluate(rows: Iterable[Mapping[str, Any]]) -> Figures:
    """A row: "text", "category", and where known "also_ok" and "urgency". A label missing here counts as missed."""
    rows = list(rows)
    seconds: list[float] = []
    written = [_read(row, lambda text: text, seconds) for row in rows]
    folded = [_read(row, fold, []) for row in rows]
    return Figures(
        "reports",
        (
            share("field, first", [r.first for r in written], FIRST),
            share("field, in three", [r.in_three for r in written], IN_THREE),
            share("field, first, strict", [r.strictly_first for r in written]),
            share("field, in three, strict", [r.row["category"] in r.labels[:3] for r in written]),
            share("field, first, without accents", [r.first for r in folded], FIRST_FOLDED),
            share("field, in three, without accents", [r.in_three for r in folded]),
            share("field, first, without accents, strict", [r.strictly_first for r in folded]),
            share("nothing recognised", [not r.labels for r in written]),
            *_calibration(written),
            *_urgency(written),
            median_ms("time of one reading", seconds, GOAL_MS),
        ),
        tuple(_misses(written)),
    )


def _read(row: Mapping[str, Any], typed: Callable[[str], str], seconds: list[float]) -> _Read:
    text = typed(row["text"])
    begun = time.perf_counter()
    reading = routing.read(text)
    seconds.append(time.perf_counter() - begun)
    labels = tuple(_LABEL_OF.get(guess.code, guess.code) for guess in reading.fields)
    return _Read(row, reading, labels)


def _right(row: Mapping[str, Any]) -> set[str]:
    return {row["category"], *(row.get("also_ok") or ())}


def _calibration(read: Sequence[_Read]) -> list[Figure]:
    """For each tenth of the first share, how often it is right; and the mean distance of both."""
    tenths: dict[int, list[_Read]] = {}
    for one in read:
        if one.reading.fields:
            tenths.setdefault(min(int(one.reading.fields[0].score * 10), 9), []).append(one)
    far = sum(
        len(some) * abs(_mean([r.reading.fields[0].score for r in some]) - _mean([r.first for r in some]))
        for some in tenths.values()
    )
    n = sum(map(len, tenths.values()))
    return [
        *(
            share(f"right where the share is {t / 10:.1f}…", [r.first for r in some])
            for t, some in sorted(tenths.items())
        ),
        Figure("distance of share and truth", far / n if n else 0.0, n),
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _urgency(read: Sequence[_Read]) -> list[Figure]:
    """Danger (3) against the rest as precision and recall; all three degrees; wishes (1) found."""
    known = [r for r in read if r.row.get("urgency") in (1, 2, 3)]
    said = [r.row["urgency"] == 3 for r in known if r.reading.urgent]
    meant = [r.reading.urgent for r in known if r.row["urgency"] == 3]
    return [
        share("danger, precision", said),
        share("danger, recall", meant),
        share("wish or question, recall", [r.reading.urgency == 1 for r in known if r.row["urgency"] == 1]),
        share("urgency of three degrees", [r.reading.urgency == r.row["urgency"] for r in known]),
    ]


def _misses(read: Sequence[_Read]) -> list[dict[str, Any]]:
    """Fields first (which label was taken for which, then each row), then dangers that were not seen."""
    wrong = [r for r in read if not r.first]
    taken = Counter((r.row["category"], r.labels[0] if r.labels else "nothing") for r in wrong)
    table = [{"right": right, "answered": said, "rows": n} for (right, said), n in taken.most_common()]
    rows = [
        {
            "text": r.row["text"],
            "right": ", ".join(sorted(_right(r.row))),
            "answered": ", ".join(f"{g.code} {g.score:.0%}" for g in r.reading.fields) or "nothing",
        }
        for r in wrong
    ]
    unseen = [
        {"text": r.row["text"], "right": "danger", "answered": "no danger"}
        for r in read
        if r.row.get("urgency") == 3 and not r.reading.urgent
    ]
    return [*table, *rows, *unseen]
