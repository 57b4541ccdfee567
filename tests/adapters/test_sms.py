"""The gateway of the demo and the client keep to adapters/sms/README.md, over real HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
from django.test import Client, override_settings

from ihanoi.adapters.sms import box as boxes
from ihanoi.adapters.sms.box import Box
from ihanoi.adapters.sms.client import Gateway
from ihanoi.identity.ports import Unsent

TOKEN = "only-for-this-test"
SOURCE = str(Path(boxes.__file__).parents[3])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The gateway as the supervisor starts it: its address and its folder."""
    var, port = tmp_path_factory.mktemp("var"), free_port()
    environment = os.environ | {
        "IHANOI_VAR": str(var), "IHANOI_SMS_PORT": str(port), "IHANOI_SMS_TOKEN": TOKEN, "PYTHONPATH": SOURCE,
    }  # fmt: skip
    command = [sys.executable, "-m", "ihanoi.adapters.sms"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "ready" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}", var
        server.terminate()
        assert server.wait(30) == 0


@pytest.fixture
def gateway(running: tuple[str, Path]) -> Gateway:
    return Gateway(running[0], TOKEN)


@pytest.fixture
def box(running: tuple[str, Path]) -> Box:
    for path in (running[1] / "sms").glob("*.json"):
        path.unlink()
    return Box(running[1] / "sms")


def test_a_message_arrives_whole(gateway: Gateway, box: Box) -> None:
    gateway.send("0912345678", "Mã của bạn là 123456.", "a")
    (message,) = box.texts()
    assert (message.number, message.text) == ("0912345678", "Mã của bạn là 123456.")


def test_the_same_key_sends_once(gateway: Gateway, box: Box) -> None:
    for _ in range(3):
        gateway.send("0912345678", "Một lần thôi.", "b")
    assert len(box.texts()) == 1


def test_newest_first_and_by_number(gateway: Gateway, box: Box) -> None:
    for key, number, text in (
        ("c1", "0912345678", "một"),
        ("c2", "0987654321", "hai"),
        ("c3", "0912345678", "ba"),
    ):
        gateway.send(number, text, key)
    assert [message.text for message in box.texts()] == ["ba", "hai", "một"]
    assert [message.text for message in box.texts("0912345678")] == ["ba", "một"]


@pytest.mark.parametrize(
    ("number", "why", "final", "seconds"),
    [
        ("0999000429", "HTTP 429", False, 20),
        ("0999000500", "HTTP 500", False, None),
        ("0999000422", "HTTP 422", True, None),
        ("0212345678", "HTTP 422", True, None),  # no mobile number
    ],
)
def test_what_is_not_taken_is_said(
    gateway: Gateway, box: Box, number: str, why: str, final: bool, seconds: int | None
) -> None:
    with pytest.raises(Unsent) as refused:
        gateway.send(number, "Mã của bạn là 123456.", f"d-{number}")
    assert (str(refused.value), refused.value.final) == (why, final)
    assert (refused.value.wait.seconds if refused.value.wait else None) == seconds
    assert not box.texts()


@pytest.mark.parametrize("token", ["", "demo", TOKEN + "x", "thẻ sai"])
def test_a_wrong_token_is_not_let_in_and_may_be_mended(
    running: tuple[str, Path], box: Box, token: str
) -> None:
    with pytest.raises(Unsent) as refused:
        Gateway(running[0], token.encode("ascii", "replace").decode()).send("0912345678", "x", "e")
    assert (str(refused.value), refused.value.final) == ("HTTP 401", False)
    assert not box.texts()


def test_an_answer_that_comes_too_late_sends_once_all_the_same(running: tuple[str, Path], box: Box) -> None:
    with pytest.raises(Unsent) as late:
        Gateway(running[0], TOKEN, patience=0.3).send("0999000408", "Chậm.", "f")
    assert str(late.value) == "ReadTimeout"
    Gateway(running[0], TOKEN).send("0999000408", "Chậm.", "f")
    assert len(box.texts()) == 1


def test_nobody_there_is_said_without_naming_the_number(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unsent) as nobody:
        Gateway(f"http://127.0.0.1:{free_port()}", TOKEN).send("0912345678", "x", "g")
    assert str(nobody.value) == "ConnectionError"
    assert nobody.value.__suppress_context__
    assert "0912345678" not in caplog.text


def test_a_redirect_is_not_followed() -> None:
    """A gateway that was taken over shall not lead the token and the number elsewhere."""
    seen: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)
            self.send_response(307)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(Unsent, match="HTTP 307"):
        Gateway(f"http://127.0.0.1:{server.server_port}", TOKEN).send("0912345678", "x", "h")
    server.shutdown()
    assert seen == ["/messages"]


@pytest.mark.parametrize(
    ("path", "body", "key", "status"),
    [
        ("/messages", b"{}", "", 400),
        ("/messages", b"no json", "k", 400),
        ("/messages", b"[]", "k", 400),
        ("/messages", b'{"to": "84912345678"}', "k", 422),
        ("/messages", b'{"to": "84912345678", "text": "' + b"x" * 1001 + b'"}', "k", 422),
        ("/elsewhere", b"{}", "k", 404),
    ],
)
def test_what_the_gateway_does_not_understand(
    running: tuple[str, Path], path: str, body: bytes, key: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Idempotency-Key": key}
    assert requests.post(running[0] + path, data=body, headers=headers, timeout=5).status_code == status


def test_only_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "MOST", 3)
    box = Box(tmp_path)
    for number in range(5):
        box.keep("0912345678", str(number), str(number))
        time.sleep(0.001)  # names are moments
    assert [message.text for message in box.texts()] == ["4", "3", "2"]
    again = Box(tmp_path)
    assert not again.keep("0912345678", "4", "4"), "keys outlive the process"


def test_the_demo_shows_messages_and_a_production_has_no_such_page(tmp_path: Path, client: Client) -> None:
    Box(tmp_path / "sms").keep("0912345678", "<b>Mã</b> 123456", "k")
    with override_settings(VAR=tmp_path):
        page = client.get("/tin-nhan?so=0912 345 678").content.decode()
        assert "&lt;b&gt;Mã&lt;/b&gt; 123456" in page
        assert "Chưa có tin nhắn nào." in client.get("/tin-nhan?so=0987654321").content.decode()
        with override_settings(DEMO=False):
            assert client.get("/tin-nhan").status_code == 404
