"""What is worth a second look at a picture is said with its reason; what is not stays unsaid."""

from __future__ import annotations

from typing import Any

import pytest

from ihanoi.media.doubts import doubts

SCREEN = {"width": 1080, "height": 1920}


@pytest.mark.parametrize(
    ("traces", "says"),
    [
        ({"generated": True}, ["Tệp tự ghi là ảnh do máy tạo ra."]),
        ({"generated": True, "manifest": True}, ["Tệp tự ghi là ảnh do máy tạo ra."]),
        ({"manifest": True}, ["Tệp kèm bản kê nguồn gốc C2PA"]),
        ({"software": "Photoshop", "changed_later": True}, ["phần mềm chỉnh sửa: Photoshop"]),
        ({"changed_later": True}, ["vào ngày sau ngày chụp"]),
        (SCREEN | {"png": True}, ["cỡ 1080 × 1920 của màn hình điện thoại, không có thông tin máy ảnh"]),
        (SCREEN | {"height": 2400}, ["Giống ảnh chụp màn hình"]),
        (SCREEN, []),
        (SCREEN | {"png": True, "camera": True}, []),
        ({"width": 1080, "height": 1350, "png": True}, []),
        ({"width": 4000, "height": 8000}, []),
        ({}, []),
    ],
)
def test_doubts(traces: dict[str, Any], says: list[str]) -> None:
    said = doubts(traces)
    assert len(said) == len(says)
    assert all(part in sentence for part, sentence in zip(says, said, strict=True))


def test_bars_make_a_screenshot_likely() -> None:
    [sentence] = doubts(SCREEN, bars=True)
    assert "có dải phẳng ở mép trên và mép dưới" in sentence
