"""Translations without gettext's tools: reads the texts of the source, keeps the catalogue, compiles it.

`python -m ihanoi.operation.translations` compiles; with `update` it first brings the English catalogue up to date.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import polib
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parent.parent
ENGLISH: Final = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER: Final = {
    "Project-Id-Version": "iHanoi",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

LITERAL: Final = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE: Final = re.compile(rf"(n?p?gettext|_)\(({LITERAL}(?:,\s*{LITERAL})*)")


class Text(NamedTuple):
    """A text to translate, as the catalogue names it. Blank: no context, no plural."""

    context: str
    singular: str
    plural: str = ""


def texts(folder: Path = PACKAGE) -> dict[Text, list[str]]:
    """Every text of the source with the files that use it, in the order of the files."""
    found: dict[Text, list[str]] = {}
    for suffixes, read in (((".html", ".txt"), in_template), ((".py",), in_code)):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in suffixes):
            if path.suffix == ".txt" and "templates" not in path.parts:
                continue
            for text in read(path.read_text(encoding="utf-8")):
                uses = found.setdefault(text, [])
                name = path.relative_to(folder).as_posix()
                if name not in uses:
                    uses.append(name)
    return found


def in_template(source: str) -> Iterator[Text]:
    """Texts of a template, whose tags Django rewrites as calls of gettext."""
    for name, arguments in IN_TEMPLATE.findall(templatize(source)):
        yield _text(name, ast.literal_eval(f"({arguments},)"))


def in_code(source: str) -> Iterator[Text]:
    """Texts of a Python file: literal arguments of gettext's functions, under whatever name they were imported."""
    tree = ast.parse(source)
    known = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        name = known.get(called) or (
            called.removesuffix("_lazy") if isinstance(node.func, ast.Attribute) else ""
        )
        given = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if given and name in READINGS:
            yield _text(name, tuple(given))


READINGS: Final[dict[str, Callable[..., Text]]] = {
    "_": lambda text: Text("", text),
    "gettext": lambda text: Text("", text),
    "gettext_noop": lambda text: Text("", text),
    "ngettext": lambda one, many: Text("", one, many),
    "pgettext": Text,
    "npgettext": Text,
}


def _text(name: str, given: tuple[str, ...]) -> Text:
    return READINGS[name](*given)


def update(catalogue: Path = ENGLISH, folder: Path = PACKAGE) -> list[Text]:
    """Add what the source has gained, drop what it has lost, keep what is translated. Returns what lacks English."""
    old = {key(entry): entry for entry in polib.pofile(str(catalogue))} if catalogue.exists() else {}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = HEADER
    missing = []
    for text, files in texts(folder).items():
        entry = old.get(text) or _blank(text)
        entry.occurrences = [(name, "") for name in files]
        if not is_translated(entry):
            missing.append(text)
        fresh.append(entry)
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(catalogue))
    return missing


def key(entry: polib.POEntry) -> Text:
    """What an entry of the catalogue translates."""
    return Text(entry.msgctxt or "", entry.msgid, entry.msgid_plural)


def is_translated(entry: polib.POEntry) -> bool:
    """Whether an entry says something in every form. A guess (fuzzy) says nothing."""
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return all(said) and not entry.fuzzy


def _blank(text: Text) -> polib.POEntry:
    context = text.context or None
    if text.plural:
        forms = {0: "", 1: ""}
        return polib.POEntry(
            msgctxt=context, msgid=text.singular, msgid_plural=text.plural, msgstr_plural=forms
        )
    return polib.POEntry(msgctxt=context, msgid=text.singular)


def compile_all(folder: Path = PACKAGE) -> int:
    """Write a .mo beside each .po. Returns how many."""
    sources = sorted(folder.rglob("*.po"))
    for source in sources:
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    return len(sources)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        for lacking in update():
            print(f"English is missing: {lacking.singular}")
    compile_all()
