"""The documents that are generated from the code, so that they cannot say anything else than it does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import override

from ihanoi.cases import queries as cases
from ihanoi.cases import words as case_words
from ihanoi.cases.words.answers import Lack
from ihanoi.cases.words.promises import Kept
from ihanoi.operation import matrix
from ihanoi.operation.middleware.gate import table
from ihanoi.people import words as people_words
from ihanoi.privacy import queries as privacy
from ihanoi.privacy import words as privacy_words
from ihanoi.routing import queries as routing

PROJECT = Path(__file__).resolve().parents[3]

# What GLOSSARY.md ties one to one, in its order.
TABLES: Mapping[str, type[TextChoices]] = {
    "kinds of case": case_words.Kind,
    "roles in an agency": people_words.Role,
    "roles towards a case": case_words.Role,
    "states, in desk words": case_words.State,
    "verbs": case_words.Verb,
    "priorities": case_words.Priority,
    "clocks": case_words.Clock,
    "outcomes": case_words.Outcome,
    "findings about an answer": Lack,
    "promises": Kept,
    "ratings": case_words.Rating,
    "refusals of reception": case_words.ReceptionRefusal,
    "refusals of handling": case_words.HandlingRefusal,
    "channels": case_words.Channel,
    "agencies": people_words.AgencyKind,
    "rights over one's data": privacy_words.Right,
    "requests about one's data": privacy_words.RequestState,
}


def generated() -> dict[Path, str]:
    """Every generated document with the text that it must have."""
    with override("vi"):
        pages = {
            PROJECT / "docs" / "regulation" / f"{kind}.md": cases.describe(kind)
            for kind in case_words.Kind.values
        }
        glossary = PROJECT / "GLOSSARY.md"
        card = PROJECT / "docs" / "models" / "reading.md"
        rights = PROJECT / "docs" / "security" / "access.md"
        return {
            **pages,
            glossary: with_tables(glossary.read_text()),
            card: routing.describe_reader(),
            rights: matrix.described(table()),
            PROJECT / "docs" / "security" / "retention.md": privacy.describe_retention(),
        }


def with_tables(text: str) -> str:
    """The glossary with the tables between its marks as the code has them."""
    for name, choices in TABLES.items():
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        if not mark or not end:
            raise ValueError(f"the glossary has no place for {name}")
        text = before + mark + _rows(choices) + end + after
    return text


def _rows(choices: type[TextChoices]) -> str:
    lines = [f"| `{value}` | {label} |\n" for value, label in choices.choices]
    return "| code | tiếng Việt |\n|---|---|\n" + "".join(lines)


def write() -> list[str]:
    """Write what differs. Returns the names of the files written."""
    different = {
        path: text for path, text in generated().items() if not path.exists() or path.read_text() != text
    }
    for path, text in different.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return [str(path.relative_to(PROJECT)) for path in different]
