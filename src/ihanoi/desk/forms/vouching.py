"""Whose card was seen at the counter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.people.words import Known, Why


class VouchForm(forms.Form):
    """As on the card; the account is found by what its owner has proven with a code."""

    contact = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử của tài khoản"),
        help_text=_("Người dân đọc cho bạn; số hoặc thư đã xác nhận bằng mã."),
        max_length=254,
        error_messages={"required": _("Nhập số điện thoại hoặc thư điện tử của tài khoản.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    citizen_id = forms.CharField(
        label=_("Số căn cước trên thẻ"),
        max_length=20,
        error_messages={"required": _("Nhập đủ 12 chữ số như in trên thẻ.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    full_name = forms.CharField(
        label=_("Họ và tên trên thẻ"),
        max_length=200,
        error_messages={"required": Why.NAME},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born = forms.CharField(
        label=_("Ngày sinh trên thẻ"),
        help_text=_(
            "Ví dụ 17/05/1990; thẻ chỉ ghi năm thì nhập năm. Chỉ để đối chiếu với số căn cước, không lưu."
        ),
        max_length=20,
        error_messages={"required": Known.BORN},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    card_seen = forms.BooleanField(
        label=_("Tôi đã xem thẻ căn cước bản gốc và người trên thẻ đang ở trước mặt tôi"),
        error_messages={"required": Known.CARD},
    )
