"""Repeats: what an officer and a sender are shown as the same matter, why, and what is never shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.cases.rules.likeness import REACHES, Sight, compare
from ihanoi.kernel import clock
from ihanoi.media.models import File, Likeness
from ihanoi.routing.catalogue import GROUPS
from tests.conftest import CUA_NAM, MONDAY, City

Submit = Callable[..., Case]
Upload = Callable[..., UUID]

LAT, LON = CUA_NAM
NORTH = 1 / 111_320  # degrees a metre
COVER = "Nắp cống trước số 29 vỡ làm đôi, xe máy dễ ngã."
AGAIN = "Ở đầu ngõ nắp cống bị vỡ, hôm qua có người ngã."
LAMP = "Đèn đường trước số 29 tắt ba đêm nay, tối om."


def north(metres: float) -> float:
    return LAT + metres * NORTH


def field(code: str) -> int:
    from ihanoi.routing import queries as routing

    node = routing.field_by_code(code)
    assert node is not None
    return node.id


def alike(text: str = AGAIN, lat: float = LAT, lon: float = LON, **given: Any) -> list[queries.Alike]:
    return queries.alike(text, lat, lon, field_ids=[field("ho-ga")], **given)


def test_the_field_speaks_for_or_against_and_not_at_all_where_it_is_unknown() -> None:
    def chance(field: str, group: str) -> float:
        here = Sight(COVER, MONDAY, field="ho-ga", group="thoat-nuoc")
        return compare(here, Sight(AGAIN, MONDAY, field=field, group=group), 10).chance

    same, unknown = chance("ho-ga", "thoat-nuoc"), chance("", "")
    assert same > unknown > chance("ngap-ung", "thoat-nuoc") > chance("den-duong", "chieu-sang")


def test_every_field_has_its_reach() -> None:
    assert set(REACHES) == {leaf.code for group in GROUPS for leaf in group.leaves}


def test_the_officer_reads_why(city: City, submitted: Submit, upload: Upload) -> None:
    first = submitted(text=COVER, files=[upload(city.sender)])
    with clock.at(MONDAY + timedelta(hours=2)):
        second = submitted(city.neighbour, text=AGAIN, lat=north(12), files=[upload(city.neighbour, "red")])
    one, two = first.files.get().file, second.files.get().file
    Likeness.objects.create(file=max(one, two, key=_id), earlier=min(one, two, key=_id), apart=3)
    [found] = queries.near(city.overseer, second)
    assert found.id == first.pk and found.earlier and found.likeness.is_likely
    assert found.reasons == (
        "cách 12\u00a0m",
        "gửi trước 2 giờ",
        "cùng nói về nắp cống",
        "ảnh gần như giống nhau",
    )
    [back] = queries.near(city.overseer, first)
    assert not back.earlier and "gửi sau 2 giờ" in back.reasons


def _id(file: File) -> UUID:
    return file.id


def test_another_matter_at_the_same_place_is_none(city: City, submitted: Submit) -> None:
    case = submitted(text=COVER)
    submitted(city.neighbour, text=LAMP)
    assert queries.near(city.overseer, case) == []


def test_the_same_words_sixty_metres_away_are_another_manhole(city: City, submitted: Submit) -> None:
    case = submitted(text=COVER)
    submitted(city.neighbour, text=COVER, lat=north(60))
    assert queries.near(city.overseer, case) == []


def test_the_same_street_floods_again_on_another_day(city: City, submitted: Submit) -> None:
    text = "Ngập sâu nửa bánh xe trên phố Trần Quốc Toản, xe chết máy."
    with clock.at(MONDAY - timedelta(days=6)):
        submitted(city.neighbour, text=text, field_id=field("ngap-ung"))
    with clock.at(MONDAY - timedelta(hours=1)):
        today = submitted(city.neighbour, text=text, field_id=field("ngap-ung"), lat=north(90))
    case = submitted(text=text, field_id=field("ngap-ung"))
    assert [each.id for each in queries.near(city.overseer, case)] == [today.pk]


def test_only_open_cases_that_the_officer_may_see(city: City, submitted: Submit) -> None:
    case, other = submitted(text=COVER), submitted(city.neighbour, text=COVER)
    assert [each.id for each in queries.near(city.overseer, case)] == [other.pk]
    assert queries.near(city.other_assigner, case) == []
    actions.withdraw(actor=city.neighbour, case_id=other.pk)
    assert queries.near(city.overseer, case) == []
    other.refresh_from_db()
    assert queries.near(city.overseer, other) == []  # nothing is left to decide for a closed one


def test_the_sender_is_shown_public_facts(submitted: Submit) -> None:
    with clock.at(MONDAY - timedelta(hours=2)):
        case = submitted(text=f"{COVER} Gọi tôi 0912 345 678.")
    [found] = alike(lat=north(12))
    assert found.card.id == case.pk and found.metres == 12
    assert found.reasons == ("cách 12\u00a0m", "gửi 2 giờ trước", "cùng nói về nắp cống")
    assert "0912" not in found.card.title
    assert alike(not_of=case.sender_id) == []


def test_what_was_masked_is_no_common_word(submitted: Submit) -> None:
    submitted(text=f"{COVER} Hàng xóm số 0912345678.")
    [plain], [known] = alike(COVER), alike(f"{COVER} Hàng xóm số 0912345678.")
    assert plain.likeness.chance >= known.likeness.chance


@pytest.mark.parametrize("hidden", [{"confidential": True}, {"listed": False}])
def test_never_a_confidential_or_unpublished_one(submitted: Submit, hidden: dict[str, bool]) -> None:
    case = submitted(text=COVER, confidential=hidden.get("confidential", False))
    if "listed" in hidden:
        Case.objects.filter(pk=case.pk).update(listed=False)
    assert alike(COVER) == []


def test_a_rounded_place_stays_rounded(submitted: Submit) -> None:
    case = submitted(text=COVER, lat=21.02454, lon=105.84654, round_position=True)
    [found] = alike(COVER, lat=21.02454, lon=105.84654)
    assert found.card.id == case.pk and found.card.address == ""
    assert found.metres == 70  # from the corner of the grid that the map shows, not from the house


def test_pictures_that_nobody_may_see_tell_nothing(city: City, submitted: Submit, upload: Upload) -> None:
    case = submitted(city.neighbour, text=COVER, files=[upload(city.neighbour)])
    mine, theirs = upload(city.sender, "red"), case.files.get().file_id
    Likeness.objects.create(file_id=max(mine, theirs), earlier_id=min(mine, theirs), apart=0)
    assert alike(file_ids=[mine])[0].likeness.pictures is None
    case.files.update(public=True)
    assert "cùng một ảnh" in alike(file_ids=[mine])[0].reasons


def test_reads_stay_few_however_many_lie_around(city: City, submitted: Submit) -> None:
    case = submitted(text=COVER)
    counts = []
    for _ in range(2):
        for n in range(4):
            submitted(city.neighbour, text=AGAIN, lat=north(n))
        with CaptureQueriesContext(connection) as asked:
            queries.near(city.overseer, case)
        counts.append(sum("cases_case" in each["sql"] for each in asked))  # others look after what is kept
    assert counts[0] == counts[1] <= 3


def test_a_text_that_may_be_about_several_fields_finds_each(submitted: Submit) -> None:
    case = submitted(text=COVER, field_id=field("ho-ga"))
    guesses = [field("mat-duong"), field("ho-ga")]
    [found] = queries.alike(AGAIN, LAT, LON, field_ids=guesses)
    assert found.card.id == case.pk and found.likeness.same_field
