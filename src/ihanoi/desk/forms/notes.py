"""An internal note."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ihanoi.cases.words import Why


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Ghi chú nội bộ"), max_length=2000, error_messages={"required": Why.NEEDED}
    )
