"""Two nodes as deploy/ describes them, on one database and one folder: nobody notices on which one they are."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings
from psycopg import conninfo
from pytest_django import DjangoDbBlocker

from ihanoi.operation.addresses import next_free
from ihanoi.people.models import Account
from tests.conftest import City, beside, working_in
from tests.operation import node

pytestmark = [
    pytest.mark.django_db(transaction=True),  # nothing is open here in the database that is copied
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers to all of 127.0.0.0/8"),
]
EMAIL = "sender@example.org"
PASSWORD = "mot cau that la dai"
NAME = "ihanoi.example.vn"
ASKED = re.findall(r"server (10\.0\.0\.\d+):(\d+)", (node.DEPLOY / "nginx.conf.example").read_text())
ONE, OTHER = (
    address.replace("10.0.0.", "127.0.0.") for address in dict.fromkeys(host for host, _port in ASKED)
)
PATIENCE_S = 60.0
HEADERS = {"Host": NAME, "Origin": f"https://{NAME}", "X-Forwarded-Proto": "https"}


@dataclass
class Cluster:
    """Its nodes' programs by address, and how they are reached."""

    folder: Path
    environment: dict[str, str]
    web: int
    live: int
    running: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)

    def start(self, address: str) -> None:
        """Web and live of one node, from their units; returns when both answer."""
        given = self.environment | {"IHANOI_HOST": address}
        for unit in ("ihanoi-web", "ihanoi-live"):
            with (self.folder / f"{unit}-{address}.log").open("wb") as log:
                self.running.setdefault(address, []).append(
                    subprocess.Popen(
                        node.command(unit), env=given, stdout=log, stderr=log, start_new_session=True
                    )
                )
        for port in (self.web, self.live):
            wait_for(
                lambda port=port: requests.get(f"http://{address}:{port}/alive", headers=HEADERS, timeout=5)
            )

    def kill(self, address: str) -> None:
        """As when its current is cut: no program of it can end anything in order."""
        for process in self.running.pop(address, []):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)


def wait_for(ask: Any) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except (requests.ConnectionError, requests.Timeout):
            assert time.monotonic() < end, "it does not answer"
            time.sleep(0.1)


@pytest.fixture
def cluster(
    database_url: str, city_built: tuple[str, City], tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cluster]:
    """Nothing of it runs yet."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        name = stack.enter_context(beside(city_built[0], f"{city_built[0]}_nodes"))
        with working_in(name):
            account = Account.objects.get(pk=city_built[1].sender.account_id)
            assert account.email == EMAIL
            account.set_password(PASSWORD)
            account.save()
        of_the_test = {
            "DATABASE_URL": conninfo.make_conninfo(database_url, dbname=name),
            "IHANOI_DATABASE_ROLE": "",
            "IHANOI_KEYS": settings.KEYS,
            "IHANOI_INDEX_KEY": settings.INDEX_KEY,
            "IHANOI_VAR": str(tmp_path / "files"),
            "IHANOI_WEB_WORKERS": "1",
        }
        web = next_free(ONE, 21_000 + os.getpid() % 1000)
        live = next_free(ONE, web + 1)
        ports = {"IHANOI_PORT": str(web), "IHANOI_LIVE_PORT": str(live)}
        given = node.environment(**here(node.shipped()) | node.FILLED_IN | of_the_test | ports)
        collect = [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v", "0"]
        subprocess.run(collect, env=given | {"DJANGO_SETTINGS_MODULE": "ihanoi.config.settings"}, check=True)
        made = Cluster(tmp_path, given, web, live)
        try:
            yield made
        finally:
            for address in list(made.running):
                made.kill(address)


def here(example: dict[str, str]) -> dict[str, str]:
    """The example's network as a part of this machine's own: Linux answers to all of 127.0.0.0/8."""
    return {name: value.replace("10.0.0.", "127.0.0.") for name, value in example.items()}


@contextmanager
def nginx(cluster: Cluster) -> Iterator[str]:
    """The example for nginx in front of both. Gives the origin that it serves with TLS."""
    program = node.nginx()
    if not program:
        pytest.skip("nginx is not installed here: nothing can stand in front of the nodes")
    secure = next_free("127.0.0.1", cluster.live + 1)
    admin, plain = next_free("127.0.0.1", secure + 1), next_free("127.0.0.1", secure + 1000)
    whole = node.nginx_configuration(
        cluster.folder,
        {
            "10.0.0.": "127.0.0.",
            ":8000 ": f":{cluster.web} ",
            ":8001;": f":{cluster.live};",
            "    listen [::]:": "    # listen [::]:",
            "    listen 80;": f"    listen 127.0.0.1:{plain};",
            "    listen 443 ": f"    listen 127.0.0.1:{secure} ",
            "    listen 8443 ": f"    listen 127.0.0.1:{admin} ",
        },
        more="add_header X-Node $upstream_addr always;",
    )
    who = "user root; " if os.geteuid() == 0 else ""  # the folders of a test are closed to others
    whole.write_text(f"{who}daemon off;\n{whole.read_text()}")
    process = subprocess.Popen([program, "-c", str(whole)], stderr=subprocess.PIPE, start_new_session=True)
    try:
        yield f"https://127.0.0.1:{secure}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


@dataclass
class Browser:
    """Somebody's browser. It keeps its cookies whatever way leads to a node: one asked without TLS would get none."""

    cookies: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)  # what nginx says of who answered

    def get(self, address: str) -> requests.Response:
        return self._ask("GET", address)

    def post(self, address: str, page: str, **typed: str) -> requests.Response:
        """Send the form that stands on a page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(page).text)
        assert found
        return self._ask("POST", address, data={"csrfmiddlewaretoken": found[1], **typed})

    def sign_in(self, origin: str) -> requests.Response:
        answer = self.post(f"{origin}/dang-nhap", f"{origin}/dang-nhap", email=EMAIL, password=PASSWORD)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
        return answer

    def is_signed_in(self, origin: str) -> bool:
        answer = self.get(f"{origin}/cua-toi")
        assert answer.status_code in (200, 302), answer.text
        return answer.status_code == 200

    def _ask(self, method: str, address: str, **more: Any) -> requests.Response:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = requests.request(
            method, address, headers=HEADERS | {"Cookie": cookie}, timeout=30, allow_redirects=False,
            verify=os.environ.get("REQUESTS_CA_BUNDLE", True), **more,
        )  # fmt: skip
        self.cookies |= answer.cookies.get_dict()
        self.seen.append(answer.headers.get("X-Node", ""))
        return answer


def counted(origin: str) -> bool:
    """Whether the node counts the requests that it answered."""
    token = {"Authorization": f"Bearer {node.FILLED_IN['IHANOI_METRICS_TOKEN']}"}
    told = requests.get(f"{origin}/metrics", headers=HEADERS | token, timeout=30)
    assert told.status_code == 200
    return 'view="identity:sign_in"' in told.text


def test_nginx_asks_where_the_programs_of_the_nodes_listen() -> None:
    example = node.shipped()
    ports = [example["IHANOI_PORT"], example["IHANOI_LIVE_PORT"]]
    assert [(host, port) for port in ports for host in ("10.0.0.11", "10.0.0.12")] == ASKED
    assert here(example)["IHANOI_HOST"] == ONE  # the other node's line is changed, as the example says


def test_a_session_belongs_to_no_node(cluster: Cluster) -> None:
    one, other = f"http://{ONE}:{cluster.web}", f"http://{OTHER}:{cluster.web}"
    cluster.start(ONE)
    browser = Browser()
    browser.sign_in(one)
    cluster.start(OTHER)
    assert counted(one)  # a node that starts takes nothing from another, whose folder it shares
    assert browser.is_signed_in(other)
    cluster.kill(ONE)
    assert browser.is_signed_in(other)
    assert browser.post(f"{other}/dang-xuat", f"{other}/cua-toi").status_code == 302
    assert not browser.is_signed_in(other)


def test_behind_nginx_nobody_notices_that_a_node_is_gone(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.start(ONE)
    cluster.start(OTHER)
    with nginx(cluster) as origin:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(cluster.folder / "cert.pem"))
        browser = Browser()
        wait_for(lambda: browser.get(f"{origin}/alive"))
        entered = browser.sign_in(origin)
        assert entered.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert all(
            re.search("; secure", said, re.I) for said in entered.headers["Set-Cookie"].split(", sessionid")
        )
        assert all(browser.is_signed_in(origin) for _ in range(6))
        assert {f"{ONE}:{cluster.web}", f"{OTHER}:{cluster.web}"} <= set(browser.seen)
        assert (
            browser.get(f"{origin}/stream").status_code == 204
        )  # live answers: without a token it has nothing to say

        cluster.kill(ONE)
        assert all(browser.is_signed_in(origin) for _ in range(6))
        assert browser.seen[-1] == f"{OTHER}:{cluster.web}"
        assert browser.get(f"{origin}/stream").status_code == 204
        assert browser.post(f"{origin}/dang-xuat", f"{origin}/cua-toi").status_code == 302
        assert not browser.is_signed_in(origin)
