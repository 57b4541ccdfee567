"""THE TABLE of the kind `field`: the report of something at a place, the main job (regulation.md §3–§5)."""

from __future__ import annotations

from typing import Final

from ihanoi.cases import rules
from ihanoi.cases.regulation.shared import (
    AFTERWARDS,
    ALL_CLOCKS,
    ALONG,
    APPROVAL,
    NEW,
    STAYS,
    C,
    R,
    S,
    V,
    handling,
    merging,
    owners,
    relieving,
    row,
)  # fmt: skip
from ihanoi.cases.rules import Facts
from ihanoi.kernel.workflow import Row, Table

SENT: Final = row(
    V.SUBMIT, NEW, S.SUBMITTED, (R.SENDER, R.STAFF), needs="text", starts=(C.RECEPTION,),
    only_if=(rules.consent_given, rules.text_is_clear, rules.has_place, rules.inside_the_city, rules.happened_before,
             rules.sender_is_known),
    tells="sender assigner", serves="R6 R20–R22 R25 R31–R33",
)  # fmt: skip

RECEPTION: Final[tuple[Row[Facts], ...]] = (
    row(V.RECEIVE, S.SUBMITTED, S.RECEIVED, R.ASSIGNER, needs="priority", stops=(C.RECEPTION,),
        starts=(C.DISPATCH, C.HANDLING), tells="sender", serves="R37 R58"),
    row(V.REFUSE_RECEPTION, S.SUBMITTED, S.REFUSED, R.ASSIGNER, needs="reason text", stops=ALL_CLOCKS,
        tells="sender overseer", serves="R38 R49 R140"),
    row(V.SEND_UP, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.ASSIGNER, needs="reason", stops=ALL_CLOCKS,
        starts=(C.RECEPTION,), only_if=(rules.has_superior, rules.not_placed), tells="sender assigner", serves="R39 R43"),
    row(V.TRANSFER, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.DISPATCHER, needs="agency_id reason", stops=ALL_CLOCKS,
        starts=(C.RECEPTION,), only_if=(rules.another_agency,), tells="sender assigner", serves="R34 R41"),
    row(V.TRANSFER, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.ASSIGNER, needs="agency_id reason", stops=ALL_CLOCKS,
        starts=(C.RECEPTION,), only_if=(rules.another_agency, rules.agency_below, rules.not_placed),
        tells="sender assigner", serves="R41 R43"),
    row(V.ASSIGN, (S.RECEIVED, S.RETURNED, S.ASSIGNED), S.ASSIGNED, R.ASSIGNER, needs="agency_id", stops=(C.DISPATCH,),
        only_if=(rules.within_lead, rules.handler_fits, rules.hands_differ),
        tells="turn sender", serves="R35 R36 R40 R42 R59"),
    row(V.REFUSE_AFTER_CHECK, S.RETURNED, S.REFUSED, R.ASSIGNER, needs="reason text", stops=ALL_CLOCKS,
        only_if=(rules.found_inaccurate,), tells="sender overseer", serves="R48 R49"),
    row(V.ASK_SENDER, (S.RECEIVED, S.HANDLING), STAYS, (R.ASSIGNER, R.HANDLER), needs="text", tells="sender",
        serves="R32 R57"),
)  # fmt: skip

FIELD: Final = Table(
    rows=(
        SENT,
        *RECEPTION,
        *handling(rules.repair_is_shown),
        *relieving(R.ASSIGNER),
        *APPROVAL,
        *AFTERWARDS,
        *ALONG,
        *merging(R.ASSIGNER),
    ),
    owners=owners(R.ASSIGNER),
)
