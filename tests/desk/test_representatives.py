"""Papers of those who act for an organisation: sent in by the portal, looked at by officers of its seat."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ihanoi.journal import actions as journal
from ihanoi.kernel.actor import Actor
from ihanoi.media import actions as media
from ihanoi.media.models import File
from ihanoi.notifications.models import Notice
from ihanoi.people import actions
from ihanoi.people import queries as people
from ihanoi.people.models import Organisation, Representative
from ihanoi.people.wordings import newest_wording
from ihanoi.people.words import Standing
from tests.conftest import City, picture
from tests.desk.conftest import Enter
from tests.people.officials import own

SAID = {"tax_code": "0100112437", "name": "Công ty TNHH Gạch Hạ Đình", "address": "", "position": "Giám đốc"}
AT = "/ban-xu-ly/nguoi-dai-dien"
AGREED = newest_wording("papers").digest


@pytest.fixture
def firm(city: City) -> Organisation:
    return actions.represent(actor=city.sender, **SAID)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("giay.jpg", picture().getvalue(), content_type="image/jpeg")


def send(enter: Enter, city: City, firm: Organisation, who: Actor) -> Representative:
    unit = people.agency(city.ward).unit_id
    answer = enter(who).post(
        f"/tai-khoan/to-chuc/{firm.pk}",
        {"papers": paper(), "unit": unit, "agree": AGREED},
    )
    assert answer.status_code == HTTPStatus.FOUND
    return Representative.objects.get(account=own(who), organisation=firm)


def test_papers_go_in_are_looked_at_and_answered(enter: Enter, city: City, firm: Organisation) -> None:
    page = f"/tai-khoan/to-chuc/{firm.pk}"
    assert "Gửi giấy tờ để xác minh" in enter(city.sender).get(page).content.decode()
    sent = send(enter, city, firm, city.sender)
    assert File.objects.get(pk=sent.papers[0]).used, "claimed, so that it is not erased"
    assert "Đang chờ xem giấy tờ" in enter(city.sender).get(page).content.decode()
    officer = enter(city.assigner)
    assert city.sender.name in officer.get(AT).content.decode()
    shown = officer.get(f"{AT}/{sent.pk}").content.decode()
    assert "Mở tệp 1" in shown and f'value="{SAID["name"]}"' in shown, "the form holds what was claimed"
    assert "Hệ thống đang ghi" not in shown
    wrong = officer.post(f"{AT}/{sent.pk}", {"verified": "khong", "reason": ""})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert officer.post(f"{AT}/{sent.pk}", {"verified": "khong", "reason": "Giấy mờ."})["Location"] == AT
    journal.deliver()
    assert Notice.objects.filter(account=own(city.sender), title__startswith="Chưa xác minh được").exists()
    assert "Giấy mờ." in enter(city.sender).get(page).content.decode()
    send(enter, city, firm, city.sender)
    typed = {"verified": "co", "name": "", "address": "29 Hạ Đình", "unit_id": sent.unit_id}
    nameless = officer.post(f"{AT}/{sent.pk}", typed)
    assert nameless.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "29 Hạ Đình" in nameless.content.decode(), "what was typed stays"
    stated = typed | {"name": "Công ty Gạch theo giấy"}
    assert officer.post(f"{AT}/{sent.pk}", stated)["Location"] == AT
    kept = Organisation.objects.get(pk=firm.pk)
    assert (kept.name, kept.address, kept.unit_id) == (stated["name"], "29 Hạ Đình", sent.unit_id)
    journal.deliver()
    assert Notice.objects.filter(account=own(city.sender), title__startswith="Đã xác minh").exists()
    assert "Đã xác minh." in enter(city.sender).get(page).content.decode()
    assert "Không có giấy tờ nào chờ xem" in officer.get(AT).content.decode()


def test_what_cannot_be_taken_is_said(enter: Enter, city: City, firm: Organisation) -> None:
    page, client = f"/tai-khoan/to-chuc/{firm.pk}", enter(city.sender)
    assert client.post(page, {"unit": "x"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    text = SimpleUploadedFile("giay.txt", b"not a paper", content_type="text/plain")
    assert client.post(page, {"papers": text, "agree": AGREED}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (
        client.post(page, {"papers": paper(), "agree": AGREED}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    )


def test_nobody_else_sees_papers(enter: Enter, city: City, firm: Organisation) -> None:
    sent = send(enter, city, firm, city.sender)
    for stranger in (city.other_assigner, city.handler, city.neighbour):
        assert enter(stranger).get(f"{AT}/{sent.pk}").status_code == HTTPStatus.NOT_FOUND
        ended = enter(stranger).post(f"{AT}/{sent.pk}/cham-dut")
        assert ended.status_code == HTTPStatus.NOT_FOUND
    assert enter(city.neighbour).get(f"/tai-khoan/to-chuc/{firm.pk}").status_code == HTTPStatus.NOT_FOUND


def test_the_file_opens_for_its_owner_and_for_who_judges_it(
    enter: Enter, city: City, firm: Organisation
) -> None:
    sent = send(enter, city, firm, city.sender)
    assert File.objects.get(pk=sent.papers[0]).sealed
    pages = {city.sender: f"/tai-khoan/to-chuc/{firm.pk}", city.assigner: f"{AT}/{sent.pk}"}
    for who, page in pages.items():
        address = re.findall(r'href="(/tep/[^"]+)"', enter(who).get(page).content.decode())[0]
        assert enter(who).get(address).status_code == HTTPStatus.OK
        for stranger in {city.sender, city.assigner, city.neighbour, city.handler, city.overseer} - {who}:
            assert enter(stranger).get(address).status_code == HTTPStatus.NOT_FOUND
    media.erase(file_ids=sent.papers)
    assert "/tep/" not in enter(city.assigner).get(f"{AT}/{sent.pk}").content.decode()


def test_a_verified_representative_confirms_and_ends_colleagues(
    enter: Enter, city: City, firm: Organisation
) -> None:
    sent = send(enter, city, firm, city.sender)
    actions.judge_papers(actor=city.assigner, representative_id=sent.pk, verified=True)
    actions.represent(actor=city.neighbour, **SAID)
    colleague = Representative.objects.get(account=own(city.neighbour))
    page, client = f"/tai-khoan/to-chuc/{firm.pk}", enter(city.sender)
    assert "Neighbour" in client.get(page).content.decode()
    assert client.post(f"{page}/xac-nhan/{colleague.pk}")["Location"] == page
    assert people.standing_of(own(city.neighbour), firm.pk) == Standing.VERIFIED
    assert client.post(f"{page}/cham-dut/{10**6}").status_code == HTTPStatus.NOT_FOUND
    assert client.post(f"{page}/cham-dut/{colleague.pk}")["Location"] == page
    assert not people.represents(own(city.neighbour), firm.pk)
    assert enter(city.assigner).post(f"{AT}/{sent.pk}/cham-dut")["Location"] == AT
    assert not people.represents(own(city.sender), firm.pk)


def test_papers_that_are_not_taken_leave_the_chosen_ward(
    enter: Enter, city: City, firm: Organisation
) -> None:
    unit = people.agency(city.ward).unit_id
    wrong = enter(city.sender).post(
        f"/tai-khoan/to-chuc/{firm.pk}",
        {"papers": SimpleUploadedFile("giay.txt", b"x"), "unit": unit, "agree": AGREED},
    )
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'<option value="{unit}" selected>' in wrong.content.decode()


def test_who_only_claims_an_organisation_learns_of_nobody(
    enter: Enter, city: City, firm: Organisation
) -> None:
    """Anybody may claim any tax code: names and positions are for those who have shown that they act for it."""
    page = f"/tai-khoan/to-chuc/{firm.pk}"
    actions.represent(actor=city.neighbour, **{**SAID, "position": "Tự nhận"})
    shown = enter(city.neighbour).get(page).content.decode()
    assert city.sender.name not in shown and "Giám đốc" not in shown
    sent = send(enter, city, firm, city.neighbour)
    assert city.sender.name not in enter(city.neighbour).get(page).content.decode(), "papers wait"
    actions.judge_papers(actor=city.assigner, representative_id=sent.pk, verified=True)
    shown = enter(city.neighbour).get(page).content.decode()
    assert city.sender.name in shown and "Giám đốc" in shown


def test_the_officer_sees_what_is_written_beside_what_is_claimed(
    enter: Enter, city: City, firm: Organisation
) -> None:
    first = send(enter, city, firm, city.sender)
    actions.judge_papers(actor=city.assigner, representative_id=first.pk, verified=True)
    actions.represent(actor=city.neighbour, **SAID | {"name": "Công ty Gạch Mới"})
    second = send(enter, city, firm, city.neighbour)
    assert "Công ty Gạch Mới" in enter(city.assigner).get(AT).content.decode()
    shown = enter(city.assigner).get(f"{AT}/{second.pk}").content.decode()
    assert "Hệ thống đang ghi" in shown and SAID["name"] in shown and "Công ty Gạch Mới" in shown
