"""Papers that show who somebody is lie sealed: the disk tells nothing of them, and few may open them."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.media import actions, queries
from ihanoi.media.models import File, Fingerprint
from ihanoi.media.words import WHY, Refusal, Size
from ihanoi.operation import actions as operation
from ihanoi.people.models import Account
from ihanoi.vault.rules import Unsealable

from . import samples

pytestmark = pytest.mark.django_db
SECRET = b"So can cuoc 001000000001"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def lan() -> Account:
    return Account.objects.create(full_name="Lan", created_at=datetime(2026, 11, 20, 5, 0, tzinfo=UTC))


def paper(of: Account, data: bytes | None = None, name: str = "cccd Lan.jpg") -> File:
    camera = samples.exif(datetime(2026, 11, 1, 8, 0, tzinfo=UTC), place=True)
    sent = BytesIO(data or samples.jpeg(exif=camera))
    return actions.receive(actor=Actor(of.pk), stream=sent, name=name, sealed=True)


def letter() -> bytes:
    return samples.pdf().replace(b"<</Type/Catalog>>", SECRET)


def at(file: File, size: str = Size.FULL) -> Path:
    return Path(default_storage.path(queries.path_of(file, size)))


def opened(file: File, size: str = Size.FULL) -> bytes:
    with queries.content(file, queries.path_of(file, size)) as content:
        return content.read()


def test_nothing_of_it_is_on_the_disk(lan: Account) -> None:
    picture, document = paper(lan), paper(lan, letter(), "giay.pdf")
    kept = {path: path.read_bytes() for path in Path(default_storage.path("")).rglob("*") if path.is_file()}
    assert len(kept) == 4
    for size in (Size.FULL, Size.VIEW, Size.THUMB):
        plain = opened(picture, size)
        assert plain.startswith(b"\xff\xd8\xff")
        assert not any(plain[100:132] in stored for stored in kept.values())
    assert opened(document) == letter()
    assert not any(
        b"\xff\xd8\xff" in data[:64] or b"%PDF" in data or SECRET in data for data in kept.values()
    )


def test_its_row_tells_nothing_and_nobody_looks_at_it(lan: Account) -> None:
    before = ProcrastinateJob.objects.count()
    sent = paper(lan)
    row = File.objects.get(pk=sent.pk)
    assert (row.name, row.traces, row.taken_at, row.taken_lat) == ("picture.jpg", {}, None, None)
    assert ProcrastinateJob.objects.count() == before
    assert not actions.look(file_id=sent.pk)
    actions.make_public(file_ids=[sent.pk])
    assert not Fingerprint.objects.exists() and File.objects.get(pk=sent.pk).veil == 0


def test_the_digest_is_not_that_of_the_file(lan: Account) -> None:
    sealed = paper(lan, letter(), "giay.pdf")
    plain = actions.receive(actor=Actor(lan.pk), stream=BytesIO(letter()), name="giay.pdf")
    assert bytes(sealed.sha256) != bytes(plain.sha256)


def test_moved_or_changed_it_does_not_open(lan: Account, client: Client) -> None:
    one, other = paper(lan), paper(lan)
    client.force_login(lan, BACKEND)
    for source in (at(one), at(other, Size.THUMB)):
        shutil.copyfile(source, at(other))
        with pytest.raises(Unsealable):
            opened(other)
    stored = bytearray(at(one).read_bytes())
    stored[-1] ^= 1
    at(one).write_bytes(stored)
    answer = client.get(queries.url(one, Size.FULL, to=Actor(lan.pk)))
    assert answer.status_code == 500
    assert "đã bị thay đổi" in answer.content.decode()
    at(one).write_bytes(samples.jpeg())
    with pytest.raises(Unsealable):
        opened(one)  # somebody else's plain picture is not taken for it either


def test_only_to_whom_it_is_shown(lan: Account, client: Client) -> None:
    stranger = Account.objects.create(full_name="Bình", created_at=lan.created_at)
    sent = paper(lan)
    address = queries.url(sent, Size.FULL, to=Actor(lan.pk))
    assert client.get(address).status_code == 404
    client.force_login(stranger, BACKEND)
    assert client.get(address).status_code == 404
    client.force_login(lan, BACKEND)
    answer = client.get(address)
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")  # type: ignore[attr-defined]  # a file's answer
    assert answer["Cache-Control"] == "no-store"
    for public in (queries.url(sent), queries.public_url(sent), queries.url(paper(lan, letter()))):
        assert client.get(public).status_code == 404


def test_papers_and_other_files_do_not_stand_in_for_each_other(lan: Account) -> None:
    actor, sent = Actor(lan.pk), paper(lan)
    plain = actions.receive(actor=actor, stream=BytesIO(samples.jpeg()), name="a.jpg")
    for file, sealed in ((sent, False), (plain, True)):
        with pytest.raises(Invalid):
            actions.claim(actor=actor, file_ids=[file.pk], sealed=sealed)
    assert queries.own(actor, [sent.pk, plain.pk]) == [plain]
    assert queries.papers([str(sent.pk), str(plain.pk), "no id"]) == [sent]


def test_no_video(lan: Account) -> None:
    with pytest.raises(Invalid) as refused:
        paper(lan, b"\0\0\0\x18ftypisom" + bytes(64), "a.mp4")
    assert refused.value.errors == {"file": WHY[Refusal.VIDEO_OF_PAPERS]}


@pytest.fixture
def keys(settings: Any) -> Callable[[str], None]:
    """Set the ring of keys: names are single letters."""

    def use(names: str) -> None:
        ring = ((name, base64.b64encode(name.encode() * 32).decode()) for name in names)
        settings.KEYS = ",".join(f"{name}:{key}" for name, key in ring)

    return use


def test_keys_change_without_losing_a_paper(lan: Account, keys: Callable[[str], None]) -> None:
    keys("a")
    picture, document = paper(lan), paper(lan, letter(), "giay.pdf")
    before = opened(picture)
    keys("ba")
    Path(f"{at(picture)}.new").write_bytes(b"a run that was cut off")
    said: list[str] = []
    assert operation.reseal(progress=said.append) == 4
    assert actions.reseal() == 0
    assert "papers …" in said
    keys("b")
    assert opened(picture) == before and opened(document) == letter()
    assert len(list(at(picture).parent.iterdir())) == 3


def test_a_key_that_was_removed_too_early_is_missed(lan: Account, keys: Callable[[str], None]) -> None:
    keys("a")
    sent = paper(lan)
    keys("b")
    with pytest.raises(Unsealable, match="the key a is not in the ring"):
        actions.reseal()
    keys("ba")
    assert opened(sent)


def test_erased_with_everything_that_was_sent_before(lan: Account) -> None:
    sent = [paper(lan), paper(lan)]
    plain = actions.receive(actor=Actor(lan.pk), stream=BytesIO(samples.jpeg()), name="a.jpg")
    address = queries.url(sent[0], to=Actor(lan.pk)).removeprefix("/tep/")
    assert actions.erase_papers(account_id=lan.pk) == 2
    assert list(File.objects.all()) == [plain]
    assert not at(sent[0]).parent.exists()
    with pytest.raises(NotFound):
        queries.open_token(address)
