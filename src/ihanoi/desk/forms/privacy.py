"""What guardians of personal data type. What must be true of it is decided by the actions of `privacy`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.desk.forms import choices
from ihanoi.desk.forms.duties import DutyForm, line_field
from ihanoi.desk.forms.moves import NEEDED, day_field, one_of, text_field
from ihanoi.desk.words import OF_OTHERS
from ihanoi.kernel import clock
from ihanoi.privacy.words import OF_SENDERS, DataClass, Period


class PlainForm(DutyForm):
    """A step without anything to fill in."""


class ExtendForm(DutyForm):
    reason = text_field(_("Lý do gia hạn"), _("Người yêu cầu đọc được. Chỉ gia hạn được một lần."), rows=3)


class RefuseForm(DutyForm):
    reason = text_field(
        _("Lý do không thực hiện được"), _("Người yêu cầu đọc được, kèm cách khiếu nại."), rows=3
    )


class FinishForm(DutyForm):
    reason = text_field(
        _("Lời báo cho người yêu cầu"), _("Đã làm gì. Có thể để trống."), rows=3, required=False
    )


class CorrectForm(DutyForm):
    """Name and citizen number; anything else is told in words."""

    full_name = line_field(_("Họ và tên đúng"), _("Để trống nếu không sửa."), required=False)
    citizen_id = line_field(
        _("Số căn cước đúng"), _("12 chữ số; để trống nếu không sửa."), 20, required=False
    )
    card_seen = forms.BooleanField(
        label=_("Tôi đã xem thẻ căn cước bản gốc ghi như trên"),
        help_text=_(
            "Không đánh dấu thì tài khoản đã định danh phải xác nhận lại danh tính, và người đó được báo."
        ),
        required=False,
    )
    reason = text_field(_("Đã sửa gì"), _("Người yêu cầu đọc được."), rows=3)


class CorrectContactForm(DutyForm):
    """What is kept of whoever has no account."""

    full_name = line_field(_("Họ và tên đúng"), _("Để trống nếu không sửa."), required=False)
    phone = line_field(_("Số điện thoại đúng"), _("Để trống nếu không sửa."), 20, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử đúng"),
        help_text=_("Để trống nếu không sửa."),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư điện tử này chưa đúng.")},
    )
    citizen_id = line_field(
        _("Số căn cước đúng"), _("12 chữ số; để trống nếu không sửa."), 20, required=False
    )
    reason = text_field(_("Đã sửa gì"), _("Đọc lại cho người yêu cầu."), rows=3)


class EnterForm(DutyForm):
    """Whoever rang, wrote or came has no account: the guardian writes the request down for them."""

    case_code = line_field(
        _("Mã phản ánh"), _("Người gửi được đọc mã này khi báo. Mỗi phản ánh là một yêu cầu."), 30
    )
    right = one_of(_("Người gửi yêu cầu gì"), [(right.value, OF_OTHERS[right]) for right in OF_SENDERS])
    said = text_field(
        _("Người gửi nói gì thêm"), _("Khi sửa: chỗ nào chưa đúng, đúng ra là gì."), rows=3, required=False
    )
    card_seen = forms.BooleanField(
        label=_("Đã xem giấy tờ tùy thân; đúng là người gửi phản ánh này"),
        error_messages={
            "required": _("Hãy xem giấy tờ tùy thân của người yêu cầu trước, rồi đánh dấu vào đây.")
        },
    )


class DeleteForm(DutyForm):
    sure = forms.BooleanField(
        label=_("Đã đọc số liệu ở trên. Xóa xong thì không ai lấy lại được."), error_messages=NEEDED
    )

    def arguments(self) -> dict[str, Any]:
        return {}


class PeriodForm(DutyForm):
    name = forms.ChoiceField(label=_("Thời hạn"), error_messages=NEEDED)
    amount = forms.IntegerField(
        label=_("Con số"), help_text=_("Giữ nguyên đơn vị đang dùng."), error_messages=NEEDED
    )
    valid_from = day_field(_("Có hiệu lực từ"))

    def prepare(self) -> None:
        choices.offer(self, name=Period.choices)
        self.initial.setdefault("valid_from", clock.today())


def moment_field(label: Any, hint: Any = "") -> forms.DateTimeField:
    """A moment in the browser's own calendar and clock; the city's time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=hint, widget=widget, error_messages=NEEDED)


class IncidentAmendForm(DutyForm):
    what = text_field(_("Chuyện gì đã xảy ra"), _("Không ghi tên, số điện thoại của ai ở đây."), rows=4)
    found_by = line_field(_("Ai phát hiện"), _("Người, đơn vị hoặc hệ thống giám sát."))
    classes = forms.MultipleChoiceField(
        label=_("Loại dữ liệu bị ảnh hưởng"),
        choices=DataClass.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NEEDED,
    )
    how = text_field(_("Vì sao, bằng cách nào"), _("Điều đã biết đến lúc này."), rows=3, required=False)
    measures = text_field(_("Đã làm gì để ngăn chặn"), rows=3, required=False)


class IncidentForm(IncidentAmendForm):
    found_at = moment_field(
        _("Phát hiện lúc"), _("Hai đồng hồ tính từ lúc này, theo giờ đồng hồ, cả đêm và ngày nghỉ.")
    )
    field_order = ("what", "found_at", "found_by", "classes", "how", "measures")

    def prepare(self) -> None:
        self.initial.setdefault("found_at", clock.now().astimezone(clock.HANOI))


class CodesForm(DutyForm):
    codes = text_field(_("Mã phản ánh"), _("Mỗi dòng một mã, hoặc dán từ tệp CSV."), rows=4)

    def arguments(self) -> dict[str, Any]:
        text = self.cleaned_data["codes"].replace(",", " ").replace(";", " ")
        return {"codes": text.split()}


class _Span(DutyForm):
    since = moment_field(_("Từ lúc"))
    until = moment_field(_("Đến lúc"))


class AgencyForm(_Span):
    agency_id = forms.TypedChoiceField(label=_("Cơ quan"), coerce=int, error_messages=NEEDED)
    field_order = ("agency_id", "since", "until")

    def prepare(self) -> None:
        choices.offer(self, agency_id=choices.agencies())


class ReaderForm(_Span):
    reader_id = forms.TypedChoiceField(
        label=_("Tài khoản cán bộ"), coerce=int, error_messages=NEEDED,
        help_text=_("Ví dụ tài khoản bị lộ mật khẩu: liệt kê mọi người có dữ liệu mà tài khoản đó đã mở."),
    )  # fmt: skip
    field_order = ("reader_id", "since", "until")

    def offer(self, officials: choices.Choices) -> None:
        """Accounts that hold a seat."""
        choices.offer(self, reader_id=officials)


class ReportForm(DutyForm):
    to_whom = line_field(_("Đã báo tin cho ai"), _("Ví dụ: trực ban Phòng An ninh mạng, Công an thành phố."))


class NotifyForm(DutyForm):
    number = line_field(_("Số, ký hiệu thông báo đã gửi"), _("Ví dụ: 12/TTPVHCC-BVDL."), 50)


class TellForm(DutyForm):
    text = text_field(
        _("Lời báo cho người bị ảnh hưởng"),
        _("Một lời cho mọi người: chuyện gì, dữ liệu nào, đã làm gì, họ nên làm gì."),
        rows=6,
    )


class CloseForm(DutyForm):
    conclusion = text_field(_("Kết luận"), _("Nguyên nhân, hậu quả, việc đã sửa để không lặp lại."), rows=4)
