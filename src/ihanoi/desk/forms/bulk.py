"""One form for several cases: what they share, and for reception a priority each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case
from ihanoi.cases.words import Classification, Kind, Priority
from ihanoi.desk.forms import choices
from ihanoi.desk.forms.moves import NEEDED, day_field, text_field
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor


class BulkForm(forms.Form):
    """`arguments(case)` are what the action takes for one of them."""

    def __init__(self, *args: Any, actor: Actor, picked: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.actor, self.picked = actor, picked
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and first values."""

    def arguments(self, case: Case) -> dict[str, Any]:
        return dict(self.cleaned_data)


class BulkReceive(BulkForm):
    """Danger proposes "urgent"; the officer decides case by case (R37). What is about a procedure is classified."""

    def prepare(self) -> None:
        for case in self.picked:
            self.fields[f"priority-{case.pk}"] = (
                _classes(case) if case.kind == Kind.PROCEDURE else _levels(case)
            )

    def rows(self) -> list[tuple[Case, Any]]:
        """Each case with its field."""
        return [(case, self[f"priority-{case.pk}"]) for case in self.picked]

    def arguments(self, case: Case) -> dict[str, Any]:
        name = "classification" if case.kind == Kind.PROCEDURE else "priority"
        return {name: self.cleaned_data[f"priority-{case.pk}"]}


def _levels(case: Case) -> forms.ChoiceField:
    first = Priority.URGENT if case.danger else Priority.NORMAL
    return forms.ChoiceField(label=case.code, choices=Priority.choices, initial=first, error_messages=NEEDED)


def _classes(case: Case) -> forms.ChoiceField:
    options = [("", _("Chọn loại")), *Classification.choices]
    return forms.ChoiceField(label=case.code, choices=options, error_messages=NEEDED)


class BulkAssign(BulkForm):
    to = forms.ChoiceField(label=_("Giao cho"), error_messages=NEEDED)
    instructions = text_field(_("Chỉ dẫn chung"), rows=3, required=False)

    def prepare(self) -> None:
        leads = {case.lead_id for case in self.picked}
        self.mixed = len(leads) != 1
        options: list[tuple[Any, Any]] = []
        if not self.mixed:
            for desk in cases.seating(self.actor, self.picked[0]).desks:
                unit = [] if desk.is_lead else [(f"{desk.agency_id}:", _("Đơn vị tự giao tiếp"))]
                people = [(f"{desk.agency_id}:{p.id}", f"{p.name} ({p.in_hand})") for p in desk.people]
                options.append((desk.name, [*unit, *people]))
        choices.offer(self, to=[("", _("Chọn người hoặc đơn vị")), *options])

    def clean(self) -> dict[str, Any]:
        if self.mixed:
            raise forms.ValidationError(
                _("Các việc này thuộc nhiều cơ quan; chọn việc của một cơ quan thôi.")
            )
        return super().clean() or {}

    def arguments(self, case: Case) -> dict[str, Any]:
        agency, _colon, handler = self.cleaned_data["to"].partition(":")
        return {
            "agency_id": int(agency), "handler_id": int(handler) if handler else None,
            "instructions": self.cleaned_data["instructions"],
        }  # fmt: skip


class BulkRemind(BulkForm):
    text = text_field(_("Lời nhắc"))
    reply_by = day_field(_("Trả lời trước ngày"))

    def prepare(self) -> None:
        self.initial.setdefault("reply_by", clock.today() + timedelta(days=3))


__all__ = ["BulkAssign", "BulkForm", "BulkReceive", "BulkRemind"]
