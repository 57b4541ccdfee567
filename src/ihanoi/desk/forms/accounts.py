"""What operators type about officials' accounts, officials about being away, officers about papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.desk.forms import choices
from ihanoi.desk.forms.duties import DutyForm, line_field
from ihanoi.desk.forms.moves import NEEDED, day_field, one_of, text_field
from ihanoi.kernel import clock
from ihanoi.people import queries as people
from ihanoi.people.actions import Invited, Stated
from ihanoi.people.words import AgencyKind, WhyOfficial, WhyOrganisation

REASON = _("Một câu ngắn; lý do được lưu vào lịch sử tài khoản.")


def _own_agencies(form: DutyForm) -> list[tuple[int, str]]:
    """Those that the operator administers today, each followed by its divisions."""
    assert form.actor is not None
    governed = people.governed(form.actor)
    found = [node for node in people.agencies() if node.id in governed]
    found.sort(
        key=lambda node: (people.answerable(node.id).name, node.kind == AgencyKind.DIVISION, node.name)
    )
    return [(node.id, node.name) for node in found]


def _own_roles(form: DutyForm) -> list[tuple[str, Any]]:
    """Those that the operator may give."""
    assert form.actor is not None
    return [(role.value, role.label) for role in people.roles_given(form.actor)]


class InviteForm(DutyForm):
    """Who is asked in, to what, from when to when."""

    email = forms.CharField(
        label=_("Thư công vụ"),
        help_text=_("Thư mời gửi tới địa chỉ này; người nhận đăng nhập bằng địa chỉ này."),
        max_length=254,
        error_messages={"required": WhyOfficial.EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    full_name = line_field(_("Họ và tên"))
    job_title = line_field(
        _("Chức danh"), _("Ví dụ: Chuyên viên phòng Kinh tế, Hạ tầng và Đô thị."), 120, required=False
    )
    agency_id = forms.TypedChoiceField(label=_("Cơ quan, đơn vị"), coerce=int, error_messages=NEEDED)
    roles = forms.MultipleChoiceField(
        label=_("Vai trò"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={**NEEDED, "required": WhyOfficial.ROLES},
    )
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến hết ngày"), _("Để trống nếu không có thời hạn."), required=False)

    def prepare(self) -> None:
        choices.offer(self, agency_id=[("", _("Chọn cơ quan")), *_own_agencies(self)], roles=_own_roles(self))
        self.initial.setdefault("valid_from", clock.today())

    def arguments(self) -> dict[str, Any]:
        return {"invited": Invited(**self.cleaned_data)}


class GrantForm(DutyForm):
    """One more role."""

    agency_id = forms.TypedChoiceField(label=_("Cơ quan, đơn vị"), coerce=int, error_messages=NEEDED)
    role = forms.ChoiceField(label=_("Vai trò"), error_messages=NEEDED)
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến hết ngày"), _("Để trống nếu không có thời hạn."), required=False)

    def prepare(self) -> None:
        choices.offer(
            self,
            agency_id=[("", _("Chọn cơ quan")), *_own_agencies(self)],
            role=[("", _("Chọn vai trò")), *_own_roles(self)],
        )
        self.initial.setdefault("valid_from", clock.today())


class LeaveForm(DutyForm):
    """The last day."""

    prefix = "nghi"
    last_day = day_field(
        _("Ngày làm việc cuối"), _("Hôm nay hoặc trước: đóng ngay. Sau hôm nay: tự đóng khi hết ngày đó.")
    )
    reason = line_field(_("Lý do"), REASON, 300)

    def prepare(self) -> None:
        self.initial.setdefault("last_day", clock.today())


class ReasonForm(DutyForm):
    """Nothing but why."""

    reason = line_field(_("Lý do"), REASON, 300)


class AwayForm(DutyForm):
    """Who stands in, from when to when, and why."""

    prefix = "thay"
    delegate_id = forms.TypedChoiceField(
        label=_("Người thay"),
        help_text=_("Đồng nghiệp đang giữ vai trò trong cùng cơ quan."),
        coerce=int,
        empty_value=None,
        error_messages={"required": WhyOfficial.NO_COLLEAGUE, "invalid_choice": WhyOfficial.NO_COLLEAGUE},
    )
    valid_from = day_field(_("Nghỉ từ ngày"))
    valid_to = day_field(_("Đến hết ngày"))
    reason = line_field(_("Lý do"), _("Ví dụ: nghỉ phép năm, đi học, nghỉ ốm."), 300)

    def prepare(self) -> None:
        self.initial.setdefault("valid_from", clock.today())

    def offer(self, colleagues: list[people.Person]) -> None:
        """Those who may stand in."""
        rows = [(p.id, f"{p.name} – {p.job_title}" if p.job_title else p.name) for p in colleagues]
        choices.offer(self, delegate_id=[("", _("Chọn người thay")), *rows])


class PapersForm(DutyForm):
    """What an officer finds in the papers."""

    verified = one_of(
        _("Giấy tờ có cho thấy người này được đại diện không?"),
        [("co", _("Có, xác minh")), ("khong", _("Chưa đủ"))],
    )
    name = line_field(
        _("Tên tổ chức theo giấy tờ"),
        _("Sửa nếu người khai ghi khác giấy tờ. Khi xác minh, hệ thống ghi tên này."),
        required=False,
    )
    address = line_field(_("Địa chỉ trụ sở theo giấy tờ"), required=False)
    unit_id = forms.TypedChoiceField(
        label=_("Phường, xã nơi đặt trụ sở"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": WhyOrganisation.UNIT},
    )
    reason = text_field(_("Còn thiếu gì"), _("Chỉ khi chưa đủ; người gửi đọc câu này."), 3, required=False)

    def prepare(self) -> None:
        choices.offer(self, unit_id=[("", _("Chọn phường, xã")), *choices.units()])

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        stated = Stated(given["name"], given["address"], given["unit_id"])
        return {"verified": given["verified"] == "co", "reason": given["reason"], "stated": stated}
