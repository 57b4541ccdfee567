"""What a reading and a routing are made of. Plain frozen values: pages, cases and tests pass them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """A leaf of the catalogue, how much of the text speaks for it (0 to 1) and the words that do."""

    field_id: int
    code: str
    name: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is about, best first; empty `fields`: not recognised. `urgent`: somebody may be in danger today."""

    fields: tuple[FieldGuess, ...]
    urgent: bool
    danger_words: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a report should go. `agency_id` None: the router abstains and the city's dispatcher decides."""

    units: tuple[UnitGuess, ...]
    fields: tuple[FieldGuess, ...]
    agency_id: int | None
    agencies: tuple[AgencyGuess, ...]
    confidence: float
    approximate: bool
    reasons: tuple[str, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class FieldNode:
    """A field of the catalogue as pages need it. A group has `leaves`, a leaf has none."""

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
    ABSTAINED: Final = _("Chưa đủ chắc chắn nên đầu mối điều phối của thành phố sẽ chọn cơ quan.")
    FIELD_GONE: Final = _("Lĩnh vực này không còn dùng nữa. Hãy chọn lại lĩnh vực.")
