"""What a city's engineers copy: units, settings, nginx, alarms. Each names things that exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ihanoi.config.settings import database
from tests.operation import node

HERE = Path(__file__).parents[2]
DEPLOY = HERE / "deploy"
SOURCES = [
    *(HERE / "src" / "ihanoi" / "config").glob("*.py"),
    *(HERE / "src" / "ihanoi" / "operation").glob("*.py"),
]
UNITS = sorted(path.name for path in DEPLOY.glob("ihanoi-*.service"))
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


def test_prometheus_asks_both_nodes_as_the_alarms_expect() -> None:
    asked = yaml.safe_load((DEPLOY / "prometheus.yml.example").read_text())
    (job,) = asked["scrape_configs"]
    assert re.findall(r'job="(\w+)"', ALERTS) == [job["job_name"]]
    assert asked["rule_files"] == ["alerts.yml"]
    assert reverse("operation:metrics") == job["metrics_path"]
    assert job["authorization"].get("type", "Bearer") == "Bearer" and job["authorization"]["credentials_file"]
    nodes = re.findall(r"server (\S+:8000)", (DEPLOY / "nginx.conf.example").read_text())
    (targets,) = (each["targets"] for each in job["static_configs"])
    assert targets == nodes and len(nodes) == 2


def test_every_alarm_reaches_somebody() -> None:
    told = yaml.safe_load((DEPLOY / "alertmanager.yml.example").read_text())
    routes = [told["route"], *told["route"]["routes"]]
    assert {route["receiver"] for route in routes} == {receiver["name"] for receiver in told["receivers"]}
    severities = set(re.findall(r"severity: (\w+)", ALERTS))
    assert {m for route in told["route"]["routes"] for m in route["matchers"]} <= {
        f'severity="{s}"' for s in severities
    }
    named = {name for rule in told["inhibit_rules"] for m in rule["source_matchers"] + rule["target_matchers"]
             for name in m.split('"')[1].split("|")}  # fmt: skip
    assert named <= set(re.findall(r"alert: (\w+)", ALERTS))


def test_a_node_answers_to_its_own_address_in_the_private_network(db: None, settings: Settings) -> None:
    line = "from ihanoi.config import settings; print(settings.ALLOWED_HOSTS)"
    given = {"IHANOI_HOSTS": "ihanoi.example.vn", "IHANOI_HOST": "10.0.0.11"}
    read = subprocess.run(
        [sys.executable, "-c", line], env=os.environ | given, capture_output=True, text=True, check=True
    )
    assert read.stdout.strip() == "['ihanoi.example.vn', '10.0.0.11']"
    settings.METRICS_TOKEN, settings.SECURE_SSL_REDIRECT = "token", True
    settings.ALLOWED_HOSTS = ["ihanoi.example.vn", "10.0.0.11"]
    asked = {"host": "10.0.0.11:8000", "authorization": "Bearer token"}
    assert Client().get("/metrics", headers=asked).status_code == 200
    assert Client().get("/", headers=asked).status_code == 301  # people come by TLS


@pytest.mark.parametrize("unit", UNITS)
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
    if not (nginx := node.nginx()):
        pytest.skip("nginx is not installed here: the example was read by no program")
    whole = node.nginx_configuration(tmp_path)
    read = subprocess.run([nginx, "-t", "-q", "-c", str(whole)], capture_output=True, text=True)
    assert read.returncode == 0, read.stderr


def verified(folder: Path, unit: str, line: str = "") -> str:
    """What systemd finds wrong with all units when `line` is added to one, with the programs where they are here."""
    if not (analyze := shutil.which("systemd-analyze")):
        pytest.skip("systemd is not installed here: the units were read by no program")
    here = str(Path(sys.executable).parent)
    copies = []
    for path in [*DEPLOY.glob("ihanoi-*.service"), *DEPLOY.glob("ihanoi-*.timer")]:
        text = path.read_text().replace("/opt/ihanoi/.venv/bin", here)
        copies.append(folder / path.name)
        copies[-1].write_text(text.replace("[Service]", f"[Service]\n{line}") if path.name == unit else text)
    read = subprocess.run([analyze, "verify", *copies], capture_output=True, text=True)
    return read.stdout + read.stderr


def test_the_units_are_understood_by_systemd(tmp_path: Path) -> None:
    assert verified(tmp_path, "") == ""


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_reads_each_unit(unit: str, tmp_path: Path) -> None:
    """It only warns of what it does not know, and goes on without it: such as a right that was to be taken away."""
    assert f"{unit}:" in verified(tmp_path, unit, "ProtectSystm=strict")
