"""THE TABLE of the kind `app`: opinions on the platform itself, for the agency that runs it (R30).

As `field`, without a place.
"""

from __future__ import annotations

from typing import Final

from ihanoi.cases import rules
from ihanoi.cases.regulation.field import RECEPTION
from ihanoi.cases.regulation.shared import (
    AFTERWARDS,
    ALONG,
    APPROVAL,
    HANDLING,
    NEW,
    C,
    R,
    S,
    V,
    merging,
    owners,
    relieving,
    row,
)  # fmt: skip
from ihanoi.kernel.workflow import Table

SENT: Final = row(
    V.SUBMIT, NEW, S.SUBMITTED, (R.SENDER, R.STAFF), needs="text", starts=(C.RECEPTION,),
    only_if=(rules.consent_given, rules.text_is_clear, rules.sender_is_known),
    tells="sender assigner", serves="R20–R22 R30 R31",
)  # fmt: skip

APP: Final = Table(
    rows=(
        SENT,
        *RECEPTION,
        *HANDLING,
        *relieving(R.ASSIGNER),
        *APPROVAL,
        *AFTERWARDS,
        *ALONG,
        *merging(R.ASSIGNER),
    ),
    owners=owners(R.ASSIGNER),
)
