"""The shape of sign-in. What must be true of what is typed is decided by the actions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ihanoi.people import queries as people
from ihanoi.people.words import Form, Purpose, Why

from .words import Channel, CodeWhy
from .words import Why as WhyNot

PHONE = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
ADDRESS = {"type": "email", "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
EITHER = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
CONSENTS = ("consent", "news")
ASKING = {
    Channel.PHONE: (_("Số điện thoại di động"), CodeWhy.PHONE, PHONE),
    Channel.EMAIL: (_("Thư điện tử"), CodeWhy.EMAIL, ADDRESS),
}


class AgreementBox(forms.CheckboxInput):
    """Sends, when ticked, the digest of the text beside it: what was shown is what is written down."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__()
        self.purpose = purpose
        self.check_test = lambda value: value == self.format_value(value)

    def format_value(self, value: Any) -> str:
        """Of the text that is shown now."""
        return people.asked_for(self.purpose).digest

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """As it was sent; blank where it was not ticked."""
        return data.get(name, "")


class AgreementField(forms.Field):
    """A yes to a text that is kept as evidence, in the reader's language; becomes a Wording, or None.

    A text that was changed since the page was shown is asked anew.
    """

    def __init__(self, purpose: Purpose, **given: Any) -> None:
        super().__init__(
            label=_first(purpose), help_text=_rest(purpose), widget=AgreementBox(purpose), **given
        )
        self.purpose = purpose

    def to_python(self, value: Any) -> people.Wording | None:
        """The text beside which the box stood."""
        return people.ticked_wording(self.purpose, str(value or ""))


def _sentence(purpose: Purpose, last: bool) -> str:
    """The first sentence stands beside the box, the others smaller below."""
    first, _dot, rest = people.asked_for(purpose).text.partition(". ")
    return rest if last else first


_first = lazy(partial(_sentence, last=False), str)
_rest = lazy(partial(_sentence, last=True), str)


class ContactForm(forms.Form):
    """Where a one-time code shall go: a number or an address, or one of them alone."""

    contact = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử"),
        max_length=254,
        error_messages={"required": CodeWhy.CONTACT},
        widget=forms.TextInput(attrs=EITHER),
    )

    def __init__(self, *args: Any, channel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channel = channel
        if channel:
            field = self.fields["contact"]
            field.label, why, attributes = ASKING[Channel(channel)]
            field.error_messages["required"] = str(why)
            field.widget = forms.TextInput(attrs=attributes)

    def clean_contact(self) -> str:
        """Where one kind is asked for, the other is none."""
        typed = str(self.cleaned_data["contact"])
        contact = people.read_contact(typed)
        if self.channel and (contact is None or contact.kind != self.channel):
            raise forms.ValidationError(str(ASKING[Channel(self.channel)][1]))
        return typed


class _TypedAnew(forms.TextInput):
    """A code that was wrong is not shown again: the next one is typed into an empty field."""

    def format_value(self, value: Any) -> None:
        """Nothing."""


class CodeForm(forms.Form):
    """A one-time code. Phones offer the one from the message that has just come."""

    code = forms.CharField(
        label=_("Mã 6 chữ số"),
        max_length=20,
        error_messages={"required": CodeWhy.SHAPE},
        widget=_TypedAnew(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "class": "num",
            }
        ),
    )


class SignInForm(forms.Form):
    """Number or address, and password."""

    email = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử"),
        max_length=254,
        error_messages={"required": CodeWhy.CONTACT},
        widget=forms.TextInput(attrs=EITHER),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        error_messages={"required": Why.PASSWORD},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignUpForm(forms.Form):
    """What a citizen gives for an account, besides the number or address that a code has proven."""

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
    other = forms.CharField(required=False, max_length=254)
    consent = AgreementField(Purpose.HANDLING, error_messages={"required": Why.CONSENT})
    news = AgreementField(Purpose.NEWS, required=False)

    def __init__(self, *args: Any, proven: str, **kwargs: Any) -> None:
        """`proven`: the channel that was proven; the other one may be given too."""
        super().__init__(*args, **kwargs)
        other = Channel.EMAIL if proven == Channel.PHONE else Channel.PHONE
        field = self.fields["other"]
        field.label, _why, attributes = ASKING[other]
        field.help_text = _("Để vào lại được khi mất điện thoại; một mã sẽ gửi đến đó để xác nhận.")
        field.widget = forms.TextInput(attrs=attributes)
        self.other_channel = other

    def consents(self) -> list[people.Wording]:
        """The texts to which the person agrees."""
        return _consents(self)

    def clean_full_name(self) -> str:
        """As it will be kept."""
        name = people.clean_name(self.cleaned_data["full_name"])
        if name is None:
            raise forms.ValidationError(str(Why.NAME))
        return name

    def clean_other(self) -> str:
        """The other number or address, in its clean spelling; blank where none was given."""
        return _of_kind(self.cleaned_data["other"], self.other_channel)


def _consents(form: forms.Form) -> list[people.Wording]:
    return [form.cleaned_data[name] for name in CONSENTS if form.cleaned_data[name]]


class AppCodeForm(forms.Form):
    """Six digits that the authenticator app shows now."""

    code = forms.CharField(
        label=_("Mã 6 số trong ứng dụng xác thực"),
        max_length=12,
        error_messages={"required": WhyNot.APP_CODE},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "placeholder": "123 456"}
        ),
    )


class RecoveryCodeForm(forms.Form):
    """A code from paper."""

    prefix = "recovery"
    code = forms.CharField(
        label=_("Mã dự phòng"),
        help_text=_("Mỗi mã chỉ dùng được một lần. Ví dụ: K7MQ2-XV9TA."),
        max_length=30,
        error_messages={"required": WhyNot.RECOVERY_CODE},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class SentCodeForm(CodeForm):
    """The code that was sent, on a page that takes the app's as well."""

    prefix = "sent"


class OwnPasswordForm(forms.Form):
    """The present password, to show that it is still the person themselves."""

    current = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=200,
        strip=False,
        error_messages={"required": WhyNot.PASSWORD},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """The new password, typed once: password managers and browsers show it."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=200,
        strip=False,
        error_messages={"required": WhyNot.NEW_PASSWORD},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class VouchedForm(forms.Form):
    """What somebody whom a provider vouches for may still say: how to be reached and addressed, and that they agree."""

    title = SignUpForm.base_fields["title"]
    phone = forms.CharField(
        label=_("Số điện thoại di động"),
        max_length=30,
        help_text=_("Số chưa được VNeID xác nhận thì một mã sẽ gửi đến đó."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("Thư điện tử"),
        help_text=_("Để nhận thông báo; chưa có thì để trống. Một mã sẽ gửi đến đó để xác nhận."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    consent = SignUpForm.base_fields["consent"]
    news = SignUpForm.base_fields["news"]

    def consents(self) -> list[people.Wording]:
        """The texts to which the person agrees."""
        return _consents(self)

    def clean_phone(self) -> str:
        """A mobile number, or nothing."""
        return _of_kind(self.cleaned_data["phone"], Channel.PHONE)

    def clean_email(self) -> str:
        """An address, or nothing."""
        return _of_kind(self.cleaned_data["email"], Channel.EMAIL)


def _of_kind(typed: str, channel: Channel) -> str:
    contact = people.read_contact(typed)
    if typed and (contact is None or contact.kind != channel):
        raise forms.ValidationError(str(ASKING[channel][1]))
    return contact.value if contact else ""
