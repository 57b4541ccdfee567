"""docs/security.md names only what exists, and has a row for each of the seventeen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[2]
TABLE: Final = (PROJECT / "docs" / "security.md").read_text()
NAMED: Final = sorted(set(re.findall(r"`((?:src|tests)/[^`]+)`", TABLE)))


def test_every_file_and_test_named_exists() -> None:
    missing = []
    for name in NAMED:
        path, _, test = name.partition("::")
        file = PROJECT / path
        if not file.is_file() or (test and f"def {test}(" not in file.read_text()):
            missing.append(name)
    assert missing == []


def test_every_attack_is_named() -> None:
    attacks = {file.name for file in Path(__file__).parent.glob("test_*.py")}
    assert {name for name in attacks if name not in TABLE} == set()


def test_each_row_has_code_and_tests() -> None:
    rows = [line.split(" | ") for line in TABLE.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0].strip("| ")) for row in rows] == list(range(1, 18))
    for row in rows:
        assert len(row) == 5, row[0]
        assert "`src/" in row[3] and "`tests/" in row[4], row[0]
        assert all("test_" in test for test in re.findall(r"`(tests/[^`]+)`", row[4])), row[0]
