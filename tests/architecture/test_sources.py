"""What may stand in a tracked file at all."""

from __future__ import annotations

import ast
import re
import subprocess
import tokenize
from collections.abc import Iterable
from io import StringIO
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


# Written in pieces too: a check that is switched off on a line, with what is switched off.
SWITCH = re.compile(
    "|".join([
        "type: " + r"ignore(?P<types>\[[\w\-, ]+\])?",
        "no" + r"qa(?P<rules>: ?[A-Z]+\d+(, ?[A-Z]+\d+)*)?",
        "pragma: " + "no (cover|branch)",
    ])
)  # fmt: skip
SKIPS = {"skip", "skipif", "xfail", "importorskip"}


def switched_off(path: Path) -> list[str]:
    """Where a check or a test is switched off without saying which and, in at least two words, why."""
    text = path.read_text()
    tokens = tokenize.generate_tokens(StringIO(text).readline)
    comments = [(t.start[0], t.string) for t in tokens if t.type == tokenize.COMMENT]
    lines = [line for line, comment in comments if SWITCH.search(comment) and not _explained(comment)]
    return [f"{path.name}:{line}" for line in [*lines, *_skipped(ast.parse(text))]]


def _explained(comment: str) -> bool:
    named = all(m["types"] or m["rules"] or "pragma" in m[0] for m in SWITCH.finditer(comment))
    return named and len(re.findall(r"\w{2,}", SWITCH.sub("", comment))) >= 2


def _skipped(tree: ast.Module) -> list[int]:
    """Lines of `pytest.skip(…)`, `pytest.mark.skipif(…)` and the like without a reason."""
    nodes = list(ast.walk(tree))
    told = {
        id(call.func)
        for call in nodes
        if isinstance(call, ast.Call)
        and (
            any(word.arg == "reason" for word in call.keywords) or (_skip(call.func) == "skip" and call.args)
        )
    }
    return [
        node.lineno
        for node in nodes
        if isinstance(node, ast.Attribute) and _skip(node) and id(node) not in told
    ]


def _skip(node: ast.AST) -> str:
    """The name by which it skips; empty for all else."""
    skips = isinstance(node, ast.Attribute) and node.attr in SKIPS and ast.unparse(node).startswith("pytest.")
    return node.attr if skips else ""


def test_nothing_is_switched_off_without_a_reason() -> None:
    assert [at for path in tracked() if path.suffix == ".py" for at in switched_off(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "import a  # type: " + "ignore",
        "import a  # type: " + "ignore[import-untyped]",
        "import a  # type: " + "ignore  # ships no types",
        "import a  # no" + "qa: F401",
        "import a  # no" + "qa - it ships no types",
        "import a  # type: " + "ignore[x]  # no" + "qa: F401",
        "if a:  # pragma: " + "no cover\n    b()",
        "@pytest.mark.skip\ndef test(): ...",
        "@pytest.mark.skip()\ndef test(): ...",
        "@pytest.mark.skipif(a)\ndef test(): ...",
        "@pytest.mark.xfail\ndef test(): ...",
        "pytest.skip()",
        "pytest.importorskip('a')",
    ],
)
def test_a_switch_without_a_reason_is_seen(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"x = 1\n{line}\n")
    assert switched_off(tmp_path / "a.py") == ["a.py:2"]


@pytest.mark.parametrize(
    "line",
    [
        "import a  # type: " + "ignore[import-untyped]  # ships no types",
        "import a  # no" + "qa: E402, F401 - needs Django set up",
        "@pytest.mark.skipif(a, reason='not installed')\ndef test(): ...",
        "pytest.skip('no data')",
        "itertools.skip",
        "text = '# no" + "qa'",
    ],
)
def test_what_is_explained_is_not_a_finding(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"{line}\n")
    assert switched_off(tmp_path / "a.py") == []


def test_every_locked_package_has_its_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        packages = re.split(r"\n(?=\S)", (PROJECT / name).read_text().strip())
        assert packages
        assert [package for package in packages if "--hash=sha256:" not in package] == []
