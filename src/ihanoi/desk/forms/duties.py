"""What is typed on the pages of accountability. What the regulation demands is judged by the actions alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.accountability import queries
from ihanoi.accountability.words import (
    LETTER_BODY,
    LETTER_SUBJECT,
    Decision,
    DirectiveKind,
    Stage,
    Threshold,
    Verdict,
)
from ihanoi.desk.forms import choices
from ihanoi.desk.forms.files import ManyFiles
from ihanoi.desk.forms.moves import NEEDED, day_field, one_of, text_field
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.media import actions as media


def line_field(label: Any, hint: Any = "", most: int = 200, *, required: bool = True) -> forms.CharField:
    """One line."""
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=required, error_messages=NEEDED
    )


class DutyForm(forms.Form):
    """A form whose action may refuse: each sentence of the refusal stands at the field that it speaks of."""

    def __init__(self, *args: Any, actor: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.actor = actor
        self.status = 200
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and first values."""

    def attempt(self, act: Callable[..., object]) -> bool:
        """Whether the action took what was typed; otherwise the form says why not, and `status` is its answer's."""
        if not self.is_valid():
            self.status = 422
            return False
        try:
            act(actor=self.actor, **self.arguments())
        except NotFound:
            raise
        except Denied as denied:
            self._take(denied)
            return False
        return True

    def arguments(self) -> dict[str, Any]:
        """What the action takes besides the actor."""
        return dict(self.cleaned_data)

    def _take(self, denied: Denied) -> None:
        errors = denied.errors if isinstance(denied, Invalid) else {"": denied.reason}
        for name, reason in errors.items():
            self.add_error(name if name in self.fields else None, str(reason))
        self.status = denied.status


class WithDocument(DutyForm):
    """Text with a document if one wishes. The document is received when all else is right."""

    document = ManyFiles(
        label=_("Văn bản kèm theo"), required=False, help_text=_("Một tệp PDF hoặc DOCX, không quá 20 MB.")
    )

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        uploads = given.pop("document")
        return given | {"file_ids": self._received(uploads)}

    def _received(self, uploads: list[Any]) -> list[UUID]:
        assert self.actor is not None
        try:
            return [
                media.receive(actor=self.actor, stream=each, name=each.name or "", look=False).id
                for each in uploads[:1]
            ]
        except Invalid as invalid:
            raise Invalid({"document": invalid.reason}) from invalid


class LetterDraftForm(DutyForm):
    """Which agencies, and what to say beside the list."""

    agency_ids = forms.TypedMultipleChoiceField(label=_("Cơ quan"), coerce=int, required=False)
    subject = line_field(_("Trích yếu (V/v)"))
    body = text_field(
        _("Nội dung"), _("Mỗi dòng là một đoạn. Câu nêu số liệu và câu nêu hạn báo cáo tự ghi vào."), rows=6
    )
    reply_by = day_field(_("Hạn báo cáo"), _("Một ngày làm việc sau hôm nay."))

    def prepare(self) -> None:
        given = {
            "subject": LETTER_SUBJECT,
            "body": LETTER_BODY,
            "reply_by": queries.usual_reply_day(),
        }
        self.initial = {**given, **self.initial}

    def offer(self, agencies: list[tuple[int, str]]) -> None:
        """Agencies with overdue cases."""
        choices.offer(self, agency_ids=agencies)


class LetterAmendForm(DutyForm):
    case_ids = forms.TypedMultipleChoiceField(label=_("Phản ánh được nêu"), coerce=int, required=False)
    subject = line_field(_("Trích yếu (V/v)"))
    body = text_field(_("Nội dung"), _("Mỗi dòng là một đoạn."), rows=6)
    reply_by = day_field(_("Hạn báo cáo"), _("Một ngày làm việc sau hôm nay."))


class LetterSendForm(DutyForm):
    number = line_field(_("Số, ký hiệu"), _("Ví dụ: 1234/TTPVHCC-GS."), 50)
    signed_on = day_field(_("Ngày ký"))
    signer_title = line_field(_("Chức vụ người ký"), _("Ví dụ: KT. Giám đốc, Phó Giám đốc."), 120)
    signer_name = line_field(_("Họ tên người ký"), most=120)

    def prepare(self) -> None:
        self.initial.setdefault("signed_on", clock.today())


class AnswerForm(WithDocument):
    text = text_field(
        _("Nội dung trả lời"), _("Đã làm gì với từng phản ánh, nguyên nhân chậm, biện pháp."), rows=6
    )


class AskForm(DutyForm):
    case_code = line_field(_("Mã phản ánh"), _("Ví dụ: HN-2611-004612."), 30)
    why = text_field(_("Vì sao cần giải trình"), rows=4)
    reply_by = day_field(_("Giải trình trước hết ngày"), _("Một ngày làm việc sau hôm nay."))

    def prepare(self) -> None:
        self.initial.setdefault("reply_by", queries.usual_reply_day())


class VerdictForm(DutyForm):
    accepted = one_of(_("Kết luận"), [("1", _("Chấp nhận giải trình")), ("0", _("Không chấp nhận"))])
    verdict = text_field(_("Nêu rõ"), rows=3)

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        return given | {"accepted": given["accepted"] == "1"}


class ProposeForm(DutyForm):
    text = text_field(
        _("Lý do đề xuất"), _("Vì sao nên nhắc nhở hoặc phê bình; những gì đã đôn đốc."), rows=4
    )


class ReasonForm(DutyForm):
    reason = text_field(_("Lý do"), rows=3)


class NumberForm(DutyForm):
    number = line_field(_("Số, ký hiệu văn bản trình"), _("Ví dụ: 45/TTPVHCC-TH."), 50)
    signed_on = day_field(_("Ngày ký"))

    def prepare(self) -> None:
        self.initial.setdefault("signed_on", clock.today())


class DecisionForm(DutyForm):
    decision = one_of(_("Quyết định của UBND thành phố"), Decision.choices)
    text = text_field(_("Theo văn bản nào, nội dung gì"), rows=3)


class DirectiveForm(WithDocument):
    kind = one_of(_("Loại văn bản"), DirectiveKind.choices)
    number = line_field(_("Số, ký hiệu"), _("Ví dụ: 05/CĐ-UBND."), 50)
    signed_on = day_field(_("Ngày ký"))
    issuer = line_field(_("Nơi ban hành"), _("Ví dụ: Chủ tịch UBND thành phố."))
    subject = text_field(_("Trích yếu"), rows=2)


class LinkForm(DutyForm):
    """One thing to link a directive to."""

    letter_id = forms.TypedChoiceField(
        label=_("Công văn đôn đốc"), coerce=int, empty_value=None, required=False
    )
    proposal_id = forms.TypedChoiceField(label=_("Đề xuất"), coerce=int, empty_value=None, required=False)
    agency_id = forms.TypedChoiceField(label=_("Cơ quan"), coerce=int, empty_value=None, required=False)
    case_code = line_field(_("Mã phản ánh"), most=30, required=False)

    def offer(self, letters: choices.Choices, proposals: choices.Choices) -> None:
        """The newest of each, and all agencies."""
        none = [("", _("Không chọn"))]
        choices.offer(
            self, letter_id=none + letters, proposal_id=none + proposals, agency_id=none + choices.agencies()
        )


class SampleForm(DutyForm):
    agency_id = forms.TypedChoiceField(label=_("Cơ quan"), coerce=int, empty_value=None, required=False)
    since = day_field(_("Gửi từ ngày"))
    until = day_field(_("Đến hết ngày"))
    seed = line_field(_("Chuỗi khởi tạo"), _("Ai có chuỗi này cũng rút lại được đúng mẫu này."), 60)
    size = forms.IntegerField(label=_("Cỡ mẫu"), min_value=1, max_value=200, error_messages=NEEDED)

    def prepare(self) -> None:
        choices.offer(self, agency_id=[("", _("Mọi cơ quan")), *choices.agencies()])
        today = clock.today()
        first = {"since": today.replace(day=1), "until": today, "seed": f"{today:%d/%m/%Y}", "size": 10}
        self.initial = {**first, **self.initial}


class CheckForm(DutyForm):
    verdict = forms.ChoiceField(choices=Verdict.choices, error_messages=NEEDED)
    note = forms.CharField(max_length=1000, required=False)


class ObstacleForm(DutyForm):
    agency_id = forms.TypedChoiceField(label=_("Cơ quan ghi nhận"), coerce=int, error_messages=NEEDED)
    stage = one_of(_("Khâu nào"), Stage.choices)
    cause = text_field(_("Vướng mắc và nguyên nhân"), rows=4)
    solution = text_field(_("Đề xuất giải pháp"), rows=3)
    codes = line_field(
        _("Phản ánh liên quan"), _("Mã phản ánh, cách nhau bằng dấu phẩy."), 400, required=False
    )

    def offer(self, agencies: list[tuple[int, str]]) -> None:
        """Those in whose name one may record."""
        choices.offer(self, agency_id=agencies)

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        codes = [code.strip() for code in given["codes"].replace(";", ",").split(",")]
        return given | {"codes": [code for code in codes if code]}


class ObstacleAnswerForm(DutyForm):
    solved = one_of(_("Kết quả"), [("1", _("Đã giải quyết")), ("0", _("Không thực hiện"))])
    text = text_field(_("Trả lời cơ quan"), rows=3)

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        return given | {"solved": given["solved"] == "1"}


class ThresholdForm(DutyForm):
    name = forms.ChoiceField(label=_("Ngưỡng"), error_messages=NEEDED)
    value = forms.IntegerField(label=_("Giá trị"), error_messages=NEEDED)
    valid_from = day_field(_("Có hiệu lực từ"))

    def prepare(self) -> None:
        choices.offer(self, name=Threshold.choices)
        self.initial.setdefault("valid_from", clock.today())


def day_of(text: str, otherwise: date) -> date:
    """A day in an address; the other one where it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
