"""What the form says about typed words before sending: personal data, insults, another channel. Never a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ihanoi.cases import queries as cases
from ihanoi.cases.queries import Channelled, Masked
from ihanoi.kernel.redaction import PersonalData

NOT_CONFIRMED: Final = gettext_lazy("Xem kênh khác ở dưới, rồi cho biết vẫn gửi ở đây.")
KINDS: Final[dict[str, Promise]] = {
    PersonalData.PHONE: gettext_lazy("số điện thoại"),
    PersonalData.EMAIL: gettext_lazy("địa chỉ thư"),
    PersonalData.CITIZEN_ID: gettext_lazy("số giấy tờ tùy thân"),
    PersonalData.BANK_ACCOUNT: gettext_lazy("số tài khoản"),
    PersonalData.PLATE: gettext_lazy("biển số xe"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """`private` and `rude` are the masked pieces as everybody would see them."""

    private: list[Masked]
    rude: list[Masked]
    channel: Channelled | None

    @property
    def private_said(self) -> str:
        """ "Có số điện thoại, biển số xe trong nội dung." """
        kinds = dict.fromkeys(str(KINDS[piece.kind]) for piece in self.private)
        return _("Có %s trong nội dung.") % ", ".join(kinds)


def wording(text: str) -> Wording:
    """Of what was typed."""
    pieces = [piece for piece in cases.masked(text) if piece.kind]
    return Wording(
        private=[piece for piece in pieces if piece.kind in KINDS],
        rude=[piece for piece in pieces if piece.kind not in KINDS],
        channel=cases.channelled(text),
    )


class Drafted(Protocol):
    """What is read and kept of a draft to ask about another channel once."""

    text: str
    confirmed: str


def asks_channel(draft: Drafted, *, confirmed: bool = False) -> bool:
    """Whether the sender has still to confirm that the words are no matter for another channel; kept in the draft."""
    other = cases.channelled(draft.text)
    if other is None or draft.confirmed == str(other.title):
        return False
    draft.confirmed = str(other.title) if confirmed else ""
    return not confirmed
