"""No program of a city starts with settings that let anybody in, however it is started."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from types import SimpleNamespace

import pytest

from ihanoi.config import settings
from ihanoi.operation import doors
from tests.operation.node import DEPLOY, FILLED_IN, SERVING, command, environment, shipped

STARTS = {unit: command(unit) for unit in SERVING}
WSGI = {"any server of WSGI": [sys.executable, "-c", "import ihanoi.config.wsgi"]}
UNSAFE = {
    "debugging": {"IHANOI_DEBUG": "1"},
    "no TLS": {"IHANOI_TLS": "0"},
    "no limits": {"IHANOI_LIMITS": "0"},
    "any host": {"IHANOI_HOSTS": "ihanoi.example.vn,*"},
    "secret of the demo": {"IHANOI_SECRET_KEY": settings.DEMO_SECRET_KEY},
    "short secret": {"IHANOI_SECRET_KEY": "x" * 49},
    "blank secret": {"IHANOI_SECRET_KEY": ""},
    "short secret of live": {"IHANOI_LIVE_SECRET": "x" * 49},
    "blank secret of live": {"IHANOI_LIVE_SECRET": ""},
    "no keys": {"IHANOI_KEYS": ""},
    "a key without its bytes": {"IHANOI_KEYS": shipped()["IHANOI_KEYS"]},
    "a short key for digests": {"IHANOI_INDEX_KEY": b64encode(bytes(16)).decode()},
    "no key for digests": {"IHANOI_INDEX_KEY": ""},
    "token of the demo": {"IHANOI_SMS_TOKEN": settings.DEMO_SMS_TOKEN},
    "blank token": {"IHANOI_SMS_TOKEN": ""},
    "secret of the demo at the provider": {"IHANOI_OIDC_ISSUER": "https://vneid.internal"},
}


def start(how: list[str], folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """It must end by itself: whatever serves is stopped and fails the test."""
    given = environment(**{"IHANOI_VAR": str(folder), **changes})
    return subprocess.run(how, env=given, cwd=folder, capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("program", STARTS)
@pytest.mark.parametrize("what", UNSAFE)
def test_an_unsafe_setting_stops_every_program(program: str, what: str, tmp_path: Path) -> None:
    ended = start(STARTS[program], tmp_path, **UNSAFE[what])
    assert ended.returncode == os.EX_CONFIG, ended.stderr
    named = [line for line in ended.stderr.splitlines() if line.startswith("- IHANOI_")]
    assert len(named) == 1, ended.stderr
    assert next(iter(UNSAFE[what])).replace("ISSUER", "CLIENT_SECRET") in named[0]
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []  # nothing was begun


@pytest.mark.parametrize("program", STARTS | WSGI)
def test_the_example_as_it_is_shipped_is_refused_once_with_all_that_is_wrong(
    program: str, tmp_path: Path
) -> None:
    blanks = {name: value for name, value in shipped().items() if name in FILLED_IN}
    ended = start(
        (STARTS | WSGI)[program], tmp_path, **blanks, IHANOI_DEBUG="1", IHANOI_TLS="0", IHANOI_LIMITS="0"
    )
    assert ended.returncode == os.EX_CONFIG
    said = ended.stderr.split("\n- ")
    assert said[0] == "iHanoi does not start with unsafe settings:"
    assert [sentence.split()[0] for sentence in said[1:]] == [
        "IHANOI_DEBUG", "IHANOI_TLS", "IHANOI_LIMITS",
        "IHANOI_SECRET_KEY", "IHANOI_LIVE_SECRET", "IHANOI_KEYS", "IHANOI_SMS_TOKEN",
    ]  # fmt: skip
    assert said[-1].endswith("\nAsk again with: ihanoi check\n")


def test_a_unit_is_no_demo_because_a_line_is_missing() -> None:
    for unit in SERVING:
        text = (DEPLOY / f"{unit}.service").read_text()
        assert text.index("Environment=IHANOI_DEMO=0 ") < text.index("EnvironmentFile=")
        assert "\nRestartPreventExitStatus=78\n" in text


def test_the_example_filled_in_is_safe(tmp_path: Path) -> None:
    asked = (
        "import django; django.setup(); from django.conf import settings;"
        "from ihanoi.operation import checking, doors;"
        "doors.refuse(settings); print(*checking.unsafe_settings(settings), sep='\\n')"
    )
    loaded = start([sys.executable, "-c", asked], tmp_path, DJANGO_SETTINGS_MODULE="ihanoi.config.settings")
    assert (loaded.returncode, loaded.stdout.strip()) == (0, ""), loaded.stderr


def test_the_live_channel_refuses_without_django(tmp_path: Path) -> None:
    asked = (
        "import sys, ihanoi.config.live; print([name for name in sys.modules if name.startswith('django')])"
    )
    assert start([sys.executable, "-c", asked], tmp_path).stdout.strip() == "[]"


def test_the_demo_may_stand_open() -> None:
    everything = SimpleNamespace(
        **{**vars(settings), "DEMO": True, "DEBUG": True, "TLS": False, "LIMITED": False}
    )
    doors.refuse(everything)
