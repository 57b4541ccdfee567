"""What a reading and a routing are made of. Plain frozen values: pages, cases and tests pass them on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ihanoi.routing.competence import Flaw

SUBJECT: Final = "rules"  # of what history tells about sets of rules


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """A leaf of the catalogue, how much of the text speaks for it (0 to 1) and the words that do."""

    field_id: int
    code: str
    name: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What a text tells beside its matter, each as the sender wrote it, in the order of the text."""

    times: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is about, best first; empty `fields`: not recognised. `urgent`: somebody may be in danger today.

    `urgency`: 3 danger, 2 normal, 1 a wish or a question. `reader`: version of what read it; blank: words alone.
    """

    fields: tuple[FieldGuess, ...]
    urgent: bool
    danger_words: tuple[str, ...]
    urgency: int = 2
    facts: KeyFacts = KeyFacts()
    reader: str = ""


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """A ward or commune and how sure it is (0 to 1)."""

    unit_id: int
    code: str
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class AgencyGuess:
    """An agency that may be competent, how sure that is (0 to 1) and why, in whole sentences."""

    agency_id: int
    name: str
    confidence: float
    reasons: tuple[str, ...]
    along: tuple[int, ...] = ()  # agencies that work along (R42)


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a report should go. `agency_id` None: the router abstains and the city's dispatcher decides.

    `rules_id`: the set of rules it was decided under; `threshold`: the confidence that was needed.
    """

    units: tuple[UnitGuess, ...]
    fields: tuple[FieldGuess, ...]
    agency_id: int | None
    agencies: tuple[AgencyGuess, ...]
    confidence: float
    approximate: bool
    reasons: tuple[str, ...]
    urgent: bool = False
    rules_id: int | None = None
    threshold: float = 0.0
    reader: str = ""  # version of what read the text; blank: the words of the catalogue alone


class Way(TextChoices):
    """How a report came to its first agency."""

    AUTOMATIC = "automatic", _("Tự động")
    ABSTAINED = "abstained", _("Máy chưa đủ chắc")
    ASKED = "asked", _("Người gửi nhờ người chọn")


class Standing(TextChoices):
    """What a set of rules is now."""

    DRAFT = "draft", _("Bản nháp")
    IN_FORCE = "in_force", _("Đang dùng")
    FORMER = "former", _("Đã từng dùng")


@dataclass(frozen=True, slots=True)
class FieldNode:
    """A field of the catalogue as pages need it. A group has `leaves`, a leaf has none.

    `agency_id`: who leads today wherever no rule of a place says otherwise; None: the unit's own PC.
    """

    id: int
    code: str
    parent_id: int | None
    name: str
    name_en: str
    icon: str
    agency_id: int | None
    leaves: tuple[FieldNode, ...] = ()

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name


@dataclass(frozen=True, slots=True)
class RuleInput:
    """What the operator says of one rule. `agency_id` None: the unit's own people's committee."""

    field_id: int
    valid_from: date
    agency_id: int | None = None
    unit_id: int | None = None
    kind: str = ""
    cooperating: tuple[int, ...] = ()
    valid_to: date | None = None
    basis: str = ""


class Why:
    """The grounds of a routing, as whole sentences for people (R33)."""

    INSIDE: Final = _("Vị trí nằm trong %(unit)s.")
    NEAR: Final = _("Vị trí có lẽ nằm trong %(unit)s (ranh giới gần đúng).")
    NAMED: Final = _("Theo địa danh trong bài viết, nơi xảy ra có lẽ thuộc %(unit)s.")
    CHOSEN_UNIT: Final = _("Người gửi chọn %(unit)s.")
    CONTRADICTION: Final = _("Người gửi chọn %(chosen)s nhưng vị trí trên bản đồ nằm trong %(placed)s.")
    OUTSIDE: Final = _("Vị trí trên bản đồ nằm ngoài thành phố.")
    NO_UNIT: Final = _("Chưa rõ việc xảy ra ở phường, xã nào.")
    WORD: Final = _("Bài viết có “%(word)s”.")
    WORDS: Final = _("Bài viết có “%(word)s” và “%(other)s”.")
    CHOSEN_FIELD: Final = _("Người gửi chọn lĩnh vực “%(field)s”.")
    OTHER_FIELD: Final = _("Người gửi chọn “%(chosen)s” nhưng bài viết giống việc “%(read)s” hơn.")
    NO_FIELD: Final = _("Chưa nhận ra bài viết nói về lĩnh vực nào.")
    LINE: Final = _("Lĩnh vực “%(field)s” do %(agency)s phụ trách.")
    LOCAL: Final = _("Lĩnh vực “%(field)s” do chính quyền nơi xảy ra phụ trách: %(agency)s.")
    OF_PLACE: Final = _("Riêng ở %(place)s, lĩnh vực “%(field)s” do %(agency)s phụ trách.")
    ALONG: Final = _("Cơ quan phối hợp: %(agencies)s.")
    NO_RULE: Final = _("Chưa có quy tắc nào nói lĩnh vực “%(field)s” thuộc cơ quan nào.")
    ABSTAINED: Final = _("Chưa đủ chắc chắn nên đầu mối điều phối của thành phố sẽ chọn cơ quan.")
    FIELD_GONE: Final = _("Lĩnh vực này không còn dùng nữa. Hãy chọn lại lĩnh vực.")

    NO_SET: Final = _("Không có bộ quy tắc này.")
    NO_RULE_ROW: Final = _("Không có quy tắc này trong bộ.")
    NOT_A_DRAFT: Final = _(
        "Bộ quy tắc này đã từng được dùng nên không sửa được nữa. Hãy tạo bản nháp mới từ nó."
    )
    DRAFT_OPEN: Final = _("Đang có một bản nháp khác. Hãy dùng tiếp hoặc bỏ bản nháp đó trước.")
    IN_FORCE: Final = _("Bộ quy tắc này đang được dùng rồi.")
    NOT_SOUND: Final = _("Chưa bật được: bộ quy tắc còn lỗi. %(flaw)s")
    NOT_REPLAYED: Final = _(
        "Chưa bật được: hãy chạy thử bản này trên các phản ánh cũ trước, rồi xem kết quả."
    )
    PERCENT: Final = _("Ngưỡng tự động phải từ 30 đến 100 phần trăm.")
    NO_NOTE: Final = _("Hãy ghi bản này thay đổi điều gì, theo văn bản nào.")
    ONE_PLACE: Final = _("Chọn một phường, xã hoặc một loại đơn vị, không chọn cả hai.")
    REPLAYING: Final = _("Đang chạy thử bản này. Hãy chờ xong rồi chạy lại.")


class Refusal(TextChoices):
    """Why a training gave no version."""

    SAME = "same", _("Không có gì mới để học: bản đang dùng đã học đúng những bài viết này.")
    WORSE = "worse", _("Bản mới đọc kém hơn bản đang dùng trên bộ kiểm tra cố định nên không được dùng.")


class ReaderWhy:
    """Why a reader of texts was not made or not changed."""

    NONE: Final = _("Không có bản đọc này.")
    IN_USE: Final = _("Bản này đang được dùng rồi.")
    TRAINING: Final = _("Một lần huấn luyện đang chạy. Hãy đợi lần ấy xong.")


OWN_COMMITTEE: Final = _("UBND phường, xã nơi xảy ra")
KINDS: Final = {"": _("Toàn thành phố"), "phường": _("Mọi phường"), "xã": _("Mọi xã")}

FLAWS: Final = {
    Flaw.BACKWARDS: _("“%(field)s”: ngày kết thúc đứng trước ngày bắt đầu."),
    Flaw.TWO_PLACES: _("“%(field)s”: quy tắc vừa nói về một phường, xã vừa nói về một loại đơn vị."),
    Flaw.OVERLAP: _(
        "“%(field)s”, %(unit)s: từ ngày %(day)s có hai quy tắc cùng hiệu lực. Hãy kết thúc một quy tắc trước."
    ),
    Flaw.NO_AGENCY: _("“%(field)s”: ngày %(day)s không còn %(agency)s, cũng không có cơ quan kế thừa."),
    Flaw.LEADS_TWICE: _("“%(field)s”: %(agency)s vừa chủ trì vừa phối hợp."),
    Flaw.GAP: _("“%(field)s”: ngày %(day)s chưa có quy tắc cho %(unit)s; %(count)d phường, xã bị bỏ trống."),
    Flaw.NO_COMMITTEE: _("“%(field)s”: ngày %(day)s %(unit)s không có UBND để giao."),
}  # fmt: skip


def proposal(routed: Routing, *, asked: bool) -> dict[str, Any]:
    """What the history of a report keeps of its routing. `asked`: the sender wanted a person to choose."""
    automatic = Way.AUTOMATIC if routed.agency_id is not None else Way.ABSTAINED
    field, unit = next(iter(routed.fields), None), next(iter(routed.units), None)
    best = next(iter(routed.agencies), None)
    return {
        "way": (Way.ASKED if asked else automatic).value,
        "rules": routed.rules_id,
        "reader": routed.reader,
        "field": field.field_id if field else None,
        "field_share": round(field.score, 4) if field else 0.0,
        "unit": unit.unit_id if unit else None,
        "agency": best.agency_id if best else None,
        "confidence": round(routed.confidence, 4),
        "threshold": routed.threshold,
    }
