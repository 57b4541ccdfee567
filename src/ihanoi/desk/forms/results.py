"""The form of a result: answer, outcome and proof, with what the quality gate says of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, cast
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Remark
from ihanoi.cases.words import Evidence, Outcome
from ihanoi.cases.words.answers import Lack
from ihanoi.desk.forms import files
from ihanoi.desk.forms.files import Kept, ManyFiles
from ihanoi.desk.forms.moves import MoveForm, day_field, one_of, text_field
from ihanoi.media import actions as media
from ihanoi.media.words import PROOFS_MOST

READ: Final = 4000  # letters of an answer, as many as it may have
UNFINISHED: Final = frozenset({Lack.EMPTY, Lack.NO_PROOF})


class SubmitResultForm(MoveForm):
    template = "desk/moves/submit_result.html"
    renamed = {"files": "pictures"}
    answer = text_field(_("Trả lời người gửi"), _("Đã làm gì, ở đâu, khi nào, ai làm."), rows=6)
    outcome = one_of(_("Kết quả"), Outcome.choices)
    scheduled_for = day_field(_("Ngày thực hiện"), _("Chỉ khi đã lên lịch."), required=False)
    pictures = ManyFiles(label=_("Ảnh hiện trường"), required=False)
    documents = ManyFiles(
        label=_("Văn bản"), required=False, help_text=_("PDF hoặc DOCX, mỗi tệp không quá 20 MB.")
    )
    document_kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        required=False,
        choices=[c for c in Evidence.choices if c[0] != Evidence.PHOTO],
    )

    most = PROOFS_MOST

    is_held = False
    seen_findings = "da-xem"  # names of the findings that stood on the page when it was sent

    def prepare(self) -> None:
        self.kept: list[Kept] = []
        if self.is_bound:
            kinds = {key[5:]: str(value) for key, value in self.data.items() if key.startswith("kind-")}
            self.kept = files.kept(self.actor, files.listed(self.data), kinds)

    @property
    def kept_pictures(self) -> list[Kept]:
        return [each for each in self.kept if each.is_picture]

    @property
    def kept_documents(self) -> list[Kept]:
        return [each for each in self.kept if not each.is_picture]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("pictures", "documents"):
            received = media.receive_all(
                actor=self.actor, uploads=given.get(name) or [], held=len(self.kept), limit=PROOFS_MOST
            )
            kind, taken = given.get("document_kind") or Evidence.LETTER, [file.id for file in received.files]
            self.kept += files.kept(self.actor, taken, {str(i): kind for i in taken})
            for sentence in received.sentences:
                self.add_error(name, sentence)
        return given

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: given[name] for name in ("answer", "outcome", "scheduled_for")} | {
            "files": self.evidence
        }

    @property
    def evidence(self) -> dict[UUID, str]:
        """The files that the form holds, with their kind."""
        return {
            each.id: Evidence.PHOTO.value if each.is_picture else each.kind or Evidence.LETTER.value
            for each in self.kept
        }

    def holds_back(self) -> bool:
        """What is pointed out must have been seen before it is sent all the same; what is refused, the table says."""
        if "kiem-tra" in self.data:
            return True
        if any(remark.blocks for remark in self.remarks):
            return False
        seen = cast("MultiValueDict[str, Any]", self.data).getlist(self.seen_findings)
        self.is_held = any(remark.code not in seen for remark in self.remarks)
        return self.is_held

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What the quality gate says of the answer as it stands."""
        if not self.is_bound:
            return ()
        typed = {
            name: str(self[name].value() or "")[:READ] for name in ("answer", "outcome", "scheduled_for")
        }
        day = typed.pop("scheduled_for")
        return cases.remarks_on(self.actor, self.case, scheduled_for=_day(day), files=self.evidence, **typed)

    @property
    def remarks_while_writing(self) -> tuple[Remark, ...]:
        """Without what the form has not got yet: an answer not begun, a document that is sent along with it."""
        return tuple(remark for remark in self.remarks if remark.code not in UNFINISHED)


def _day(typed: str) -> date | None:
    """What is no day is none yet: the field itself says so."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
