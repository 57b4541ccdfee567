"""How the desk names its lists and moves: addresses, icons, keys, questions. What is allowed, the table says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ihanoi.cases.queries import Shelf
from ihanoi.cases.words import Verb
from ihanoi.media.words import Hidden
from ihanoi.privacy.words import Right


@dataclass(frozen=True, slots=True)
class ShelfWords:
    """A list: last part of its address, icon, name, and what an empty one says."""

    slug: str
    icon: str
    label: Promise
    empty: Promise


SHELVES: Final = {
    Shelf.MINE: ShelfWords(
        "", "inbox", pgettext_lazy("desk", "Việc của tôi"), _("Không còn việc nào chờ bạn.")
    ),
    Shelf.PLACING: ShelfWords("can-dieu-phoi", "route", _("Cần điều phối"), _("Không có phản ánh nào chờ điều phối.")),
    Shelf.RECEPTION: ShelfWords("cho-tiep-nhan", "hourglass", _("Chờ tiếp nhận"), _("Đã tiếp nhận hết.")),
    Shelf.DISPATCH: ShelfWords("cho-phan-cong", "user-plus", _("Chờ phân công"), _("Đã phân công hết.")),
    Shelf.WORKING: ShelfWords("dang-xu-ly", "wrench", _("Đang xử lý"), _("Không có việc nào đang xử lý.")),
    Shelf.APPROVAL: ShelfWords("cho-duyet", "clipboard-check", _("Chờ duyệt"), _("Không có kết quả nào chờ duyệt.")),
    Shelf.AGENCY: ShelfWords("ca-co-quan", "list-checks", _("Cả cơ quan"), _("Cơ quan chưa có phản ánh nào.")),
    Shelf.CITY: ShelfWords("ca-thanh-pho", "landmark", _("Toàn thành phố"), _("Không có phản ánh nào đang mở.")),
    Shelf.LATE: ShelfWords("qua-han", "alarm-clock", _("Quá hạn thành phố"), _("Không có việc nào quá hạn.")),
    Shelf.UNHAPPY: ShelfWords("chua-hai-long", "frown", _("Chưa hài lòng"), _("Không có đánh giá chưa hài lòng.")),
    Shelf.REVIEW: ShelfWords("cho-ket-luan", "scale", _("Chờ kết luận"), _("Đánh giá nào cũng đã có kết luận.")),
    Shelf.CHECK: ShelfWords("cho-phuc-tra", "shield-check", _("Chờ phúc tra"), _("Không có kết quả nào chờ phúc tra.")),
}  # fmt: skip
SHELF_OF: Final = {words.slug: shelf for shelf, words in SHELVES.items()}


@dataclass(frozen=True, slots=True)
class MoveWords:
    """A move: last part of its address, icon, shortcut, the question over its form and what follows from it."""

    slug: str
    icon: str
    key: str
    title: Promise
    follows: Promise


MOVES: Final = {
    Verb.RECEIVE: MoveWords("tiep-nhan", "inbox", "T", _("Tiếp nhận phản ánh này?"),
        _("Đồng hồ phân công và xử lý chạy từ lúc này; người gửi được báo ngay.")),
    Verb.REFUSE_RECEPTION: MoveWords("tu-choi-tiep-nhan", "circle-x", "", _("Vì sao không tiếp nhận?"),
        _("Lời từ chối tự gửi tới người gửi và nơi giám sát. Hồ sơ đóng lại.")),
    Verb.SEND_UP: MoveWords("gui-cap-tren", "arrow-up", "G", _("Gửi lên cơ quan cấp trên?"),
        _("Cấp trên có 8 giờ làm việc để tiếp nhận. Người gửi được báo, đồng hồ của người gửi không chạy lại.")),
    Verb.TRANSFER: MoveWords("chuyen", "forward", "C", _("Chuyển tới cơ quan nào?"),
        _("Cơ quan mới có 8 giờ làm việc để tiếp nhận. Lần chuyển thứ hai phải qua điều phối thành phố.")),
    Verb.ASSIGN: MoveWords("phan-cong", "user-plus", "P", _("Giao cho ai?"),
        _("Người được giao thấy việc ngay; người gửi biết nơi đang giữ.")),
    Verb.ACCEPT: MoveWords("nhan-viec", "hand", "N", _("Nhận việc này?"),
        _("Người gửi được báo là việc đang được xử lý.")),
    Verb.REFUSE_HANDLING: MoveWords("tu-choi-xu-ly", "undo-2", "", _("Vì sao trả lại việc này?"),
        _("Việc trở lại người phân công; đồng hồ xử lý vẫn chạy.")),
    Verb.REFUSE_AFTER_CHECK: MoveWords("tu-choi-sau-xac-minh", "circle-x", "", _("Từ chối sau khi đã xác minh?"),
        _("Lời từ chối tự gửi tới người gửi và nơi giám sát. Hồ sơ đóng lại.")),
    Verb.ASK_EXTENSION: MoveWords("xin-gia-han", "calendar-plus", "", _("Xin thêm thời gian?"),
        _("Chỉ khi pháp luật quy định trình tự dài hơn. Tổng thời gian gia hạn không quá 30 ngày.")),
    Verb.GRANT_EXTENSION: MoveWords("cho-gia-han", "calendar-check", "", _("Cho gia hạn?"),
        _("Hạn xử lý dời sang ngày mới; người gửi được báo cùng lý do.")),
    Verb.DENY_EXTENSION: MoveWords("khong-gia-han", "circle-minus", "", _("Vì sao không cho gia hạn?"),
        _("Hạn xử lý giữ nguyên.")),
    Verb.ASK_SENDER: MoveWords("hoi-nguoi-gui", "message-circle-question-mark", "H", _("Hỏi người gửi điều gì?"),
        _("Câu hỏi đi qua ứng dụng. Đồng hồ không dừng trong lúc chờ.")),
    Verb.SUBMIT_RESULT: MoveWords("trinh-ket-qua", "clipboard-check", "R", _("Trình kết quả xử lý"),
        _("Người duyệt sẽ xem trước khi câu trả lời tới người gửi.")),
    Verb.REJECT_RESULT: MoveWords("tra-lai", "rotate-ccw", "", _("Kết quả còn thiếu gì?"),
        _("Việc trở lại người xử lý; hạn xử lý giữ nguyên.")),
    Verb.APPROVE: MoveWords("duyet", "badge-check", "D", _("Duyệt kết quả này?"),
        _("Câu trả lời tới người gửi ngay, đồng hồ dừng. Công khai hay không được quyết định riêng.")),
    Verb.PUBLISH: MoveWords("cong-khai", "globe", "K", _("Người dân sẽ thấy gì?"),
        _("Chỉ phần ghi dưới đây và những ảnh được chọn hiện ra công khai.")),
    Verb.KEEP_PRIVATE: MoveWords("khong-cong-khai", "eye-off", "", _("Vì sao không công khai?"),
        _("Người gửi vẫn có câu trả lời; người khác không xem được kết quả.")),
    Verb.ANNOUNCE: MoveWords("duyet-cong-bo", "badge-check", "D", _("Duyệt và công bố kết quả này?"),
        _("Câu trả lời tới người gửi và hiện công khai cùng lúc, đúng như ghi dưới đây.")),
    Verb.PASS_CHECK: MoveWords("phuc-tra-dat", "badge-check", "D", _("Kết quả này đạt?"),
        _("Câu trả lời tới người gửi ngay.")),
    Verb.FAIL_CHECK: MoveWords("phuc-tra-chua-dat", "rotate-ccw", "", _("Kết quả còn thiếu gì?"),
        _("Việc trở lại người xử lý với một hạn xử lý mới.")),
    Verb.CLASSIFY: MoveWords("phan-loai", "list-checks", "", _("Nội dung thuộc thẩm quyền của cơ quan này?"),
        _("Đồng hồ phân công và xử lý chạy từ lúc này.")),
    Verb.REVIEW: MoveWords("ket-luan-danh-gia", "frown", "", _("Kết luận về đánh giá chưa hài lòng"),
        _("Có cơ sở: một lượt xử lý mới bắt đầu và tính vào cơ quan. Người gửi được báo kết luận.")),
    Verb.RECALL: MoveWords("thuc-hien-loi-hua", "calendar-check", "", _("Báo kết quả của việc đã hứa?"),
        _("Một lượt xử lý mới bắt đầu để báo kết quả thực hiện; không tính là mở lại.")),
    Verb.REOPEN: MoveWords("mo-lai", "rotate-ccw", "", _("Mở lại phản ánh này?"),
        _("Một lượt xử lý mới bắt đầu và tính vào cơ quan. Câu trả lời cũ vẫn lưu.")),
    Verb.MERGE: MoveWords("gop", "git-merge", "M", _("Gộp vào phản ánh nào?"),
        _("Người theo dõi và tệp chuyển theo, đồng hồ cũ nhất được giữ. Người gửi được báo.")),
    Verb.UNMERGE: MoveWords("tach", "undo-2", "", _("Tách phản ánh này ra?"),
        _("Tách được cho tới khi phản ánh kia được giao xử lý. Tệp, người theo dõi và hạn trở về như cũ.")),
    Verb.UNSEAL: MoveWords("mo-danh-tinh", "eye", "", _("Mở danh tính người gửi?"),
        _("Người gửi đã yêu cầu giữ kín, và được báo ngay cùng lý do bạn viết. Chỉ mình bạn xem được, trong 24 giờ; "
          "mỗi lượt xem đều được ghi lại.")),
    Verb.REMIND: MoveWords("nhac", "bell-ring", "B", _("Nhắc cơ quan đang giữ việc"),
        _("Lời nhắc ghi vào hồ sơ của cơ quan.")),
}  # fmt: skip

ICONS: Final = {
    Verb.SUBMIT: "send",
    Verb.ADD_INFORMATION: "message-square-text",
    Verb.RATE: "star",
    Verb.WITHDRAW: "undo-2",
    Verb.SUCCEED: "landmark",
}
DANGEROUS: Final = frozenset({Verb.REFUSE_RECEPTION, Verb.REFUSE_AFTER_CHECK, Verb.UNSEAL})
SHORT: Final = {
    Verb.GRANT_EXTENSION: _("Xét gia hạn"),
    Verb.APPROVE: _("Duyệt"),
    Verb.REVIEW: _("Kết luận"),
    Verb.PASS_CHECK: _("Phúc tra"),
    Verb.PUBLISH: _("Công khai"),
    Verb.TRANSFER: _("Chuyển"),
    Verb.UNMERGE: _("Tách ra"),
    Verb.REMIND: _("Nhắc"),
}
"""Shorter words for the button of a row."""

HIDDEN_KINDS: Final[dict[str, Promise]] = {
    Hidden.FACE: _("Khuôn mặt do máy tìm"),
    Hidden.PLATE: _("Có thể là biển số, máy đề xuất"),
    Hidden.DRAWN: _("Do cán bộ vẽ"),
}
HIDDEN_SAVED: Final = _("Đã lưu vùng che. Bản công khai chỉ dùng ảnh đã che.")
PROCEDURE_GUIDANCE: Final = _(
    "Nội dung chưa đủ điều kiện tiếp nhận về hình thức. Hãy gửi lại và ghi rõ: tên thủ tục hoặc văn bản, cơ quan giải"
    " quyết, vướng mắc cụ thể và điều bạn kiến nghị."
)
NOTED: Final = _("Đã ghi chú.")
NOTHING_PICKED: Final = _("Chưa chọn phản ánh nào.")


def icon_of(verb: str) -> str:
    """The picture of a move, in buttons and in the history."""
    known = MOVES.get(Verb(verb))
    return known.icon if known else ICONS.get(Verb(verb), "history")


OF_OTHERS: Final = {
    Right.COPY: _("Nhận bản sao dữ liệu"),
    Right.CORRECT: _("Sửa tên, cách liên hệ chưa đúng"),
    Right.WITHDRAW: _("Rút sự đồng ý: cơ quan không còn thấy tên và cách liên hệ"),
    Right.DELETE: _("Xóa tên, cách liên hệ và những gì nói lên người gửi"),
}
"""Rights as a guardian reads them of somebody who has no account."""
