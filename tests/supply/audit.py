"""`make audit`: weak patterns in the code, known weaknesses of the locked packages, licences.

Exit codes: 0 all asked and nothing found · 1 something found · 3 nothing found, but advisories could not be had for
some packages. What was not asked is never called clean.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.supply import locked
from tests.supply.licences import by_licence

FOUND: Final = 1
NOT_ASKED: Final = 3
TIMEOUT_S: Final = 10
COPYLEFT: Final = ("GPL", "General Public")  # AGPL and LGPL too: somebody should have looked at each of these


@dataclass(frozen=True)
class Advisories:
    """`weak`: a sentence each; `unasked`: packages of which the service told nothing; `asked`: how many it knew."""

    weak: list[str]
    unasked: list[str]
    asked: int


def told(answer: dict[str, Any]) -> Advisories:
    """Read pip-audit's JSON: a package that was skipped was not looked at, whatever pip-audit's exit code says."""
    packages = answer["dependencies"]
    return Advisories(
        weak=[
            f"{each['name']} {each['version']}: {found['id']}, mended in"
            f" {', '.join(found['fix_versions']) or 'no version'}"
            for each in packages
            for found in each.get("vulns", [])
        ],
        unasked=[each["name"] for each in packages if "skip_reason" in each],
        asked=sum("skip_reason" not in each for each in packages),
    )


def advisories(file: str) -> Advisories:
    """Ask for the packages of one lock file, exactly as they are pinned."""
    command = [
        _program("pip-audit"), "-r", file, "--disable-pip", "--require-hashes", "--format", "json",
        "--progress-spinner", "off", "--timeout", str(TIMEOUT_S),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=locked.PROJECT, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):  # the service cannot be reached at all
        return Advisories([], [package.name for package in locked.python(file)], 0)
    return told(json.loads(done.stdout))


def of_pages() -> Advisories:
    """Ask for the packages of the pages: all that the lock file names, build tools too, installed or not.

    Of who is told to work without a network npm says that nothing was found, and leaves out what is for building where
    NODE_ENV says production: both are switched off here.
    """
    command = [
        "npm", "audit", "--package-lock-only", "--json", "--offline=false", "--include=dev", "--include=optional",
        "--include=peer", "--fetch-retries=0", f"--fetch-timeout={TIMEOUT_S * 1000}",
    ]  # fmt: skip
    folder = (locked.PROJECT / locked.PAGES).parent
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        return told_by_npm(json.loads(done.stdout))
    except (
        FileNotFoundError,
        json.JSONDecodeError,
    ):  # there is no npm, or it could not even say what hindered it
        return told_by_npm({})


def told_by_npm(answer: dict[str, Any]) -> Advisories:
    """Read npm's JSON: without a list of what is weak, be it empty, nobody was asked."""
    packages = list(locked.npm())
    if "vulnerabilities" not in answer:
        return Advisories([], [package.name for package in packages], 0)
    versions = {package.name: package.version for package in packages}
    weak = [
        f"{found['name']} {versions[found['name']]}: {found['title']} ({found['url']}), weak is {found['range']}"
        for each in answer["vulnerabilities"].values()
        for found in each["via"]
        if isinstance(
            found, dict
        )  # else the name of the package through which it is weak, which has its own entry
    ]
    return Advisories(weak, [], len(packages))


def weak_patterns() -> subprocess.CompletedProcess[str]:
    """Bandit, as `make check` runs it."""
    command = [_program("bandit"), "-q", "-c", "pyproject.toml", "-r", "src"]
    return subprocess.run(command, cwd=locked.PROJECT, capture_output=True, text=True, check=False)


def verdict(code_is_weak: bool, asked: Sequence[Advisories]) -> int:
    """The exit code."""
    if code_is_weak or any(each.weak for each in asked):
        return FOUND
    return NOT_ASKED if any(each.unasked for each in asked) else 0


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def main() -> int:
    """All three, each with what it says."""
    code = weak_patterns()
    _say("Weak patterns in the code (bandit)", code.stdout.strip() or "none")
    asked = {file: advisories(file) for file in locked.PYTHON} | {locked.PAGES: of_pages()}
    for file, found in asked.items():
        _say(
            f"Known weaknesses in {file} ({'npm' if file == locked.PAGES else 'pip'}-audit)",
            "\n".join(found.weak) or f"none in the {found.asked} packages asked for",
        )
        if found.unasked:
            _say("  NOT ASKED", f"the service for advisories told nothing of {len(found.unasked)} packages")
    for name, packages in by_licence(locked.every()).items():
        mark = " (look at it)" if any(word in name for word in COPYLEFT) else ""
        _say(f"{name}{mark}", ", ".join(package.name for package in packages))
    return verdict(code.returncode != 0, list(asked.values()))


def _say(title: str, text: str) -> None:
    print(f"{title}: {text}")  # noqa: T201 - the report


if __name__ == "__main__":
    sys.exit(main())
