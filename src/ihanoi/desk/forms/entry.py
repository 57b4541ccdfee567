"""A report that came by phone, on paper or at the counter, entered by an official for the sender (R31)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.actions import Agreement, Contacted, Report
from ihanoi.cases.words import Channel, Kind, WasteMatter, Why
from ihanoi.desk.forms import choices, files
from ihanoi.desk.forms.files import Kept, ManyFiles
from ihanoi.desk.forms.moves import NEEDED, one_of, text_field
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import actions as media
from ihanoi.people import queries as people
from ihanoi.people.words import Purpose

RENAMED: Final = {"occurred_at": "happened", "files": "pictures", "name": "firm", "organisation_id": "firm"}
PLACE: Final = frozenset({"address", "unit_id", "lat", "lon", "happened"})
ASKED: Final = {
    Kind.FIELD: PLACE | {"field_id", "danger"},
    Kind.PROCEDURE: frozenset({"procedure", "agency_id"}),
    Kind.WASTE: PLACE | {"matter", "worth", "agency_id"},
    Kind.BUSINESS: frozenset({"tax_code", "firm", "agency_id"}),
    Kind.APP: frozenset[str](),
}
"""What is asked besides, by kind; what a kind does not ask for has no field."""


class StaffEntry(forms.Form):
    """One kind at a time. `kind` is chosen by the page's address and comes back with the form."""

    client_key = forms.UUIDField(
        required=False, widget=forms.HiddenInput
    )  # a second press makes no second report
    channel = one_of(_("Nhận qua"), [c for c in Channel.choices if c[0] != Channel.WEB])
    name = forms.CharField(label=_("Họ và tên người gửi"), max_length=200, error_messages=NEEDED)
    phone = forms.CharField(label=_("Số điện thoại"), max_length=20, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư điện tử này chưa đúng.")},
    )
    citizen_id = forms.CharField(
        label=_("Số căn cước"),
        help_text=_("Quy định cần số này khi gửi. Người gửi chưa có sẵn thì để trống, vẫn nhập được."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    home = forms.CharField(label=_("Địa chỉ liên hệ"), max_length=200, required=False)
    text = text_field(_("Nội dung"), _("Thấy gì, ở chỗ nào, từ bao giờ. Ghi đúng lời người gửi."), rows=6)
    address = forms.CharField(
        label=_("Nơi xảy ra"),
        help_text=_("Số nhà, ngõ, phố; hoặc ghim trên bản đồ."),
        max_length=200,
        required=False,
    )
    unit_id = forms.TypedChoiceField(label=_("Phường, xã"), coerce=int, empty_value=None, required=False)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    field_id = forms.TypedChoiceField(label=_("Lĩnh vực"), coerce=int, empty_value=None, required=False)
    happened = forms.DateTimeField(
        label=_("Xảy ra lúc"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    procedure = forms.CharField(
        label=_("Tên thủ tục hoặc quy định"), max_length=300, error_messages={"required": Why.NO_PROCEDURE}
    )
    matter = forms.ChoiceField(label=_("Lãng phí gì"), choices=WasteMatter.choices, error_messages=NEEDED)
    worth = forms.CharField(
        label=_("Ước tính giá trị"),
        help_text=_("Theo lời người gửi."),
        max_length=120,
        required=False,
    )
    tax_code = forms.CharField(label=_("Mã số thuế"), max_length=20, error_messages=NEEDED)
    firm = forms.CharField(label=_("Tên doanh nghiệp, tổ chức"), max_length=200, error_messages=NEEDED)
    agency_id = forms.TypedChoiceField(
        label=_("Gửi tới cơ quan"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )
    danger = forms.BooleanField(label=_("Đang nguy hiểm cho người"), required=False)
    confidential = forms.BooleanField(label=_("Người gửi muốn giữ kín danh tính"), required=False)
    consent = forms.BooleanField(
        label=_("Đã đọc lại cho người gửi nghe; người gửi chịu trách nhiệm về nội dung"),
        error_messages={"required": Why.CONSENT},
    )  # fmt: skip
    handling = forms.BooleanField(
        label=_("Người gửi đã nghe hoặc đọc nguyên văn câu dưới đây và đồng ý"),
        error_messages={"required": Why.HANDLING},
    )
    pictures = ManyFiles(label=_("Ảnh, bản chụp đơn"), required=False)

    def __init__(self, *args: Any, actor: Actor, kind: Kind = Kind.FIELD, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.actor, self.kind = actor, kind
        for name in frozenset().union(*ASKED.values()) - ASKED[kind]:
            del self.fields[name]
        self.wording = people.newest_wording(Purpose.HANDLING)
        self.fields["handling"].help_text = f"“{self.wording.text}”"
        self._offer(
            unit_id=lambda: [("", _("Theo vị trí hoặc địa chỉ")), *choices.units()],
            field_id=lambda: [("", _("Để máy đọc nội dung")), *choices.fields()],
            agency_id=lambda: [("", _("Để thành phố chọn")), *choices.agencies(without=[people.city().id])],
        )
        self.kept: list[Kept] = files.kept(actor, files.listed(self.data)) if self.is_bound else []

    def _offer(self, **lists: Callable[[], choices.Choices]) -> None:
        for name, found in lists.items():
            if name in self.fields:
                choices.offer(self, **{name: found()})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        uploads = given.get("pictures") or []
        received = media.receive_all(actor=self.actor, uploads=uploads, held=len(self.kept))
        self.kept += files.kept(self.actor, [file.id for file in received.files])
        for sentence in received.sentences:
            self.add_error("pictures", sentence)
        if not (given.get("phone") or given.get("email") or given.get("home")) and "phone" not in self.errors:
            self.add_error(
                "phone", _("Cần một cách liên hệ lại với người gửi: điện thoại, thư hoặc địa chỉ.")
            )
        return given

    def arguments(self, organisation_id: int | None = None) -> dict[str, Any]:
        """What `submit` takes."""
        given = self.cleaned_data
        same = (
            "text", "address", "unit_id", "lat", "lon", "field_id", "danger", "confidential", "consent", "client_key",
            "agency_id", "procedure", "matter", "worth",
        )  # fmt: skip
        happened = given.get("happened")
        report = Report(
            **{name: given[name] for name in same if name in given},
            kind=self.kind,
            organisation_id=organisation_id,
            occurred_at=happened.astimezone(HANOI) if isinstance(happened, datetime) else None,
            files=[each.id for each in self.kept],
        )
        contact = Contacted(
            given["name"], given["phone"], given["email"], given["home"], given["citizen_id"],
            Agreement(self.wording.edition, self.wording.digest) if given["handling"] else None,
        )  # fmt: skip
        return {"report": report, "channel": given["channel"], "contact": contact}

    def take(self, denied: Denied) -> int:
        """Put the denial where it belongs; returns the status of the answer."""
        errors = denied.errors if isinstance(denied, Invalid) else {}
        for name, reason in errors.items():
            known = RENAMED.get(name, name)
            self.add_error(known if known in self.fields else None, str(reason))
        if not errors:
            self.add_error(None, str(denied.reason))
        return 422 if errors else denied.status
