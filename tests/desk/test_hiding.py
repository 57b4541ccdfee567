"""The page where an officer says what the public copy of a picture hides, and publication with it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

from ihanoi.cases.models import Case, CaseFile
from ihanoi.cases.words import State
from ihanoi.media.models import Area, File, Likeness, Look
from ihanoi.media.words import Hidden
from tests.cases.stages import bring
from tests.conftest import City
from tests.desk.conftest import Enter

Submit = Callable[..., Case]
Upload = Callable[..., UUID]


@pytest.fixture
def reported(city: City, submitted: Submit, upload: Upload) -> CaseFile:
    """A picture in a fresh report, with a face that the worker found."""
    file_id = upload(city.sender)
    case = submitted(files=[file_id])
    Look.objects.create(file_id=file_id, at=case.submitted_at, networks="faces")
    Area.objects.create(file_id=file_id, kind=Hidden.FACE, left=0.1, top=0.1, right=0.3, bottom=0.4)
    return case.files.get()


def page(row: CaseFile) -> str:
    return f"/ban-xu-ly/{row.case.code}/anh/{row.pk}/che"


def areas(row: CaseFile) -> list[tuple[str, bool]]:
    return list(Area.objects.filter(file=row.file_id).order_by("pk").values_list("kind", "hidden"))


def test_the_page_shows_what_the_machine_found(city: City, enter: Enter, reported: CaseFile) -> None:
    text = enter(city.approver).get(page(reported)).content.decode()
    assert "Khuôn mặt do máy tìm, vùng 1" in text
    assert 'x="100" y="100" width="200" height="300"' in text


def test_drawn_typed_and_taken_away(city: City, enter: Enter, reported: CaseFile) -> None:
    client = enter(city.approver)
    face = Area.objects.get()
    client.post(page(reported), {"keep": [face.pk], "draw": ["0.5,0.5,0.6,0.6"]})
    assert areas(reported) == [(Hidden.FACE, True), (Hidden.DRAWN, True)]
    typed = {"left": "10", "top": "20", "width": "30", "height": "40"}
    client.post(page(reported), typed)
    assert areas(reported) == [(Hidden.FACE, False), (Hidden.DRAWN, True)]
    drawn = Area.objects.get(kind=Hidden.DRAWN)
    assert (drawn.left, drawn.top, drawn.right, drawn.bottom) == pytest.approx((0.1, 0.2, 0.4, 0.6))
    client.post(page(reported), {"whole": "on"})
    assert Area.objects.filter(kind=Hidden.DRAWN, left=0, top=0, right=1, bottom=1).count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"left": "10"}, "Điền đủ bốn số"),
        ({"left": "10", "top": "1", "width": "300", "height": "4"}, "Ghi số từ 0 đến 100"),
        ({"draw": ["a,b"]}, "không đọc được"),
        ({"draw": ["nan,0,1,1"]}, "không nằm trong ảnh"),
        ({"keep": ["999999"]}, "Các vùng che vừa đổi"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    city: City, enter: Enter, reported: CaseFile, sent: dict[str, object], said: str
) -> None:
    response = enter(city.approver).post(page(reported), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert areas(reported) == [(Hidden.FACE, True)]


def test_only_officers_of_the_case(city: City, enter: Enter, reported: CaseFile, client: Client) -> None:
    assert client.get(page(reported)).status_code == 302
    assert enter(city.sender).get(page(reported)).status_code == 404
    other = page(reported).replace(f"/{reported.pk}/", "/999999/")
    assert enter(city.approver).get(other).status_code == 404
    assert enter(city.approver).post(other, {}).status_code == 404


def publish(city: City, enter: Enter, row: CaseFile, **given: object) -> Client:
    client = enter(city.approver)
    row.case.refresh_from_db()
    sent = {
        "seen": row.case.version,
        "public_title": "Ổ gà",
        "public_text": "Ổ gà.",
        "public_answer": "Đã vá.",
    } | given
    response = client.post(f"/ban-xu-ly/{row.case.code}/cong-khai", sent)
    assert response.status_code == 303, response.content.decode()
    return client


@pytest.fixture
def approved(city: City, reported: CaseFile, upload: Upload) -> CaseFile:
    bring(reported.case, State.RESOLVED, city, upload)
    reported.refresh_from_db()
    return reported


def test_the_public_gets_the_copy_with_the_face_hidden(
    city: City, enter: Enter, approved: CaseFile, client: Client
) -> None:
    publish(city, enter, approved, public_files=[approved.pk])
    file = File.objects.get(pk=approved.file_id)
    assert file.veil == 1
    text = client.get(f"/phan-anh/{approved.case.code}").content.decode()
    assert "~public" in text
    assert "~view~" not in text
    assert "~full~" not in text


def test_what_is_public_may_only_be_hidden_further(city: City, enter: Enter, approved: CaseFile) -> None:
    client = publish(city, enter, approved, public_files=[approved.pk])
    refused = client.post(page(approved), {})
    assert refused.status_code == 422
    assert "chỉ che thêm được" in refused.content.decode()
    more = {"keep": [Area.objects.get().pk], "draw": ["0,0,0.5,0.5"]}
    assert client.post(page(approved), more).status_code == 302
    assert File.objects.get(pk=approved.file_id).veil == 2


def test_an_indecent_picture_waits_for_a_look(city: City, enter: Enter, approved: CaseFile) -> None:
    proof = approved.case.files.filter(role="evidence").first()
    assert proof is not None
    address = f"/ban-xu-ly/{approved.case.code}/cong-khai"
    ticked = f'value="{proof.pk}" checked'
    assert ticked in enter(city.approver).get(address).content.decode()
    Look.objects.create(file_id=proof.file_id, at=approved.case.submitted_at, indecent=0.9)
    text = enter(city.approver).get(address).content.decode()
    assert ticked not in text
    assert "Có thể là hình nhạy cảm" in text


def test_a_picture_used_before_is_said_with_its_reason(
    city: City, enter: Enter, reported: CaseFile, submitted: Submit, upload: Upload
) -> None:
    second = submitted(files=[upload(city.sender)])
    again = second.files.get()
    Likeness.objects.create(file_id=again.file_id, earlier_id=reported.file_id, apart=2)
    text = enter(city.assigner).get(f"/ban-xu-ly/{second.code}").content.decode()
    assert f"Giống 97\u00a0% một ảnh trong phản ánh {reported.case.code}" in text
    assert "Người duyệt tự quyết định" in text


def test_a_screenshot_and_an_edited_picture_are_said(city: City, enter: Enter, submitted: Submit) -> None:
    from ihanoi.media import actions as media

    out, exif = BytesIO(), Image.Exif()
    exif[0x0131] = "Adobe Photoshop 25.0"
    Image.new("RGB", (1080, 2400), "white").save(out, "JPEG", exif=exif)
    file = media.receive(actor=city.sender, stream=BytesIO(out.getvalue()), name="a.jpg")
    case = submitted(files=[file.pk])
    text = enter(city.assigner).get(f"/ban-xu-ly/{case.code}").content.decode()
    assert "phần mềm chỉnh sửa: Photoshop" in text
    assert "Giống ảnh chụp màn hình: cỡ 1080 × 2400" in text
    assert "Adobe" not in text
