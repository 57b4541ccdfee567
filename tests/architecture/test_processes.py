"""One process runs all journeys, and before anything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
NOTED = """
import os, pathlib, pytest
@pytest.mark.parametrize("number", range(6))
def test(number): pathlib.Path("ran").open("a").write(f"{os.getpid()} {__name__}\\n")
"""


def test_one_process_begins_with_all_journeys(tmp_path: Path) -> None:
    for name in ("tests/aardvark/test_other.py", "tests/journeys/test_journey.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(NOTED)
    asked = [
        "-c",
        "pytest.ini",
        "-p",
        "no:django",
        "-p",
        "tests.processes",
        "-p",
        "no:cacheprovider",
        "-n",
        "2",
    ]
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npythonpath = {PROJECT}\n")
    subprocess.run([sys.executable, "-m", "pytest", *asked], cwd=tmp_path, check=True, capture_output=True)
    ran = [line.split() for line in (tmp_path / "ran").read_text().splitlines()]
    journeys = {process for process, module in ran if module.endswith("journey")}
    assert len(ran) == 12
    assert len(journeys) == 1
    own = [module for process, module in ran if process in journeys]
    assert own[:6] == [each for each in own if each.endswith("journey")]
