"""How numbers, times and durations are said."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from ihanoi.kernel import clock
from ihanoi.ui import words

NOW = datetime(2026, 11, 19, 7, 20, tzinfo=UTC)  # 14:20 in Hanoi


@pytest.fixture(autouse=True)
def _vietnamese_afternoon():
    with translation.override("vi"), clock.at(NOW):
        yield


def test_number_groups_by_points_and_english_by_commas():
    assert words.number(11171) == "11.171"
    assert words.number(1234.5, 1) == "1.234,5"
    with translation.override("en"):
        assert words.number(11171) == "11,171"


def test_percent_keeps_its_sign_on_the_line():
    assert words.percent(0.914) == "91,4\u00a0%"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 phút"),
        (40 * 60, "40 phút"),
        (70 * 60, "1 giờ 10"),
        (2 * 3600, "2 giờ"),
        (8 * 3600, "1 ngày"),
        ((2 * 8 + 4) * 3600, "2 ngày 4 giờ"),
        (4 * 8 * 3600 + 25 * 60, "4 ngày"),
        (-300 * 60, "5 giờ"),
    ],
)
def test_duration_has_two_units_at_most(seconds, said):
    assert words.duration(seconds) == said


def test_moment_names_the_year_only_when_it_is_another():
    assert words.moment(NOW) == "14:20, thứ Năm 19/11"
    assert words.moment(NOW, with_year=True) == "14:20, thứ Năm 19/11/2026"
    assert words.moment(datetime(2025, 7, 1, 1, tzinfo=UTC)) == "08:00, thứ Ba 1/7/2025"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=5), "5 phút trước"),
        (timedelta(hours=2), "2 giờ trước"),
        (timedelta(hours=20), "hôm qua"),
        (timedelta(days=3), "3 ngày trước"),
        (timedelta(days=20), "30/10"),
    ],
)
def test_ago(before, said):
    assert words.ago(NOW - before) == said


def test_initials_are_the_last_two_words():
    assert words.initials("Nguyễn Thị Thu Hương") == "TH"
    assert words.initials("Đỗ Minh Tuấn") == "MT"
    assert words.initials("") == ""
