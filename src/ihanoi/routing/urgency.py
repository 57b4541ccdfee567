"""Whether somebody can be hurt today: words and situations, what takes them back, and what is only a wish. Pure.

A word of danger alone says little ("nguy hiểm" is said of every pothole); a situation is a thing together with its
state in one breath: a wire that is down, an open shaft where people walk, a wall that leans over a street.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ihanoi.routing import catalogue, rules
from ihanoi.routing.features import Text
from ihanoi.routing.rules import Hit, Lexicon, Syllable

URGENT, NORMAL, WISH = 3, 2, 1

_NEAR: Final = 9  # syllables between a thing and its state
_EARLY: Final = 12  # a question asks within its first words

# Things | the states in which they are a danger; one situation a paragraph, matched like the catalogue's words.
_SITUATIONS: Final = """
    dây điện, đường dây điện, cột điện, trụ điện, tủ điện, hộp điện, trạm biến áp, máy biến áp, trạm
    điện, điện
    | đứt, rơi xuống, rơi, chạm đất, phóng điện, tóe lửa, xẹt lửa, nổ lửa, rò điện, rò rỉ, bị giật,
    giật ngã, nổ to, bốc khói, bốc cháy, dây trần, hở lõi, chập cháy

    dây cáp, cáp quang, dây viễn thông, dây, cáp
    | vướng cổ, ngang cổ, ngang tầm cổ, vướng ngã, vắt ngang đường, chắn ngang đường

    mất nắp, không nắp, không có nắp, chưa đậy nắp, không đậy, để hở, hở toác, mất nắp cống, mất nắp
    hố ga, hố sâu, hố đào, sụt một hố, sụp hố, sụt hố, hố tử thần
    | giữa đường, giữa ngõ, lọt xuống, lọt chân, ngã xuống, lao xuống, rơi xuống, ban đêm, buổi tối,
    tối, trẻ em, trẻ con, học sinh, các cháu, người già, chưa có rào chắn, không rào chắn, rào lại
    gấp

    cây, cây xanh, cành cây, cột, biển báo, biển quảng cáo, pano, tường, mái tôn, giàn giáo, cẩu
    tháp, nhà, lan can, mảng bê tông, trụ điện, cột điện, bức tường
    | sắp đổ, sắp sập, sắp gãy, sắp rơi, chực đổ, chực rơi, bật gốc, bật gốc nghiêng, đổ đè, đè vào
    người, đang nghiêng, đổ bất cứ lúc nào, treo lơ lửng, đổ sập

    gas, ga, khí gas, bình gas, mùi gas
    | rò rỉ, xì mạnh, đang xì, rất nồng, nồng nặc, bỏ chạy, chạy xuống

    nước, nước lũ, nước sông
    | đang dâng, dâng rất nhanh, mắc kẹt, tràn đê, cô lập, bị nước bao quanh, ngập tới bụng, nước cuốn

    bờ sông, sạt lở, kè, đê, mái đê, taluy
    | sát nhà dân, sắp trôi, nứt cả sân, đang phát triển, đang lên, vỡ đê, sập nhà

    say rượu, đua xe, lạng lách, dầu loang, rải đinh, vệt dầu
    | đang lái, tông, trượt ngã, có người ngã, đi viện, đâm nhau

    chó, chó dữ, chó dại
    | cắn vào, cắn vào mặt, đang chạy rông, cắn trẻ, cắn người, bị cắn

    dao, dao kiếm, mã tấu, hung khí, gậy sắt, tuýp sắt, súng
    | đang, rượt, đuổi, chém, đánh nhau, đe dọa, dọa giết

    bé, cháu, trẻ em, người già, có người, công nhân
    | kẹt bên trong, mắc kẹt, bị nhốt, bỏ đói, nhảy lầu, bị giật ngã, đầy vết bầm, bị bạo hành, bị xâm
    hại

    thang máy
    | rơi tự do, bị thương, kẹt người

    ngộ độc, nôn mửa, ăn trưa, ăn xong
    | đang ở bệnh viện, nhập viện, cấp cứu, nhiều người
"""

# Enough by themselves.
_ALONE: Final = """
    đang cháy, cháy lớn, lửa đang cháy, bốc cháy dữ dội, cứu với, cứu người, kêu cứu, gọi cứu hộ, gọi cứu nạn,
    có người bị thương, đã có người ngã, có người bị ngã, nhiều người ngã, mấy người ngã, đã có người chết, chết đuối,
    công an tới ngay, công an đến ngay, công an tới nhanh, điện giật, bị điện giật, rò rỉ khí gas, dọa nhảy lầu,
    đang bẻ khóa, đang phóng điện, nguy hiểm đến tính mạng, nguy hiểm tính mạng, đe dọa tính mạng, vô cùng nguy hiểm,
    cực kỳ nguy hiểm, hết sức nguy hiểm, gãy tay hôm qua, phải đi cấp cứu, đi cấp cứu, đưa đi cấp cứu,
    đè lên người, đè trúng người, sập nhà, vỡ đê, lũ quét, ngập sâu mắc kẹt, tai nạn chết người, gây chết người,
    đã có người tử vong, nằm viện, lao cả xe xuống, suýt chết, nguy cơ sập, nguy cơ đổ sập, nguy cơ gãy đổ, sắp sập,
    khóa lối thoát hiểm có cháy
"""
# With one of these beside it, "nguy hiểm" and its like are meant.
_HINTS: Final = """
    rất nguy hiểm, quá nguy hiểm, gây nguy hiểm, nguy hiểm cho, nguy hiểm, nguy cơ tai nạn, gây tai nạn, tai nạn,
    mất an toàn nghiêm trọng, khẩn cấp, xử lý gấp, xử lý khẩn trương, ngay lập tức, làm ngay
"""
_GRAVE: Final = """
    mất nắp, bể nắp, vỡ nắp, không có nắp, sụt lún, hố sâu, sắp ngã, sắp đổ, ngã đổ, nghiêng, bật gốc, gãy đổ, dây điện,
    trụ điện, cột điện, gas, cháy nổ, sập, sụp, rơi xuống đường, ngang cổ, trẻ em, học sinh, các cháu, người già,
    ban đêm, trời tối, sạt lở, bị ngã, té ngã, người ngã, đêm tối, mục gốc, mục thân, thòng xuống, sà thấp
"""
_TAKEN_BACK: Final = """
    không, chưa, chẳng, không có, chưa có, không còn, hết, may mắn không, không gây, không phải, phòng, phòng ngừa,
    hỏi về, tập huấn, nếu, lỡ
"""
_SETTLED: Final = """
    đã xử lý, đã khắc phục, đã sửa xong, đã dọn xong, đã được xử lý, đã được giải quyết, đã dập tắt, đã ổn,
    không nguy hiểm, không gây nguy hiểm, chưa nguy hiểm, không khẩn cấp, không cần gấp
"""
_NOT_YET: Final = ("chua", "khong", "nhung", "van", "bao")  # "bảo đã xử lý", "chưa xử lý": not settled
_WISHES: Final = """
    đề xuất, kiến nghị bổ sung, góp ý, cho hỏi, xin hỏi, cho tôi hỏi, cho em hỏi, cho biết, xin cho biết, bao giờ,
    khi nào, đề nghị bổ sung, đề nghị lắp, đề nghị lắp đặt, đề nghị trồng thêm, nên, nên có, mong muốn được,
    xin được tư vấn, muốn biết, làm ở đâu, cần giấy tờ gì, cần những giấy tờ gì, thủ tục gì, ở đâu ạ, có được không,
    sao không, xin thông tin, đề nghị nghiên cứu, kiến nghị xem xét, mong được bổ sung, xin lắp thêm
"""


def _phrases(text: str) -> list[str]:
    return catalogue.phrases(text)


_situations = [tuple(map(_phrases, paragraph.split("|"))) for paragraph in _SITUATIONS.split("\n\n")]
_lexicon = Lexicon(
    {"": _phrases(catalogue.NOT_DANGER)}
    | {f"{n}.thing": things for n, (things, _states) in enumerate(_situations)}
    | {f"{n}.state": states for n, (_things, states) in enumerate(_situations)}
    | {"alone": _phrases(_ALONE), "hint": _phrases(_HINTS), "grave": _phrases(_GRAVE)}
    | {"settled": _phrases(_SETTLED), "wish": _phrases(_WISHES)},
    share=False,
)
_words = Lexicon({"": _phrases(catalogue.NOT_DANGER), "danger": _phrases(catalogue.DANGER)})
_taken_back = tuple(tuple(rules.syllable(w).folded for w in p.split()) for p in _phrases(_TAKEN_BACK))


@dataclass(frozen=True, slots=True)
class Judgement:
    """How urgent a text is, and for danger what shows it, in the sender's words."""

    urgency: int
    words: tuple[str, ...] = ()


def judge(text: Text) -> Judgement:
    """Danger that is not taken back; else a wish or a question; else normal."""
    hits = _lexicon.find(text.words, text.is_accented)
    by_key: dict[str, list[Hit]] = {}
    for hit in hits:
        by_key.setdefault(hit.key, []).append(hit)
    spans = [*_dangers(by_key), *_said(text)]
    shown = [span for span in spans if not _is_taken_back(text.words, span[0])]
    if shown and not _is_settled(text.words, by_key.get("settled", ())):
        return Judgement(URGENT, tuple(dict.fromkeys(text.quote(span) for span in shown))[:4])
    return Judgement(WISH if _is_wish(text, by_key.get("wish", ())) else NORMAL)


def _said(text: Text) -> list[tuple[int, int]]:
    """Words of danger, whatever they are said of. Hints count from two different ones."""
    hits = [hit for hit in _words.find(text.words, text.is_accented) if hit.key]
    counts = len({hit.phrase for hit in hits}) > 1 or any(not hit.is_hint for hit in hits)
    return [(hit.start, hit.end) for hit in hits] if counts else []


def _dangers(by_key: dict[str, list[Hit]]) -> Iterator[tuple[int, int]]:
    for hit in by_key.get("alone", ()):
        yield hit.start, hit.end
    for n in range(len(_situations)):
        yield from _together(by_key.get(f"{n}.thing", ()), by_key.get(f"{n}.state", ()), _NEAR)
    yield from _together(by_key.get("hint", ()), by_key.get("grave", ()), 3 * _NEAR)


def _together(things: Sequence[Hit], states: Sequence[Hit], near: int) -> Iterator[tuple[int, int]]:
    """A thing and its state in one breath: the piece of text from the one to the other, if it is short."""
    for thing in things:
        for state in states:
            gap = max(state.start - thing.end, thing.start - state.end)
            if 0 <= gap <= near:
                start, end = min(thing.start, state.start), max(thing.end, state.end)
                yield (start, end) if end - start <= 8 else (state.start, state.end)
                break


def _is_taken_back(words: Sequence[Syllable], start: int) -> bool:
    before = [word.folded for word in words[max(0, start - 2) : start]]
    return any(tuple(before[-len(phrase) :]) == phrase for phrase in _taken_back)


def _is_settled(words: Sequence[Syllable], settled: Sequence[Hit]) -> bool:
    """Said to be over, unless that is what somebody claims, or is followed by "but"."""
    for hit in settled:
        around = [*words[max(0, hit.start - 3) : hit.start], *words[hit.end : hit.end + 6]]
        if not any(word.folded in _NOT_YET for word in around):
            return True
    return False


def _is_wish(text: Text, wishes: Sequence[Hit]) -> bool:
    asks = re.search(r"\?\s*$", text.typed) is not None
    return asks or any(hit.start < _EARLY for hit in wishes)
