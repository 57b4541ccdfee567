"""What a city's engineers copy: units, settings, nginx, alarms. Each names things that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from ihanoi.config.settings import database

HERE = Path(__file__).parents[2]
DEPLOY = HERE / "deploy"
SOURCES = [
    *(HERE / "src" / "ihanoi" / "config").glob("*.py"),
    *(HERE / "src" / "ihanoi" / "operation").glob("*.py"),
]
ALERTS = (DEPLOY / "alerts.yml").read_text()


def test_every_setting_is_read_by_a_program() -> None:
    read = "\n".join(path.read_text() for path in SOURCES)
    lines = (DEPLOY / "ihanoi.env.example").read_text().splitlines()
    names = [line.split("=", 1)[0] for line in lines if line and not line.startswith("#")]
    unread = [name for name in names if name not in read and name != "PGPASSFILE"]  # that one is libpq's
    assert not unread
    assert not [line for line in lines if "=" in line and not line.startswith("#") and " #" in line]


def test_the_example_of_an_address_is_understood() -> None:
    text = (DEPLOY / "ihanoi.env.example").read_text()
    url = re.search(r"^DATABASE_URL=(.+)$", text, re.MULTILINE)
    assert url
    assert database(url[1])["HOST"] == "db1.internal,db2.internal"
    assert database(url[1])["OPTIONS"]["target_session_attrs"] == "read-write"


def test_every_alarm_reads_a_measure_that_exists(db: None, settings: Settings, city: Any) -> None:
    settings.METRICS_TOKEN, settings.BACKUPS = "token", ""
    Client().get("/alive")
    told = Client().get("/metrics", headers={"authorization": "Bearer token"}).content.decode()
    told += "ihanoi_backup_age_seconds"  # only where a backup is: tests/operation/test_metrics.py
    asked = set(re.findall(r"\bihanoi_[a-z_]+", "\n".join(re.findall(r"expr: (.+)", ALERTS))))
    assert asked
    assert [name for name in asked if name not in told] == []


def test_every_alarm_has_its_page_in_the_runbook() -> None:
    names = re.findall(r"alert: (\w+)", ALERTS)
    pages = re.findall(r"runbook\.md#(\w+)", ALERTS)
    headings = {
        h.lower() for h in re.findall(r"^## (\w+)$", (HERE / "docs" / "runbook.md").read_text(), re.MULTILINE)
    }
    assert [name.lower() for name in names] == pages
    assert set(pages) <= headings


@pytest.mark.parametrize("unit", sorted(path.name for path in DEPLOY.glob("ihanoi-*.service")))
def test_a_unit_starts_a_program_that_exists(unit: str) -> None:
    starts = re.findall(r"^ExecStart(?:Post)?=(.+)$", (DEPLOY / unit).read_text(), re.MULTILINE)
    assert starts
    for command in starts:
        if module := re.search(r"-m (ihanoi[\w.]+)", command):
            assert (HERE / "src" / Path(*module[1].split("."))).with_suffix(".py").exists()
        else:
            name = command.split()[1]
            assert f"def {name}(" in (HERE / "src/ihanoi/operation/cli.py").read_text()


def test_the_example_for_nginx_is_understood_by_it(tmp_path: Path) -> None:
    if not (nginx := shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")):
        pytest.skip("nginx is not installed here: the example was read by no program")
    made = tmp_path / "cert"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=ihanoi.example.vn", "-keyout", f"{made}.key", "-out", f"{made}.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    given = (DEPLOY / "nginx.conf.example").read_text()
    for name, path in {"fullchain.pem": f"{made}.pem", "key.pem": f"{made}.key"}.items():
        given = given.replace(f"/etc/ssl/ihanoi/{name}", path)
    given = given.replace("/var/log/nginx/ihanoi.log", str(tmp_path / "access.log"))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"error_log stderr; pid {tmp_path}/pid; events {{}}\nhttp {{\n{given}\n}}\n")
    read = subprocess.run([nginx, "-t", "-q", "-c", str(whole)], capture_output=True, text=True)
    assert read.returncode == 0, read.stderr
