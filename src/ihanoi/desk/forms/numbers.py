"""What the operator types about limits, reasons, warnings, samples, and due times to be counted anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.queries import Asked, Scope
from ihanoi.cases.words import Clock, Kind, Priority, ReasonList
from ihanoi.cases.words.numbers import UNIT_WORDS, Basis, Party
from ihanoi.desk.forms import choices
from ihanoi.desk.forms.calendars import Plain
from ihanoi.desk.forms.moves import NEEDED, day_field, text_field
from ihanoi.kernel.worktime import LimitUnit
from ihanoi.places import queries as places

_FROM: Final = _("Từ hôm nay trở đi. Những gì đã có hiệu lực không viết lại.")
_ALL: Final = ("", _("Tất cả"))


class LimitForm(Plain):
    """How long a clock may run from a day on; which clock stands in the address."""

    amount = forms.IntegerField(label=_("Hạn mới"), min_value=1, max_value=400, error_messages=NEEDED)
    unit = forms.ChoiceField(label=_("Tính bằng"), choices=list(UNIT_WORDS.items()), error_messages=NEEDED)
    valid_from = day_field(_("Từ ngày"), _FROM)


class ReasonForm(Plain):
    """An entry of a list of reasons."""

    label = forms.CharField(label=_("Lý do"), max_length=120, error_messages=NEEDED)
    advice = text_field(
        _("Nên làm gì tiếp"), _("Hiện ở trang Quy chế, cạnh lý do này."), rows=2, required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("Cho loại phản ánh"), help_text=_("Không chọn: mọi loại."), choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple, required=False, error_messages=NEEDED,
    )  # fmt: skip
    valid_from = day_field(_("Từ ngày"), _FROM)

    def __init__(self, *args: Any, list_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if list_name != ReasonList.RECEPTION:
            del self.fields["kinds"], self.fields["advice"]


class FromForm(Plain):
    """Something ends from a day on."""

    valid_from = day_field(_("Từ ngày"), _FROM)


class WarningForm(Plain):
    """A rung of the ladder."""

    percent = forms.IntegerField(
        label=_("Khi đã dùng bao nhiêu phần trăm thời hạn"),
        min_value=1,
        max_value=1000,
        error_messages=NEEDED,
    )
    parties = forms.MultipleChoiceField(
        label=_("Báo cho"), choices=Party.choices, widget=forms.CheckboxSelectMultiple, error_messages=NEEDED
    )
    daily = forms.BooleanField(label=_("Từ đó báo lại mỗi ngày làm việc"), required=False)
    valid_from = day_field(_("Từ ngày"), _FROM)


class RateForm(Plain):
    """How many of a hundred answers are checked."""

    percent = forms.IntegerField(
        label=_("Trong 100 kết quả, phúc tra"), min_value=0, max_value=100, error_messages=NEEDED
    )
    kind = forms.ChoiceField(label=_("Loại phản ánh"), choices=[_ALL, *Kind.choices], required=False)
    agency_id = forms.TypedChoiceField(
        label=_("Cơ quan"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )
    valid_from = day_field(_("Từ ngày"), _FROM)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, agency_id=[("", _("Toàn thành phố")), *choices.agencies()])


class ScopeForm(Plain):
    """Which due times are counted anew, and by what."""

    basis = forms.ChoiceField(
        label=_("Tính theo"), choices=Basis.choices, widget=forms.RadioSelect, error_messages=NEEDED
    )
    kind = forms.ChoiceField(label=_("Loại phản ánh"), choices=[_ALL, *Kind.choices], required=False)
    clock = forms.ChoiceField(label=_("Thời hạn"), choices=[_ALL, *Clock.choices], required=False)
    priority = forms.ChoiceField(label=_("Mức ưu tiên"), choices=[_ALL, *Priority.choices], required=False)
    agency_id = forms.TypedChoiceField(
        label=_("Cơ quan"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, agency_id=[("", _("Toàn thành phố")), *choices.agencies()])

    def scope(self) -> Scope:
        """What the action takes."""
        given = self.cleaned_data
        return Scope(given["basis"], given["kind"], given["clock"], given["priority"], given["agency_id"])


class ReasonedForm(Plain):
    """Why an order is given: each case keeps it in its history, and its sender reads it."""

    reason = text_field(
        _("Lý do"), _("Ghi vào lịch sử của từng phản ánh; người gửi cũng đọc được lời này."), rows=3
    )


class SimulationForm(Plain):
    """Other numbers for past cases; what is left empty stays as it was."""

    days = forms.TypedChoiceField(
        label=_("Phản ánh gửi trong"), coerce=int, error_messages=NEEDED,
        choices=[(30, _("30 ngày qua")), (90, _("90 ngày qua")), (180, _("180 ngày qua")), (365, _("một năm qua"))],
    )  # fmt: skip
    agency_id = forms.TypedChoiceField(
        label=_("Cơ quan"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )
    normal = forms.IntegerField(
        label=_("Xử lý, bình thường (ngày làm việc)"), min_value=1, max_value=400, required=False
    )
    complex = forms.IntegerField(
        label=_("Xử lý, phức tạp (ngày làm việc)"), min_value=1, max_value=400, required=False
    )
    urgent = forms.IntegerField(
        label=_("Xử lý, khẩn (giờ làm việc)"), min_value=1, max_value=400, required=False
    )
    reception = forms.IntegerField(
        label=_("Tiếp nhận (giờ làm việc)"), min_value=1, max_value=400, required=False
    )
    dispatch = forms.IntegerField(
        label=_("Phân công (giờ làm việc)"), min_value=1, max_value=400, required=False
    )
    assigners = forms.IntegerField(
        label=_("Thêm người phân công, mỗi cơ quan"), help_text=_("Số âm: bớt đi."), min_value=-100, max_value=100,
        required=False,
    )  # fmt: skip
    handlers = forms.IntegerField(
        label=_("Thêm người xử lý, mỗi cơ quan"), min_value=-100, max_value=100, required=False
    )
    calendar_id = forms.TypedChoiceField(
        label=_("Lịch làm việc"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.id, row.name) for row in places.calendar_rows()]
        choices.offer(
            self,
            agency_id=[("", _("Toàn thành phố")), *choices.agencies()],
            calendar_id=[("", _("Như hiện nay")), *rows],
        )

    def asked(self, now: datetime) -> Asked:
        """What the action takes."""
        given = self.cleaned_data
        clocks = (
            ("normal", Clock.HANDLING, Priority.NORMAL, LimitUnit.WORKING_DAYS),
            ("complex", Clock.HANDLING, Priority.COMPLEX, LimitUnit.WORKING_DAYS),
            ("urgent", Clock.HANDLING, Priority.URGENT, LimitUnit.WORKING_HOURS),
            ("reception", Clock.RECEPTION, "", LimitUnit.WORKING_HOURS),
            ("dispatch", Clock.DISPATCH, "", LimitUnit.WORKING_HOURS),
        )
        return Asked(
            since=now - timedelta(given["days"]),
            until=now,
            limits=tuple(
                (str(c), str(p), given[name], str(unit)) for name, c, p, unit in clocks if given[name]
            ),
            assigners=given["assigners"] or 0,
            handlers=given["handlers"] or 0,
            agency_id=given["agency_id"],
            calendar_id=given["calendar_id"],
        )
