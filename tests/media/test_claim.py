"""Claiming and erasing: an upload belongs to who sent it, once used it stays, unused it goes after two days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC, SYSTEM, Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import actions, jobs, queries
from ihanoi.media.actions.storing import erase_folder
from ihanoi.media.models import File
from ihanoi.media.words import WHY, Refusal
from ihanoi.people.models import Account

from . import samples

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 16, 1, tzinfo=UTC)


@pytest.fixture
def person() -> Callable[[str], Actor]:
    def make(name: str) -> Actor:
        account = Account.objects.create(email=f"{name}@example.org", full_name=name, created_at=clock.now())
        return Actor(account.pk, name)

    return make


def send(actor: Actor) -> File:
    return actions.receive(actor=actor, stream=BytesIO(samples.jpeg((64, 48))), name="anh.jpg")


def test_claims_in_the_order_given_and_again(person: Callable[[str], Actor]) -> None:
    an = person("an")
    first, second = send(an), send(an)
    for _ in range(2):
        claimed = actions.claim(actor=an, file_ids=[str(second.id), first.id, second.id], limit=8)
        assert [f.id for f in claimed] == [second.id, first.id]
        assert all(f.used for f in claimed)
    assert File.objects.filter(used=True).count() == 2


def test_nobody_claims_what_is_not_theirs(person: Callable[[str], Actor]) -> None:
    an, binh = person("an"), person("binh")
    own, foreign = send(binh), send(an)
    nobodys = send(SYSTEM)
    for ids in ([own.id, foreign.id], [nobodys.id], [uuid4()], ["không phải mã"]):
        with pytest.raises(Invalid):
            actions.claim(actor=binh, file_ids=ids, limit=8)
    with pytest.raises(Invalid):
        actions.claim(actor=PUBLIC, file_ids=[nobodys.id], limit=8)
    assert not File.objects.filter(used=True).exists()
    assert actions.claim(actor=SYSTEM, file_ids=[nobodys.id], limit=8)


def test_not_more_than_the_limit(person: Callable[[str], Actor]) -> None:
    an = person("an")
    with pytest.raises(Invalid) as denied:
        actions.claim(actor=an, file_ids=[send(an).id for _ in range(3)], limit=2)
    assert str(denied.value.errors["files"]) == "Chỉ gửi kèm được tối đa 2 tệp."


def test_one_account_cannot_fill_the_disk(
    person: Callable[[str], Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ihanoi.media.actions.receiving.WAITING_LIMIT", 2)
    an = person("an")
    used = send(an)
    send(an)
    with pytest.raises(Invalid) as denied:
        send(an)
    assert denied.value.errors["file"] == WHY[Refusal.TOO_MANY_WAITING]
    actions.claim(actor=an, file_ids=[used.id], limit=8)
    send(an)


def test_unused_uploads_go_after_two_days() -> None:
    with clock.at(START):
        unused, used = send(SYSTEM), send(SYSTEM)
        actions.claim(actor=SYSTEM, file_ids=[used.id], limit=8)
    with clock.at(START + timedelta(days=1)):
        young = send(SYSTEM)
    with clock.at(START + timedelta(days=2, seconds=1)):
        assert jobs.erase_unused() == 1
        assert jobs.erase_unused() == 0
    assert set(File.objects.values_list("id", flat=True)) == {used.id, young.id}
    assert not Path(default_storage.path(unused.folder)).exists()
    assert default_storage.exists(queries.path_of(used))


def test_bytes_without_a_row_go_too() -> None:
    with clock.at(START):
        kept = send(SYSTEM)
        actions.claim(actor=SYSTEM, file_ids=[kept.id], limit=8)
    default_storage.save("2026/11/16/orphan/full.jpg", ContentFile(b"x"))
    with clock.at(START + timedelta(days=4)):
        assert jobs.erase_unused() == 1
        with pytest.raises(Denied):
            actions.erase_orphans(day=date(2026, 11, 19))
    assert not default_storage.exists("2026/11/16/orphan/full.jpg")
    assert default_storage.exists(queries.path_of(kept))


def test_erases_for_good() -> None:
    file = send(SYSTEM)
    assert actions.erase(file_ids=[file.id]) == 1
    assert actions.erase(file_ids=[file.id]) == 0
    assert not Path(default_storage.path(file.folder)).exists()


def test_only_the_own_uploads_are_shown_again(person: Callable[[str], Actor]) -> None:
    an, binh = person("an"), person("binh")
    first, second, foreign = send(an), send(an), send(binh)
    asked = [second.id, "no id", str(first.id), foreign.id, uuid4(), second.id]
    assert queries.own(an, asked) == [second, first]
    assert queries.own(PUBLIC, asked) == []
    assert queries.own(SYSTEM, asked) == []


def test_erasing_what_is_gone_already_is_no_trouble() -> None:
    file = send(SYSTEM)
    default_storage.delete(f"{file.folder}/full.jpg")
    erase_folder(file.folder)
    erase_folder(file.folder)
    assert actions.erase(file_ids=[file.pk]) == 1


def test_more_files_than_fit_are_said_and_cost_the_others_nothing() -> None:
    uploads = [
        SimpleUploadedFile("a.jpg", samples.jpeg((64, 48))),
        SimpleUploadedFile("b.txt", b"chu"),
        SimpleUploadedFile("c.jpg", samples.jpeg((64, 48))),
    ]
    taken = actions.receive_all(actor=SYSTEM, uploads=uploads, held=1, limit=3)
    assert [file.name for file in taken.files] == ["a.jpg"]
    assert [sentence.split(":")[0] for sentence in taken.sentences] == [
        "b.txt",
        "Chỉ gửi kèm được tối đa 3 tệp.",
    ]
    assert actions.receive_all(actor=SYSTEM, uploads=[], held=3, limit=3).sentences == []
