"""Insults are found in the ways people spell them; innocent sentences pass, which matters more."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihanoi.cases.rules import wording
from ihanoi.cases.rules.wording import Channel

INSULTS = (
    """
địt mẹ chúng mày|ĐỊT MẸ|đ.ị.t mẹ|đ ị t|đéo ai làm|đ é o|đéoooo|cái lồn|l ồ n|l.ồ.n|lồnnn|như con cặc|c*c|l*n|đ*t mẹ
đ** mẹ|vcl|đmm|đm mày|dm bon no|đkm|đụ má|tiên sư bố nhà nó|tổ sư chúng mày|mẹ kiếp|đồ ngu|thằng ngu|lũ mất dạy
bọn khốn nạn|đồ chó đẻ|thằng chó|đồ con chó|ngu như bò|bọn óc chó|làm ăn như cứt|súc sinh|đồ súc vật|con đĩ|láo toét
bố láo|đồ ăn hại|dit me may|dit con me no|deo biet lam gi|deo quan tam|thang cho de|khon nan that
djt me|địt mẹ bọn này
""".strip()
    .replace("\n", "|")
    .split("|")
)

INNOCENT = (
    "Đèn lồng trước cửa đình bị hỏng, treo lủng lẳng nguy hiểm.",
    "Người dân vứt lon bia, lon nước ngọt đầy hồ.",
    "Nguoi dan vut lon bia, lon nuoc ngot day ho.",
    "Cái lon sữa bò kẹt trong miệng cống.",
    "cai lon nam giua duong",
    "Cây lớn đổ chắn lối đi, cành lớn đè lên dây điện.",
    "Ngôi nhà lồng chợ xuống cấp.",
    "Lôn xộn xe máy trên vỉa hè.",
    "Các cháu học sinh đi học qua đây rất nguy hiểm.",
    "Con các gia đình trong ngõ đều sợ.",
    "con cac gia dinh trong ngo deu so",
    "Các bác tổ dân phố đã nhắc nhiều lần.",
    "Cạc màn hình quảng cáo bị cháy.",
    "Xe bốc khói, cháy đít xe buýt.",
    "Ô tô lùi đụng đít xe máy.",
    "Đường bị dính dầu, xe dit keo đường không chặt.",
    "Mọi người không đeo khẩu trang khi phun thuốc.",
    "moi nguoi khong deo khau trang",
    "Đường đèo lên chùa sạt lở, đèo có nhiều đá.",
    "duong deo lam xong chua co bien bao",
    "Buổi sáng và buổi chiều đều tắc.",
    "Buoi sang nao cung tac duong.",
    "Vườn bưởi của phường bị chặt trộm.",
    "Người bán hạt óc chó, quả óc chó lấn vỉa hè.",
    "Bàn gỗ óc chó bị vứt ở bãi rác.",
    "Đàn chó thả rông cắn trẻ em, lũ chó này không rọ mõm.",
    "Con chó chết nằm giữa đường đã hai ngày.",
    "Thằng chó con nhà bên sủa suốt đêm.",
    "Chó mẹ đẻ năm con ở gầm cầu.",
    "Cây chó đẻ mọc um tùm quanh trạm biến áp.",
    "Rác rưởi, cặn bã dầu mỡ đổ xuống cống.",
    "Cứt chó đầy công viên, không ai dọn.",
    "Hàng rào bụi dâm bụt che khuất tầm nhìn.",
    "Mẹ tôi 80 tuổi bị ngã vì nắp cống.",
    "Mẹ may quần áo thuê ở đầu ngõ bị cắt điện.",
    "Bố mẹ tôi đã phản ánh rồi.",
    "Hố sâu 5 dm, rộng 20 dm.",
    "Xe 50cc chạy vào đường cấm, CC Linh Đàm.",
    "VLXD tập kết tràn lan ở lòng đường.",
    "Đất rơi vãi lung tung từ xe ben.",
    "Ngu Xá, Trúc Bạch ngập nặng.",
    "Phố Ngũ Xã, Ngũ Hiệp mất nước.",
    "Trạm bơm Đồ Ngư hỏng, lũ ngư dân kêu.",
    "do nguoi dan tu y do rac",
    "lu nguoi la tu tap dem khuya",
    "Đụng xe ở ngã tư, đu đủ rơi đầy đường.",
    "Khu du lịch đông, du me lam",
    "Đêm qua mưa đá mái tôn.",
    "Con đi học về bị ngã xe.",
    "con di hoc ve bi nga",
    "Diện tích l*d khoảng 3*4 m, c*d ghi trên bản vẽ.",
    "Bà con khốn khổ vì ngập, con khốn khó đi học.",
    "tai nan do ngu gat, mat dien do mat day, do cho de xe khong co",
    "boi thuong bu cac ho dan, du me no da nhac, du ma may",
    "cau thang mat day an toan, con me may ao, v = d*t",
    "Con súc vật chết trôi dưới kênh, đàn gia súc vật vờ giữa đường.",
    "Cảm ơn cán bộ phường đã xử lý nhanh.",
    "cán bộ nguồn của phường rất nhiệt tình",
    "Bảng hiệu \"Bún chửi\" che biển giao thông.",
    "Nhà vệ sinh công cộng bẩn, hôi thối kinh khủng.",
    "Kính gửi UBND phường, đề nghị xem xét.",
    "Người điên la hét ở bến xe, cần hỗ trợ.",
    "Lốc xoáy làm tốc mái.",
    "Công viên Indira Gandhi tối om.",
    "Dịt keo trám khe nứt mặt cầu.",
    "Tổ sư nghề được thờ ở đình bị mất trộm bát hương.",
    "Tiên sư tự (chùa) xuống cấp.",
    "Đĩa than của quán mở to suốt đêm.",
    "Khốn khổ vì bụi suốt ba tháng.",
    "Học sinh vô tư, vô học phí vẫn khó khăn.",
)  # fmt: skip


@pytest.mark.parametrize("text", INSULTS)
def test_finds(text: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, f"Sao {text}, đường nát thế?")
        found = wording.insults(written)
        assert found, form
        shown, masked = wording.public_words(written)
        assert len(shown) == len(written)
        assert wording.MASK in shown
        assert {kind for kind, _start, _end in masked} == {wording.INSULT}


@pytest.mark.parametrize("text", INNOCENT)
def test_passes(text: str) -> None:
    for written in (text, text.upper(), unicodedata.normalize("NFD", text)):
        assert wording.insults(written) == (), [written[a:b] for a, b in wording.insults(written)]


def test_masks_words_and_numbers_and_keeps_their_kinds() -> None:
    shown, found = wording.public_words("Đồ ngu, gọi 0912345678 đi đồ mất dạy!")
    assert shown == "Đ• n••, gọi 09••••••78 đi đ• m•• d••!"
    assert [kind for kind, _start, _end in found] == ["insult", "phone", "insult"]


def test_an_insult_inside_an_address_is_masked_once() -> None:
    assert wording.insults("viết cho vcl@example.org")
    shown, found = wording.public_words("viết cho vcl@example.org")
    assert shown == "viết cho v••@•••••••.org"
    assert [kind for kind, _start, _end in found] == ["email"]


@given(st.text(alphabet=st.sampled_from("đéoồlncặịtmẹ .*-0912") | st.characters(), max_size=80))
def test_masking_keeps_the_length_and_settles(text: str) -> None:
    once, found = wording.public_words(text)
    assert len(once) == len(text)
    assert wording.public_words(once)[0] == once
    assert all(0 <= start < end <= len(text) for _kind, start, end in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tôi làm đơn khiếu nại quyết định thu hồi đất số 12 của UBND.", Channel.COMPLAINT),
        ("Khiếu nại lần hai về mức bồi thường.", Channel.COMPLAINT),
        ("don khieu nai quyet dinh xu phat", Channel.COMPLAINT),
        ("Tôi tố cáo ông A nhận tiền làm sổ đỏ.", Channel.DENUNCIATION),
        ("Đơn tố cáo cán bộ địa chính.", Channel.DENUNCIATION),
        ("to cao can bo phuong vi nham", Channel.DENUNCIATION),
        ("Nhà bên lấn đất của nhà tôi 20 cm.", Channel.LAND),
        ("Hai hộ tranh chấp đất đã ba năm.", Channel.LAND),
        ("tranh chap ranh gioi voi hang xom", Channel.LAND),
        ("Hộ bên cạnh lấn chiếm vỉa hè, lấn chiếm đất công làm bãi xe.", None),
        ("Nhiều người khiếu nại về tiếng ồn mà chưa xử lý.", None),
        ("Không sửa tôi sẽ khiếu nại lên trên.", None),
        ("Cây to cao sắp đổ, ông to cao chặn đường.", None),
        ("cay to cao sap do xuong nha", None),
        ("Hai xe tranh chấp chỗ đỗ gây tắc đường.", None),
        ("Quy hoạch đất đai của khu này thế nào?", None),
        ("Biển quảng cáo to, cáo buộc gì đâu.", None),
    ],
)
def test_the_right_channel(text: str, expected: Channel | None) -> None:
    assert wording.channel(text) == expected
