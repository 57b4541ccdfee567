"""One form a move. `arguments` are what the action of the same name takes besides actor, case and version."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, Final, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Case
from ihanoi.cases.words import (
    FINDINGS,
    Classification,
    HandlingRefusal,
    Kind,
    Priority,
    ReasonList,
    Role,
    Verb,
    Why,
)
from ihanoi.desk.forms import choices
from ihanoi.desk.words import PROCEDURE_GUIDANCE
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid

NEEDED: Final = {"required": Why.NEEDED, "invalid_choice": Why.NOT_IN_LIST}


def text_field(label: Any, hint: Any = "", rows: int = 4, *, required: bool = True) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, widget=widget, required=required, error_messages=NEEDED, max_length=4000
    )


def day_field(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    """A day, in the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, help_text=hint, widget=widget, required=required, error_messages=NEEDED
    )


def one_of(label: Any, options: Any, hint: Any = "") -> forms.ChoiceField:
    """One of a short list, all of it in sight."""
    return forms.ChoiceField(
        label=label, choices=options, help_text=hint, widget=forms.RadioSelect, error_messages=NEEDED
    )


class MoveForm(forms.Form):
    """A move without anything to fill in, and what all moves share."""

    template: ClassVar[str] = "desk/moves/plain.html"
    renamed: ClassVar[dict[str, str]] = {}  # argument of the action → field of the form

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.actor, self.case = actor, case
        self.initial.setdefault("seen", case.version)
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and first values from the case."""

    def arguments(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def take(self, denied: Denied) -> int:
        """Put the denial where it belongs; returns the status of the answer."""
        errors = denied.errors if isinstance(denied, Invalid) else {}
        for name, reason in errors.items():
            known = self.renamed.get(name, name)
            self.add_error(known if known in self.fields else None, str(reason))
        if not errors:
            self.add_error(None, str(denied.reason))
        return 422 if errors else denied.status

    def holds_back(self) -> bool:
        """Whether it is shown once more before the move is made."""
        return "xem-truoc" in self.data

    def refresh(self, version: int) -> None:
        """The officer now reads what the other one did: the next try is against this version."""
        data = cast("MultiValueDict[str, Any]", self.data).copy()
        data["seen"] = str(version)
        self.data = data


class ReceiveForm(MoveForm):
    """A report about a procedure is classified (R69); every other kind gets a priority (R37)."""

    template = "desk/moves/receive.html"
    classification = one_of(_("Phân loại"), Classification.choices)
    priority = one_of(_("Mức ưu tiên"), Priority.choices)
    field_id = forms.TypedChoiceField(
        label=_("Lĩnh vực"), coerce=int, empty_value=None, required=False, error_messages=NEEDED,
        help_text=_("Sửa nếu người gửi hoặc máy chọn chưa đúng."),
    )  # fmt: skip

    def prepare(self) -> None:
        del self.fields["priority" if self.case.kind == Kind.PROCEDURE else "classification"]
        if self.case.kind in (Kind.PROCEDURE, Kind.APP):
            del self.fields["field_id"]
            return
        choices.offer(self, field_id=[("", "–"), *choices.fields()])
        self.initial.update(
            field_id=self.case.field_id,
            priority=Priority.URGENT if self.case.danger else Priority.NORMAL,
        )


class RefuseReceptionForm(MoveForm):
    reason = one_of(_("Lý do"), [])
    text = text_field(_("Viết cho người gửi"), _("Vì sao, và người gửi làm được gì tiếp theo."))

    def prepare(self) -> None:
        """What seems to belong to another channel, or lacks its form, finds its guidance written already (R38, R69)."""
        choices.offer(self, reason=cases.reason_choices(ReasonList.RECEPTION, self.case.kind))
        other = cases.channelled(self.case.text)
        if other is not None:
            self.initial.update(reason=other.reason, text=f"{other.title} {other.advice}")
        elif self.case.kind == Kind.PROCEDURE:
            self.initial.update(text=PROCEDURE_GUIDANCE)


class SendUpForm(MoveForm):
    reason = text_field(_("Lý do"), _("Phần nào ngoài thẩm quyền, theo văn bản nào."))


class TransferForm(MoveForm):
    agency_id = forms.TypedChoiceField(
        label=_("Cơ quan"), coerce=int, empty_value=None, error_messages=NEEDED
    )
    reason = text_field(_("Lý do"), _("Người gửi và cơ quan nhận cùng đọc lời này."))

    def prepare(self) -> None:
        suggested = cases.agencies_for(self.case) if self.case.kind == Kind.FIELD else ()
        passed_down = self.case.kind == Kind.WASTE and not self.actor.holds(Role.DISPATCHER)  # W2 (R73)
        options = choices.agencies(suggested, without=[self.case.lead_id], communes_only=passed_down)
        choices.offer(self, agency_id=[("", _("Chọn cơ quan")), *options])


class AssignForm(MoveForm):
    template = "desk/moves/assign.html"
    renamed = {"agency_id": "to", "handler_id": "to"}
    to = forms.ChoiceField(label=_("Giao cho"), widget=forms.RadioSelect, error_messages=NEEDED)
    cooperating = forms.TypedMultipleChoiceField(label=_("Cơ quan phối hợp"), coerce=int, required=False)
    instructions = text_field(_("Chỉ dẫn"), _("Việc cần làm, chỗ cần xem trước."), rows=3, required=False)

    def prepare(self) -> None:
        self.seating = cases.seating(self.actor, self.case)
        self.along = cases.along_with(self.case)
        choices.offer(self, to=[(each, each) for each in sorted(self.seating.choices)])
        choices.offer(self, cooperating=choices.agencies(without=[self.case.lead_id]))
        best = self.seating.suggested
        where = next((d.agency_id for d in self.seating.desks if best in d.people), None)
        if best and where:
            self.initial["to"] = f"{where}:{best.id}"

    @property
    def desks(self) -> list[dict[str, Any]]:
        """Units with their people, each with the value that chooses it and whether it is chosen."""
        chosen = str(self["to"].value() or "")
        return [
            {
                "name": desk.name,
                "people": [
                    (person, value := f"{desk.agency_id}:{person.id}", value == chosen)
                    for person in desk.people
                ],
                "unit": "" if desk.is_lead else f"{desk.agency_id}:",
                "unit_chosen": chosen == f"{desk.agency_id}:",
            }
            for desk in self.seating.desks
        ]

    def arguments(self) -> dict[str, Any]:
        agency, _colon, handler = self.cleaned_data["to"].partition(":")
        return {
            "agency_id": int(agency),
            "handler_id": int(handler) if handler else None,
            "cooperating": self.cleaned_data["cooperating"],
            "instructions": self.cleaned_data["instructions"],
        }


class RefuseHandlingForm(MoveForm):
    reason = one_of(_("Lý do"), HandlingRefusal.choices)
    text = text_field(_("Giải thích"), _("Đã xem ở đâu, lúc nào, thấy gì; hoặc việc này thuộc ai."))


class RefuseAfterCheckForm(MoveForm):
    reason = one_of(_("Lý do"), [])
    text = text_field(_("Viết cho người gửi"), _("Đã xác minh thế nào và thấy gì."))

    def prepare(self) -> None:
        found = (HandlingRefusal.INACCURATE.value, HandlingRefusal.INACCURATE.label)
        choices.offer(self, reason=[found, *cases.reason_choices(ReasonList.RECEPTION, self.case.kind)])


class AskExtensionForm(MoveForm):
    document = forms.CharField(
        label=_("Văn bản quy định trình tự"),
        help_text=_("Số, ngày, cơ quan ban hành."),
        max_length=200,
        error_messages=NEEDED,
    )
    reason = text_field(_("Lý do"), _("Người gửi đọc được lời này."))
    new_day = day_field(_("Hạn mới"), _("Hết giờ làm việc ngày này."))


class DenyExtensionForm(MoveForm):
    reason = text_field(_("Lý do"))


class AskSenderForm(MoveForm):
    text = text_field(_("Câu hỏi"), _("Ngắn, một ý; người gửi trả lời trong ứng dụng."), rows=3)


class RejectResultForm(MoveForm):
    missing = text_field(_("Còn thiếu gì?"), _("Nói rõ để người xử lý làm một lần là đủ."))


class PublishForm(MoveForm):
    template = "desk/moves/publish.html"
    public_title = forms.CharField(label=_("Tiêu đề"), max_length=120, error_messages=NEEDED)
    public_text = text_field(_("Nội dung phản ánh"), rows=5)
    public_answer = text_field(_("Câu trả lời"), rows=5)
    public_files = forms.TypedMultipleChoiceField(
        label=_("Ảnh công khai"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        self.pictures = [each for each in cases.files_of(self.actor, self.case) if each.is_picture]
        choices.offer(self, public_files=[(each.id, each.name) for each in self.pictures])
        answer, in_answer = cases.public_words(cases.last_answer(self.case))
        self.masked = len(in_answer) + len(cases.public_words(self.case.text)[1])
        self.initial.update(
            public_title=self.case.public_title,
            public_text=cases.public_words(self.case.public_text)[0],
            public_answer=answer,
            public_files=[each.id for each in self.pictures if each.role == "evidence" and not each.indecent],
        )

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        texts = {name: given[name] for name in ("public_title", "public_text", "public_answer")}
        return {**texts, "files": given["public_files"]}

    @property
    def ticked(self) -> list[Any]:
        """Pictures that would become public."""
        chosen = {str(value) for value in self["public_files"].value() or []}
        return [each for each in self.pictures if str(each.id) in chosen]

    @property
    def choices_of_pictures(self) -> list[tuple[Any, bool]]:
        chosen = {str(value) for value in self["public_files"].value() or []}
        return [(each, str(each.id) in chosen) for each in self.pictures]


class ClassifyForm(MoveForm):
    classification = one_of(_("Loại"), [c for c in Classification.choices if c[0] != Classification.OTHER])


class FailCheckForm(MoveForm):
    missing = text_field(_("Còn thiếu gì?"), _("Cơ quan đọc lời này để bổ sung."))


class PassCheckForm(MoveForm):
    text = text_field(_("Nhận xét"), rows=3, required=False)


class ReviewForm(MoveForm):
    justified = forms.TypedChoiceField(
        label=_("Kết luận"), choices=[("1", FINDINGS[True]), ("0", FINDINGS[False])], coerce=lambda v: v == "1",
        widget=forms.RadioSelect, error_messages=NEEDED, empty_value=None,
    )  # fmt: skip
    cause = one_of(_("Nguyên nhân"), partial(cases.reason_choices, ReasonList.REVIEW))
    text = text_field(_("Giải thích"), _("Người gửi và cơ quan cùng đọc lời này."))


class KeepPrivateForm(MoveForm):
    reason = text_field(_("Lý do"))


class ReopenForm(MoveForm):
    reason = text_field(_("Lý do"), _("Cơ quan và người gửi cùng đọc lời này."))


class MergeForm(MoveForm):
    template = "desk/moves/merge.html"
    renamed = {"target_id": "target"}
    target = forms.CharField(label=_("Mã phản ánh có trước"), error_messages=NEEDED, max_length=30)

    def prepare(self) -> None:
        self.near = cases.near(self.actor, self.case)

    def arguments(self) -> dict[str, Any]:
        return {"target_id": cases.case_id_of(self.cleaned_data["target"])}


class UnsealForm(MoveForm):
    reason = text_field(
        _("Lý do"), _("Vì sao công việc cần biết người gửi là ai. Người gửi đọc đúng lời này."), rows=3
    )


class RemindForm(MoveForm):
    text = text_field(_("Lời nhắc"))
    reply_by = day_field(_("Trả lời trước ngày"))

    def prepare(self) -> None:
        self.initial.setdefault("reply_by", clock.today() + timedelta(days=3))


FORMS: Final[dict[Verb, type[MoveForm]]] = {
    Verb.RECEIVE: ReceiveForm,
    Verb.REFUSE_RECEPTION: RefuseReceptionForm,
    Verb.SEND_UP: SendUpForm,
    Verb.TRANSFER: TransferForm,
    Verb.ASSIGN: AssignForm,
    Verb.ACCEPT: MoveForm,
    Verb.REFUSE_HANDLING: RefuseHandlingForm,
    Verb.REFUSE_AFTER_CHECK: RefuseAfterCheckForm,
    Verb.ASK_EXTENSION: AskExtensionForm,
    Verb.GRANT_EXTENSION: MoveForm,
    Verb.DENY_EXTENSION: DenyExtensionForm,
    Verb.ASK_SENDER: AskSenderForm,
    Verb.REJECT_RESULT: RejectResultForm,
    Verb.APPROVE: MoveForm,
    Verb.PUBLISH: PublishForm,
    Verb.ANNOUNCE: PublishForm,
    Verb.PASS_CHECK: PassCheckForm,
    Verb.FAIL_CHECK: FailCheckForm,
    Verb.CLASSIFY: ClassifyForm,
    Verb.REVIEW: ReviewForm,
    Verb.RECALL: MoveForm,
    Verb.KEEP_PRIVATE: KeepPrivateForm,
    Verb.REOPEN: ReopenForm,
    Verb.MERGE: MergeForm,
    Verb.UNMERGE: MoveForm,
    Verb.REMIND: RemindForm,
    Verb.UNSEAL: UnsealForm,
}
