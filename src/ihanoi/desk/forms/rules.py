"""What the operator types about competence: drafts, rules, thresholds, and a report for the test bench."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.words import Why
from ihanoi.desk.forms import choices
from ihanoi.desk.forms.moves import NEEDED, day_field, text_field
from ihanoi.places import queries as places
from ihanoi.routing.words import KINDS, OWN_COMMITTEE, RuleInput

_POINT: Final = re.compile(r"\s*(\d{1,2}\.\d+)\s*[,;\s]\s*(\d{1,3}\.\d+)\s*")
_PERIODS: Final = [
    (7, _("7 ngày qua")),
    (30, _("30 ngày qua")),
    (90, _("90 ngày qua")),
    (365, _("một năm qua")),
]


class DraftForm(forms.Form):
    note = forms.CharField(
        label=_("Thay đổi điều gì?"),
        help_text=_("Ví dụ: Chuyển đèn chiếu sáng về Sở Xây dựng, theo Quyết định số … ngày …"),
        max_length=200,
        error_messages=NEEDED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class RuleForm(forms.Form):
    """One rule. Place: everywhere, a kind of unit, or one unit."""

    field_id = forms.TypedChoiceField(label=_("Lĩnh vực"), coerce=int, error_messages=NEEDED)
    place = forms.ChoiceField(label=_("Áp dụng ở đâu"), required=False)
    agency_id = forms.TypedChoiceField(
        label=_("Cơ quan chủ trì"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )
    cooperating = forms.TypedMultipleChoiceField(
        label=_("Cơ quan phối hợp"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "checkbox"}),
    )
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến hết ngày"), _("Để trống nếu chưa có ngày kết thúc."), required=False)
    basis = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        kinds = [(kind, name) for kind, name in KINDS.items()]
        units = [(str(unit_id), name) for unit_id, name in choices.units()]
        every = choices.agencies()
        choices.offer(
            self,
            field_id=choices.fields(),
            place=[*kinds, (_("Riêng một phường, xã"), units)],
            agency_id=[("", OWN_COMMITTEE), *every],
            cooperating=[row for _kind, rows in choices.agencies(of_city=True) for row in rows],
        )

    def input(self) -> RuleInput:
        """What the action takes."""
        given = self.cleaned_data
        place = given["place"]
        return RuleInput(
            field_id=given["field_id"],
            unit_id=int(place) if place.isdecimal() else None,
            kind="" if place.isdecimal() else place,
            agency_id=given["agency_id"],
            cooperating=tuple(given["cooperating"]),
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            basis=given["basis"],
        )

    def take(self, errors: dict[str, Any]) -> None:
        """Each sentence of a denial at the field that it speaks of."""
        for name, reason in errors.items():
            known = {"kind": "place", "unit_id": "place"}.get(name, name)
            self.add_error(known if known in self.fields else None, str(reason))


class ThresholdForm(forms.Form):
    field_id = forms.IntegerField()
    percent = forms.IntegerField(error_messages=NEEDED)


class ReplayForm(forms.Form):
    days = forms.TypedChoiceField(label=_("Phản ánh của"), coerce=int, choices=_PERIODS, initial=30)


class BenchForm(forms.Form):
    """A report that nobody sends: where would it go?"""

    text = text_field(_("Nội dung"), _("Chép một phản ánh vào đây, hoặc tự viết."), rows=4)
    where = forms.CharField(
        label=_("Vị trí"),
        max_length=200,
        required=False,
        help_text=_("Địa chỉ, hoặc tọa độ như 21.0287, 105.8524."),
    )
    unit_id = forms.TypedChoiceField(label=_("Phường, xã"), coerce=int, empty_value=None, required=False)
    field_id = forms.TypedChoiceField(label=_("Lĩnh vực"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        choices.offer(self, unit_id=[("", _("Theo vị trí")), *choices.units()])
        choices.offer(self, field_id=[("", _("Để máy đọc nội dung")), *choices.fields()])
        self.fields["text"].error_messages["required"] = str(Why.NEEDED)

    def arguments(self) -> tuple[str, float | None, float | None, int | None, int | None]:
        """What the router takes: text, point, field, unit. An address gives its unit."""
        given = self.cleaned_data
        point = _POINT.fullmatch(given["where"])
        lat, lon = (float(point[1]), float(point[2])) if point else (None, None)
        unit_id: int | None = given["unit_id"]
        if unit_id is None and point is None and given["where"]:
            found = places.find_address(given["where"])
            unit_id = found[0].unit_id if found else None
        return given["text"], lat, lon, given["field_id"], unit_id
