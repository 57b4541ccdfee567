"""What happened to a case, told in plain words from its history and clocks.

To the sender in full, to the public in outline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from ihanoi.cases.models import Case, CaseClock
from ihanoi.cases.queries.reasons import reason_label, refusal_label
from ihanoi.cases.queries.succession_told import succession_words, waits_for_choice
from ihanoi.cases.words import (
    FINDINGS,
    SUBJECT,
    Classification,
    Kind,
    Outcome,
    Priority,
    Rating,
    ReasonList,
    Verb,
)
from ihanoi.cases.words import Clock as ClockName
from ihanoi.journal import queries as history
from ihanoi.kernel.clock import HANOI, day_of
from ihanoi.kernel.denials import Denied
from ihanoi.people import queries as people
from ihanoi.routing.words import Way
from ihanoi.ui import timewords
from ihanoi.ui import words as said
from ihanoi.ui.timewords import day_month

NEAR: Final = timedelta(seconds=30)  # a clock stops in the transaction of the move that stops it


@dataclass(slots=True)
class Episode:
    """One thing that happened.

    `lines`: sentences under the title; `quotes`: what people wrote; `took`: time against limit.
    """

    icon: str
    title: str
    at: datetime
    lines: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    who: str = ""
    took: str = ""
    way: str = ""  # of the submission: routing.words.Way


@dataclass(frozen=True, slots=True)
class _Told:
    """A line of history with what the teller needs beside it."""

    verb: str
    at: datetime
    agency_id: int | None
    data: Mapping[str, Any]
    case: Case
    clocks: Sequence[CaseClock]

    @property
    def agency(self) -> str:
        return _name(self.agency_id or self.case.lead_id)

    def took(self, clock: str, sentence: str) -> str:
        """ "trong 2 giờ 58, hạn 8 giờ": the clock that this move stopped."""
        ran = next(
            (
                c
                for c in self.clocks
                if c.name == clock and c.stopped_at and abs(c.stopped_at - self.at) < NEAR
            ),
            None,
        )
        if ran is None or ran.used_s is None:
            return ""
        return sentence % {"used": said.duration(ran.used_s), "limit": limit_words(ran)}


def limit_words(clock: CaseClock) -> str:
    """ "8 giờ", "7 ngày làm việc"."""
    if clock.unit == "working_days":
        return timewords.working_days(clock.amount)
    return timewords.days(clock.amount) if clock.unit == "days" else timewords.hours(clock.amount)


def story(case: Case, clocks: Sequence[CaseClock], *, for_sender: bool) -> list[Episode]:
    """Newest first."""
    tellers = _FOR_SENDER if for_sender else _FOR_PUBLIC
    told: list[Episode] = []
    for entry in history.history(SUBJECT, case.pk):
        teller = tellers.get(entry.verb)
        line = (
            teller(_Told(entry.verb, entry.at, entry.agency_id, entry.data, case, clocks)) if teller else None
        )
        if line is None:
            continue
        if (
            entry.verb == Verb.ADD_INFORMATION
            and told
            and told[-1].icon == _ASKED
            and len(told[-1].quotes) == 1
        ):
            _answer(told[-1], line)
        else:
            told.append(line)
    return told[::-1]


_ASKED: Final = "message-circle-question-mark"


def _answer(question: Episode, answer: Episode) -> None:
    question.title = _("Cơ quan hỏi thêm, bạn đã trả lời")
    question.icon, question.at = "message-circle", answer.at
    question.quotes += answer.quotes
    question.lines += answer.lines


# --- to the sender ---------------------------------------------------------------------------------------------------


def _submitted(t: _Told) -> Episode:
    channel = t.data.get("channel", "web")
    title = _("Bạn gửi phản ánh") if channel == "web" else _("Cơ quan nhập phản ánh của bạn")
    way = t.data.get("routed", {}).get("way", "")
    took = _sent_to(t)
    if way == Way.ASKED:
        took = _("theo ý bạn, đầu mối điều phối của thành phố chọn cơ quan")
    elif way == Way.ABSTAINED:
        took = _("máy chưa đủ chắc, đầu mối điều phối của thành phố chọn cơ quan")
    return Episode("send", title, t.at, took=took, way=way)


def _sent_to(t: _Told) -> str:
    """By the router, or as the sender addressed it."""
    agency = {"agency": _name(t.data.get("agency_id"))}
    if t.case.kind in (Kind.FIELD, Kind.APP):
        return _("tự chuyển tới %(agency)s") % agency
    if t.data.get("agency_id") == people.city().id:
        return _("chưa chọn cơ quan, đầu mối điều phối của thành phố chọn")
    return _("gửi tới %(agency)s") % agency


def _received(t: _Told) -> Episode:
    priority = Priority(t.data["priority"])
    lines = (
        [_("Mức xử lý: %(level)s.") % {"level": str(priority.label).lower()}]
        if priority != Priority.NORMAL
        else []
    )
    if t.data.get("classification") == Classification.OTHER:
        lines.append(_("Không thuộc thẩm quyền của cơ quan này; sẽ được chuyển tới cơ quan có thẩm quyền."))
    took = t.took(ClockName.RECEPTION, _("trong %(used)s làm việc, hạn %(limit)s"))
    return Episode("inbox", _("%(agency)s đã tiếp nhận") % {"agency": t.agency}, t.at, lines, took=took)


def _refused(t: _Told) -> Episode:
    lines = [refusal_label(t.data.get("reason", ""), day_of(t.at)) + "."]
    return Episode(
        "circle-x", _("%(agency)s từ chối") % {"agency": t.agency}, t.at, lines, _quotes(t.data.get("text"))
    )


def _moved_on(t: _Told) -> Episode:
    title = _("Chuyển tới %(agency)s") % {"agency": _name(t.data.get("agency_id")) or _name(t.case.lead_id)}
    took = t.took(ClockName.RECEPTION, _("giữ trong %(used)s làm việc, hạn %(limit)s"))
    return Episode(
        "forward",
        title,
        t.at,
        quotes=_quotes(t.data.get("reason")),
        who=_name(t.data.get("from_id")),
        took=took,
    )


def _assigned(t: _Told) -> Episode:
    others = ", ".join(filter(None, map(_name, t.data.get("cooperating", ()))))
    lines = [_("Phối hợp: %(agencies)s.") % {"agencies": others}] if others else []
    took = t.took(ClockName.DISPATCH, _("giao trong %(used)s, hạn %(limit)s làm việc"))
    return Episode(
        "user-check", _("Đã giao %(unit)s") % {"unit": _name(t.data["agency_id"])}, t.at, lines, took=took
    )


def _accepted(t: _Told) -> Episode:
    return Episode("wrench", _("Đang xử lý"), t.at, who=t.agency)


def _handed_back(t: _Told) -> Episode:
    return Episode("undo-2", _("Đơn vị được giao trả lại, đang phân công lại"), t.at, who=t.agency)


def _extended(t: _Told) -> Episode:
    due = t.data.get("new_due")
    when = day_month(datetime.fromisoformat(due).astimezone(HANOI)) if due else ""
    lines = [_("Căn cứ: %(document)s.") % {"document": t.data.get("document", "")}]
    return Episode(
        "calendar-plus",
        _("Gia hạn đến %(day)s") % {"day": when},
        t.at,
        lines,
        _quotes(t.data.get("reason")),
        t.agency,
    )


def _asked(t: _Told) -> Episode:
    return Episode(_ASKED, _("Cơ quan hỏi thêm"), t.at, quotes=_quotes(t.data.get("text")), who=t.agency)


def _added(t: _Told) -> Episode:
    count = t.data.get("files", 0)
    lines = [_("Kèm %(n)d tệp.") % {"n": count}] if count else []
    return Episode(
        "message-square-text", _("Bạn bổ sung thông tin"), t.at, lines, _quotes(t.data.get("text"))
    )


def _answered(t: _Told) -> Episode:
    done = t.data.get("outcome") == Outcome.FIXED  # an answer is not a repair
    title = (
        _("Đã làm xong, chờ người có thẩm quyền duyệt")
        if done
        else _("Đã có câu trả lời, chờ người có thẩm quyền duyệt")
    )
    return Episode("clipboard-check", title, t.at, who=t.agency)


def _rework(t: _Told) -> Episode:
    return Episode("refresh-cw", _("Kết quả chưa đạt, đơn vị làm tiếp"), t.at, who=t.agency)


def _approved(t: _Told) -> Episode:
    """An answer that the sample fell on is not yet given."""
    if t.data.get("drawn"):
        title = _("Đã duyệt, đang được kiểm tra độc lập trước khi trả lời bạn")
        took = t.took(ClockName.HANDLING, _("trong %(used)s làm việc, hạn %(limit)s"))
        return Episode("shield-check", title, t.at, who=t.agency, took=took)
    return _resolved(t)


def _passed(t: _Told) -> Episode:
    told = _resolved(t)
    told.lines.append(_("Đã được kiểm tra độc lập."))
    return told


def _failed(t: _Told) -> Episode:
    return Episode("refresh-cw", _("Kiểm tra độc lập thấy chưa đạt, đơn vị làm tiếp"), t.at, who=t.agency)


def _resolved(t: _Told) -> Episode:
    outcome = str(Outcome(t.data["outcome"]).label) if t.data.get("outcome") else _("Đã xử lý")
    took = t.took(ClockName.HANDLING, _("trong %(used)s làm việc, hạn %(limit)s"))
    return Episode(
        "badge-check", _("Có kết quả: %(outcome)s") % {"outcome": outcome}, t.at, who=t.agency, took=took
    )


def _published(t: _Told) -> Episode:
    return Episode("globe", _("Công khai kết quả"), t.at, who=t.agency)


def _announced(t: _Told) -> Episode:
    told = _resolved(t)
    told.lines.append(_("Kết quả được công bố cho mọi người cùng lúc."))
    return told


def _classified(t: _Told) -> Episode:
    return Episode("list-checks", _("Thuộc thẩm quyền của %(agency)s") % {"agency": t.agency}, t.at)


def _kept_private(t: _Told) -> Episode:
    return Episode(
        "lock", _("Kết quả không công khai"), t.at, quotes=_quotes(t.data.get("reason")), who=t.agency
    )


def _rated(t: _Told) -> Episode:
    title = _("Bạn đánh giá: %(value)s") % {"value": Rating(t.data["value"]).label}
    return Episode("star", title, t.at, quotes=_quotes(t.data.get("text")))


def _reviewed(t: _Told) -> Episode:
    found = bool(t.data.get("justified"))
    cause = reason_label(ReasonList.REVIEW, t.data.get("cause", ""), day_of(t.at))
    lines = [_("Nguyên nhân: %(cause)s.") % {"cause": cause}] if cause else []
    lines += [_("Một lượt xử lý mới bắt đầu.")] if found else []
    return Episode("scale", str(FINDINGS[found]), t.at, lines, _quotes(t.data.get("text")), t.agency)


def _recounted(t: _Told) -> Episode:
    due = max((each["due_after"] for each in t.data.get("clocks", ())), default="")
    lines = [_("Hạn mới: %(due)s.") % {"due": said.moment(datetime.fromisoformat(due))}] if due else []
    return Episode("calendar-clock", _("Hạn được tính lại"), t.at, lines, _quotes(t.data.get("reason")))


def _reopened(t: _Told) -> Episode:
    title = _again(t)
    return Episode("rotate-ccw", title, t.at, quotes=_quotes(t.data.get("reason")), who=t.agency)


def _again(t: _Told) -> str:
    number = t.data.get("round")
    if not number:
        return _("Mở lại để xử lý tiếp")
    return _("Mở lại để xử lý tiếp, lượt thứ %(n)d") % {"n": number}


def _recalled(t: _Told) -> Episode:
    return Episode("calendar-check", _("Đến hạn đã hứa, việc trở lại xử lý"), t.at, who=t.agency)


def _withdrawn(t: _Told) -> Episode:
    return Episode("circle-minus", _("Bạn đã rút phản ánh"), t.at, quotes=_quotes(t.data.get("reason")))


def _merged(t: _Told) -> Episode:
    return Episode("git-merge", _("Gộp vào phản ánh cùng việc"), t.at, who=t.agency)


def _parted(t: _Told) -> Episode:
    return Episode("undo-2", _("Tách ra để xử lý riêng"), t.at, who=t.agency)


def _unsealed(t: _Told) -> Episode:
    lines = [_("Chỉ người mở xem được, trong 24 giờ.")]
    return Episode(
        "eye", _("Danh tính bạn giữ kín đã được mở"), t.at, lines, _quotes(t.data.get("reason")), t.agency
    )


def _taken_back(t: _Told) -> Episode:
    return Episode(
        "undo-2", _("%(agency)s giao việc này cho người khác") % {"agency": _name(t.case.lead_id)}, t.at
    )


def _succeeded(t: _Told) -> Episode:
    return Episode("landmark", _successor(t), t.at, [succession_words(t.data)])


def _successor(t: _Told) -> str:
    if waits_for_choice(t.data):
        return _("Thành phố chọn cơ quan nhận tiếp việc này")
    return _("%(agency)s nhận tiếp việc này") % {"agency": _name(t.data.get("agency_id"))}


def _reminded(t: _Told) -> Episode:
    return Episode("bell-ring", _("Thành phố nhắc %(agency)s") % {"agency": _name(t.case.lead_id)}, t.at)


Teller = Callable[[_Told], Episode | None]

_FOR_SENDER: Final[Mapping[str, Teller]] = {
    Verb.SUBMIT: _submitted, Verb.RECEIVE: _received, Verb.REFUSE_RECEPTION: _refused,
    Verb.REFUSE_AFTER_CHECK: _refused,
    Verb.SEND_UP: _moved_on, Verb.TRANSFER: _moved_on, Verb.ASSIGN: _assigned, Verb.ACCEPT: _accepted,
    Verb.REFUSE_HANDLING: _handed_back, Verb.GRANT_EXTENSION: _extended, Verb.ASK_SENDER: _asked,
    Verb.ADD_INFORMATION: _added, Verb.SUBMIT_RESULT: _answered, Verb.REJECT_RESULT: _rework, Verb.APPROVE: _approved,
    Verb.PASS_CHECK: _passed, Verb.FAIL_CHECK: _failed, Verb.REVIEW: _reviewed, Verb.RECALL: _recalled,
    Verb.ANNOUNCE: _announced, Verb.CLASSIFY: _classified,
    Verb.PUBLISH: _published, Verb.KEEP_PRIVATE: _kept_private, Verb.RATE: _rated, Verb.REOPEN: _reopened,
    Verb.WITHDRAW: _withdrawn, Verb.MERGE: _merged, Verb.UNMERGE: _parted, Verb.REMIND: _reminded,
    Verb.TAKE_BACK: _taken_back, Verb.SUCCEED: _succeeded, Verb.RECOMPUTE: _recounted, Verb.UNSEAL: _unsealed,
}  # fmt: skip


# --- to the public: who and when, never what people wrote ------------------------------------------------------------


def _outline(icon: str, title: Callable[[_Told], str]) -> Teller:
    return lambda t: Episode(icon, title(t), t.at)


_FOR_PUBLIC: Final[Mapping[str, Teller]] = {
    Verb.SUBMIT: _outline(
        "send", lambda t: _("Doanh nghiệp gửi") if t.case.kind == Kind.BUSINESS else _("Người dân gửi")
    ),
    Verb.RECEIVE: _outline("inbox", lambda t: _("%(agency)s tiếp nhận") % {"agency": t.agency}),
    Verb.SEND_UP: _outline(
        "forward", lambda t: _("Chuyển tới %(agency)s") % {"agency": _name(t.data.get("agency_id"))}
    ),
    Verb.TRANSFER: _outline(
        "forward", lambda t: _("Chuyển tới %(agency)s") % {"agency": _name(t.data.get("agency_id"))}
    ),
    Verb.SUCCEED: _outline("landmark", _successor),
    Verb.RECOMPUTE: _outline("calendar-clock", lambda t: _("Hạn được tính lại")),
    Verb.ACCEPT: _outline("wrench", lambda t: _("Bắt đầu xử lý")),
    Verb.GRANT_EXTENSION: _outline("calendar-plus", lambda t: _("Gia hạn xử lý")),
    Verb.APPROVE: lambda t: None if t.data.get("drawn") else Episode("badge-check", _("Có kết quả"), t.at),
    Verb.PASS_CHECK: _outline("badge-check", lambda t: _("Có kết quả")),
    Verb.REVIEW: _outline("scale", lambda t: str(FINDINGS[bool(t.data.get("justified"))])),
    Verb.RECALL: _outline("calendar-check", lambda t: _("Đến hạn đã hứa, việc trở lại xử lý")),
    Verb.PUBLISH: _outline("globe", lambda t: _("Công khai kết quả")),
    Verb.ANNOUNCE: _outline("badge-check", lambda t: _("Có kết quả và công bố")),
    Verb.REOPEN: _outline("rotate-ccw", _again),
    Verb.REFUSE_RECEPTION: _outline("circle-x", lambda t: _("%(agency)s từ chối") % {"agency": t.agency}),
    Verb.REFUSE_AFTER_CHECK: _outline("circle-x", lambda t: _("%(agency)s từ chối") % {"agency": t.agency}),
    Verb.MERGE: _outline("git-merge", lambda t: _("Gộp vào phản ánh cùng việc")),
    Verb.UNMERGE: _outline("undo-2", lambda t: _("Tách ra để xử lý riêng")),
}


def _name(agency_id: int | None) -> str:
    if agency_id is None:
        return ""
    try:
        return people.agency(agency_id).name
    except Denied:
        return ""


def _quotes(*texts: str | None) -> list[str]:
    return [text for text in texts if text]
