"""The shape of sign-in. What must be true of what is typed is decided by the actions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.people.words import Form, Why


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.CharField(
        label=_("Thư điện tử"),
        max_length=254,
        error_messages={"required": Why.EMAIL},
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        error_messages={"required": Why.PASSWORD},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignUpForm(forms.Form):
    """What a citizen gives for an account. The sentences for what is wrong come from the action."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        error_messages={"required": Why.NAME},
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = forms.ChoiceField(
        label=_("Cách xưng hô"),
        help_text=_("Thành phố viết thư theo cách này."),
        required=False,
        choices=Form.choices,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("Số điện thoại di động"),
        error_messages={"required": Why.PHONE},
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("Thư điện tử"),
        help_text=_("Dùng để đăng nhập và nhận thông báo."),
        error_messages={"required": Why.EMAIL},
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        help_text=_("Ít nhất 8 ký tự; một câu ngắn dễ nhớ là tốt nhất."),
        error_messages={"required": Why.NEW_PASSWORD},
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    consent = forms.BooleanField(
        label=_("Đồng ý cho thành phố dùng dữ liệu này để xử lý phản ánh và trả lời"),
        help_text=_("Chỉ cơ quan xử lý thấy tên và số điện thoại. Có thể rút lại sự đồng ý bất cứ lúc nào."),
        error_messages={"required": Why.CONSENT},
    )
    news = forms.BooleanField(
        label=_("Nhận tin cảnh báo và thông báo chung của thành phố"),
        required=False,
    )
