"""Every text of the source says the same in English, with the same placeholders, and nothing is left over."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from ihanoi.operation import translations
from ihanoi.operation.translations import Text
from ihanoi.places.rules.calendars import planned_days
from ihanoi.places.words import day_off
from ihanoi.ui import words

PLACEHOLDERS = re.compile(r"%(?:\(\w+\))?[sd]|%\(\w+\)\d*[sd]|\{\w+\}|%%")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
NAMES = ("Chị", "Bà", "Ông", "Cô", "Chú", "QĐ-UBND", "Tiếng Việt")  # what English keeps as it is


@pytest.fixture(scope="module")
def catalogue() -> dict[Text, polib.POEntry]:
    return {translations.key(entry): entry for entry in polib.pofile(str(translations.ENGLISH))}


@pytest.fixture(scope="module")
def source() -> dict[Text, list[str]]:
    return translations.texts()


def said(entry: polib.POEntry) -> list[str]:
    """The English of an entry in all its forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_has_its_english(
    source: dict[Text, list[str]], catalogue: dict[Text, polib.POEntry]
) -> None:
    lacking = [
        (files[0], text.singular)
        for text, files in source.items()
        if text not in catalogue or not translations.is_translated(catalogue[text])
    ]
    assert lacking == [], "python -m ihanoi.operation.translations update"


def test_nothing_is_translated_that_no_longer_exists(
    source: dict[Text, list[str]], catalogue: dict[Text, polib.POEntry]
) -> None:
    assert [text.singular for text in catalogue if text not in source] == []
    assert not any(entry.obsolete or entry.fuzzy for entry in catalogue.values())


def test_both_sides_have_the_same_placeholders(catalogue: dict[Text, polib.POEntry]) -> None:
    assert len(catalogue) > 1000
    for text, entry in catalogue.items():
        for english in said(entry):
            assert sorted(PLACEHOLDERS.findall(text.singular)) == sorted(PLACEHOLDERS.findall(english)), (
                english
            )


def test_english_has_no_vietnamese_words(catalogue: dict[Text, polib.POEntry]) -> None:
    for entry in catalogue.values():
        for english in said(entry):
            for name in NAMES:
                english = english.replace(name, "")
            assert not VIETNAMESE.search(english), english


def test_the_beginning_and_the_end_are_alike(catalogue: dict[Text, polib.POEntry]) -> None:
    """A sentence stays a sentence, and what is put after another text keeps its space."""
    for text, entry in catalogue.items():
        for english in said(entry):
            assert text.singular.startswith(" ") == english.startswith(" "), english
            assert text.singular.endswith((".", ":", "?")) == english.endswith((".", ":", "?")), english


def test_texts_are_found_in_templates_and_in_code() -> None:
    template = (
        '{# {% translate "không" %} #}<c-x title="{% translate \'một\' %}">{% firstof a _("hai") %}'
        "{% blocktranslate count n=n %}{{ n }} ba{% plural %}{{ n }} bốn{% endblocktranslate %}"
        '{% translate "năm" context "số" %}'
    )
    assert list(translations.in_template(template)) == [
        Text("", "một"), Text("", "hai"), Text("", "%(n)s ba", "%(n)s bốn"), Text("số", "năm"),
    ]  # fmt: skip
    code = (
        "from django.utils.translation import gettext as _, ngettext, pgettext_lazy as p\n"
        "a = f\"{_('một')}\"\nb = ngettext('%d hai', '%d ba', n)\nc = p('số', 'bốn')\nd = other('năm')\n"
    )
    assert set(translations.in_code(code)) == {
        Text("", "một"), Text("", "%d hai", "%d ba"), Text("số", "bốn"),
    }  # fmt: skip


def test_an_update_keeps_adds_and_drops(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{% translate "cũ" %}{% translate "mới" %}')
    catalogue = tmp_path / "en.po"
    catalogue.write_text('msgid "cũ"\nmsgstr "old"\n\nmsgid "mất"\nmsgstr "lost"\n')
    assert translations.update(catalogue, tmp_path) == [Text("", "mới")]
    kept = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue))}
    assert kept == {"cũ": "old", "mới": ""}


def test_english_counts_in_singular_and_plural() -> None:
    translations.compile_all()
    with translation.override("en"):
        assert (words.duration(8 * 3600), words.duration(2 * 8 * 3600 + 3600)) == ("1 day", "2 days 1 hour")
        assert words.percent(0.914) == "91.4%"
    with translation.override("vi"):
        assert words.duration(8 * 3600) == "1 ngày"
        assert words.percent(0.914) == "91,4\u00a0%"


def test_days_off_are_said_in_english_and_others_stay_as_written() -> None:
    translations.compile_all()
    names = {day.name for day in planned_days()}
    with translation.override("en"):
        assert not [name for name in names if VIETNAMESE.search(day_off(name))]
        assert day_off("Quốc khánh (nghỉ bù)") == "National Day (day in lieu)"
        assert day_off("Làm bù cho ngày 02/01/2026") == "Worked instead of 02/01/2026"
        assert day_off("Ngày hội làng") == "Ngày hội làng"
    with translation.override("vi"):
        assert {day_off(name) for name in names} == names
