"""How different people tell of one matter: the texts from which `repeats` makes its pairs. Written for this purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter in several people's words. `passing`: gone the next day, so that the same words tell of a new one."""

    field: str
    group: str
    said: tuple[str, ...]
    passing: bool = False


MATTERS: Final = (
    Matter("ho-ga", "thoat-nuoc", (
        "Nắp cống vỡ làm đôi, xe máy đi qua rất dễ sập bánh.",
        "Hố ga mất nắp, người dân phải cắm cành cây để cảnh báo.",
        "Nắp hố ga bị vỡ mất một góc, tối qua có người ngã xe.",
        "Có cái nắp cống bị thụt sâu xuống, ai đi không để ý là ngã.",
        "Miệng cống không có nắp đậy, trẻ con chạy chơi sát bên.",
        "Nắp gang hố ga kênh lên, xe cán qua kêu ầm ầm cả đêm.",
        "Hố ga hỏng nắp giữa đường, chưa thấy ai đến thay.",
    )),
    Matter("mat-duong", "duong-via-he", (
        "Ổ gà to giữa đường, trời mưa đọng nước không nhìn thấy.",
        "Mặt đường lún thành hố sâu, xe máy sập vào liên tục.",
        "Đường bong hết nhựa, lồi lõm, đi rất xóc.",
        "Có hố sâu trên mặt đường, hôm trước một chị bị ngã gãy tay.",
        "Đoạn này mặt đường nứt toác, sụt xuống cả gang tay.",
        "Ổ voi ngay làn xe máy, đề nghị vá lại sớm.",
    )),
    Matter("via-he", "duong-via-he", (
        "Gạch vỉa hè bong tróc hết, người già đi hay vấp.",
        "Vỉa hè lún, đá lát vỡ vụn không đi bộ được.",
        "Đá lát hè vỡ nhiều viên, nước bẩn đọng bên dưới bắn lên.",
        "Mấy viên gạch trên hè bị bật lên, dễ vấp ngã.",
        "Vỉa hè hỏng nặng từ đợt đào cáp, chưa lát lại.",
    )),
    Matter("chieu-sang", "dien-nuoc-vien-thong", (
        "Đèn đường tắt, cả đoạn tối om, phụ nữ đi làm về rất sợ.",
        "Bóng đèn chiếu sáng bị cháy, mấy đêm nay không sáng.",
        "Cột đèn trong ngõ hỏng, tối không nhìn thấy gì.",
        "Hệ thống chiếu sáng không hoạt động, buổi tối tối đen.",
        "Đèn cao áp chập chờn rồi tắt hẳn, đề nghị thay bóng.",
        "Ngõ không có ánh đèn vì bóng điện hỏng lâu rồi.",
    )),
    Matter("cay-xanh", "cay-xanh-cong-vien", (
        "Cây xà cừ nghiêng hẳn ra đường, gió to là đổ.",
        "Cành cây khô gãy treo lơ lửng trên đầu người đi bộ.",
        "Cây to bị mục gốc, nguy cơ đổ vào nhà dân.",
        "Một cành lớn sắp rơi xuống đường, cần cắt tỉa ngay.",
        "Cây bàng sâu mục, lá rụng cành gãy, mưa bão rất nguy hiểm.",
    )),
    Matter("dien-luc", "dien-nuoc-vien-thong", (
        "Cột điện nghiêng sắp đổ, dây điện chùng xuống đầu người.",
        "Dây điện võng thấp sát mái nhà, chạm tay là tới.",
        "Hộp điện trên cột hở nắp, dây thò ra ngoài.",
        "Trụ điện bị xe đâm nghiêng, chưa dựng lại.",
    )),
    Matter("bien-bao", "giao-thong", (
        "Biển báo giao thông bị gãy gập, không ai đọc được.",
        "Biển cấm rẽ bị xoay ngược hướng, lái xe nhầm liên tục.",
        "Cột biển báo đổ nằm trên hè.",
        "Vạch kẻ qua đường mờ hết, xe không nhường người đi bộ.",
    )),
    Matter("rac-thai", "moi-truong", (
        "Rác chất thành đống, mấy ngày chưa ai dọn.",
        "Bãi rác tự phát bốc mùi hôi thối, ruồi muỗi đầy.",
        "Ai đó đổ phế thải xây dựng ra lề đường.",
        "Túi rác vứt bừa bãi quanh gốc cây, chó bới tung.",
        "Rác sinh hoạt ùn ứ tràn cả ra lòng đường.",
        "Xe rác không đến lấy, rác tồn đọng hôi cả phố.",
    ), passing=True),
    Matter("ngap-ung", "thoat-nuoc", (
        "Ngập sâu nửa bánh xe, xe máy chết máy hàng loạt.",
        "Mưa xong nước không rút, đường thành sông.",
        "Nước dâng vào tận nhà, cả đoạn phố ngập trắng.",
        "Đường ngập quá đầu gối, không đi qua được.",
        "Nước ngập lênh láng cả tiếng rồi chưa thoát.",
    ), passing=True),
    Matter("tieng-on", "moi-truong", (
        "Quán karaoke mở nhạc ầm ĩ quá nửa đêm.",
        "Loa kẹo kéo hát hò inh ỏi không ai ngủ được.",
        "Hàng xóm bật loa to suốt buổi tối, nhà có cháu nhỏ.",
        "Nhạc ở quán nhậu đập thình thịch đến một giờ sáng.",
    ), passing=True),
    Matter("do-xe-sai", "do-xe", (
        "Ô tô đỗ chắn hết lối vào ngõ.",
        "Xe hơi đậu trên vỉa hè, người đi bộ phải xuống đường.",
        "Mấy xe bảy chỗ dừng đỗ hai hàng dưới biển cấm.",
        "Ô tô con để chắn cửa nhà tôi từ sáng.",
        "Xe tải đỗ lấn hết lòng đường, xe khác không qua được.",
    ), passing=True),
    Matter("lan-chiem-via-he", "trat-tu-do-thi", (
        "Hàng quán bày bàn ghế kín vỉa hè.",
        "Chợ cóc họp tràn ra lòng đường, tắc cả lối đi.",
        "Quán bia kê bàn chiếm hết chỗ đi bộ.",
        "Bán hàng rong chiếm vỉa hè, không còn lối cho người đi.",
        "Cửa hàng để xe và hàng hóa lấn hết hè phố.",
    ), passing=True),
    Matter("dot-rac", "moi-truong", (
        "Có người đốt rác khói mù mịt, trẻ con ho sặc sụa.",
        "Đốt nilon khét lẹt cả xóm, đóng cửa vẫn ngửi thấy.",
        "Khói đốt rác bay vào nhà, không thở được.",
    ), passing=True),
)  # fmt: skip

OPENINGS: Final = (
    "",
    "",
    "",
    "Kính gửi cơ quan chức năng. ",
    "Tôi xin phản ánh: ",
    "Chào anh chị, ",
    "Em báo là ",
)
ENDINGS: Final = (
    "", "", "", " Đề nghị cơ quan chức năng xử lý sớm.", " Mong phường kiểm tra giúp.", " Rất nguy hiểm!",
    " Xin cảm ơn.", " Đã báo mấy lần rồi mà chưa thấy ai đến.",
)  # fmt: skip
PLACES: Final = (
    ("Trần Quốc Toản", "trước số {n} phố Trần Quốc Toản"), ("Lò Đúc", "ở số {n} Lò Đúc"),
    ("Kim Ngưu", "đoạn {n} Kim Ngưu"), ("Láng Hạ", "gần {n} Láng Hạ"), ("ngõ 31 Quan Nhân", "đầu ngõ 31 Quan Nhân"),
    ("Bạch Mai", "đối diện số {n} phố Bạch Mai"), ("Thụy Khuê", "trước nhà số {n} Thụy Khuê"),
    ("Nguyễn Văn Cừ", "cạnh cây xăng {n} Nguyễn Văn Cừ"),
)  # fmt: skip
