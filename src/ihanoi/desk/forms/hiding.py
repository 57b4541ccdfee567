"""What the public copy of a picture hides: known areas that stay, and new ones drawn or typed."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.desk.forms import choices
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media.actions import WHOLE, Drawn

_OUTSIDE: Final = _("Ghi số từ 0 đến 100.")


def percent(label: Any) -> forms.FloatField:
    """A share of the picture's width or height."""
    outside = {"min_value": _OUTSIDE, "max_value": _OUTSIDE}
    return forms.FloatField(label=label, required=False, min_value=0, max_value=100, error_messages=outside)


class DrawnField(forms.Field):
    """Rectangles as the script sends them: "left,top,right,bottom" in shares of the picture, any number of times."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[Drawn]:
        try:
            return [Drawn(*(float(part) for part in str(each).split(","))) for each in value or []]
        except (TypeError, ValueError):
            raise forms.ValidationError(_("Có vùng che không đọc được. Hãy vẽ lại.")) from None


class HidingForm(forms.Form):
    keep = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        error_messages={"invalid_choice": _("Các vùng che vừa đổi. Hãy xem lại rồi lưu lần nữa.")},
    )
    draw = DrawnField(required=False)
    left, top = percent(_("Cách mép trái (%)")), percent(_("Cách mép trên (%)"))
    width, height = percent(_("Rộng (%)")), percent(_("Cao (%)"))
    whole = forms.BooleanField(label=_("Che cả ảnh"), required=False)

    def __init__(self, *args: Any, area_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, keep=[(each, each) for each in area_ids])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("keep", "draw"):  # have no line of their own on the page
            for sentence in self.errors.get(name, ()):
                self.add_error(None, str(sentence))
        typed = [given.get(name) for name in ("left", "top", "width", "height")]
        if (
            any(each is not None for each in typed)
            and any(each is None for each in typed)
            and not self.errors
        ):
            self.add_error("left", _("Điền đủ bốn số của vùng cần che."))
        return given

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The four numbers of an area, for the page."""
        return [self[name] for name in ("left", "top", "width", "height")]

    @property
    def drawn(self) -> list[Drawn]:
        """All new areas: drawn, typed, or the whole picture."""
        given = self.cleaned_data
        if given["whole"]:
            return [WHOLE]
        areas: list[Drawn] = list(given["draw"])
        if given["left"] is not None:
            left, top = given["left"] / 100, given["top"] / 100
            areas.append(Drawn(left, top, left + given["width"] / 100, top + given["height"] / 100))
        return areas

    def take(self, denied: Denied) -> None:
        """The sentence of a denial above the form."""
        reasons = denied.errors.values() if isinstance(denied, Invalid) else [denied.reason]
        for reason in reasons:
            self.add_error(None, str(reason))
