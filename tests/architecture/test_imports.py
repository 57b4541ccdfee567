"""Import-linter's contracts hold, and each is broken once on purpose to show that it sees it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ROOMS = [path.name for path in (PROJECT / "src" / "ihanoi").iterdir() if (path / "__init__.py").exists()]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package that stands in `folder`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", folder / "pyproject.toml"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """All rooms, empty, under the project's own contracts."""
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    for room in ["", *ROOMS]:
        (tmp_path / "ihanoi" / room).mkdir()
        (tmp_path / "ihanoi" / room / "__init__.py").touch()
    return tmp_path


def test_the_contracts_hold() -> None:
    shown = lint(PROJECT / "src" if (PROJECT / "src" / "pyproject.toml").exists() else PROJECT)
    assert shown.returncode == 0, shown.stdout


def test_the_small_tree_breaks_nothing(small_tree: Path) -> None:
    shown = lint(small_tree)
    assert shown.returncode == 0, shown.stdout


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("people/actions.py", "import ihanoi.cases", "ihanoi.people is not allowed to import ihanoi.cases"),
        ("portal/views.py", "import ihanoi.desk", "ihanoi.portal is not allowed to import ihanoi.desk"),
        ("kernel/clock.py", "import ihanoi.ui", "ihanoi.kernel is not allowed to import ihanoi.ui"),
        (
            "cases/rules.py",
            "import ihanoi.cases.models",
            "ihanoi.cases.rules is not allowed to import ihanoi.cases.models",
        ),
        ("cases/queries.py", "import ihanoi.cases.views", "ihanoi.cases.queries is not allowed"),
        ("cupboard/__init__.py", "", "ihanoi.cupboard"),
    ],
)
def test_a_breach_is_seen(small_tree: Path, file: str, content: str, says: str) -> None:
    for needed in (file, "cases/models.py", "cases/views.py"):
        path = small_tree / "ihanoi" / needed
        path.parent.mkdir(exist_ok=True)
        path.write_text(content if needed == file else "")
    shown = lint(small_tree)
    assert shown.returncode != 0
    assert says in shown.stdout
