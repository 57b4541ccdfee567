"""What people type when they make use of a right. What must be true of it is decided by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .words import OpenCases, Right, Why


class AskForm(forms.Form):
    """One form for all rights; what a right does not need is taken out."""

    said = forms.CharField(
        label=_("Chỗ nào chưa đúng, đúng ra là gì?"),
        help_text=_("Ví dụ: tên tôi viết thiếu chữ đệm, đúng là Nguyễn Thị Thanh Bình."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": Why.NEEDED},
    )
    open_cases = forms.ChoiceField(
        label=_("Còn phản ánh đang mở: làm gì với các phản ánh đó?"),
        choices=OpenCases.choices,
        widget=forms.RadioSelect,
        error_messages={"required": Why.CHOOSE, "invalid_choice": Why.CHOOSE},
    )
    sure = forms.BooleanField(
        label=_("Tôi hiểu: xóa xong thì không lấy lại được."),
        error_messages={"required": _("Hãy đánh dấu vào đây nếu bạn chắc chắn.")},
    )

    def __init__(self, data: Any = None, *, right: str, open_count: int = 0) -> None:
        super().__init__(data, label_suffix="")
        if right != Right.CORRECT:
            self.fields["said"].label = _("Bạn muốn nói thêm gì không?")
            self.fields["said"].help_text = ""
            self.fields["said"].required = False
        if right == Right.COPY:
            del self.fields["said"]
        if right != Right.DELETE:
            del self.fields["sure"]
        if right != Right.DELETE or not open_count:
            del self.fields["open_cases"]
