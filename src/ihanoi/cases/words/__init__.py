"""Names of states, roles, verbs and reasons, with their Vietnamese labels. GLOSSARY.md ties them one to one."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SUBJECT: Final = "case"  # of what history tells about cases


class Kind(TextChoices):
    """Kinds of case (R68, regulation.md §1)."""

    FIELD = "field", _("Phản ánh, kiến nghị hiện trường")
    PROCEDURE = "procedure", _("Phản ánh, kiến nghị về quy định, thủ tục hành chính")
    WASTE = "waste", _("Phản ánh hành vi lãng phí")
    BUSINESS = "business", _("Phản ánh, kiến nghị của nhà đầu tư, doanh nghiệp")
    APP = "app", _("Góp ý về ứng dụng")


KIND_SHORT: Final = {
    Kind.FIELD: pgettext_lazy("kind", "Hiện trường"),
    Kind.PROCEDURE: pgettext_lazy("kind", "Thủ tục hành chính"),
    Kind.WASTE: pgettext_lazy("kind", "Lãng phí"),
    Kind.BUSINESS: pgettext_lazy("kind", "Doanh nghiệp"),
    Kind.APP: pgettext_lazy("kind", "Ứng dụng"),
}
"""For lists and filters."""

KIND_SLUGS: Final = {
    Kind.FIELD: "hien-truong",
    Kind.PROCEDURE: "thu-tuc",
    Kind.WASTE: "lang-phi",
    Kind.BUSINESS: "doanh-nghiep",
    Kind.APP: "ung-dung",
}
"""In addresses, those of the portal and those of the desk."""
KIND_OF_SLUG: Final = {slug: kind for kind, slug in KIND_SLUGS.items()}
KIND_ICONS: Final = {
    Kind.FIELD: "map-pin",
    Kind.PROCEDURE: "file-text",
    Kind.WASTE: "badge-dollar-sign",
    Kind.BUSINESS: "briefcase-business",
    Kind.APP: "message-square-text",
}


class Classification(TextChoices):
    """What a report about a procedure is (regulation.md §6); refused by its form, it is no class but a refusal."""

    BEHAVIOUR = "behaviour", _("Hành vi của cán bộ, công chức")
    OWN = "own", _("Quy định thuộc thẩm quyền của cơ quan này")
    OTHER = "other", _("Không thuộc thẩm quyền của cơ quan này")


class WasteMatter(TextChoices):
    """What is wasted."""

    BUDGET = "budget", _("Ngân sách, vốn đầu tư")
    ASSETS = "assets", _("Trụ sở, xe, tài sản công")
    LAND = "land", _("Đất đai, tài nguyên")
    ENERGY = "energy", _("Điện, nước, năng lượng")
    LABOUR = "labour", _("Thời gian, nhân lực khu vực công")
    OTHER = "other", pgettext_lazy("waste", "Khác")


class Channel(TextChoices):
    """How the report reached the city (R31)."""

    WEB = "web", _("Ứng dụng")
    PHONE = "phone", _("Điện thoại")
    PAPER = "paper", _("Văn bản giấy")
    EMAIL = "email", _("Thư điện tử")
    COUNTER = "counter", _("Trực tiếp tại trụ sở")


class State(TextChoices):
    """States in desk words (design.md §4); the public's words are in PUBLIC_STATES."""

    SUBMITTED = "submitted", _("Chờ tiếp nhận")
    RECEIVED = "received", _("Chờ phân công")
    ASSIGNED = "assigned", _("Chờ nhận việc")
    HANDLING = "handling", _("Đang xử lý")
    RETURNED = "returned", _("Bị trả lại")
    AWAITING_APPROVAL = "awaiting_approval", _("Chờ duyệt")
    CHECKING = "checking", _("Chờ phúc tra")
    REWORK = "rework", _("Làm lại")
    RESOLVED = "resolved", _("Chờ công khai")
    PUBLISHED = "published", _("Đã công khai")
    REFUSED = "refused", _("Đã từ chối")
    WITHDRAWN = "withdrawn", _("Người gửi đã rút")
    MERGED = "merged", _("Đã gộp")


PUBLIC_STATES: Final = {
    State.SUBMITTED: _("Chờ tiếp nhận"),
    State.RECEIVED: _("Chờ xử lý"),
    State.ASSIGNED: _("Đang xử lý"),
    State.HANDLING: _("Đang xử lý"),
    State.RETURNED: _("Đang xử lý"),
    State.AWAITING_APPROVAL: _("Đang xử lý"),
    State.CHECKING: _("Đang xử lý"),
    State.REWORK: _("Đang xử lý"),
    State.RESOLVED: _("Đã xử lý"),
    State.PUBLISHED: _("Đã xử lý – công khai"),
    State.REFUSED: _("Đã từ chối"),
    State.WITHDRAWN: _("Người gửi đã rút"),
    State.MERGED: _("Đã gộp"),
}

IN_PROGRESS: Final = frozenset(
    {State.ASSIGNED, State.HANDLING, State.RETURNED, State.AWAITING_APPROVAL, State.CHECKING, State.REWORK}
)
OPEN: Final = frozenset({State.SUBMITTED, State.RECEIVED}) | IN_PROGRESS
DONE: Final = frozenset({State.RESOLVED, State.PUBLISHED})
CLOSED: Final = frozenset({State.REFUSED, State.WITHDRAWN, State.MERGED})


class PublicGroup(TextChoices):
    """What the public sorts cases by; late is a flag beside it."""

    WAITING = "waiting", _("Chờ tiếp nhận")
    DOING = "doing", _("Đang xử lý")
    DONE = "done", _("Đã xử lý")
    CLOSED = "closed", _("Đã đóng")


GROUPS: Final = {
    PublicGroup.WAITING: frozenset({State.SUBMITTED, State.RECEIVED}),
    PublicGroup.DOING: IN_PROGRESS,
    PublicGroup.DONE: DONE,
    PublicGroup.CLOSED: CLOSED,
}
GROUP_OF: Final = {state: group for group, states in GROUPS.items() for state in states}


class Role(TextChoices):
    """What an actor is towards one case (regulation.md §2)."""

    SENDER = "sender", _("Người gửi")
    ASSIGNER = "assigner", _("Cán bộ phân công xử lý")
    HANDLER = "handler", _("Cán bộ xử lý")
    APPROVER = "approver", _("Người có thẩm quyền")
    DISPATCHER = "dispatcher", _("Đầu mối điều phối thành phố")
    OVERSEER = "overseer", _("Giám sát")
    STAFF = "staff", _("Cán bộ nhập hộ")
    SYSTEM = "system", _("Hệ thống")


class Verb(TextChoices):
    """Every move there is, labelled as the button that makes it."""

    SUBMIT = "submit", _("Gửi phản ánh")
    ADD_INFORMATION = "add_information", _("Bổ sung thông tin")
    RECEIVE = "receive", _("Tiếp nhận")
    REFUSE_RECEPTION = "refuse_reception", _("Từ chối tiếp nhận")
    SEND_UP = "send_up", _("Gửi cấp trên")
    TRANSFER = "transfer", _("Chuyển cơ quan khác")
    ASSIGN = "assign", _("Phân công")
    ACCEPT = "accept", _("Nhận việc")
    REFUSE_HANDLING = "refuse_handling", _("Từ chối xử lý")
    REFUSE_AFTER_CHECK = "refuse_after_check", _("Từ chối sau xác minh")
    ASK_EXTENSION = "ask_extension", _("Xin gia hạn")
    GRANT_EXTENSION = "grant_extension", _("Cho gia hạn")
    DENY_EXTENSION = "deny_extension", _("Không cho gia hạn")
    ASK_SENDER = "ask_sender", _("Hỏi người gửi")
    SUBMIT_RESULT = "submit_result", _("Trình kết quả")
    REJECT_RESULT = "reject_result", _("Trả lại để làm tiếp")
    APPROVE = "approve", _("Duyệt kết quả")
    PUBLISH = "publish", _("Công khai kết quả")
    KEEP_PRIVATE = "keep_private", _("Không công khai")
    PASS_CHECK = "pass_check", _("Phúc tra: đạt")
    FAIL_CHECK = "fail_check", _("Phúc tra: chưa đạt")
    ANNOUNCE = "announce", _("Duyệt và công bố kết quả")
    RATE = "rate", _("Gửi đánh giá")
    REVIEW = "review", _("Kết luận về đánh giá")
    REOPEN = "reopen", _("Mở lại")
    WITHDRAW = "withdraw", _("Rút phản ánh")
    MERGE = "merge", _("Gộp vào phản ánh có trước")
    UNMERGE = "unmerge", _("Tách ra khỏi phản ánh đã gộp")
    REMIND = "remind", _("Nhắc đơn vị")
    CLASSIFY = "classify", _("Phân loại lại")
    RECALL = "recall", _("Thực hiện lời hứa")
    SUCCEED = "succeed", _("Chuyển cho cơ quan kế thừa")
    RECOMPUTE = "recompute", _("Tính lại hạn")
    UNSEAL = "unseal", _("Mở danh tính người gửi")
    TAKE_BACK = "take_back", _("Trở lại người phân công")


PAST: Final = {
    Verb.SUBMIT: _("gửi phản ánh"),
    Verb.ADD_INFORMATION: _("bổ sung thông tin"),
    Verb.RECEIVE: _("tiếp nhận"),
    Verb.REFUSE_RECEPTION: _("từ chối tiếp nhận"),
    Verb.SEND_UP: _("gửi lên cấp trên"),
    Verb.TRANSFER: _("chuyển cơ quan khác"),
    Verb.ASSIGN: _("phân công"),
    Verb.ACCEPT: _("nhận việc"),
    Verb.REFUSE_HANDLING: _("từ chối xử lý"),
    Verb.REFUSE_AFTER_CHECK: _("từ chối sau khi xác minh"),
    Verb.ASK_EXTENSION: _("xin gia hạn"),
    Verb.GRANT_EXTENSION: _("cho gia hạn"),
    Verb.DENY_EXTENSION: _("không cho gia hạn"),
    Verb.ASK_SENDER: _("hỏi người gửi"),
    Verb.SUBMIT_RESULT: _("trình kết quả"),
    Verb.REJECT_RESULT: _("trả lại kết quả"),
    Verb.APPROVE: _("duyệt kết quả"),
    Verb.PUBLISH: _("công khai kết quả"),
    Verb.KEEP_PRIVATE: _("quyết định không công khai"),
    Verb.RATE: _("đánh giá"),
    Verb.REOPEN: _("mở lại phản ánh"),
    Verb.WITHDRAW: _("rút phản ánh"),
    Verb.MERGE: _("gộp phản ánh"),
    Verb.UNMERGE: _("tách phản ánh đã gộp"),
    Verb.REMIND: _("nhắc đơn vị"),
    Verb.PASS_CHECK: _("phúc tra, kết quả đạt"),
    Verb.FAIL_CHECK: _("phúc tra, kết quả chưa đạt"),
    Verb.ANNOUNCE: _("duyệt và công bố kết quả"),
    Verb.REVIEW: _("kết luận về đánh giá chưa hài lòng"),
    Verb.CLASSIFY: _("phân loại lại"),
    Verb.RECALL: _("đưa lời hứa trở lại xử lý"),
    Verb.SUCCEED: _("chuyển cho cơ quan kế thừa"),
    Verb.RECOMPUTE: _("tính lại hạn"),
    Verb.UNSEAL: _("mở danh tính người gửi"),
    Verb.TAKE_BACK: _("trở lại người phân công vì người xử lý đã thôi việc ở đơn vị"),
}


class Priority(TextChoices):
    """How fast (R37, R60–R62)."""

    NORMAL = "normal", pgettext_lazy("priority", "Bình thường")
    COMPLEX = "complex", _("Phức tạp")
    URGENT = "urgent", _("Khẩn")


class Clock(TextChoices):
    """What is timed (regulation.md §5)."""

    RECEPTION = "reception", pgettext_lazy("clock", "Tiếp nhận")
    DISPATCH = "dispatch", pgettext_lazy("clock", "Phân công")
    HANDLING = "handling", pgettext_lazy("clock", "Xử lý")
    INTAKE = "intake", pgettext_lazy("clock", "Tiếp nhận và phân công")
    FORWARDING = "forwarding", pgettext_lazy("clock", "Chuyển đúng thẩm quyền")
    CHECK = "check", pgettext_lazy("clock", "Phúc tra")


class Outcome(TextChoices):
    """What became of the matter, apart from the state."""

    FIXED = "fixed", _("Đã khắc phục")
    SCHEDULED = "scheduled", _("Đã lên lịch khắc phục")
    EXPLAINED = "explained", _("Đã giải thích")
    NOT_POSSIBLE = "not_possible", _("Chưa thể khắc phục")


class Evidence(TextChoices):
    """Kinds of proof (R55)."""

    PHOTO = "photo", _("Ảnh hiện trường")
    MINUTES = "minutes", _("Biên bản kiểm tra")
    LETTER = "letter", _("Văn bản phản hồi")
    PAPER = "paper", _("Giấy tờ liên quan")


class Rating(TextChoices):
    """The sender's three values (R82, R83)."""

    SATISFIED = "satisfied", _("Hài lòng")
    ACCEPTED = "accepted", _("Chấp nhận")
    DISSATISFIED = "dissatisfied", _("Chưa hài lòng")


class RatingReason(TextChoices):
    """Why not satisfied."""

    NOT_FIXED = "not_fixed", _("Chưa sửa")
    VAGUE = "vague", _("Trả lời chung chung")
    NO_PROOF = "no_proof", _("Không có ảnh")
    LATE = "late", _("Quá chậm")
    OTHER = "other", pgettext_lazy("rating reason", "Khác")


class ReceptionRefusal(TextChoices):
    """Why a report is not received (R38)."""

    INCOMPLETE = "incomplete", _("Thiếu thông tin để xác minh")
    WORDING = "wording", _("Lời lẽ, hình ảnh không phù hợp")
    MEDIA = "media", _("Ảnh lấy lại hoặc đã chỉnh sửa")
    OTHER_CHANNEL = "other_channel", _("Khiếu nại, tố cáo: thuộc kênh khác")
    NOT_PUBLIC = "not_public", _("Việc riêng, ngoài phạm vi tiếp nhận")


class ReviewCause(TextChoices):
    """What a review finds wrong, or not, with an answer that was rated badly (R85)."""

    VAGUE = "vague", _("Trả lời chung chung")
    NO_PROOF = "no_proof", _("Không có chứng minh")
    NOT_ANSWERED = "not_answered", _("Không trả lời đúng điều được hỏi")
    NOT_FIXED = "not_fixed", _("Việc chưa được khắc phục")
    LATE = "late", _("Xử lý chậm")
    ATTITUDE = "attitude", _("Thái độ của cán bộ")
    OUTSIDE = "outside", _("Mong muốn ngoài thẩm quyền của cơ quan")
    OTHER = "other", pgettext_lazy("review", "Nguyên nhân khác")


FINDINGS: Final = {True: _("Đánh giá chưa hài lòng có cơ sở"), False: _("Kết quả xử lý được giữ nguyên")}


class HandlingRefusal(TextChoices):
    """Why the handler gives the case back (R47, R48)."""

    WRONG_FUNCTION = "wrong_function", _("Không đúng chức năng, nhiệm vụ")
    INACCURATE = "inaccurate", _("Nội dung không chính xác")


class ReasonList(TextChoices):
    """Lists whose entries are dated rows that the operator edits."""

    RECEPTION = "reception", _("Từ chối tiếp nhận")
    RATING = "rating", _("Vì sao chưa hài lòng")
    REVIEW = "review", _("Nguyên nhân khi xem xét đánh giá")


class FileRole(TextChoices):
    """What a file is in a case."""

    REPORT = "report", _("Ảnh của người gửi")
    ADDITION = "addition", _("Bổ sung")
    EVIDENCE = "evidence", _("Chứng minh kết quả")


class MessageKind(TextChoices):
    """Lines of conversation in a case; notes are seen by officers only."""

    QUESTION = "question", _("Cơ quan hỏi")
    ADDITION = "addition", _("Người gửi bổ sung")
    NOTE = "note", _("Ghi chú nội bộ")


class Why:
    """The sentences by which a move is refused. `rules` returns them; placeholders are filled where they are raised."""

    NOT_YOURS = _("Việc này không chờ bước của bạn.")
    RESTRICTED = _(
        "Bạn đã yêu cầu hạn chế sử dụng dữ liệu của mình, nên chưa gửi được. Muốn gửi, hãy vào Tài khoản, Dữ liệu của "
        "tôi và bấm Bỏ hạn chế; bản nháp vẫn được giữ."
    )
    CONSENT_WITHDRAWN = _(
        "Bạn đã rút sự đồng ý xử lý phản ánh, nên chưa gửi được. Muốn gửi, hãy vào Tài khoản, Dữ liệu của tôi "
        "và bấm Đồng ý lại; bản nháp vẫn được giữ."
    )
    NO_SUCH_MOVE = _("Không có bước này.")
    GONE = _("Không còn “%(verb)s”, vì %(who)s đã %(did)s lúc %(when)s.")
    PASSED = _("Không còn “%(verb)s”, vì đã tiếp nhận lúc %(when)s.")
    CHANGED = _("%(who)s vừa %(did)s lúc %(when)s. Nội dung bạn gõ vẫn còn; xem bản mới rồi gửi lại.")
    FILTER_NAME = _("Đặt một tên ngắn cho bộ lọc này.")
    FILTERS_MANY = _("Đã có 12 bộ lọc. Bỏ bớt một bộ rồi lưu lại.")
    NEEDED = _("Cần điền mục này.")
    SENDER_UNKNOWN = _(
        "Quy chế cần biết ai gửi: số căn cước, số điện thoại và thư điện tử. Hãy khai nốt trong tài khoản rồi gửi."
    )
    CONSENT = _("Cần xác nhận chịu trách nhiệm về nội dung trước khi gửi.")
    HANDLING = _(
        "Hãy hỏi người gửi và đánh dấu khi người gửi đồng ý. Người gửi không đồng ý cho dùng dữ liệu thì không nhập hộ "
        "được: hãy mời người gửi báo lại khi đồng ý, hoặc tự gửi trên ứng dụng."
    )
    TEXT_SHORT = _("Viết rõ hơn một chút: thấy gì, ở chỗ nào.")
    TEXT_LONG = _("Nội dung dài quá 2.000 ký tự.")
    NO_PLACE = _("Cần vị trí: ghim trên bản đồ hoặc địa chỉ.")
    OUTSIDE = _("Vị trí này nằm ngoài thành phố.")
    IN_THE_FUTURE = _("Thời điểm xảy ra không thể ở sau lúc gửi.")
    LONG_AGO = _("Thời điểm xảy ra cách đây hơn mười năm. Hãy xem lại ngày giờ.")
    NO_SUPERIOR = _("Cơ quan này không còn cấp trên trong hệ thống; hãy tiếp nhận hoặc chuyển cơ quan khác.")
    PLACED = _("Điều phối thành phố đã chỉ định cơ quan này xử lý sau hai lần chuyển; không gửi tiếp được.")
    TO_BELOW_ONLY = _("Chỉ chuyển được cho đơn vị trực thuộc; việc ngoài thẩm quyền thì gửi cấp trên.")
    SAME_AGENCY = _("Cơ quan này đang giữ phản ánh.")
    OUTSIDE_AGENCY = _("Chỉ phân công trong cơ quan đang giữ phản ánh.")
    NOT_A_HANDLER = _("Người này không phải cán bộ xử lý của đơn vị đã chọn.")
    OTHER_HANDS = _(
        "Người phân công, xử lý và duyệt phải là ba người khác nhau; đơn vị có người khác làm được bước này."
    )
    OWN_RESULT = _("Không ai được duyệt kết quả do chính mình trình.")
    RESULT_OF_ABSENT = _("Bạn đang thay chính người đã xử lý việc này, nên kết quả phải do người khác duyệt.")
    OWN_REPORT = _("Phản ánh này do chính bạn gửi, nên việc giải quyết phải do cán bộ khác thực hiện.")
    A_PARTY = _(
        "Bạn, hoặc người bạn đang thay, đã phân công, xử lý hoặc duyệt kết quả này, nên cần người khác xem xét lại."
    )
    NOT_INACCURATE = _(
        "Chỉ từ chối ở bước này khi cán bộ xử lý báo nội dung không chính xác; nếu sai chức năng thì phân công lại."
    )
    EXTENSION_OPEN = _("Đang có một đề nghị gia hạn chờ duyệt.")
    NO_EXTENSION = _("Không có đề nghị gia hạn nào đang chờ.")
    EXTENSION_TOO_LONG = _("Tổng thời gian gia hạn không quá 30 ngày kể từ hạn đầu tiên.")
    EXTENSION_NOT_LATER = _("Hạn mới phải sau hạn hiện tại.")
    NO_EVIDENCE = _("Cần ít nhất một ảnh hoặc văn bản chứng minh.")
    STOCK_PHRASES = _("Câu trả lời còn chung chung. Viết rõ đã làm gì, ở đâu, khi nào.")
    DATE_FOR_SCHEDULED = _("Đã lên lịch thì cần ngày thực hiện, từ hôm nay trở đi.")
    ALREADY_DECIDED = _("Việc công khai đã được quyết định.")
    ALREADY_RATED = _("Kết quả này đã được đánh giá.")
    RATING_CLOSED = _("Đã quá thời hạn đánh giá 30 ngày.")
    REASON_FOR_BAD = _("Cho biết vì sao chưa hài lòng để thành phố xem xét lại.")
    NEEDS_BAD_RATING = _("Người duyệt chỉ mở lại sau khi người gửi đánh giá chưa hài lòng.")
    MERGE_TARGET = _("Không gộp được: phản ánh kia đã đóng, khác loại hoặc không thuộc cơ quan này.")
    ALREADY_DISPATCHED = _("Không tách ra được nữa: phản ánh đã gộp vào đã được giao xử lý hoặc đã khép.")
    WAS_RECEIVED = _("Phản ánh này đã được tiếp nhận trước khi gộp.")
    WAS_NOT_RECEIVED = _("Phản ánh này chưa được tiếp nhận trước khi gộp.")
    REPLY_IN_PAST = _("Ngày phải trả lời phải ở sau hôm nay.")
    NOT_IN_LIST = _("Chọn một mục trong danh sách.")
    PERCENT = _("Tỷ lệ là một số từ 0 đến 100.")
    NO_PROCEDURE = _("Ghi tên quy định hoặc thủ tục hành chính mà bạn phản ánh.")
    NO_ORGANISATION = _("Chọn doanh nghiệp, tổ chức mà bạn đại diện.")
    NO_CITIZEN_NUMBER = _(
        "Số căn cước chưa đúng. Hãy nhập đủ 12 chữ số theo lời người gửi hoặc trên thẻ; chưa rõ thì để trống."
    )
    NOT_CLASSED = _("Chọn một loại trong danh sách phân loại.")
    CLASSED_AS_OTHERS = _(
        "Đã xác định không thuộc thẩm quyền: hãy chuyển tới cơ quan có thẩm quyền, hoặc phân loại lại."
    )
    CLASSED_AS_OURS = _("Đã xác định thuộc thẩm quyền của cơ quan này; nếu nhầm thì chuyển cơ quan khác.")
    TO_COMMUNE_ONLY = _(
        "Ở bước này chỉ giao được cho UBND phường, xã; việc ngoài thẩm quyền thì gửi cấp trên."
    )
    DRAWN = _("Kết quả này được rút để phúc tra.")
    NOT_DRAWN = _("Kết quả này không được rút để phúc tra.")
    NOTHING_TO_REVIEW = _("Chỉ kết luận sau khi người gửi đánh giá chưa hài lòng.")
    REVIEWED = _("Đánh giá này đã có kết luận.")
    JUSTIFIED = _("Kết luận là đánh giá có cơ sở.")
    NOT_JUSTIFIED = _("Kết luận là đánh giá chưa có cơ sở.")
    NO_PROMISE = _("Kết quả này không hứa việc gì còn chờ thực hiện.")
    HAND_GONE = _("Người đã hứa không còn giữ việc ở đơn vị.")
    NOT_CONFIDENTIAL = _("Người gửi không yêu cầu giữ kín danh tính.")
    REASON_SHORT = _("Viết rõ vì sao cần biết người gửi là ai: người gửi sẽ đọc lời này.")
    HAND_WORKS = _("Người xử lý đang làm việc này; giao cho người khác được khi họ nghỉ hoặc đã thôi việc.")
    HAND_THERE = _("Người đã hứa vẫn đang giữ việc ở đơn vị.")


# Where a case is read: notices lead there, and by it they are found again.
PAGES: Final = {"sender": "/cua-toi/{}", "officer": "/ban-xu-ly/{}", "public": "/phan-anh/{}"}

NOT_FOUND: Final = _("Không tìm thấy phản ánh này, hoặc bạn không được xem.")
