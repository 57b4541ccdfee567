"""What must stay hidden, asked for on every way there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ihanoi.cases import actions, jobs, queries
from ihanoi.cases.actions.step import moved
from ihanoi.cases.models import Case
from ihanoi.cases.queries.public import Filters
from ihanoi.cases.words import Verb
from ihanoi.journal.ports import Told
from ihanoi.kernel import clock
from ihanoi.media import actions as media
from ihanoi.media import queries as files
from ihanoi.notifications.models import Notice
from tests.cases.stages import bring
from tests.conftest import City, picture

Submit = Callable[..., Case]
PHONE = "0912345678"
SAID = f"Nắp hố ga vỡ trước cổng trường, ai cần xin gọi {PHONE} để tôi chỉ chỗ."


def _found(**asked: Any) -> list[int]:
    return [card.id for card in queries.listing(Filters(**asked)).rows]


def test_a_telephone_number_finds_no_case(submitted: Submit) -> None:
    case = submitted(text=SAID, address="29 Trần Quốc Toản, nhà 0987654321")
    assert _found(text="nap ho ga") == [case.pk]
    for asked in (PHONE, "345678", "0987654321", "654321"):
        assert _found(text=asked) == []


def test_what_the_approver_takes_out_finds_no_case(city: City, submitted: Submit, upload: Any) -> None:
    case = submitted(text="Hàng xóm Nguyễn Văn Mít đổ rác ra ngõ mỗi đêm.")
    bring(case, "resolved", city, upload)
    assert _found(text="van mit") == [case.pk]
    actions.publish(
        actor=city.approver,
        case_id=case.pk,
        public_title="Đổ rác",
        public_text="Đổ rác ra ngõ",
        public_answer="Xong",
    )
    assert _found(text="van mit") == []
    assert _found(text="do rac") == [case.pk]


def test_a_number_that_the_headline_cuts_is_masked(submitted: Submit) -> None:
    words = "Nắp cống trước cửa hàng sửa xe đầu ngõ bị vỡ từ hôm qua xin gọi cho chủ nhà số"
    for length in range(40, len(words)):
        title = queries.foresee(
            text=f"{words[:length]} 0912 345 678 gấp", lat=None, lon=None, field_id=None, unit_id=None
        ).title
        assert "345" not in title and "0912" not in title


def test_the_address_is_masked_for_the_public(client: Client, submitted: Submit) -> None:
    case = submitted(address=f"29 Trần Quốc Toản, gọi {PHONE}")
    for name in ("portal:map", "portal:feed", "portal:geojson", "portal:home"):
        assert PHONE not in client.get(reverse(name)).content.decode()
    assert PHONE not in client.get(reverse("portal:case", args=[case.code])).content.decode()


def test_small_boxes_do_not_tell_a_rounded_position(city: City, submitted: Submit) -> None:
    lat, lon = 21.02437, 105.84629  # shown as 21.024, 105.846
    case = submitted(lat=lat, lon=lon, round_position=True)
    near = 0.0001
    assert _found(box=(lon - near, lat - near, lon + near, lat + near)) == []
    assert _found(box=(105.846 - near, 21.024 - near, 105.846 + near, 21.024 + near)) == [case.pk]
    assert _found(text="tran quoc toan") == [case.pk]  # the text itself names the street
    assert _found(text="29 tran quoc toan") == [case.pk]


def test_a_rounded_address_finds_no_case(submitted: Submit) -> None:
    submitted(
        text="Vỉa hè bong gạch, người già dễ vấp ngã.", address="29 Trần Quốc Toản", round_position=True
    )
    assert _found(text="quoc toan") == []


def test_followers_read_the_public_title(city: City, submitted: Submit, upload: Any) -> None:
    case = submitted(text=f"Gọi {PHONE}: nắp hố ga vỡ trước cổng trường.")
    assert PHONE in case.title
    actions.follow(actor=city.neighbour, case_id=case.pk)
    case = bring(case, "resolved", city, upload)
    event = asdict(moved(case, Verb.APPROVE, case.version, city.approver))
    jobs.tell([Told(1, clock.now(), event)])
    told = Notice.objects.filter(account=city.neighbour.account_id)
    assert told.exists()
    assert not [n for n in told if PHONE in n.title + n.body]


def test_the_name_of_a_sent_picture_is_not_told(city: City, client: Client) -> None:
    file = media.receive(actor=city.sender, stream=picture(), name="Nguyen Van A 0912345678.jpg")
    for size in ("thumb", "view"):
        answer = client.get(files.url(file, size))
        assert answer.status_code == 200
        assert "Nguyen" not in answer["Content-Disposition"] and PHONE not in answer["Content-Disposition"]


def test_a_merged_report_s_pictures_stay_with_its_sender(
    city: City, submitted: Submit, upload: Callable[..., UUID]
) -> None:
    first = submitted(files=[upload(city.sender)])
    second = submitted(actor=city.neighbour, files=[upload(city.neighbour, "red")])
    actions.receive(actor=city.assigner, case_id=first.pk, priority="normal")
    actions.merge(actor=city.assigner, case_id=second.pk, target_id=first.pk)
    assert first.files.count() == 2
    assert len(queries.my_case(city.sender, first.code).pictures) == 1


def _bare(page: bytes, code: str) -> bytes:
    """A page without its address and its token against forged forms."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page.replace(code.encode(), b""))


@pytest.mark.parametrize("seat", ["other_assigner", "other_approver", "neighbour"])
def test_hidden_and_missing_look_the_same(city: City, client: Client, submitted: Submit, seat: str) -> None:
    from ihanoi.people.models import Account

    case = submitted(confidential=True)
    client.force_login(
        Account.objects.get(pk=getattr(city, seat).account_id), "django.contrib.auth.backends.ModelBackend"
    )
    missing = case.code[:-6] + "999999"
    for path in (
        "/ban-xu-ly/{}",
        "/ban-xu-ly/{}/phieu",
        "/ban-xu-ly/{}/tiep-nhan",
        "/cua-toi/{}",
        "/cua-toi/{}/rut",
    ):
        hidden, absent = (client.get(path.format(code)) for code in (case.code, missing))
        assert hidden.status_code == absent.status_code == 404
        assert _bare(hidden.content, case.code) == _bare(absent.content, missing)


def test_officers_read_no_name_of_a_confidential_sender(
    city: City, client: Client, submitted: Submit
) -> None:
    from ihanoi.people.models import Account

    sender = Account.objects.get(pk=city.sender.account_id)
    case = submitted(confidential=True)
    actions.add_information(actor=city.sender, case_id=case.pk, text="Sáng nay vẫn còn.")
    for seat in ("assigner", "dispatcher", "overseer", "approver"):
        client.force_login(
            Account.objects.get(pk=getattr(city, seat).account_id),
            "django.contrib.auth.backends.ModelBackend",
        )
        for tail in ("", "/phieu", "/moi?ban=1", "?xem=trao-doi", "/cac-buoc"):
            page = client.get(f"/ban-xu-ly/{case.code}{tail}").content.decode()
            assert sender.full_name not in page and sender.email not in page, (seat, tail)
