"""A provider as its own process, and a person who goes there and back with the test client."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import requests
from django.test import Client

from ihanoi.operation.addresses import next_free

HERE = Path(__file__).resolve().parent.parent.parent
RETURN = "http://testserver/dang-nhap/vneid/ve"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The provider's address, and what one does there."""

    issuer: str
    process: subprocess.Popen[bytes]

    def lie(self, about: str = "") -> None:
        requests.post(f"{self.issuer}/lie", data=about, timeout=5).raise_for_status()

    def rotate(self) -> None:
        requests.post(f"{self.issuer}/rotate", timeout=5).raise_for_status()

    def agree(self, url: str, subject: str) -> str:
        """What a browser does at the provider: look at the page, press a button. Returns where it is sent then."""
        assert "không phải VNeID thật" in requests.get(url, timeout=5).text
        given = dict(parse_qsl(urlsplit(url).query)) | {"subject": subject}
        answer = requests.post(f"{self.issuer}/authorize", data=given, allow_redirects=False, timeout=5)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]


@contextmanager
def provider(*, liar: bool = True, returns: str = RETURN) -> Iterator[Elsewhere]:
    """Runs for the time of the block."""
    port = next_free("127.0.0.1", 8700 + os.getpid() % 200)
    issuer = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HERE / "src"), str(HERE)]),
        "IHANOI_HOST": "127.0.0.1",
        "IHANOI_VNEID_PORT": str(port),
        "IHANOI_OIDC_ISSUER": issuer,
        "IHANOI_VNEID_RETURNS": returns,
    }
    module = "tests.identity.liar" if liar else "ihanoi.adapters.vneid"
    process = subprocess.Popen([sys.executable, "-m", module], env=environment, cwd=HERE)
    try:
        _wait(issuer)
        yield Elsewhere(issuer, process)
    finally:
        process.terminate()
        process.wait(10)


def _wait(issuer: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if requests.get(f"{issuer}/alive", timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError("the provider did not start")


def go_there(client: Client, onward: str = "") -> str:
    """Press the button; returns the provider's address."""
    answer = client.get("/dang-nhap/vneid", {"next": onward} if onward else {})
    assert answer.status_code == 302, answer.content
    return answer["location"]


def come_back(client: Client, url: str, **changed: str) -> object:
    """The browser follows the provider's answer. Returns the response of ours."""
    given = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    return client.get("/dang-nhap/vneid/ve", {k: v for k, v in (given | changed).items() if v})
