"""The shape of one's own account. What must be true of it is decided by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.places import queries as places

from .models import Account
from .words import Form, Why, WhyOrganisation


class ProfileForm(forms.Form):
    """What people may change of themselves. An official's name and one that is proven have no field."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        error_messages={"required": Why.NAME},
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = forms.ChoiceField(
        label=_("Cách xưng hô"), required=False, choices=Form.choices, widget=forms.RadioSelect
    )
    unit = forms.TypedChoiceField(
        label=_("Phường, xã nơi ở"),
        help_text=_("Để sau này nhận tin đúng nơi mình ở. Mọi người không thấy."),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": Why.NO_UNIT},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, account: Account, official: bool) -> None:
        initial = {n: getattr(account, n) for n in ("full_name", "title")} | {"unit": account.unit_id}
        super().__init__(data, initial=initial)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chưa chọn")), *((unit.id, unit.name) for unit in places.units())]
        if official or account.proven_at:
            del self.fields["full_name"]


class IdentityForm(forms.Form):
    """The citizen number that R20 asks for; one that is proven has no field."""

    citizen_id = forms.CharField(
        label=_("Số căn cước"),
        help_text=_("12 chữ số trên thẻ căn cước."),
        max_length=20,
        error_messages={"required": Why.CITIZEN_ID},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, account: Account) -> None:
        super().__init__(data, label_suffix="", initial={"citizen_id": account.citizen_id})
        if account.proven_at:
            del self.fields["citizen_id"]


class OrganisationForm(forms.Form):
    """An organisation for which the person acts. What must be true of it the action decides."""

    tax_code = forms.CharField(
        label=_("Mã số thuế"),
        help_text=_("10 chữ số; chi nhánh thêm 3 số sau dấu gạch; hộ kinh doanh 12 chữ số."),
        max_length=20,
        error_messages={"required": Why.TAX_CODE},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Tên doanh nghiệp, tổ chức"),
        max_length=200,
        error_messages={"required": Why.FIRM},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    address = forms.CharField(label=_("Địa chỉ trụ sở"), max_length=200, required=False)
    unit_id = forms.TypedChoiceField(
        label=_("Phường, xã nơi đặt trụ sở"),
        help_text=_("Cơ quan ở đó xem giấy tờ chứng minh bạn được đại diện."),
        coerce=int,
        error_messages={"required": WhyOrganisation.UNIT, "invalid_choice": WhyOrganisation.UNIT},
    )
    position = forms.CharField(
        label=_("Chức vụ của bạn"),
        help_text=_("Ví dụ: Giám đốc; hoặc: theo giấy ủy quyền số … ngày …"),
        max_length=120,
        error_messages={"required": Why.POSITION},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["unit_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn phường, xã")), *((unit.id, unit.name) for unit in places.units())]
