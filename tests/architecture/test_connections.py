"""Who may open a connection to another machine: few files, each to an address that the settings name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.walls import imports, python_files

PACKAGE = Path(__file__).parents[2] / "src" / "ihanoi"

# What can reach another machine. psycopg goes to DATABASE_URL, Django's mail to IHANOI_MAIL_HOST.
REACHING = (
    "requests", "urllib.request", "urllib3", "http.client", "socket", "smtplib", "httpx", "aiohttp", "ftplib", "ssl",
    "telnetlib", "xmlrpc", "imaplib", "poplib", "authlib.integrations", "asyncio.open_connection",
)  # fmt: skip
MAY = {
    "adapters": "speaks with outside systems; their addresses are in the settings",
    "operation/running.py": "asks the started programs whether they answer",
    "operation/addresses.py": "looks for a free port of this machine",
    "identity/ports.py": "knows the errors of the mail server by name; Django connects",
    "notifications/actions.py": "likewise",
    "operation/doctor/outside.py": "looks at the certificates of IHANOI_PUBLIC_URL and IHANOI_LIVE_URL",
}


def reaching(root: Path) -> list[str]:
    """Files that could connect and may not."""
    return [
        f"{path.relative_to(root)}:{line}: {name}"
        for path, tree in python_files(root)
        if not str(path.relative_to(root)).startswith(tuple(MAY))
        for line, name in imports(tree)
        if name.startswith(tuple(f"{each}." for each in REACHING)) or name in REACHING
    ]


def test_nobody_else_connects() -> None:
    assert reaching(PACKAGE) == []


@pytest.mark.parametrize("line", ["import requests", "from urllib.request import urlopen", "import socket"])
def test_the_wall_sees_it(tmp_path: Path, line: str) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "actions.py").write_text(line)
    assert reaching(tmp_path)


def test_what_may_connect_exists() -> None:
    assert [name for name in MAY if not (PACKAGE / name).exists()] == []


def test_adapters_know_no_request_of_a_citizen() -> None:
    """What connects takes its address from settings or from its own page of keys, not from a form."""
    found = []
    for path, tree in python_files(PACKAGE / "adapters"):
        names = {name for _, name in imports(tree)}
        connects = any(name.partition(".")[0] in ("requests", "socket", "authlib") for name in names)
        if connects and any(name.startswith("django.http") for name in names):
            found.append(str(path.relative_to(PACKAGE)))
        assert isinstance(tree, ast.Module)
    assert found == []
