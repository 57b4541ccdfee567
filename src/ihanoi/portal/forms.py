"""The shape of what citizens type. What must be true of it is decided by the actions of `cases`."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.cases import queries
from ihanoi.cases.words import Rating, ReasonList

TEXT_MAX = 2000


class PlaceForm(forms.Form):
    """Step 1: where. The unit is confirmed by the sender; a point or an address must lead to one."""

    address = forms.CharField(
        label=_("Địa chỉ"),
        max_length=200,
        required=False,
        help_text=_("Gõ số nhà, ngõ, phố hoặc kéo ghim trên bản đồ"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "enterkeyhint": "search"}),
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    accuracy = forms.FloatField(required=False, min_value=0, max_value=100_000, widget=forms.HiddenInput)
    agreed_position = forms.BooleanField(
        required=False, widget=forms.HiddenInput
    )  # to the use of the device's place
    position_text = forms.CharField(required=False, max_length=64)  # the text to which that was: its digest
    unit = forms.IntegerField(required=False)
    unit_fixed = forms.IntegerField(required=False)  # chosen from the whole list; wins over the guess

    def clean_unit_fixed(self) -> int | None:
        fixed: int | None = self.cleaned_data["unit_fixed"]
        self.cleaned_data["unit"] = fixed or self.cleaned_data.get("unit")
        return fixed


class TextForm(forms.Form):
    """Step 2: what."""

    text = forms.CharField(
        label=_("Chuyện gì đang xảy ra?"),
        max_length=TEXT_MAX,
        help_text=_("Thấy gì, từ bao giờ, nguy hiểm cho ai. Không cần viết hoa mĩ."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": TEXT_MAX}),
        error_messages={"required": _("Viết vài câu: thấy gì, ở chỗ nào.")},
    )
    field = forms.IntegerField(required=False)
    other_field = forms.IntegerField(
        required=False
    )  # chosen from the whole catalogue; wins over the suggestion
    danger = forms.ChoiceField(
        label=_("Có nguy hiểm ngay lúc này không?"),
        choices=[("1", _("Có, dễ gây tai nạn")), ("0", _("Không"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn Có hoặc Không.")},
    )
    occurred_at = forms.DateTimeField(
        label=_("Thấy lúc nào"),
        required=False,
        help_text=_("Để trống nếu vừa thấy."),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Ngày giờ chưa đúng.")},
    )
    confidential = forms.BooleanField(required=False)
    round_position = forms.BooleanField(required=False)

    def clean_other_field(self) -> int | None:
        other: int | None = self.cleaned_data["other_field"]
        self.cleaned_data["field"] = other or self.cleaned_data.get("field")
        return other


class SendForm(forms.Form):
    """Step 3: the declaration (R22)."""

    consent = forms.BooleanField(
        label=_("Tôi chịu trách nhiệm về tính trung thực của nội dung và hình ảnh do chính tôi chụp."),
        error_messages={"required": _("Cần xác nhận chịu trách nhiệm về nội dung trước khi gửi.")},
    )
    by_person = forms.BooleanField(
        label=_("Nhờ người chọn cơ quan, không chuyển tự động"),
        required=False,
        help_text=_("Đầu mối điều phối của thành phố đọc rồi chuyển; có thể chậm hơn vài giờ làm việc."),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AdditionForm(forms.Form):
    """More about an own report, or the answer to a question."""

    text = forms.CharField(
        label=_("Nội dung bổ sung"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": TEXT_MAX}),
        error_messages={"required": _("Viết điều bạn muốn bổ sung.")},
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao bạn rút?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )


class RatingForm(forms.Form):
    """Never chosen beforehand."""

    value = forms.ChoiceField(
        choices=Rating.choices, error_messages={"required": _("Chọn một mức đánh giá.")}
    )
    reason = forms.ChoiceField(choices=partial(queries.reason_choices, ReasonList.RATING), required=False)
    text = forms.CharField(max_length=500, required=False)


def problems(form: forms.Form, errors: dict[str, Any]) -> forms.Form:
    """The sentences of a denial, each at its field; those of no field above the form."""
    for name, reason in errors.items():
        form.add_error(name if name in form.fields else None, str(reason))
    return form
