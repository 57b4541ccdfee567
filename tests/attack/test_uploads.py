"""Files that are two things at once, larger than they look, or something else than they say."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.media import actions as media
from ihanoi.media import queries
from ihanoi.media.models import File
from ihanoi.media.words import Size
from tests.attack.routes import body, client_of
from tests.conftest import CUA_NAM, City
from tests.media import samples

SCRIPT: Final = b"<script>alert(document.domain)</script>"
PHP: Final = b"<?php system($_GET['c']); ?>"
SHELL: Final = b"\n#!/bin/sh\nid\n"


def _commented(data: bytes) -> bytes:
    """A JPEG with a script in its comment, as old browsers were fooled by."""
    comment = b"*/=1;" + SCRIPT + PHP
    return data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]


def _jar() -> bytes:
    """A picture with an archive behind it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Evil.class", SCRIPT)
    return samples.jpeg() + out.getvalue()


TWO_AT_ONCE: Final = {
    "script in a comment": _commented(samples.jpeg()),
    "script behind": samples.jpeg() + SCRIPT + PHP + SHELL,
    "archive behind": _jar(),
    "document behind": samples.jpeg() + samples.pdf(),
    "script in a text of a PNG": samples.saved(samples.photo(), "PNG") + SCRIPT,
}
NAMES: Final = (
    "anh.jpg", "anh.jpg.php", "anh.html", "../../anh.svg", "anh.jpg\x00.php", "=cmd|' /C calc'!A0.jpg", "a\r\nX: y.jpg",
)  # fmt: skip


@pytest.mark.parametrize("data", TWO_AT_ONCE.values(), ids=list(TWO_AT_ONCE))
def test_of_two_things_only_the_picture_is_kept(city: City, data: bytes) -> None:
    client = client_of(city, "sender")
    for name in NAMES:
        file = media.receive(actor=city.sender, stream=BytesIO(data), name=name)
        for size in (Size.THUMB, Size.VIEW, Size.FULL):
            answer = client.get(queries.url(file, size))
            served = body(answer)
            assert served.startswith(b"\xff\xd8\xff") and served.endswith(b"\xff\xd9")
            for evil in (SCRIPT, PHP, b"Evil.class", b"%PDF", b"#!/bin"):
                assert evil not in served
            assert answer["Content-Type"] == "image/jpeg"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert ".php" not in answer.headers.get("Content-Disposition", "")
        stored = default_storage.listdir(file.folder)[1]
        assert all(kept.endswith(".jpg") for kept in stored)


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
ENTITIES = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><gpx>&x;</gpx>"
REFUSED: Final = {
    "svg": SVG,
    "svg with entities": b"<?xml version='1.0'?>" + SVG,
    "gpx with entities": ENTITIES,
    "html": b"<!DOCTYPE html>" + SCRIPT,
    "html that begins like a gif": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "html behind spaces": b"   \n<html>" + SCRIPT,
    "script": b"#!/bin/sh\nid\n",
    "program": b"MZ\x90\0" + b"\0" * 100,
    "elf": b"\x7fELF" + b"\0" * 100,
    "xlsx": b"PK\x03\x04" + b"\0" * 200,
    "pixel bomb": samples.png_bomb(),
    "video that is a script": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + SCRIPT,
    "video without end": b"\0\0\0\x18ftypisom" + b"\xff" * 5000,
    "heic that is html": b"\0\0\0\x18ftypheic" + SCRIPT,
    "jpeg that is html": b"\xff\xd8\xff" + SCRIPT,
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=list(REFUSED))
def test_what_only_pretends_is_refused_and_not_kept(city: City, data: bytes) -> None:
    client = client_of(city, "sender")
    for name, declared in (
        ("anh.jpg", "image/jpeg"),
        ("phim.mp4", "video/mp4"),
        ("don.docx", "application/msword"),
    ):
        answer = client.post("/tep/gui", {"file": SimpleUploadedFile(name, data, declared)})
        assert answer.status_code in (409, 422), answer.status_code
        assert b"root:" not in body(answer)
        assert set(answer.json()) == {"error"}
    assert not File.objects.exists()


def _bomb() -> bytes:
    """A document whose one part unpacks to a hundred megabytes from a hundred kilobytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * (100 * 1024 * 1024))
    return out.getvalue()


def test_an_archive_bomb_is_never_unpacked(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("somebody unpacks")

    data = _bomb()
    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    monkeypatch.setattr(zipfile.ZipFile, "read", opened)
    file = media.receive(actor=city.sender, stream=BytesIO(data), name="don.docx")
    answer = client_of(city, "sender").get(queries.url(file, Size.FULL))
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_document_with_entities_is_never_read(city: City, submitted: Callable[..., Case]) -> None:
    """Nothing here parses what is in a DOCX: it is kept as it came and only ever downloaded."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", ENTITIES)
        archive.writestr("word/document.xml", ENTITIES)
    file = media.receive(actor=city.sender, stream=BytesIO(out.getvalue()), name="don.docx")
    case = submitted(files=[file.id])
    for seat, path in (("sender", f"/cua-toi/{case.code}"), ("assigner", f"/ban-xu-ly/{case.code}")):
        assert b"root:" not in body(client_of(city, seat).get(path))
    answer = client_of(city, "sender").get(queries.url(file, Size.FULL))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_of_somebody_else_is_not_taken_along(city: City, upload: Callable[..., UUID]) -> None:
    """IDOR by the id of an upload: a stranger's picture is not shown in one's own report."""
    theirs = upload(city.neighbour)
    report = actions.Report(
        "Nắp hố ga vỡ trước cổng trường.", consent=True, lat=CUA_NAM[0], lon=CUA_NAM[1], files=[theirs]
    )
    with pytest.raises((Invalid, NotFound)):
        actions.submit(actor=city.sender, report=report)
    assert not Case.objects.exists()
