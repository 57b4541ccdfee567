"""THE TABLES of privacy: what may be asked and by when, how an incident goes, and what is kept for how long.

Where from: Law 91/2025/QH15 and Decree 356/2025/NĐ-CP, both in force since 1/1/2026. Their full texts are not in hand:
two working days and fifteen stand in published summaries of the decree; ten (copy, correct) and twenty (delete), and
their extensions, are our reading of its "10 to 20 days" and wait for the city's lawyers.
A ◇ marks what the city chose; every number is a dated row that the city can change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from ihanoi.kernel.workflow import Condition, Row, Table
from ihanoi.kernel.worktime import LimitUnit
from ihanoi.privacy import rules
from ihanoi.privacy.rules import Facts
from ihanoi.privacy.words import DataClass, Fate, IncidentState, Period, RequestState, Role, Verb

V, R, S, I = Verb, Role, RequestState, IncidentState  # noqa: E741 - a column's name, read with its row
NEW: Final[tuple[str, ...]] = ()
SINCE: Final = date(2026, 1, 1)


def _row(
    verb: Verb,
    start: str | tuple[str, ...],
    to: str | None,
    by: tuple[Role, ...],
    needs: str = "",
    only_if: tuple[Condition[Facts], ...] = (),
    serves: str = "",
) -> Row[Facts]:
    """`to` None: the state stays."""
    states = frozenset([start] if isinstance(start, str) else start)
    return Row(verb, states, to, frozenset(by), needs=tuple(needs.split()), only_if=only_if, serves=serves)


_OPEN: Final = (S.RECEIVED, S.ACCEPTED, S.EXTENDED)
_ASKED: Final = (rules.is_own, rules.is_new, rules.may_go, rules.changes_something, rules.is_proven,
                 rules.says_what_of_open_cases)  # fmt: skip
_ENTERED: Final = (rules.is_kept, rules.is_new_here, rules.changes_something)
_PERSON, _GUARDIAN, _EITHER = (R.PERSON,), (R.GUARDIAN,), (R.GUARDIAN, R.SYSTEM)
_KEEPER: Final = (R.GUARDIAN, R.OPERATOR)

REQUESTS: Final = Table(
    rows=(
        _row(V.ASK, NEW, S.RECEIVED, _PERSON, "right", _ASKED, "Decree 356/2025"),
        _row(V.ENTER, NEW, S.RECEIVED, _GUARDIAN, "right card_seen", _ENTERED, "Law 91/2025"),
        _row(V.ACCEPT, S.RECEIVED, S.ACCEPTED, _EITHER, serves="Decree 356/2025: within 2 working days"),
        _row(V.EXTEND, S.ACCEPTED, S.EXTENDED, _GUARDIAN, "reason", serves="Decree 356/2025: once"),
        _row(V.FINISH, (S.ACCEPTED, S.EXTENDED), S.DONE, _EITHER, "", (rules.is_kept, rules.nothing_is_open), "R23"),
        _row(V.REFUSE, _OPEN, S.REFUSED, _GUARDIAN, "reason", serves="Decree 356/2025"),
        _row(V.CANCEL, _OPEN, S.CANCELLED, _PERSON),
    )
)  # fmt: skip

INCIDENTS: Final = Table(
    rows=(
        _row(
            V.RECORD, NEW, I.OPEN, _KEEPER, "what found_at found_by classes", (rules.found_by_now,), "R98 R99"
        ),
        _row(V.AMEND, I.OPEN, None, _KEEPER, "what found_by classes", serves="R99"),
        _row(V.LIST, I.OPEN, None, _GUARDIAN, "", (rules.is_unfrozen,), "Law 91/2025"),
        _row(V.FREEZE, I.OPEN, None, _GUARDIAN, "", (rules.is_unfrozen,), "Law 91/2025"),
        _row(V.REPORT, I.OPEN, None, _KEEPER, "to_whom", serves="R100"),
        _row(V.NOTIFY, I.OPEN, None, _GUARDIAN, "number", serves="Law 91/2025 R100"),
        _row(V.TELL, I.OPEN, None, _GUARDIAN, "text", (rules.is_frozen,), "Law 91/2025"),
        _row(V.CLOSE, I.OPEN, I.CLOSED, _GUARDIAN, "conclusion", (rules.everybody_knows,), "R99"),
    )
)
TABLES: Final = {"request": REQUESTS, "incident": INCIDENTS}


@dataclass(frozen=True, slots=True)
class Number:
    """What a period begins as. `longest`: the law's, so that the city may set a shorter one and no longer one."""

    amount: int
    unit: LimitUnit
    source: object
    longest: bool = False


_DAYS: Final = LimitUnit.DAYS
_DECREE: Final = _("Nghị định 356/2025/NĐ-CP")
_LAW: Final = _("Luật 91/2025/QH15, Điều 23")
_LOGS: Final = _("nhật ký của hệ thống cấp độ 4: ít nhất 12 tháng")
_OURS: Final = _("thành phố chọn ◇")
NUMBERS: Final[dict[Period, Number]] = {
    Period.ANSWER: Number(2, LimitUnit.WORKING_DAYS, _DECREE, longest=True),
    Period.COPY: Number(10, _DAYS, _DECREE, longest=True),
    Period.COPY_MORE: Number(10, _DAYS, _DECREE, longest=True),
    Period.CORRECT: Number(10, _DAYS, _DECREE, longest=True),
    Period.CORRECT_MORE: Number(10, _DAYS, _DECREE, longest=True),
    Period.WITHDRAW: Number(15, _DAYS, _DECREE, longest=True),
    Period.WITHDRAW_MORE: Number(15, _DAYS, _DECREE, longest=True),
    Period.RESTRICT: Number(15, _DAYS, _DECREE, longest=True),
    Period.RESTRICT_MORE: Number(15, _DAYS, _DECREE, longest=True),
    Period.DELETE: Number(20, _DAYS, _DECREE, longest=True),
    Period.DELETE_MORE: Number(20, _DAYS, _DECREE, longest=True),
    Period.INCIDENT_FIRST: Number(24, LimitUnit.HOURS, _OURS, longest=True),  # to the City Police (R100)
    Period.INCIDENT_NOTICE: Number(72, LimitUnit.HOURS, _LAW, longest=True),
    Period.KEEP_COPIES: Number(7, _DAYS, _OURS, longest=True),
    Period.KEEP_CODES: Number(2, _DAYS, _OURS),  # no shorter than the day on which the limits of codes look back
    Period.KEEP_SIGN_INS: Number(365, _DAYS, _LOGS),
    Period.KEEP_TRIES: Number(1, _DAYS, _OURS, longest=True),  # history keeps that they were
    Period.KEEP_NOTICES: Number(365, _DAYS, _OURS),
    Period.KEEP_CONTACTS: Number(730, _DAYS, _OURS),
    Period.KEEP_PICTURES: Number(730, _DAYS, _OURS),
    Period.KEEP_REQUESTS: Number(730, _DAYS, _OURS),
    Period.KEEP_INCIDENTS: Number(1825, _DAYS, _OURS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A class of data: why it is kept, by which ground, who sees it, for how long, and what then."""

    data: DataClass
    purpose: object
    ground: object
    seen_by: object
    fate: Fate
    period: Period | None = None  # None: as long as the account, or for ever, as `fate` says
    begins: object = ""  # from what the period counts
    fixed_days: int = 0  # a period that another room keeps, and nobody changes
    sensitive: bool = False  # Decree 356/2025


_CONSENT: Final = _("Sự đồng ý của bạn")
_BOTH: Final = _(
    "Sự đồng ý của bạn; quy chế iHanoi: người gửi phải có danh tính, kết quả được lưu giữ"
)  # R20, R24
_SAFE: Final = _("Quy định về an toàn hệ thống thông tin cấp độ 4")  # R23, R98
_ACT: Final = _("Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15")
_YOU: Final = _("Chỉ bạn")
RETENTION: Final[tuple[Kept, ...]] = (
    Kept(DataClass.ACCOUNT, _("Biết ai gửi, liên hệ khi xử lý, trả lời"), _BOTH,
         _("Bạn; cơ quan giữ phản ánh của bạn, trừ khi bạn chọn giữ kín"), Fate.ACCOUNT, sensitive=True),
    Kept(DataClass.PROOFS, _("Chỉ bạn vào được tài khoản"), _SAFE, _("Không ai đọc được"), Fate.ACCOUNT),
    Kept(DataClass.CONSENTS, _("Chứng minh bạn đã đồng ý điều gì, lúc nào"), _ACT,
         _("Bạn; cán bộ bảo vệ dữ liệu"), Fate.ACCOUNT),
    Kept(DataClass.CASES, _("Xử lý phản ánh, trả lời, thống kê"), _BOTH,
         _("Bạn; cơ quan xử lý; mọi người thấy bản đã che"), Fate.NAMELESS, sensitive=True),
    Kept(DataClass.PICTURES, _("Thấy rõ sự việc và kết quả"), _CONSENT,
         _("Bạn; cơ quan xử lý; mọi người chỉ thấy bản đã duyệt và che"), Fate.STRIP, Period.KEEP_PICTURES,
         _("từ khi phản ánh kết thúc"), sensitive=True),
    Kept(DataClass.UNUSED, _("Để bạn gửi kèm phản ánh"), _CONSENT, _YOU, Fate.ERASE, None, _("từ lúc tải lên"), 2),
    Kept(DataClass.DRAFTS, _("Để bạn viết tiếp"), _CONSENT, _YOU, Fate.ERASE, None, _("từ lần dùng cuối"), 30,
         sensitive=True),
    Kept(DataClass.CONTACTS, _("Trả lời người gửi không có tài khoản"), _BOTH,
         _("Cơ quan xử lý phản ánh đó"), Fate.ERASE, Period.KEEP_CONTACTS,
         _("từ khi phản ánh kết thúc"), sensitive=True),
    Kept(DataClass.PAPERS, _("Biết chắc bạn đại diện tổ chức đó"), _CONSENT,
         _("Bạn; cán bộ xác minh nơi tổ chức đặt trụ sở; trên đĩa được mã hóa"), Fate.ERASE, None, _("từ lúc gửi"), 365,
         sensitive=True),
    Kept(DataClass.INVITATIONS, _("Để đúng người nhận vai trò ở cơ quan"), _SAFE,
         _("Người được mời; quản trị"), Fate.ERASE, None, _("từ khi thư mời hết hạn"), 365),
    Kept(DataClass.DELEGATIONS, _("Biết ai đã làm thay ai"), _SAFE,
         _("Hai người đó; quản trị"), Fate.ERASE, None, _("từ ngày vắng cuối cùng"), 1825),
    Kept(DataClass.CODES, _("Xác nhận số điện thoại, thư điện tử, đăng nhập"), _SAFE, _("Không ai"), Fate.ERASE,
         Period.KEEP_CODES, _("từ lúc gửi mã")),
    Kept(DataClass.SIGN_INS, _("Để bạn thấy có ai khác vào tài khoản"), _SAFE, _("Bạn"), Fate.ERASE,
         Period.KEEP_SIGN_INS, _("từ lần dùng cuối")),
    Kept(DataClass.TRIES, _("Chặn dò mật khẩu"), _SAFE, _("Quản trị khi mở khóa"), Fate.ERASE, Period.KEEP_TRIES,
         _("từ lần thử")),
    Kept(DataClass.NOTICES, _("Báo cho bạn từng bước"), _CONSENT, _YOU, Fate.ERASE, Period.KEEP_NOTICES,
         _("từ lúc báo")),
    Kept(DataClass.HISTORY, _("Ai làm gì, lúc nào, không ai sửa được"), _SAFE,
         _("Bạn thấy ai đã xem; cơ quan thấy các bước của phản ánh"), Fate.KEEP),
    Kept(DataClass.REQUESTS, _("Thực hiện quyền của bạn đúng hạn"), _ACT,
         _("Bạn; cán bộ bảo vệ dữ liệu"), Fate.ERASE, Period.KEEP_REQUESTS, _("từ khi kết thúc")),
    Kept(DataClass.COPIES, _("Để bạn tải về"), _("yêu cầu của bạn"), _YOU, Fate.ERASE, Period.KEEP_COPIES,
         _("từ khi làm xong"), sensitive=True),
    Kept(DataClass.INCIDENTS, _("Báo cho đúng người khi có sự cố"), _ACT,
         _("Cán bộ bảo vệ dữ liệu"), Fate.ERASE, Period.KEEP_INCIDENTS, _("từ khi kết thúc")),
)  # fmt: skip
