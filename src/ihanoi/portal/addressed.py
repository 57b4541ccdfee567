"""The form of a report that is addressed to an agency: what each kind asks for. What must be true the actions say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.words import Kind, WasteMatter, Why
from ihanoi.kernel.folding import fold_words
from ihanoi.people import queries as people
from ihanoi.people.queries import AgencyNode, Represented
from ihanoi.people.words import AgencyKind
from ihanoi.places import queries as places
from ihanoi.portal.forms import TEXT_MAX
from ihanoi.portal.words import KIND_WORDS

SUGGESTED: Final = 6
ADDRESSED: Final = (
    AgencyKind.OFFICE, AgencyKind.DEPARTMENT, AgencyKind.POLICE, AgencyKind.CORPORATION, AgencyKind.BOARD,
    AgencyKind.COMMUNE,
)  # fmt: skip
"""Agencies to which a report can be addressed; the city itself places what is addressed to nobody."""
TO_AGENCY: Final = frozenset({"agency", "agency_fixed"})
PLACE: Final = frozenset({"address", "unit", "lat", "lng"})
ASKED: Final = {
    Kind.PROCEDURE: TO_AGENCY | {"procedure"},
    Kind.WASTE: TO_AGENCY | PLACE | {"matter", "worth"},
    Kind.BUSINESS: TO_AGENCY | {"organisation"},
    Kind.APP: frozenset[str](),
}
"""What is asked besides the text, by kind; what a kind does not ask for has no field."""


class AddressedForm(forms.Form):
    """The agency is typed or chosen from the whole list, which wins. Nothing is needed that the sender cannot know."""

    organisation = forms.TypedChoiceField(
        label=_("Gửi thay cho"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": Why.NO_ORGANISATION, "invalid_choice": Why.NO_ORGANISATION},
    )
    procedure = forms.CharField(
        label=_("Tên thủ tục hoặc quy định"),
        help_text=_("Như trong giấy hẹn, biểu mẫu hoặc số văn bản; không nhớ rõ thì ghi gần đúng."),
        max_length=300,
        error_messages={"required": Why.NO_PROCEDURE},
    )
    matter = forms.ChoiceField(
        label=_("Lãng phí gì"),
        choices=WasteMatter.choices,
        widget=forms.RadioSelect,
        error_messages={"required": Why.NOT_IN_LIST, "invalid_choice": Why.NOT_IN_LIST},
    )
    worth = forms.CharField(
        label=_("Ước tính giá trị"),
        help_text=_("Theo bạn biết; ví dụ: khoảng 300 triệu đồng."),
        max_length=120,
        required=False,
    )
    text = forms.CharField(
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": TEXT_MAX}),
        error_messages={"required": _("Viết vài câu để cơ quan hiểu việc gì.")},
    )
    agency = forms.CharField(
        label=_("Gửi tới cơ quan"),
        help_text=_("Gõ vài chữ trong tên. Để trống thì đầu mối điều phối của thành phố chọn giúp."),
        max_length=200,
        required=False,
    )
    agency_fixed = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    address = forms.CharField(
        label=_("Ở đâu"), help_text=_("Số nhà, ngõ, phố; bỏ trống nếu không gắn với một nơi."), max_length=200,
        required=False,
    )  # fmt: skip
    unit = forms.TypedChoiceField(label=_("Phường, xã"), coerce=int, empty_value=None, required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    confidential = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kind: Kind,
        represented: list[Represented],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        for name in frozenset().union(*ASKED.values()) - ASKED[kind]:
            del self.fields[name]
        self.fields["text"].label = str(KIND_WORDS[kind].question)
        self.fields["text"].help_text = str(KIND_WORDS[kind].hint)
        self._offer("organisation", [(firm.id, _firm(firm)) for firm in represented])
        self._offer("unit", [("", gettext("– chọn –")), *((unit.id, unit.name) for unit in places.units())])
        self._offer("agency_fixed", [("", gettext("– chọn –")), *by_kind()])
        self.candidates: list[AgencyNode] = []  # among which a name that was typed does not decide

    def _offer(self, name: str, found: list[tuple[Any, Any]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "agency" not in self.fields:
            return given
        typed, fixed = given.get("agency", ""), given.get("agency_fixed")
        given["agency_id"] = fixed
        if fixed is None and typed:
            found = named(typed)
            given["agency_id"] = found[0].id if len(found) == 1 else None
            if len(found) > SUGGESTED:
                self.add_error("agency", _MANY)
            elif len(found) != 1:
                self.candidates = found
                self.add_error("agency", _WHICH if found else _NOBODY)
        return given


_WHICH: Final = _("Có vài cơ quan tên như vậy. Hãy chọn ở dưới.")
_MANY: Final = _("Nhiều cơ quan có tên như vậy. Gõ thêm vài chữ, hoặc chọn trong danh sách.")
_NOBODY: Final = _("Chưa nhận ra cơ quan này. Chọn trong danh sách, hoặc để trống cho thành phố chọn.")


def agencies() -> list[AgencyNode]:
    """Agencies of today to which a report can be addressed."""
    return people.agencies(None, *ADDRESSED)


def by_kind() -> list[tuple[Any, Any]]:
    """The same, grouped, for a list to choose from."""
    found = [(kind.label, sorted((a.id, a.name) for a in people.agencies(None, kind))) for kind in ADDRESSED]
    return [(label, sorted(rows, key=lambda row: row[1])) for label, rows in found if rows]


def named(typed: str) -> list[AgencyNode]:
    """Agencies that the words name: the one of exactly this name, else those that have every word, shortest first."""
    words = fold_words(typed).split()
    names = [(fold_words(each.name), each) for each in agencies()] if words else []
    exact = [each for name, each in names if name == " ".join(words)]
    having = [(name, each) for name, each in names if all(f" {word}" in f" {name}" for word in words)]
    having.sort(key=lambda pair: (len(pair[0]), pair[0]))
    return exact or [each for _name, each in having]


class AddressedSendForm(forms.Form):
    """The declaration (R22)."""

    consent = forms.BooleanField(
        label=_("Tôi chịu trách nhiệm về tính trung thực, chính xác của nội dung và tài liệu gửi kèm."),
        error_messages={"required": Why.CONSENT},
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)


def _firm(firm: Represented) -> str:
    named = f"{firm.name} ({firm.tax_code})"
    return named if firm.verified else gettext("%(firm)s – chưa xác minh") % {"firm": named}
