"""Addresses of files: signed, the same for an hour, gone after a while; and what the browser is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.media import actions, queries, rules
from ihanoi.media.actions.storing import erase_folder
from ihanoi.media.models import File
from ihanoi.media.words import WHY, Refusal, Size
from ihanoi.people.models import Account

from . import samples

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def picture() -> File:
    return actions.receive(actor=SYSTEM, stream=BytesIO(samples.jpeg()), name="ổ gà.jpg")


def test_the_same_address_within_the_hour(picture: File) -> None:
    with clock.at(NOON):
        first = queries.url(picture, Size.THUMB)
    with clock.at(NOON + timedelta(minutes=59)):
        assert queries.url(picture.id, "thumb") == first
    with clock.at(NOON + timedelta(minutes=60)):
        assert queries.url(str(picture.id), "thumb") != first


def test_expires(picture: File) -> None:
    with clock.at(NOON):
        token = queries.url(picture).removeprefix("/tep/")
    with clock.at(NOON + timedelta(hours=12)):
        assert queries.open_token(token).file == picture
    with clock.at(NOON + timedelta(hours=13)), pytest.raises(NotFound):
        queries.open_token(token)


def test_an_address_made_for_somebody_opens_for_nobody_else(picture: File, client: Client) -> None:
    mine, other = (Account.objects.create(full_name=name, created_at=NOON) for name in ("Lan", "Bình"))
    address = queries.url(picture, Size.VIEW, to=Actor(mine.pk))
    backend = "django.contrib.auth.backends.ModelBackend"
    assert client.get(address).status_code == 404
    client.force_login(other, backend)
    assert client.get(address).status_code == 404
    assert client.get(address.replace(f"~{mine.pk}~", f"~{other.pk}~")).status_code == 404
    client.force_login(mine, backend)
    assert client.get(address).status_code == 200


def test_a_changed_address_opens_nothing(picture: File, client: Client) -> None:
    address = queries.url(picture, Size.THUMB)
    for wrong in (address.replace("thumb", "full"), address[:-1], "/tep/x", "/tep/" + "~" * 3):
        response = client.get(wrong)
        assert response.status_code == 404
        assert response["Content-Type"].startswith("text/plain")


def test_a_picture_is_shown_and_kept_by_the_browser(picture: File, client: Client) -> None:
    address = queries.url(picture, Size.VIEW)
    response = client.get(address)
    assert response.getvalue()[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"].startswith("private, max-age=4")
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Cookie" not in response.get("Vary", "")


def test_a_document_is_only_downloaded(client: Client) -> None:
    file = actions.receive(actor=SYSTEM, stream=BytesIO(samples.pdf()), name="Đơn.pdf")
    response = client.get(queries.url(file))
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C4%90%C6%A1n.pdf"
    assert response["Content-Type"] == "application/pdf"


def test_a_file_whose_bytes_are_gone_is_not_found(picture: File, client: Client) -> None:
    address = queries.url(picture)
    erase_folder(picture.folder)
    assert client.get(address).status_code == 404


@pytest.fixture
def signed_in(client: Client) -> Client:
    account = Account.objects.create(email="an@example.org", full_name="An", created_at=clock.now())
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(
    client: Client, data: bytes, name: str = "anh.jpg", mime: str = "image/jpeg"
) -> tuple[int, dict[str, str]]:
    response = client.post("/tep/gui", {"file": SimpleUploadedFile(name, data, mime)})
    return response.status_code, response.json()


def test_uploads_for_the_chooser(signed_in: Client) -> None:
    status, answer = upload(signed_in, samples.jpeg(), "hố ga.png", "text/html")
    assert status == 201
    assert answer["name"] == "hố ga.jpg"
    assert signed_in.get(answer["thumb"]).status_code == 200
    file = File.objects.get(pk=answer["id"])
    assert (file.owner.email if file.owner else None) == "an@example.org"


def test_refuses_with_a_sentence(signed_in: Client) -> None:
    assert upload(signed_in, samples.gif()) == (422, {"error": str(WHY[Refusal.ANIMATED])})
    assert signed_in.post("/tep/gui").status_code == 422


def test_a_strangers_upload_is_refused(client: Client) -> None:
    status, answer = upload(client, samples.jpeg())
    assert status == 401
    assert "đăng nhập" in answer["error"]


def test_a_foreign_page_cannot_upload(signed_in: Client, settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = (
        "django.views.csrf.csrf_failure"  # the city's own page needs the built statics
    )
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    assert client.post("/tep/gui", {"file": SimpleUploadedFile("a.jpg", samples.jpeg())}).status_code == 403


def test_an_enormous_upload_is_refused_before_it_is_read(signed_in: Client) -> None:
    response = signed_in.generic(
        "POST",
        "/tep/gui",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(110 * rules.MEGABYTE),
    )
    assert (response.status_code, response.json()["error"]) == (422, str(WHY[Refusal.VIDEO_SIZE]))
