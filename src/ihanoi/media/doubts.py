"""What is worth a second look at a picture, as sentences with reasons: never a verdict, never a refusal (R27). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

# Widths of telephone screens in pixels; their pictures are at least 1.9 times as tall, a camera's at most 1.8 times.
_SCREEN_WIDTHS: Final = frozenset({
    540, 640, 720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1220, 1242, 1260, 1284, 1290, 1320, 1440,
})  # fmt: skip
_SCREEN_TALL: Final = 1.7
_TALL: Final = 1.9
INDECENT: Final = 0.35  # of the network's sureness; it is only asked to let a person look first


def doubts(traces: Mapping[str, Any], *, bars: bool = False) -> list[str]:
    """From the facts of `traces.Traces` and whether bars were seen."""
    return [*_made(traces), *_edited(traces), *_screenshot(traces, bars)]


def _made(traces: Mapping[str, Any]) -> Iterator[str]:
    if traces.get("generated"):
        yield _("Tệp tự ghi là ảnh do máy tạo ra.")


def _edited(traces: Mapping[str, Any]) -> Iterator[str]:
    if software := traces.get("software"):
        yield _("Tệp ghi đã qua phần mềm chỉnh sửa: %s.") % software
    elif traces.get("changed_later"):
        yield _("Tệp ghi được lưu lại vào ngày sau ngày chụp, có thể đã chỉnh sửa.")
    if traces.get("manifest") and not traces.get("generated"):
        yield _("Tệp kèm bản kê nguồn gốc C2PA: có thể đã qua phần mềm hoặc máy ảnh ghi lại các bước xử lý.")


def _screenshot(traces: Mapping[str, Any], bars: bool) -> Iterator[str]:
    """A screen's size and no camera are needed; a PNG, a tall shape or bars make it likely."""
    width, height = traces.get("width", 0), traces.get("height", 0)
    if traces.get("camera") or not width or width not in _SCREEN_WIDTHS or height / width < _SCREEN_TALL:
        return
    if not (bars or traces.get("png") or height / width >= _TALL):
        return
    reasons = [_("cỡ %(width)d × %(height)d của màn hình điện thoại") % {"width": width, "height": height}]
    if bars:
        reasons.append(_("có dải phẳng ở mép trên và mép dưới"))
    reasons.append(_("không có thông tin máy ảnh"))
    yield _("Giống ảnh chụp màn hình: %s.") % ", ".join(reasons)
