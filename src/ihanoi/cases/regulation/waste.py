"""THE TABLE of the kind `waste`: the five steps W1–W5 (R71–R76).

The head of the agency receives (W1), gives it to a division or on to a commune (W2), where the commune's leader names
an officer (W3); the handler records the result (W4); the head approves and announces in one act (W5).
"""

from __future__ import annotations

from typing import Final

from ihanoi.cases import rules
from ihanoi.cases.regulation.shared import (
    AFTERWARDS,
    ALL_CLOCKS,
    ALONG,
    ANNOUNCEMENT,
    HANDLING,
    NEW,
    STAYS,
    C,
    R,
    S,
    V,
    merging,
    owners,
    relieving,
    row,
)  # fmt: skip
from ihanoi.cases.rules import Facts
from ihanoi.kernel.workflow import Row, Table

SENT: Final = row(
    V.SUBMIT, NEW, S.SUBMITTED, (R.SENDER, R.STAFF), needs="text", starts=(C.RECEPTION,),
    only_if=(rules.consent_given, rules.text_is_clear, rules.inside_the_city, rules.happened_before,
             rules.sender_is_known),
    tells="sender turn", serves="R20–R22 R31 R71",
)  # fmt: skip

RECEPTION: Final[tuple[Row[Facts], ...]] = (
    row(V.RECEIVE, S.SUBMITTED, S.RECEIVED, R.APPROVER, needs="priority", stops=(C.RECEPTION,),
        starts=(C.DISPATCH, C.HANDLING), tells="sender", serves="R37 R58 R72"),
    row(V.REFUSE_RECEPTION, S.SUBMITTED, S.REFUSED, R.APPROVER, needs="reason text", stops=ALL_CLOCKS,
        tells="sender overseer", serves="R38 R49 R72"),
    row(V.SEND_UP, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.APPROVER, needs="reason", stops=ALL_CLOCKS,
        starts=(C.RECEPTION,), only_if=(rules.has_superior, rules.not_placed), tells="sender turn", serves="R39 R43"),
    row(V.TRANSFER, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.DISPATCHER, needs="agency_id reason", stops=ALL_CLOCKS,
        starts=(C.RECEPTION,), only_if=(rules.another_agency,), tells="sender turn", serves="R34 R41"),
    row(V.TRANSFER, S.RECEIVED, S.SUBMITTED, R.APPROVER, needs="agency_id reason", stops=ALL_CLOCKS,
        starts=(C.RECEPTION,), only_if=(rules.another_agency, rules.to_a_commune, rules.not_placed),
        tells="sender turn", serves="R73 R74"),
    row(V.ASSIGN, (S.RECEIVED, S.RETURNED, S.ASSIGNED), S.ASSIGNED, (R.APPROVER, R.ASSIGNER), needs="agency_id",
        stops=(C.DISPATCH,), only_if=(rules.within_lead, rules.handler_fits, rules.hands_differ),
        tells="turn sender", serves="R59 R73 R74"),
    row(V.REFUSE_AFTER_CHECK, S.RETURNED, S.REFUSED, R.APPROVER, needs="reason text", stops=ALL_CLOCKS,
        only_if=(rules.found_inaccurate,), tells="sender overseer", serves="R48 R49"),
    row(V.ASK_SENDER, (S.RECEIVED, S.HANDLING), STAYS, (R.APPROVER, R.ASSIGNER, R.HANDLER), needs="text", tells="sender",
        serves="R32 R57"),
)  # fmt: skip

WASTE: Final = Table(
    rows=(
        SENT,
        *RECEPTION,
        *HANDLING,
        *relieving((R.APPROVER, R.ASSIGNER)),
        *ANNOUNCEMENT,
        *AFTERWARDS,
        *ALONG,
        *merging(R.APPROVER),
    ),
    owners=owners(R.APPROVER),
)
