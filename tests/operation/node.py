"""A city's server as deploy/ describes it: its environment, and its programs as the units start them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Final

DEPLOY: Final = Path(__file__).parents[2] / "deploy"
SERVING: Final = ("ihanoi-web", "ihanoi-worker", "ihanoi-live")
FILLED_IN: Final = {
    "IHANOI_SECRET_KEY": "only-for-this-test-" * 4,
    "IHANOI_LIVE_SECRET": "only-for-live-test-" * 4,
    "IHANOI_KEYS": f"2026a:{b64encode(bytes(32)).decode()}",
    "IHANOI_INDEX_KEY": b64encode(bytes(32)).decode(),
    "IHANOI_SMS_TOKEN": "only-for-this-test",
    "IHANOI_METRICS_TOKEN": "only-for-this-test",
}


def shipped() -> dict[str, str]:
    """The example of the settings, its blanks still blank."""
    lines = (DEPLOY / "ihanoi.env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def environment(**changes: str) -> dict[str, str]:
    """What a program of that server sees, nothing of whoever runs the test: the example filled in, then `changes`."""
    path = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    path["PYTHONPATH"] = str(DEPLOY.parent / "src")
    return path | {"IHANOI_DEMO": "0", "PYTHONUNBUFFERED": "1"} | shipped() | FILLED_IN | changes


def command(unit: str) -> list[str]:
    """How systemd starts it, with the interpreter of this test."""
    found = re.search(r"^ExecStart=(.+)$", (DEPLOY / f"{unit}.service").read_text(), re.MULTILINE)
    assert found
    interpreter, *rest = shlex.split(found[1])
    assert interpreter == "/opt/ihanoi/.venv/bin/python"
    return [sys.executable, *rest]


def nginx() -> str | None:
    """The program, where it is installed; not every path of a user names its folder."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def certificate(folder: Path) -> Path:
    """One that nobody has signed, for the example's name and for this machine; its key beside it."""
    made = folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=ihanoi.example.vn", "-addext", "subjectAltName=DNS:ihanoi.example.vn,IP:127.0.0.1",
         "-keyout", str(made.with_suffix(".key")), "-out", str(made)],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


def nginx_configuration(folder: Path, changes: Mapping[str, str] = {}, more: str = "") -> Path:
    """The example made whole, its files in this folder. `changes`: text → other text; `more`: beside it."""
    made = certificate(folder)
    given = (DEPLOY / "nginx.conf.example").read_text()
    ours = {
        "/etc/ssl/ihanoi/fullchain.pem": str(made),
        "/etc/ssl/ihanoi/key.pem": str(made.with_suffix(".key")),
        "/var/log/nginx/ihanoi.log": str(folder / "access.log"),
    }
    for old, new in (ours | dict(changes)).items():
        assert old in given, old
        given = given.replace(old, new)
    whole = folder / "nginx.conf"
    whole.write_text(f"error_log stderr; pid {folder}/pid; events {{}}\nhttp {{\n{more}\n{given}\n}}\n")
    return whole
