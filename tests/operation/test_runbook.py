"""What engineers are told to type exists: statements, commands, units and settings of the runbook and other pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.db import connection

from ihanoi.operation import metrics
from ihanoi.operation.cli import main

HERE = Path(__file__).parents[2]
RUNBOOK = HERE / "docs" / "runbook.md"
TOLD = (RUNBOOK, HERE / "README.md", HERE / "deploy" / "README.md")


def typed(page: Path) -> list[str]:
    """What stands between backticks, on one line each."""
    return [" ".join(text.split()) for text in re.findall(r"`([^`]+)`", page.read_text())]


STATEMENTS = [text for text in typed(RUNBOOK) if re.match(r"(SELECT|DELETE|UPDATE|INSERT) ", text)]
COMMANDS = [
    found[0] for page in TOLD for text in typed(page) if (found := re.search(r"\bihanoi [a-z].*", text))
]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_understands_every_statement(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        assert cursor.fetchall()


def test_none_is_overlooked() -> None:
    assert len(STATEMENTS) == RUNBOOK.read_text().count("SELECT ") + RUNBOOK.read_text().count("DELETE ") > 6
    assert len(COMMANDS) > 30


@pytest.mark.parametrize("text", COMMANDS)
def test_every_command_is_one_of_ours_with_its_options(text: str) -> None:
    _ihanoi, name, *given = text.split()
    command = main.commands[name]
    if name == "manage":
        assert given[0] == "…" or given[0] in get_commands()
        return
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in given if word.startswith("--")} <= known


def test_the_page_of_many_lock_outs_asks_for_what_the_alarm_counts() -> None:
    (asked,) = re.findall(r"verb IN \(([^)]+)\)", RUNBOOK.read_text())
    assert set(re.findall(r"'(\w+)'", asked)) == {str(verb) for verb in metrics.LOCKS}


def test_every_unit_and_setting_exists() -> None:
    told = " ".join(typed(RUNBOOK))
    units = set(re.findall(r"\bihanoi-[a-z]+", told))
    assert units and units <= {path.stem for path in (HERE / "deploy").glob("*.service")}
    read = "\n".join(path.read_text() for path in (HERE / "src/ihanoi/config").glob("*.py"))
    settings = set(re.findall(r"\bIHANOI_[A-Z_]+", told))
    assert settings and [name for name in settings if name not in read] == []
