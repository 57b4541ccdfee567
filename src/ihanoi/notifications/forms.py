"""How a person wants to be told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PreferenceForm(forms.Form):
    """The channels besides the inbox."""

    email = forms.BooleanField(
        label=_("Gửi cả thư điện tử"),
        help_text=_(
            "Mỗi thông báo cũng được gửi đến địa chỉ thư của tài khoản. Hộp thông báo trong ứng dụng luôn có đủ."
        ),
        required=False,
    )
