"""Figures of read reports: labels tied to the catalogue, strict and lenient, danger, misses with their table."""

from __future__ import annotations

from typing import Any

import pytest

from ihanoi.operation.evaluation import reports
from ihanoi.operation.evaluation.figures import Figures
from ihanoi.routing import queries as routing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city(city: Any) -> None:
    routing.forget()


ROWS = [
    {"text": "Nắp cống giữa ngõ bị vỡ, xe lọt bánh", "category": "thoat_nuoc", "also_ok": [], "urgency": 2},
    {"text": "Ô tô đỗ chắn cửa nhà tôi cả đêm", "category": "giao_thong", "also_ok": ["do_xe"], "urgency": 2},
    {"text": "Hàng xóm hát karaoke loa kéo tới khuya", "category": "giao_duc", "also_ok": [], "urgency": 2},
    {"text": "Dây điện đứt đang phóng điện trước chợ", "category": "dien", "urgency": 3},
]


def found(figures: Figures, what: str) -> float:
    return next(figure.value for figure in figures.figures if figure.what == what)


def test_every_leaf_but_a_few_has_a_label_and_every_code_exists() -> None:
    leaves = {leaf.code for group in routing.fields() for leaf in group.leaves}
    codes = [code for codes in reports.LABELS.values() for code in codes.split()]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= leaves


def test_right_strictly_right_and_missed() -> None:
    figures = reports.evaluate(ROWS)
    assert found(figures, "field, first") == 0.75
    assert found(figures, "field, first, strict") == 0.5
    assert found(figures, "danger, precision") == 1
    assert found(figures, "danger, recall") == 1
    assert {"right": "giao_duc", "answered": "tieng_on", "rows": 1} in figures.misses
    assert any(miss.get("text") == ROWS[2]["text"] for miss in figures.misses)


def test_no_rows() -> None:
    assert all(figure.n == 0 for figure in reports.evaluate([]).figures)
