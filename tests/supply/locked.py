"""The lock files read: what is installed, by name and version, each with the hashes it must have."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
RUNTIME = ("requirements.lock", "requirements-models.lock")  # what a city's server runs
PYTHON = (*RUNTIME, "requirements-dev.lock")
PAGES = "frontend/package-lock.json"

_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)\s*(?:;[^\\]*)?\\?$")
_HASH = re.compile(r"\s+--hash=sha256:(?P<hash>[0-9a-f]{64}) ?\\?$")


@dataclass(frozen=True)
class Package:
    """One pinned package; `hashes` are pairs of algorithm and hexadecimal digest."""

    kind: str  # as package URLs say it: pypi or npm
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...]
    shipped: bool  # in what people use, not only for building and testing

    @property
    def url(self) -> str:
        """The package URL, as lists of parts name packages."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def python(*names: str) -> Iterator[Package]:
    """Packages of lock files for Python. Raises ValueError on a line that is neither a pinned name nor a hash."""
    for name in names:
        lines = (PROJECT / name).read_text().splitlines()
        yield from _read(name, [line for line in lines if line.strip()])


def _read(file: str, lines: list[str]) -> Iterator[Package]:
    held: tuple[str, str] | None = None
    hashes: list[tuple[str, str]] = []
    for line in lines:
        if found := _HASH.match(line):
            hashes.append(("SHA-256", found["hash"]))
        elif pinned := _PINNED.match(line):
            if held:
                yield Package("pypi", *held, tuple(hashes), file in RUNTIME)
            held, hashes = (pinned["name"], pinned["version"]), []
        else:
            raise ValueError(f"{file}: {line}")
    if held:
        yield Package("pypi", *held, tuple(hashes), file in RUNTIME)


def npm() -> Iterator[Package]:
    """Packages of the pages. What is bundled into the pages is shipped; the tools that build them are not."""
    for path, told in json.loads((PROJECT / PAGES).read_text())["packages"].items():
        if path:
            name = path.rpartition("node_modules/")[2]
            yield Package("npm", name, told["version"], _digests(told), not told.get("dev", False))


def _digests(told: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """None of a build tool for another system, which complete-lock.mjs has only named."""
    algorithm, _, digest = told.get("integrity", "").partition("-")
    return ((f"SHA-{algorithm[3:]}", base64.b64decode(digest).hex()),) if digest else ()


def every() -> list[Package]:
    """All packages once. What is needed at run time and for tests counts as shipped."""
    found: dict[str, Package] = {}
    for package in [*python(*PYTHON), *npm()]:
        found.setdefault(package.url, package)
    return list(found.values())
