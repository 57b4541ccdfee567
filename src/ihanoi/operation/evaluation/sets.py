"""Which file is evaluated by which module, and where the files are when none is named."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ihanoi.operation.evaluation import addresses, answers, fingerprints, points, repeats, reports
from ihanoi.operation.evaluation.figures import Figures
from ihanoi.operation.trouble import Trouble
from ihanoi.places import queries as places

FOLDER: Final = "IHANOI_EVAL_DATA"
GENERATED: Final[Mapping[str, Callable[[], Figures]]] = {
    "repeats": repeats.evaluate,
    "answers": answers.evaluate,
    "fingerprints": fingerprints.evaluate,
}
KINDS: Final = {"reports": "*reports*.jsonl", "addresses": "*addresses*.csv", "points": "*.json"}


def known_files() -> dict[str, tuple[Path, ...]]:
    """The files of the folder that IHANOI_EVAL_DATA names, by kind; Trouble where there is no such folder."""
    named = os.environ.get(FOLDER)
    if not named:
        raise Trouble(
            f"Name a file (--addresses, --points, --reports), or the folder of all of them in {FOLDER}."
        )
    if not Path(named).is_dir():
        raise Trouble(f"{FOLDER} names {named}, and there is no such folder.")
    return {kind: tuple(sorted(Path(named).glob(pattern))) for kind, pattern in KINDS.items()}


def evaluate(
    files: Mapping[str, Sequence[Path]], boundaries: Path | None = None, *, generated: Iterable[str] = ()
) -> Iterator[Figures]:
    """What each kind of files shows, all files of a kind together; and the generated sets of these names."""
    if files.get("reports"):
        yield reports.evaluate(_rows(files["reports"], _json_lines))
    if files.get("addresses"):
        yield addresses.evaluate(_rows(files["addresses"], _csv))
    if files.get("points"):
        yield points.evaluate(_rows(files["points"], _json), _shapes(boundaries))
    for name in generated:
        yield GENERATED[name]()


def _rows(paths: Sequence[Path], read: Callable[[Path], list[Any]]) -> list[Any]:
    rows = []
    for path in paths:
        try:
            rows += read(path)
        except (OSError, ValueError) as error:
            raise Trouble(f"{path} cannot be read: {error}.") from error
    return rows


def _json_lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


def _csv(path: Path) -> list[Any]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _json(path: Path) -> list[Any]:
    return list(json.loads(path.read_text(encoding="utf-8-sig")))


def _shapes(boundaries: Path | None) -> Mapping[str, Any] | None:
    """Boundaries to try, by code; the installation stays as it is."""
    if boundaries is None:
        return None
    checked = places.check_boundaries(boundaries)
    if not checked.ok:
        raise Trouble(f"{boundaries} is refused: `ihanoi boundaries FILE --dry-run` says why.")
    return checked.shapes
