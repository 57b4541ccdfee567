"""The demo's texts are usable as they are: known fields, drawable scenes, answers that the regulation accepts."""

from __future__ import annotations

import random
from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image

from ihanoi.cases import rules
from ihanoi.cases.rules import Facts
from ihanoi.demo import writing
from ihanoi.demo.pictures import SCENES, draw, jpeg_with_traces
from ihanoi.kernel.clock import now
from ihanoi.kernel.worktime import HANOI
from ihanoi.media import pictures
from ihanoi.media.rules import JPEG
from ihanoi.routing.catalogue import GROUPS

EVERY = [matter for each in writing.matters().values() for matter in each]
FACTS = Facts(state="handling", now=now(), today=now().date())
COMMON = (
    "rac-thai",
    "lan-chiem-via-he",
    "do-xe-sai",
    "mat-duong",
    "via-he",
    "tieng-on",
    "ho-ga",
    "chieu-sang",
    "cay-xanh",
)


def test_fields_and_scenes_are_known() -> None:
    codes = {leaf.code for group in GROUPS for leaf in group.leaves}
    assert set(writing.matters()) <= codes
    assert {matter.scene for matter in EVERY} <= set(SCENES)


@pytest.mark.parametrize("code", COMMON)
def test_a_common_field_has_twelve_matters(code: str) -> None:
    assert len(writing.matters()[code]) >= 12
    assert len({matter.heading for matter in writing.matters()[code]}) == len(writing.matters()[code])


@pytest.mark.parametrize("matter", EVERY, ids=lambda matter: matter.heading[:40])
def test_each_answer_is_concrete_and_each_report_clear(matter: writing.Matter) -> None:
    rng = random.Random(1)
    answer = writing.answer(rng, matter, street="Hàng Bài", day="18/11", hour="10:20")
    assert rules.answer_is_concrete(FACTS, {"answer": answer}) is None
    text = writing.report(rng, matter, "trước số 33 Hàng Bài")
    assert rules.text_is_clear(FACTS, {"text": text}) is None
    assert not set("{}[]→") & set(answer + text)


@pytest.mark.parametrize("section", ["len-lich", "giai-thich", "chua-the"])
def test_other_answers_are_concrete(section: str) -> None:
    matter = writing.matters()["ho-ga"][0]
    for seed in range(4):
        answer = writing.other_answer(
            random.Random(seed), section, matter, street="Hàng Bài", day="18/11", next_day="2/12"
        )
        assert rules.answer_is_concrete(FACTS, {"answer": answer}) is None
        assert "{" not in answer


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_drawn_before_and_after(scene: str) -> None:
    before, after = (draw(scene, 1, repaired=repaired) for repaired in (False, True))
    assert before != after
    assert draw(scene, 1, repaired=False) == before
    assert Image.open(BytesIO(before)).size == (960, 720)


def test_traces_are_read_back() -> None:
    taken = datetime(2026, 11, 12, 8, 21, tzinfo=HANOI)
    data = jpeg_with_traces(draw("lamp", 0, repaired=False), taken, 21.0226, 105.851)
    found = pictures.read(data, JPEG).taken
    assert found.at == taken
    assert found.lat == pytest.approx(21.0226, abs=1e-4)
    assert found.lon == pytest.approx(105.851, abs=1e-4)
