"""Geometry of the small charts."""

from hypothesis import given
from hypothesis import strategies as st

from ihanoi.ui import drawing

values = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=30)


@given(values)
def test_slices_stay_within_the_bar(numbers):
    for piece in drawing.slices(numbers):
        assert float(piece.x) >= 0 and float(piece.x) + float(piece.width) <= 100.1


@given(values)
def test_spark_has_a_point_per_value_within_its_box(numbers):
    points = [tuple(map(float, pair.split(","))) for pair in drawing.spark(numbers).split()]
    assert len(points) == len(numbers)
    assert all(0 <= x <= 72 and 0 <= y <= 24 for x, y in points)


@given(values)
def test_line_has_few_rows_on_round_numbers(numbers):
    chart = drawing.line(numbers, [str(i) for i in range(len(numbers))])
    assert 2 <= len(chart.rows) <= 7
    assert chart.columns[-1].label == str(len(numbers) - 1)


def test_a_dip_is_labelled_under_the_line():
    chart = drawing.line([3, 1, 3], ["a", "b", "c"], marked=[(0, "x"), (1, "y"), (9, "off")])
    assert [point.below for point in chart.marked] == [False, True]


def test_ring_is_full_at_most():
    assert drawing.ring(2.0)[0] == drawing.ring(1.0)[0]
    assert drawing.ring(-1)[0] == "0"


def test_legs_count_halves():
    assert drawing.legs(2.5) == ["100", "100", "50", ""]


def test_nothing_draws_nothing():
    assert drawing.spark([]) == ""
    assert drawing.line([], []).line == ""
    assert drawing.slices([0, 0])[0].width == "0"
