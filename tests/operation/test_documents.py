"""The generated documents say what the code says."""

from __future__ import annotations

import pytest

from ihanoi.operation import documents


def test_the_documents_are_up_to_date() -> None:
    stale = [str(path) for path, text in documents.generated().items() if path.read_text() != text]
    assert stale == [], "run `make docs`"


def test_a_glossary_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for kinds of case"):
        documents.with_tables("# Glossary\n")
