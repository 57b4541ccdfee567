"""The card of the shipped reader: what it does, on what it was trained, how good it is. Written by `ihanoi docs`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ihanoi.routing import catalogue, evaluating, urgency
from ihanoi.routing.examples import Example, corpus, frozen
from ihanoi.routing.features import cut
from ihanoi.routing.reader import SHIPPED, Reader
from ihanoi.routing.rules import Lexicon

_NONE: Final = "(không thuộc lĩnh vực nào)"
_ABOUT: Final = """\
# Máy đọc phản ánh: bản thuyết minh

Tài liệu này do `ihanoi docs` viết ra; mọi con số lấy từ lần huấn luyện của bản đi kèm phần mềm
(`ihanoi train --ship`).

- **Làm gì:** đọc nội dung phản ánh, đề xuất tối đa ba trong {fields} lĩnh vực kèm khả năng đúng và những chữ đã quyết
  định, mức khẩn và vài dữ kiện (giờ, nơi chốn, biển số, số lượng). Không chắc thì không đề xuất gì.
- **Không làm gì:** không kết luận ai đúng ai sai, không đọc ảnh, không gửi nội dung ra ngoài máy chủ, không thay người
  điều phối: người gửi và cán bộ luôn đổi được lĩnh vực.
- **Học từ:** {texts} bài viết do dự án tự soạn (`routing/corpus`), có dấu và không dấu, dài và ngắn, cùng các từ khóa
  của danh mục. Không dùng phản ánh thật của người dân. Mỗi thành phố dạy thêm bằng những lần cán bộ sửa lĩnh vực (đã bỏ
  thông tin cá nhân).
- **Bằng cách nào:** TF-IDF của chữ, cặp chữ và mẩu chữ (bỏ dấu, và có dấu nếu người viết gõ dấu), từ khóa của danh mục,
  máy tuyến tính (SVM) và hiệu chỉnh khả năng trên bài chưa học. Cùng một đầu vào cho ra cùng một bản.
- **Phiên bản:** `{version}`, {packed:.1f} MB khi nén, {weights:.1f} MB trọng số trong bộ nhớ.

## Trên bài chưa học (chia năm phần, n = {texts})

| | gõ như người viết | bỏ hết dấu |
|---|---|---|
| lĩnh vực đầu tiên đúng | {first:.1%} | {first_folded:.1%} |
| đúng trong ba | {in_three:.1%} | {in_three_folded:.1%} |

Các bài này cố ý khó (nhiều việc trong một bài, tiếng lóng, sai chính tả); phản ánh thật thường rõ hơn.

## Trên bộ kiểm tra cố định (n = {n}, không bao giờ dùng để học)

Đầu tiên đúng {frozen_first:.1%}, trong ba {frozen_in_three:.1%}, đầu tiên khi bỏ dấu {frozen_first_folded:.1%}.
Một bản mới kém hơn ở đây thì bị từ chối. Bộ này do cùng một tay soạn với bài học nên chỉ để so các bản với nhau.

## Khả năng nói ra và sự thật

| khả năng | số bài | máy nói | thực tế đúng |
|---|---|---|---|"""
_CONFUSED: Final = """
## Hay nhầm nhất

| đúng là | máy đọc thành | số bài |
|---|---|---|"""
_FIELDS: Final = """
## Từng lĩnh vực

| lĩnh vực | số bài | đầu tiên đúng | dưới mức này thì không nêu tên |
|---|---|---|---|"""
_URGENCY: Final = """
## Mức khẩn (quy tắc, không huấn luyện; n = {n})

Trong {meant} bài có người có thể bị nạn ngay hôm nay, máy nhận ra {found:.0%}. Trong {said} bài máy báo khẩn,
{right:.0%} được người soạn đánh dấu khẩn. Báo thừa thì người gửi chỉ được hỏi lại; báo thiếu mới nguy hiểm.
Quy tắc được viết khi đã xem những bài này, nên con số chỉ để theo dõi."""


def describe_reader() -> str:
    """The card as Markdown."""
    shipped = SHIPPED.read_bytes()
    return "\n".join(_lines(Reader(shipped), corpus(), len(shipped))) + "\n"


def _lines(reader: Reader, examples: Sequence[Example], size: int) -> Iterator[str]:
    names = {leaf.code: leaf.name for group in catalogue.GROUPS for leaf in group.leaves} | {"": _NONE}
    figures = reader.figures
    held_out = evaluating.compare(reader, _lexicon())
    yield _ABOUT.format(
        fields=figures["fields"],
        texts=figures["texts"],
        version=reader.version,
        packed=size / 1e6,
        weights=reader.megabytes,
        n=len(frozen()),
        **{f"frozen_{name}": value for name, value in held_out.items()},
        **{name: figures[name] for name in ("first", "in_three", "first_folded", "in_three_folded")},
    )
    for tenth, n, said, true in figures["calibration"]:
        yield f"| {tenth / 10:.1f}–{(tenth + 1) / 10:.1f} | {n} | {said:.0%} | {true:.0%} |"
    yield _CONFUSED
    for right, answered, n in figures["confused"][:15]:
        yield f"| {names.get(right, right)} | {names.get(answered, answered)} | {n} |"
    yield _FIELDS
    yield from _by_field(reader, names)
    yield _urgency(examples)


def _by_field(reader: Reader, names: Mapping[str, str]) -> Iterator[str]:
    by_field: Mapping[str, Any] = reader.figures["by_field"]
    for code, (n, right) in sorted(by_field.items(), key=lambda row: (row[1][1], row[0])):
        yield f"| {names.get(code, code)} | {n} | {right:.0%} | {reader.limit(code):.0%} |"


def _urgency(examples: Sequence[Example]) -> str:
    pairs = Counter((e.urgency, urgency.judge(cut(e.text)).urgency) for e in examples)
    said = sum(n for (_meant, told), n in pairs.items() if told == urgency.URGENT)
    meant = sum(n for (wanted, _told), n in pairs.items() if wanted == urgency.URGENT)
    both = pairs[urgency.URGENT, urgency.URGENT]
    return _URGENCY.format(n=len(examples), meant=meant, found=both / meant, said=said, right=both / said)


def _lexicon() -> Lexicon:
    words = {leaf.code: leaf.phrases() for group in catalogue.GROUPS for leaf in group.leaves}
    return Lexicon({"": catalogue.phrases(catalogue.NEUTRAL)} | words)
