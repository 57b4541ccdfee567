"""A handful of reports of the other kinds, so that every page has something in it. Invented, like all of the demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ihanoi.cases.words import Classification, Kind, Outcome, Priority, Rating, Verb, WasteMatter
from ihanoi.demo.arcs import DAY, HOUR, Move
from ihanoi.demo.words import WARD

FIRM: Final = ("0100112437", "Công ty TNHH Gốm sứ Cửa Nam")
HEADS: Final = frozenset({Kind.WASTE})
"""Kinds that the head of the agency receives and gives out."""


@dataclass(frozen=True, slots=True)
class Tale:
    """What is sent, to whom, how far it comes (blank: it waits to be received), and how long it stands there."""

    kind: Kind
    text: str
    reached: str
    stands: float  # working seconds since the last move
    answer: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)  # of cases.actions.Report
    agency: str = WARD
    found: str = Classification.OWN
    confidential: bool = False


TALES: Final = (
    Tale(
        Kind.WASTE, "Nhà để xe của trụ sở phường cũ khóa cửa từ tháng 7/2025, điện và quạt hút vẫn chạy suốt đêm.",
        "", 2 * HOUR, said={"matter": WasteMatter.ENERGY, "worth": "khoảng 6 triệu đồng một tháng"},
    ),
    Tale(
        Kind.WASTE, "Phòng sinh hoạt cộng đồng ngõ 28 xây xong hơn một năm vẫn chưa mở cửa cho người dân dùng.",
        Verb.RECEIVE, HOUR, said={"matter": WasteMatter.ASSETS, "worth": "hơn 1 tỷ đồng"}, confidential=True,
    ),
    Tale(
        Kind.WASTE, "Xe công biển xanh nhiều lần đỗ trước quán ăn ngoài giờ làm việc, máy vẫn nổ.",
        Verb.ACCEPT, 2 * DAY, said={"matter": WasteMatter.ASSETS},
    ),
    Tale(
        Kind.WASTE, "Bồn hoa vỉa hè mới trồng tháng trước nay lại bị đào lên thay loại cây khác.", Verb.RATE, DAY,
        answer="Tổ kiểm tra ngày 9/11 xác minh: bồn hoa phố Lý Thường Kiệt bị đào để sửa ống nước vỡ theo biên bản của"
        " Chi nhánh nước; cây cũ được trồng lại tại vườn ươm phường, không mua cây mới.",
        said={"matter": WasteMatter.BUDGET},
    ),
    Tale(
        Kind.WASTE, "Đèn trang trí trên cầu vượt bật cả ban ngày nhiều tuần liền.", Verb.TRANSFER, 3 * HOUR,
        said={"matter": WasteMatter.ENERGY}, agency="so-xay-dung",
    ),
    Tale(
        Kind.BUSINESS, "Cửa hàng chờ trả lời việc lắp biển hiệu đã nộp hồ sơ từ đầu tháng, xin cho biết thời hạn.",
        "", 3 * HOUR,
    ),
    Tale(
        Kind.BUSINESS, "Kiến nghị cho bốc dỡ hàng trước 6 giờ sáng ở phố một chiều, hiện xe hàng không có chỗ dừng.",
        Verb.ACCEPT, DAY, confidential=True,
    ),
    Tale(
        Kind.BUSINESS, "Rào chắn thi công che kín mặt tiền hơn hai tháng, doanh thu giảm một nửa, xin lối vào tạm.",
        Verb.RATE, DAY,
        answer="Ngày 12/11 UBND phường làm việc với nhà thầu: rào chắn trước số 40 phố Nguyễn Khuyến lùi vào 1,5 m từ"
        " ngày 14/11, có lối vào rộng 2 m và biển chỉ dẫn; thi công xong trước ngày 5/12.",
    ),
    Tale(
        Kind.PROCEDURE, "Đăng ký tạm trú trực tuyến báo thiếu giấy tờ nhưng không nói thiếu giấy gì.", "", 4 * HOUR,
        said={"procedure": "Đăng ký tạm trú"},
    ),
    Tale(
        Kind.PROCEDURE, "Thủ tục cấp phép đào hè yêu cầu bản vẽ có dấu của ba nơi, đề nghị bỏ bớt.", Verb.RECEIVE, DAY,
        said={"procedure": "Cấp phép thi công trên vỉa hè"}, found=Classification.OTHER,
    ),
    Tale(
        Kind.PROCEDURE, "Cán bộ một cửa hẹn trả giấy khai sinh ba lần đều chưa có, không ai giải thích lý do.",
        Verb.ACCEPT, 3 * DAY, said={"procedure": "Đăng ký khai sinh"}, found=Classification.BEHAVIOUR,
    ),
    Tale(
        Kind.PROCEDURE, "Chứng thực bản sao phải nộp bản giấy dù đã có bản điện tử trên ứng dụng định danh.",
        Verb.PUBLISH, DAY,
        answer="Từ ngày 10/11 bộ phận một cửa phường nhận bản điện tử đã ký số thay bản giấy khi chứng thực bản sao,"
        " theo Nghị định 45/2020/NĐ-CP; cán bộ trực quầy số 3 hướng dẫn tại chỗ.",
        said={"procedure": "Chứng thực bản sao từ bản chính"},
    ),
    Tale(
        Kind.PROCEDURE, "Tôi gửi đơn khiếu nại quyết định xử phạt hành chính về xây dựng của phường.",
        Verb.REFUSE_RECEPTION, DAY, said={"procedure": "Xử phạt vi phạm hành chính"},
    ),
    Tale(Kind.APP, "Chữ trên bản đồ nhỏ quá, người lớn tuổi khó đọc tên phường.", "", 2 * HOUR),
    Tale(
        Kind.APP, "Xin thêm nút gọi lại mẫu phản ánh đã gửi để báo cùng một chỗ cho nhanh.", Verb.PUBLISH, DAY,
        answer="Trung tâm Phục vụ hành chính công đã ghi vào bản cập nhật tháng 12: nút “Gửi lại như phản ánh này” ở"
        " trang Việc của tôi; trong lúc chờ có thể chép nội dung từ phản ánh cũ.",
    ),
)  # fmt: skip


def moves(tale: Tale) -> list[Move]:
    """From the submission to where the tale breaks off."""
    head = "approver" if tale.kind in HEADS else "assigner"
    if tale.reached == Verb.REFUSE_RECEPTION:
        text = (
            "Khiếu nại có trình tự riêng: nộp đơn tại nơi tiếp công dân của UBND phường, thứ Ba và thứ Năm."
        )
        return [Move(3 * HOUR, Verb.REFUSE_RECEPTION, head, {"reason": "other_channel", "text": text})]
    procedure = tale.kind == Kind.PROCEDURE
    received = Move(
        3 * HOUR, Verb.RECEIVE, head,
        {"classification": tale.found} if procedure else {"priority": Priority.NORMAL},
    )  # fmt: skip
    if tale.reached == Verb.TRANSFER:
        reason = "Đèn lắp trên địa bàn phường, giao UBND phường kiểm tra."
        return [received, Move(HOUR, Verb.TRANSFER, head, {"to": "ward", "reason": reason})]
    way = [
        received,
        Move(
            2 * HOUR, Verb.ASSIGN, head, {"to": "handler", "instructions": "Kiểm tra tại chỗ, lập biên bản."}
        ),
        Move(2 * HOUR, Verb.ACCEPT, "handler"),
        Move(2 * DAY, Verb.SUBMIT_RESULT, "handler", {"outcome": Outcome.EXPLAINED}),
        *_decided(tale.kind),
        Move(
            20 * HOUR,
            Verb.RATE,
            "sender",
            {"value": Rating.SATISFIED, "reason": "", "text": ""},
            elapsed=True,
        ),
    ]
    last = next((n for n, move in enumerate(way) if move.verb == tale.reached), -1)
    return way[: last + 1]


def _decided(kind: str) -> list[Move]:
    """Approval and announcement are one act for waste and businesses."""
    if kind in (Kind.WASTE, Kind.BUSINESS):
        return [Move(3 * HOUR, Verb.ANNOUNCE, "approver")]
    return [Move(3 * HOUR, Verb.APPROVE, "approver"), Move(HOUR, Verb.PUBLISH, "approver")]
