"""The archive of one's data: what is in it, that it is sealed, that nobody else opens it, that it goes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from ihanoi.cases.models import Case
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.notifications.models import Notice
from ihanoi.people.models import Account
from ihanoi.privacy import actions, jobs, parcels, queries
from ihanoi.privacy.actions.copies import erase_copies_of
from ihanoi.privacy.models import Copy, Request
from ihanoi.privacy.words import RequestState, Right
from tests.conftest import City
from tests.privacy.past import been_in_office, sent_papers

Ask = Callable[..., Request]


@pytest.fixture
def made(asked: Ask, submitted: Callable[..., Case], upload: Callable[..., UUID], city: City) -> Request:
    """A copy that the worker has made of a sender with one report and one picture."""
    submitted(files=[upload(city.sender)], text="=1+1 vỉa hè bong gạch trước nhà số 29, dễ ngã.")
    request = asked(Right.COPY)
    jobs.make_copy(request.pk)
    return Request.objects.get(pk=request.pk)


def archive(actor: Actor, request: Request) -> zipfile.ZipFile:
    copy, parts = actions.fetch_copy(actor=actor, request_id=request.pk)
    data = b"".join(parts)
    assert len(data) == copy.size
    return zipfile.ZipFile(io.BytesIO(data))


def test_everything_is_in_it_for_machines_and_people(made: Request, city: City) -> None:
    assert made.state == RequestState.DONE
    opened = archive(city.sender, made)
    names = opened.namelist()
    assert {"DOC-TRUOC.txt", "du-lieu.json", "bang/tai_khoan.csv", "bang/phan_anh.csv"} <= set(names)
    data = json.loads(opened.read("du-lieu.json"))
    assert data["tai_khoan"][0]["so_dien_thoai"] == "0900000001"
    assert data["tai_khoan"][0]["so_can_cuoc"] == "001000000001"
    assert data["phan_anh"][0]["noi_dung"].startswith("=1+1 vỉa hè")
    picture = next(name for name in names if name.startswith("tep/"))
    assert opened.read(picture)[:2] == b"\xff\xd8"
    assert "'=1+1" in opened.read("bang/phan_anh.csv").decode()  # no spreadsheet reckons with it


def test_papers_invitations_and_absences_are_in_it(asked: Ask, city: City) -> None:
    assert city.sender.account_id is not None
    sent_papers(city)
    been_in_office(city, city.sender.account_id)
    request = asked(Right.COPY)
    jobs.make_copy(request.pk)
    opened = archive(city.sender, request)
    data = json.loads(opened.read("du-lieu.json"))
    assert len(data["loi_moi"]) == 2 and data["loi_moi"][0]["thu_dien_tu"] == "sender@example.org"
    assert data["thay_khi_vang"][0]["ly_do"] == "Chữa bệnh"
    assert data["dai_dien"][0]["chuc_vu"] == "Chủ hộ" and data["dai_dien"][0]["gui_giay_to_luc"]
    paper = next(name for name in opened.namelist() if name.startswith("tep/"))
    assert opened.read(paper)[:2] == b"\xff\xd8"


def test_no_secret_is_in_it(made: Request, city: City) -> None:
    account = Account.objects.get(pk=city.sender.account_id)
    text = archive(city.sender, made).read("du-lieu.json").decode()
    assert account.password not in text and "argon2" not in text


def test_at_rest_it_is_sealed(made: Request) -> None:
    copy = Copy.objects.get(request=made)
    raw = default_storage.open(copy.path).read()
    assert b"PK" not in raw[:4] and b"0900000001" not in raw
    default_storage.delete(copy.path)
    default_storage.save(copy.path, ContentFile(raw[:-1] + bytes([raw[-1] ^ 1])))
    with pytest.raises(InvalidTag):
        b"".join(actions.fetch_copy(actor=Actor(made.account_id), request_id=made.pk)[1])


def test_only_its_owner_opens_it(made: Request, city: City, guardian: Actor) -> None:
    for actor in (city.neighbour, guardian, city.overseer):
        with pytest.raises(NotFound):
            actions.fetch_copy(actor=actor, request_id=made.pk)


def test_the_signed_address(made: Request, city: City) -> None:
    token = queries.copy_token(Copy.objects.get(request=made))
    client, other = Client(), Client()
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(Account.objects.get(pk=city.sender.account_id), backend=backend)
    other.force_login(Account.objects.get(pk=city.neighbour.account_id), backend=backend)
    at = f"/tai-khoan/du-lieu/ban-sao/{token}"
    answer = client.get(at)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer))).testzip() is None  # type: ignore[arg-type]  # a streamed answer
    assert other.get(at).status_code == 404
    assert Client().get(at).status_code == 302
    assert client.get(at[:-1] + ("A" if at[-1] != "A" else "B")).status_code == 404


def test_the_page_says_how_to_check_it_and_when_it_was_fetched(made: Request, city: City) -> None:
    client = Client()
    account = Account.objects.get(pk=city.sender.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    at = f"/tai-khoan/du-lieu/yeu-cau/{made.pk}"
    assert "chưa tải lần nào" in client.get(at).content.decode()
    copy, parts = actions.fetch_copy(actor=city.sender, request_id=made.pk)
    page = client.get(at).content.decode()
    assert hashlib.sha256(b"".join(parts)).hexdigest() == copy.sha256
    assert copy.sha256 in page and "chưa tải lần nào" not in page


def test_after_seven_days_it_is_gone(made: Request, city: City) -> None:
    copy = Copy.objects.get(request=made)
    path = copy.path
    with clock.at(copy.expires_at - timedelta(seconds=1)):
        assert actions.erase_copies(limit=10) == 0
        assert queries.ready_copy(Request.objects.get(pk=made.pk)) is not None
    with clock.at(copy.expires_at + timedelta(seconds=1)):
        with pytest.raises(NotFound):
            actions.fetch_copy(actor=city.sender, request_id=made.pk)
        assert actions.erase_copies(limit=10) == 1
    copy.refresh_from_db()
    assert copy.path == "" and copy.key == "" and not default_storage.exists(path)


def test_told_when_it_is_ready_and_made_once(made: Request, city: City) -> None:
    assert Notice.objects.filter(account=city.sender.account_id, verb="copy_ready").count() == 1
    jobs.make_copy(made.pk)
    assert Notice.objects.filter(account=city.sender.account_id, verb="copy_ready").count() == 1


def test_a_failed_copy_is_made_again_by_the_guardian(asked: Ask, guardian: Actor) -> None:
    request = asked(Right.COPY)
    assert request.state == RequestState.RECEIVED or Request.objects.get().state == RequestState.ACCEPTED
    actions.make_again(actor=guardian, request_id=request.pk)
    jobs.make_copy(request.pk)
    assert Request.objects.get().state == RequestState.DONE


def test_made_again_the_first_archive_goes_with_the_commit(
    made: Request, city: City, django_capture_on_commit_callbacks: Any
) -> None:
    first = Copy.objects.get(request=made).path
    with django_capture_on_commit_callbacks(execute=True):
        actions.make_copy(made)
        assert default_storage.exists(first)  # as long as it is not sure that there is another
    second = Copy.objects.get(request=made).path
    assert second != first and not default_storage.exists(first)
    assert archive(city.sender, made).testzip() is None


def test_made_again_after_it_was_erased(made: Request, django_capture_on_commit_callbacks: Any) -> None:
    erase_copies_of(made.account_id)
    with django_capture_on_commit_callbacks(execute=True):
        actions.make_copy(made)
    assert default_storage.exists(Copy.objects.get(request=made).path)


@pytest.mark.parametrize("size", [0, 1, parcels.CHUNK, parcels.CHUNK + 1, 2 * parcels.CHUNK])
def test_parts_open_as_they_were_sealed(size: int) -> None:
    key, data, sealed = parcels.new_key(), bytes(size), io.BytesIO()
    parcels.seal(key, io.BytesIO(data), sealed)
    assert b"".join(parcels.opened(key, io.BytesIO(sealed.getvalue()))) == data
    cut = sealed.getvalue()[: parcels.CHUNK + 28]
    if size > parcels.CHUNK:
        with pytest.raises(InvalidTag):  # a missing last part is noticed
            b"".join(parcels.opened(key, io.BytesIO(cut)))
