"""An address that somebody writes is never fetched: not in a report, a picture, a document, a question or a header."""

from __future__ import annotations

import socket
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ihanoi.cases.models import Case
from tests.attack.routes import PLAIN, client_of
from tests.attack.test_injection import NAMES
from tests.conftest import City

TARGETS: Final = (
    "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:5432/", "file:///etc/passwd", "//evil.example/x",
)  # fmt: skip
FIELDS: Final = (
    "text", "url", "link", "callback", "webhook", "picture", "address", "reason", "avatar", "file", "name", "contact",
)  # fmt: skip


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection that this process tries to open; none is made."""
    tried: list[object] = []

    def refuse(*given: Any, **_: Any) -> None:
        tried.append(given[-1] if given else None)
        raise OSError("no connection in this test")

    monkeypatch.setattr(socket.socket, "connect", lambda self, address: refuse(address))
    monkeypatch.setattr(socket.socket, "connect_ex", lambda self, address: refuse(address))
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


def _document(target: str) -> bytes:
    """A DOCX whose parts lie elsewhere, as template injection does it."""
    relation = (
        f'<Relationships><Relationship Id="1" Target="{target}" TargetMode="External"/></Relationships>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("word/_rels/settings.xml.rels", relation)
    return out.getvalue()


def test_no_address_of_anybody_is_fetched(
    city: City, submitted: Callable[..., Case], attempts: list[object]
) -> None:
    case = submitted(text=f"Nắp hố ga vỡ, xem ảnh tại {TARGETS[0]} và {TARGETS[1]}.")
    officer, sender = client_of(city, "assigner"), client_of(city, "sender")
    for target in TARGETS:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{target}"/></svg>'.encode()
        for name, data in (("anh.svg", svg), ("don.docx", _document(target))):
            sender.post("/tep/gui", {"file": SimpleUploadedFile(name, data)})
        officer.get(
            f"/ban-xu-ly/{case.code}",
            headers={"Referer": target, "X-Forwarded-For": target, "Origin": target},
        )
    for route in PLAIN:
        if route.name.startswith(("identity:sign_out", "identity:vneid")):
            continue  # the second asks the provider that the settings name
        sender.get(route.pattern, dict.fromkeys(NAMES, TARGETS[0]))
        sender.post(route.pattern, dict.fromkeys(FIELDS, TARGETS[0]))
    assert attempts == []
