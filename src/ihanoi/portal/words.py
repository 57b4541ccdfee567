"""What the explaining pages say beside what they read from the regulation: of stations, warnings, refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.words import KIND_ICONS, Clock, HandlingRefusal, Kind, State

ASK_A_PERSON: Final = _("Nhờ người xem lại nơi nhận phản ánh này. Tôi nghĩ việc này thuộc cơ quan khác, vì: ")
"""What stands in the form when a sender asks for a second look at an automatic routing."""

STATIONS: Final = {
    State.SUBMITTED: _(
        "Vừa gửi, hoặc vừa được chuyển tới cơ quan khác. Ứng dụng chọn cơ quan theo vị trí và nội dung; khi không"
        " chắc, đầu mối điều phối của thành phố chọn. Người gửi có ngay mã và tên cơ quan đang giữ."
    ),
    State.RECEIVED: _(
        "Cơ quan đã nhận việc và xếp mức khẩn, bình thường hay phức tạp. Hạn xử lý chạy từ đây. Việc tiếp theo là"
        " giao cho một người xử lý cụ thể."
    ),
    State.HANDLING: _(
        "Người được giao kiểm tra, xử lý và viết câu trả lời kèm ít nhất một ảnh hoặc văn bản chứng minh. Câu trả lời"
        " chung chung không trình được. Một người khác duyệt; chưa đạt thì làm lại."
    ),
    State.RESOLVED: _(
        "Kết quả đã duyệt và gửi cho người gửi; từ lúc này người gửi đánh giá được. Cơ quan quyết định riêng việc"
        " công khai; không công khai thì phải nói lý do."
    ),
    State.PUBLISHED: _("Ai cũng xem được kết quả, đã bỏ thông tin cá nhân. Người gửi đánh giá."),
    State.REFUSED: _(
        "Kèm lý do trong danh sách và lời giải thích. Cơ quan giám sát được báo cùng lúc với người gửi."
    ),
    State.WITHDRAWN: _("Người gửi rút lại khi chưa có kết quả. Phản ánh không còn hiện công khai."),
    State.MERGED: _(
        "Trùng với một phản ánh có trước. Người gửi và người theo dõi vẫn được báo khi có kết quả."
    ),
}

STATIONS_OF: Final = {
    (Kind.PROCEDURE, State.SUBMITTED): _(
        "Vừa gửi, hoặc vừa được chuyển tới cơ quan khác. Người gửi chọn cơ quan, hoặc để đầu mối điều phối của thành"
        " phố chọn. Không thuộc thẩm quyền thì phải chuyển đúng nơi trong hạn."
    ),
    (Kind.PROCEDURE, State.RECEIVED): _(
        "Cơ quan đã phân loại: hành vi của cán bộ, quy định thuộc thẩm quyền của mình, hay việc của cơ quan khác. Thuộc"
        " thẩm quyền thì hạn trả lời chạy từ đây; việc của cơ quan khác thì bước tiếp theo là chuyển đi."
    ),
    (Kind.WASTE, State.SUBMITTED): _(
        "Thủ trưởng cơ quan kiểm tra và tiếp nhận. Người gửi chọn cơ quan, hoặc để đầu mối điều phối của thành phố"
        " chọn."
    ),
    (Kind.WASTE, State.RECEIVED): _(
        "Thủ trưởng giao phòng chuyên môn tham mưu, hoặc chuyển UBND phường, xã kiểm tra; ở đó lãnh đạo UBND giao một"
        " cán bộ. Hạn xử lý chạy từ lúc tiếp nhận."
    ),
    (Kind.BUSINESS, State.SUBMITTED): _(
        "Vừa gửi, thay cho một doanh nghiệp, tổ chức. Tiếp nhận và giao việc phải xong trong cùng một hạn."
    ),
    (Kind.APP, State.SUBMITTED): _("Gửi thẳng tới đơn vị vận hành ứng dụng."),
}
_ANNOUNCED: Final = _(
    "Thủ trưởng duyệt và công bố trong một bước: người gửi có câu trả lời, mọi người xem được kết quả đã bỏ thông tin"
    " cá nhân. Người gửi đánh giá."
)


def station(kind: str, state: State) -> str:
    """What happens at a station to a report of the kind."""
    if state == State.PUBLISHED and kind in (Kind.WASTE, Kind.BUSINESS):
        return str(_ANNOUNCED)
    return str(STATIONS_OF.get((Kind(kind), state), STATIONS[state]))


SPANS: Final = {
    Clock.RECEPTION: _("từ lúc tới cơ quan đến lúc tiếp nhận, từ chối hoặc chuyển đi"),
    Clock.DISPATCH: _("từ lúc tiếp nhận đến lúc giao việc"),
    Clock.HANDLING: _("từ lúc tiếp nhận đến lúc duyệt kết quả"),
    Clock.INTAKE: _("từ lúc tới cơ quan đến lúc giao việc"),
    Clock.FORWARDING: _("từ lúc tới cơ quan đến lúc chuyển tới cơ quan có thẩm quyền"),
    Clock.CHECK: _("từ lúc duyệt đến lúc cơ quan giám sát kiểm tra xong, với những kết quả được rút mẫu"),
}

SHOWN_LATE: Final = _("Phản ánh mang chữ “Quá hạn”, ai cũng thấy.")
WARNED: Final = {
    "turn": _("Người đang phải làm được nhắc."),
    "approver": _("Người có thẩm quyền của cơ quan được báo."),
    "overseer": _("Cơ quan giám sát của thành phố được báo."),
}
DAILY: Final = _("Từ đó mỗi ngày làm việc báo lại cho tới khi xong.")
"""What happens as a clock runs out: at which share whom, says the ladder."""

AFTER_RETURN: Final = {
    HandlingRefusal.WRONG_FUNCTION: _("Không phải từ chối người gửi: người phân công giao lại cho đúng nơi."),
    HandlingRefusal.INACCURATE: _(
        "Cán bộ đã kiểm tra và thấy khác. Người phân công xem lại rồi mới được từ chối."
    ),
}


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of report to whoever writes one: `about`, what it is for; `answers`, who decides; the question it asks."""

    icon: str
    title: Promise
    about: Promise
    answers: Promise
    question: Promise
    hint: Promise


KIND_WORDS: Final = {
    Kind.FIELD: KindWords(
        KIND_ICONS[Kind.FIELD],
        _("Phản ánh hiện trường"),
        _("Hố ga, đèn đường, rác, vỉa hè…: chụp ảnh, ghim vị trí, gửi."),
        _("Phường, xã hoặc cơ quan quản lý nơi đó xử lý; kết quả được công khai."),
        _("Chuyện gì đang xảy ra?"),
        _("Thấy gì, từ bao giờ, nguy hiểm cho ai."),
    ),
    Kind.PROCEDURE: KindWords(
        KIND_ICONS[Kind.PROCEDURE],
        _("Quy định, thủ tục hành chính"),
        _("Vướng mắc khi làm thủ tục, hành vi của cán bộ, hoặc quy định chưa hợp lý."),
        _("Cơ quan có thẩm quyền trả lời trong 15 ngày; gửi nhầm nơi thì được chuyển trong 5 ngày làm việc."),
        _("Vướng mắc thế nào?"),
        _("Ở bước nào, giấy tờ nào, nơi nào trả lời ra sao; bạn kiến nghị gì."),
    ),
    Kind.WASTE: KindWords(
        KIND_ICONS[Kind.WASTE],
        _("Hành vi lãng phí"),
        _("Ngân sách, trụ sở, xe công, đất đai, điện nước… bị dùng lãng phí."),
        _("Thủ trưởng cơ quan tiếp nhận, giao kiểm tra, duyệt và công bố kết quả."),
        _("Lãng phí thế nào?"),
        _("Cái gì, ở đâu, từ bao giờ, ai quản lý, vì sao bạn cho là lãng phí."),
    ),
    Kind.BUSINESS: KindWords(
        KIND_ICONS[Kind.BUSINESS],
        _("Nhà đầu tư, doanh nghiệp"),
        _("Khó khăn, kiến nghị của doanh nghiệp, hộ kinh doanh, nhà đầu tư."),
        _("Tiếp nhận và giao việc trong 8 giờ làm việc; thủ trưởng duyệt và công bố kết quả."),
        _("Doanh nghiệp gặp khó khăn gì, kiến nghị gì?"),
        _("Việc gì, với cơ quan nào, đã làm những bước nào, đề nghị giải quyết thế nào."),
    ),
    Kind.APP: KindWords(
        KIND_ICONS[Kind.APP],
        _("Góp ý về ứng dụng"),
        _("Lỗi, chỗ khó dùng hoặc điều nên có trong chính ứng dụng này."),
        _("Đơn vị vận hành ứng dụng trả lời."),
        _("Bạn góp ý gì về ứng dụng?"),
        _("Trang nào, bấm gì, thấy gì, mong thấy gì."),
    ),
}
