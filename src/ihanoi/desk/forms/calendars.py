"""What the operator types about calendars: their hours and days, the notice of a year, and a due time on trial."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.words import Why
from ihanoi.desk.forms import choices
from ihanoi.desk.forms.moves import NEEDED, day_field, one_of
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.worktime import LimitUnit
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.places.words import NAME_LENGTH
from ihanoi.ui.timewords import spans

Intervals = list[list[str]]
LARGEST: Final = 100_000  # bytes of a notice's file
_BAD_HOURS: Final = _("Ghi giờ như 08:00-12:00 13:30-17:30.")
_UNITS: Final = [
    (LimitUnit.WORKING_HOURS, _("giờ làm việc")),
    (LimitUnit.WORKING_DAYS, _("ngày làm việc")),
    (LimitUnit.HOURS, _("giờ liên tục")),
    (LimitUnit.DAYS, _("ngày")),
]


class Plain(forms.Form):
    """No colons after labels; a denial's sentences at the fields that they speak of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def take(self, errors: Mapping[str, Any]) -> None:
        """What an action refused."""
        for name, reason in errors.items():
            self.add_error(name if name in self.fields else None, str(reason))


class CalendarForm(Plain):
    name = forms.CharField(label=_("Tên lịch"), max_length=120, error_messages=NEEDED)


class AssignForm(Plain):
    """From a day on, an agency works by a calendar, or again by that of the agency above. `governed`: which may be."""

    agency_id = forms.TypedChoiceField(label=_("Cơ quan"), coerce=int, error_messages=NEEDED)
    calendar_id = forms.TypedChoiceField(
        label=_("Lịch"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )
    valid_from = day_field(_("Từ ngày"))

    def __init__(self, *args: Any, governed: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.id, row.name) for row in places.calendar_rows()]
        elsewhere = [node.id for node in people.agencies() if node.id not in governed]
        choices.offer(
            self,
            agency_id=choices.agencies(without=elsewhere),
            calendar_id=[("", _("Theo cơ quan cấp trên")), *rows],
        )


class HoursField(forms.CharField):
    """ "08:00-12:00 13:30-17:30"; empty: off."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, required=False, **kwargs)

    def clean(self, value: Any) -> Intervals:
        """Intervals, none of an empty field."""
        found = places.read_hours(super().clean(value))
        if found is None:
            raise forms.ValidationError(_BAD_HOURS)
        return found


class HoursForm(Plain):
    """A week from a day on."""

    valid_from = day_field(_("Từ ngày"), _("Sớm nhất là hôm nay. Tuần cũ hết hiệu lực ngày hôm trước."))

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in enumerate(names):
            self.fields[f"day_{weekday}"] = HoursField(label=name)

    @staticmethod
    def initial_of(week: Mapping[int, Intervals]) -> dict[str, str]:
        """The fields as they are when the week is this one."""
        return {f"day_{n}": spans(hours).replace(",", "") for n, hours in week.items()}

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the weekdays."""
        return [self[f"day_{n}"] for n in range(7)]

    def week(self) -> dict[int, Intervals]:
        """What the action takes."""
        return {n: self.cleaned_data[f"day_{n}"] for n in range(7)}

    def take(self, errors: Mapping[str, Any]) -> None:
        """Weekdays are named by their number."""
        named = {f"day_{name}" if name.isdecimal() else name: reason for name, reason in errors.items()}
        super().take(named)


class DropForm(Plain):
    """Which planned change of hours."""

    valid_from = forms.DateField()


class DayForm(Plain):
    """What a day shall be. `full`: its hours when it is worked like any other."""

    what = one_of(_("Ngày này"), [])
    hours = HoursField(label=_("Giờ làm việc"), help_text=_("Ví dụ 08:00-12:00 13:30-17:30"))
    name = forms.CharField(label=_("Tên ngày nghỉ hoặc lý do"), max_length=NAME_LENGTH, error_messages=NEEDED)

    def __init__(self, *args: Any, full: Intervals, is_worked_usually: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._full = full
        offered = [("off", gettext("Nghỉ cả ngày"))]
        if not is_worked_usually:
            offered.append(("full", gettext("Làm bù cả ngày (%(hours)s)") % {"hours": spans(full)}))
        if len(full) > 1:
            offered += [
                ("morning", gettext("Chỉ làm buổi sáng (%(hours)s)") % {"hours": spans(full[:1])}),
                ("afternoon", gettext("Chỉ làm buổi chiều (%(hours)s)") % {"hours": spans(full[-1:])}),
            ]
        offered.append(("hours", gettext("Giờ khác, ghi bên dưới")))
        choices.offer(self, what=offered)

    def clean(self) -> dict[str, Any]:
        """Hours are needed where they are what the day shall be."""
        given = super().clean() or {}
        if given.get("what") == "hours" and not given.get("hours") and "hours" not in self.errors:
            self.add_error("hours", _BAD_HOURS)
        return given

    def intervals(self) -> Intervals:
        """The hours of the day."""
        made: dict[str, Intervals] = {
            "off": [], "full": self._full, "morning": self._full[:1], "afternoon": self._full[-1:],
            "hours": self.cleaned_data["hours"],
        }  # fmt: skip
        return made[self.cleaned_data["what"]]


class ConfirmForm(Plain):
    """The official notice that a year follows."""

    number = forms.CharField(
        label=_("Số thông báo"), help_text=_("Ví dụ: 1234/TB-BNV"), max_length=60, error_messages=NEEDED
    )
    issued_on = day_field(_("Ngày ký"))


class NoticeForm(ConfirmForm):
    """The same, with its days as a file."""

    file = forms.FileField(
        label=_("Tệp CSV"),
        error_messages={"required": Why.NEEDED, "empty": _("Tệp này trống.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    field_order = ("file", "number", "issued_on")

    def clean_file(self) -> UploadedFile[bytes]:
        """A year has some dozens of lines."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("Tệp quá lớn. Lịch nghỉ một năm chỉ vài chục dòng."))
        return file


class AgreedForm(ConfirmForm):
    """What was previewed, carried on to the act."""

    text = forms.CharField(max_length=LARGEST, strip=False)
    seen = forms.CharField(max_length=16)
    source = forms.CharField(max_length=200, required=False)


class DueForm(Plain):
    """A clock on trial."""

    start = forms.DateTimeField(
        label=_("Bắt đầu lúc"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages=NEEDED,
    )
    amount = forms.IntegerField(label=_("Hạn bao lâu"), min_value=1, max_value=400, error_messages=NEEDED)
    unit = forms.ChoiceField(label=_("Tính bằng"), choices=_UNITS, error_messages=NEEDED)
    agency_id = forms.TypedChoiceField(
        label=_("Cơ quan"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [row for row in choices.agencies() if row[1]]
        choices.offer(self, agency_id=[("", _("Lịch chung của thành phố")), *every])

    def clean_start(self) -> datetime:
        """What is typed is Hanoi's time."""
        given: datetime = self.cleaned_data["start"]
        return given.replace(tzinfo=HANOI) if given.tzinfo is None else given.astimezone(HANOI)


def chosen_day(text: str, year: int) -> date | None:
    """A day of the year from an address; None for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year == year else None
