"""What may stand in a tracked file at all."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
# Written in pieces, so that this file is not a finding of its own.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "registry." + "yarnpkg"]
MACHINE = re.compile("|".join(["/" + "root/", "/" + "home/", "/" + "Users/", "[A-Z]:" + r"\\Users"]))


def tracked() -> list[Path]:
    """Every file that git keeps."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    return [PROJECT / name for name in names.split("\0") if name and (PROJECT / name).is_file()]


def foreign_addresses(files: Iterable[Path]) -> list[str]:
    """Files that name a package registry or a path of somebody's machine."""
    found = []
    for path in files:
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.name}: {host}" for host in REGISTRIES if host in text]
        found += [f"{path.name}: {match[0]}" for match in MACHINE.finditer(text)]
    return found


def test_no_registry_and_no_machine_is_named() -> None:
    assert foreign_addresses(tracked()) == []


@pytest.mark.parametrize("text", [f"https://{REGISTRIES[0]}/simple", "see /" + "root/notes"])
def test_a_foreign_address_is_seen(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text(text)
    assert len(foreign_addresses([tmp_path / "a.lock"])) == 1


def test_every_locked_package_has_its_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        packages = re.split(r"\n(?=\S)", (PROJECT / name).read_text().strip())
        assert packages
        assert [package for package in packages if "--hash=sha256:" not in package] == []
