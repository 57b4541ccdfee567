"""THE TABLE of the kind `field`: every move, from where to where, by whom, with what, on which conditions (regulation.md §3–§5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ihanoi.cases import rules
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import OPEN, Clock, Kind, Role, State, Verb
from ihanoi.kernel.workflow import Condition, Row, Table

EDITION: Final = "2025-02-28"  # Quyết định 1207/QĐ-UBND

S, V, R, C = State, Verb, Role, Clock
NEW: Final = ""
STAYS: Final = None
ALL_CLOCKS: Final = (C.RECEPTION, C.DISPATCH, C.HANDLING)


def _row(
    verb: Verb,
    start: State | str | Iterable[State],
    to: State | None,
    by: Role | Iterable[Role],
    *,
    needs: str = "",
    only_if: tuple[Condition[Facts], ...] = (),
    starts: tuple[Clock, ...] = (),
    stops: tuple[Clock, ...] = (),
    tells: str = "",
    serves: str = "",
) -> Row[Facts]:
    return Row(
        verb=verb,
        start=frozenset([start] if isinstance(start, str) and start else start),
        to=to,
        by=frozenset([by] if isinstance(by, str) else by),
        needs=tuple(needs.split()),
        only_if=only_if,
        starts=starts,
        stops=stops,
        tells=tuple(tells.split()),
        serves=serves,
    )


FIELD: Final = Table(
    rows=(
        _row(V.SUBMIT, NEW, S.SUBMITTED, (R.SENDER, R.STAFF), needs="text", starts=(C.RECEPTION,),
             only_if=(rules.consent_given, rules.text_is_clear, rules.has_place, rules.inside_the_city, rules.happened_before),
             tells="sender assigner", serves="R6 R20–R22 R25 R31–R33"),
        _row(V.ADD_INFORMATION, OPEN, STAYS, R.SENDER, needs="text", tells="turn", serves="R25 R57"),
        _row(V.RECEIVE, S.SUBMITTED, S.RECEIVED, R.ASSIGNER, needs="priority", stops=(C.RECEPTION,),
             starts=(C.DISPATCH, C.HANDLING), tells="sender", serves="R37 R58"),
        _row(V.REFUSE_RECEPTION, S.SUBMITTED, S.REFUSED, R.ASSIGNER, needs="reason text", stops=ALL_CLOCKS,
             tells="sender overseer", serves="R38 R49 R140"),
        _row(V.SEND_UP, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.ASSIGNER, needs="reason", stops=ALL_CLOCKS,
             starts=(C.RECEPTION,), only_if=(rules.has_superior, rules.not_placed), tells="sender assigner", serves="R39 R43"),
        _row(V.TRANSFER, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.DISPATCHER, needs="agency_id reason", stops=ALL_CLOCKS,
             starts=(C.RECEPTION,), only_if=(rules.another_agency,), tells="sender assigner", serves="R34 R41"),
        _row(V.TRANSFER, (S.SUBMITTED, S.RECEIVED), S.SUBMITTED, R.ASSIGNER, needs="agency_id reason", stops=ALL_CLOCKS,
             starts=(C.RECEPTION,), only_if=(rules.another_agency, rules.agency_below, rules.not_placed),
             tells="sender assigner", serves="R41 R43"),
        _row(V.ASSIGN, (S.RECEIVED, S.RETURNED, S.ASSIGNED), S.ASSIGNED, R.ASSIGNER, needs="agency_id", stops=(C.DISPATCH,),
             only_if=(rules.within_lead, rules.handler_fits, rules.hands_differ),
             tells="turn sender", serves="R35 R36 R40 R42 R59"),
        _row(V.ACCEPT, S.ASSIGNED, S.HANDLING, R.HANDLER, tells="sender", serves="R45"),
        _row(V.REFUSE_HANDLING, (S.ASSIGNED, S.HANDLING), S.RETURNED, R.HANDLER, needs="reason text", tells="turn",
             serves="R47 R48 R141"),
        _row(V.REFUSE_AFTER_CHECK, S.RETURNED, S.REFUSED, R.ASSIGNER, needs="reason text", stops=ALL_CLOCKS,
             only_if=(rules.found_inaccurate,), tells="sender overseer", serves="R48 R49"),
        _row(V.ASK_EXTENSION, (S.HANDLING, S.REWORK), STAYS, R.HANDLER, needs="document reason new_due",
             only_if=(rules.no_open_extension, rules.extension_fits), tells="approver", serves="R63"),
        _row(V.GRANT_EXTENSION, (S.HANDLING, S.REWORK), STAYS, R.APPROVER,
             only_if=(rules.an_open_extension, rules.not_own_result), tells="sender handler", serves="R63"),
        _row(V.DENY_EXTENSION, (S.HANDLING, S.REWORK), STAYS, R.APPROVER, needs="reason",
             only_if=(rules.an_open_extension, rules.not_own_result), tells="handler", serves="R63"),
        _row(V.ASK_SENDER, (S.RECEIVED, S.HANDLING), STAYS, (R.ASSIGNER, R.HANDLER), needs="text", tells="sender",
             serves="R32 R57"),
        _row(V.SUBMIT_RESULT, (S.HANDLING, S.REWORK), S.AWAITING_APPROVAL, R.HANDLER, needs="answer outcome",
             only_if=(rules.has_evidence, rules.answer_is_concrete, rules.schedule_has_date),
             tells="turn", serves="R46 R54–R56 R142"),
        _row(V.REJECT_RESULT, S.AWAITING_APPROVAL, S.REWORK, R.APPROVER, needs="missing", only_if=(rules.not_own_result,),
             tells="handler", serves="R51"),
        _row(V.APPROVE, S.AWAITING_APPROVAL, S.RESOLVED, R.APPROVER, stops=(C.HANDLING,),
             only_if=(rules.not_own_result, rules.approver_differs), tells="sender handler followers", serves="R46 R50"),
        _row(V.PUBLISH, S.RESOLVED, S.PUBLISHED, R.APPROVER, needs="public_text", only_if=(rules.publication_undecided,),
             tells="sender followers", serves="R52 R53 R143"),
        _row(V.KEEP_PRIVATE, S.RESOLVED, STAYS, R.APPROVER, needs="reason", only_if=(rules.publication_undecided,),
             tells="sender", serves="R52"),
        _row(V.RATE, (S.RESOLVED, S.PUBLISHED), STAYS, R.SENDER, needs="value",
             only_if=(rules.not_rated_yet, rules.within_rating_window, rules.bad_rating_has_reason),
             tells="approver", serves="R81–R83"),
        _row(V.REOPEN, (S.RESOLVED, S.PUBLISHED, S.REFUSED), S.RECEIVED, R.OVERSEER, needs="reason",
             starts=(C.DISPATCH, C.HANDLING), tells="sender turn", serves="R85 R87"),
        _row(V.REOPEN, (S.RESOLVED, S.PUBLISHED), S.RECEIVED, R.APPROVER, needs="reason",
             starts=(C.DISPATCH, C.HANDLING), only_if=(rules.rated_badly,), tells="sender turn", serves="R85"),
        _row(V.WITHDRAW, (S.SUBMITTED, S.RECEIVED, S.ASSIGNED, S.HANDLING), S.WITHDRAWN, R.SENDER, stops=ALL_CLOCKS,
             tells="turn_before", serves="R81"),
        _row(V.MERGE, OPEN, S.MERGED, R.ASSIGNER, needs="target_id", stops=ALL_CLOCKS,
             only_if=(rules.merges_into_another,), tells="sender followers", serves="R87"),
        _row(V.UNMERGE, S.MERGED, S.SUBMITTED, R.ASSIGNER, only_if=(rules.other_not_dispatched, rules.was_not_received),
             tells="sender followers", serves="R36 R87"),
        _row(V.UNMERGE, S.MERGED, S.RECEIVED, R.ASSIGNER, only_if=(rules.other_not_dispatched, rules.was_received),
             tells="sender followers", serves="R36 R87"),
        _row(V.REMIND, OPEN, STAYS, R.OVERSEER, needs="text reply_by", only_if=(rules.reply_date_ahead,),
             tells="turn approver", serves="R92"),
    )
)  # fmt: skip

TABLES: Final[dict[str, Table[Facts]]] = {Kind.FIELD: FIELD}

OWNERS: Final = {
    S.SUBMITTED: R.ASSIGNER, S.RECEIVED: R.ASSIGNER, S.ASSIGNED: R.HANDLER, S.HANDLING: R.HANDLER, S.RETURNED: R.ASSIGNER,
    S.AWAITING_APPROVAL: R.APPROVER, S.REWORK: R.HANDLER, S.RESOLVED: R.APPROVER, S.PUBLISHED: R.SENDER,
}  # fmt: skip
"""Whose move it is in each state. An assigned case without a person yet waits for the assigner of the unit that holds it."""
