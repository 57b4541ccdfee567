"""THE TABLE of the kind `procedure`: regulations and administrative procedures (R7, R69; regulation.md §6).

At reception it is classified. Not accepted by its form: refused with guidance. Behaviour of officials, or a regulation
within own authority: answered within 15 days. Not within own authority: sent on within 5 working days of its arrival.
"""

from __future__ import annotations

from typing import Final

from ihanoi.cases import rules
from ihanoi.cases.regulation.shared import (
    AFTERWARDS,
    ALL_CLOCKS,
    ALONG,
    APPROVAL,
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

ARRIVES: Final = (C.RECEPTION, C.FORWARDING)

SENT: Final = row(
    V.SUBMIT, NEW, S.SUBMITTED, (R.SENDER, R.STAFF), needs="text", starts=ARRIVES,
    only_if=(rules.consent_given, rules.text_is_clear, rules.names_procedure, rules.sender_is_known),
    tells="sender assigner", serves="R7 R20–R22 R31 R69",
)  # fmt: skip

RECEPTION: Final[tuple[Row[Facts], ...]] = (
    row(V.RECEIVE, S.SUBMITTED, S.RECEIVED, R.ASSIGNER, needs="classification", stops=ARRIVES,
        starts=(C.DISPATCH, C.HANDLING), only_if=(rules.given_as_ours,), tells="sender", serves="R58 R69"),
    row(V.RECEIVE, S.SUBMITTED, S.RECEIVED, R.ASSIGNER, needs="classification", stops=(C.RECEPTION,),
        only_if=(rules.given_as_others,), tells="sender", serves="R58 R69"),
    row(V.CLASSIFY, S.RECEIVED, STAYS, R.ASSIGNER, needs="classification", stops=(C.FORWARDING,),
        starts=(C.DISPATCH, C.HANDLING), only_if=(rules.classed_as_others, rules.given_as_ours), tells="sender",
        serves="R69"),
    row(V.REFUSE_RECEPTION, S.SUBMITTED, S.REFUSED, R.ASSIGNER, needs="reason text", stops=ALL_CLOCKS,
        tells="sender overseer", serves="R38 R49 R69"),
    row(V.SEND_UP, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.ASSIGNER, needs="reason", stops=ALL_CLOCKS,
        starts=ARRIVES, only_if=(rules.has_superior, rules.not_placed), tells="sender assigner", serves="R39 R43"),
    row(V.TRANSFER, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.DISPATCHER, needs="agency_id reason", stops=ALL_CLOCKS,
        starts=ARRIVES, only_if=(rules.another_agency,), tells="sender assigner", serves="R34 R41 R69"),
    row(V.TRANSFER, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.ASSIGNER, needs="agency_id reason", stops=ALL_CLOCKS,
        starts=ARRIVES, only_if=(rules.another_agency, rules.not_placed), tells="sender assigner", serves="R41 R69"),
    row(V.ASSIGN, (S.RECEIVED, S.RETURNED, S.ASSIGNED), S.ASSIGNED, R.ASSIGNER, needs="agency_id", stops=(C.DISPATCH,),
        only_if=(rules.classed_as_ours, rules.within_lead, rules.handler_fits, rules.hands_differ),
        tells="turn sender", serves="R35 R36 R59"),
    row(V.REFUSE_AFTER_CHECK, S.RETURNED, S.REFUSED, R.ASSIGNER, needs="reason text", stops=ALL_CLOCKS,
        only_if=(rules.found_inaccurate,), tells="sender overseer", serves="R48 R49"),
    row(V.ASK_SENDER, (S.RECEIVED, S.HANDLING), STAYS, (R.ASSIGNER, R.HANDLER), needs="text", tells="sender",
        serves="R32 R57"),
)  # fmt: skip

PROCEDURE: Final = Table(
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
