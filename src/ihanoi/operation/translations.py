"""Compiles the translations where they stand, without gettext's tools. `python -m ihanoi.operation.translations`."""

from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent


def compile_all(folder: Path = PACKAGE) -> int:
    """Write a .mo beside each .po. Returns how many."""
    sources = sorted(folder.rglob("*.po"))
    for source in sources:
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    return len(sources)


if __name__ == "__main__":
    compile_all()
