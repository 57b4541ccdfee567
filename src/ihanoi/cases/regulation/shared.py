"""What the tables of all kinds have in common: how a row is written, and moves that are the same whatever the kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ihanoi.cases import rules
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import DONE, OPEN, Clock, Role, State, Verb
from ihanoi.kernel.workflow import Condition, Row

S, V, R, C = State, Verb, Role, Clock
NEW: Final = ""
STAYS: Final = None
ALL_CLOCKS: Final = tuple(C)
BEGUN: Final = OPEN - {S.SUBMITTED, S.CHECKING}
OFFICIALS: Final = frozenset({R.ASSIGNER, R.HANDLER, R.APPROVER, R.DISPATCHER, R.OVERSEER})
GIVE_AWAY: Final = frozenset({V.REFUSE_HANDLING, V.SEND_UP})
"""Moves that put a report into other hands: so its sender, who may decide nothing about it, gets it off the own desk."""


def row(
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
    """One move; see kernel/workflow. No official makes one on what they have sent themselves."""
    roles = frozenset([by] if isinstance(by, str) else by)
    judges = not OFFICIALS.isdisjoint(roles) and verb not in GIVE_AWAY
    return Row(
        verb=verb,
        start=frozenset([start] if isinstance(start, str) and start else start),
        to=to,
        by=roles,
        needs=tuple(needs.split()),
        only_if=(rules.not_the_sender, *only_if) if judges else only_if,
        starts=starts,
        stops=stops,
        tells=tuple(tells.split()),
        serves=serves,
    )


def handling(*proof: Condition[Facts]) -> tuple[Row[Facts], ...]:
    """From the named handler to the approver. `proof`: what a result of this kind must show besides (R54, R55)."""
    return (
        row(V.ACCEPT, S.ASSIGNED, S.HANDLING, R.HANDLER, tells="sender", serves="R45"),
        row(V.REFUSE_HANDLING, (S.ASSIGNED, S.HANDLING), S.RETURNED, R.HANDLER, needs="reason text", tells="turn",
            serves="R47 R48 R141"),
        row(V.ASK_EXTENSION, (S.HANDLING, S.REWORK), STAYS, R.HANDLER, needs="document reason new_due",
            only_if=(rules.no_open_extension, rules.extension_fits), tells="approver", serves="R63"),
        row(V.GRANT_EXTENSION, (S.HANDLING, S.REWORK), STAYS, R.APPROVER,
            only_if=(rules.an_open_extension, rules.not_own_result), tells="sender handler", serves="R63"),
        row(V.DENY_EXTENSION, (S.HANDLING, S.REWORK), STAYS, R.APPROVER, needs="reason",
            only_if=(rules.an_open_extension, rules.not_own_result), tells="handler", serves="R63"),
        row(V.SUBMIT_RESULT, (S.HANDLING, S.REWORK), S.AWAITING_APPROVAL, R.HANDLER, needs="answer outcome",
            only_if=(rules.has_evidence, rules.answer_is_concrete, rules.answer_is_filled_in, rules.schedule_has_date,
                     *proof),
            tells="turn", serves="R46 R54–R56 R142"),
        row(V.REJECT_RESULT, S.AWAITING_APPROVAL, S.REWORK, R.APPROVER, needs="missing", only_if=(rules.not_own_result,),
            tells="handler", serves="R51"),
    )  # fmt: skip


HANDLING: Final = handling()


def relieving(by: Role | Iterable[Role], *proof: Condition[Facts]) -> tuple[Row[Facts], ...]:
    """Begun work whose handler is away or gone does not lie still. `by`: who gives out work of this kind."""
    return (
        row(V.ASSIGN, (S.HANDLING, S.REWORK), S.ASSIGNED, by, needs="agency_id",
            only_if=(rules.hand_is_away, *proof, rules.within_lead, rules.handler_fits, rules.hands_differ),
            tells="turn sender", serves="R35 R36 R126"),
        row(V.TAKE_BACK, (S.ASSIGNED, S.HANDLING, S.REWORK), S.RETURNED, R.SYSTEM, only_if=(rules.hand_has_left,),
            tells="turn", serves="R36 R126"),
    )  # fmt: skip


APPROVAL: Final = (
    row(V.APPROVE, S.AWAITING_APPROVAL, S.RESOLVED, R.APPROVER, stops=(C.HANDLING,),
        only_if=(rules.not_own_result, rules.approver_differs, rules.not_drawn),
        tells="sender handler followers", serves="R46 R50"),
    row(V.APPROVE, S.AWAITING_APPROVAL, S.CHECKING, R.APPROVER, stops=(C.HANDLING,), starts=(C.CHECK,),
        only_if=(rules.not_own_result, rules.approver_differs, rules.drawn), tells="overseer", serves="R56 R85"),
    row(V.PASS_CHECK, S.CHECKING, S.RESOLVED, R.OVERSEER, stops=(C.CHECK,), only_if=(rules.not_a_party,),
        tells="sender handler approver followers", serves="R50 R85"),
    row(V.FAIL_CHECK, S.CHECKING, S.REWORK, R.OVERSEER, needs="missing", stops=(C.CHECK,), starts=(C.HANDLING,),
        only_if=(rules.not_a_party,), tells="handler approver", serves="R51 R85"),
    row(V.PUBLISH, S.RESOLVED, S.PUBLISHED, R.APPROVER, needs="public_text", only_if=(rules.publication_undecided,),
        tells="sender followers", serves="R52 R53 R143"),
    row(V.KEEP_PRIVATE, S.RESOLVED, STAYS, R.APPROVER, needs="reason", only_if=(rules.publication_undecided,),
        tells="sender", serves="R52"),
)  # fmt: skip
"""Approval and publication as two decisions (R52), with the independent check of a sample between them."""

ANNOUNCEMENT: Final = (
    row(V.ANNOUNCE, S.AWAITING_APPROVAL, S.PUBLISHED, R.APPROVER, needs="public_text", stops=(C.HANDLING,),
        only_if=(rules.not_own_result,), tells="sender handler followers", serves="R53 R76 R79 R80"),
)  # fmt: skip
"""The head approves and announces in one act (R76, R79)."""

AFTERWARDS: Final = (
    row(V.RATE, DONE, STAYS, R.SENDER, needs="value",
        only_if=(rules.not_rated_yet, rules.within_rating_window, rules.bad_rating_has_reason),
        tells="approver", serves="R76 R81–R83"),
    row(V.REVIEW, DONE, S.RECEIVED, R.OVERSEER, needs="cause text", starts=(C.DISPATCH, C.HANDLING),
        only_if=(rules.awaits_overseer, rules.not_a_party, rules.found_justified), tells="sender turn", serves="R85"),
    row(V.REVIEW, DONE, STAYS, R.OVERSEER, needs="cause text",
        only_if=(rules.awaits_overseer, rules.not_a_party, rules.found_unjustified), tells="sender approver",
        serves="R85"),
    row(V.REVIEW, DONE, STAYS, R.APPROVER, needs="cause text",
        only_if=(rules.awaits_review, rules.found_unjustified, rules.not_a_party), tells="sender approver",
        serves="R85"),
    row(V.REVIEW, DONE, S.RECEIVED, R.APPROVER, needs="cause text", starts=(C.DISPATCH, C.HANDLING),
        only_if=(rules.awaits_review, rules.found_justified), tells="sender turn", serves="R85"),
    row(V.REOPEN, (*DONE, S.REFUSED), S.RECEIVED, R.OVERSEER, needs="reason", starts=(C.DISPATCH, C.HANDLING),
        tells="sender turn", serves="R85 R87"),
    row(V.REOPEN, DONE, S.RECEIVED, R.APPROVER, needs="reason", starts=(C.DISPATCH, C.HANDLING),
        only_if=(rules.rated_badly,), tells="sender turn", serves="R85"),
    row(V.RECALL, DONE, S.HANDLING, (R.SYSTEM, R.OVERSEER, R.APPROVER, R.HANDLER), starts=(C.HANDLING,),
        only_if=(rules.has_promised, rules.hand_is_there), tells="sender turn", serves="R43 R56"),
    row(V.RECALL, DONE, S.RECEIVED, (R.SYSTEM, R.OVERSEER, R.APPROVER, R.HANDLER), starts=(C.DISPATCH, C.HANDLING),
        only_if=(rules.has_promised, rules.hand_is_gone), tells="sender turn", serves="R43 R56"),
)  # fmt: skip
"""What follows an answer: the sender's judgement, its review, a new round, a promise that falls due.

Who approved an answer may own that a complaint about it is right; that it is wrong others must find.
"""

ALONG: Final = (
    row(V.ADD_INFORMATION, OPEN, STAYS, R.SENDER, needs="text", tells="turn", serves="R25 R57"),
    row(V.WITHDRAW, (S.SUBMITTED, S.RECEIVED, S.ASSIGNED, S.HANDLING), S.WITHDRAWN, R.SENDER, stops=ALL_CLOCKS,
        tells="turn_before", serves="R81"),
    row(V.REMIND, OPEN, STAYS, R.OVERSEER, needs="text reply_by", only_if=(rules.reply_date_ahead,),
        tells="turn approver", serves="R92"),
    row(V.UNSEAL, tuple(S), STAYS, R.OVERSEER, needs="reason", only_if=(rules.is_confidential, rules.says_why),
        tells="sender", serves="R21 R23"),
    row(V.SUCCEED, S.SUBMITTED, S.SUBMITTED, R.SYSTEM, needs="agency_id", tells="sender turn", serves="R41 R129"),
    row(V.SUCCEED, BEGUN, S.RECEIVED, R.SYSTEM, needs="agency_id", tells="sender turn", serves="R41 R129"),
    row(V.SUCCEED, (S.CHECKING, S.RESOLVED), STAYS, R.SYSTEM, needs="agency_id", serves="R41 R129"),
    row(V.RECOMPUTE, OPEN, STAYS, R.SYSTEM, needs="reason", tells="sender turn", serves="R58–R66"),
)  # fmt: skip
"""Possible at any time while the case is open, in every kind."""


def merging(by: Role) -> tuple[Row[Facts], ...]:
    """One matter reported twice is worked on once; a merge can be undone (docs/adr/0014)."""
    return (
        row(V.MERGE, OPEN - {S.CHECKING}, S.MERGED, by, needs="target_id", stops=ALL_CLOCKS,
            only_if=(rules.merges_into_another,), tells="sender followers", serves="R87"),
        row(V.UNMERGE, S.MERGED, S.SUBMITTED, by, only_if=(rules.other_not_dispatched, rules.was_not_received),
            tells="sender followers", serves="R36 R87"),
        row(V.UNMERGE, S.MERGED, S.RECEIVED, by, only_if=(rules.other_not_dispatched, rules.was_received),
            tells="sender followers", serves="R36 R87"),
    )  # fmt: skip


def owners(head: Role) -> dict[str, str]:
    """Whose move it is in each state; `head` receives and gives out.

    An assigned case without a person yet waits for the assigner of the unit that holds it.
    """
    return {
        S.SUBMITTED: head, S.RECEIVED: head, S.RETURNED: head, S.ASSIGNED: R.HANDLER, S.HANDLING: R.HANDLER,
        S.REWORK: R.HANDLER, S.AWAITING_APPROVAL: R.APPROVER, S.CHECKING: R.OVERSEER, S.RESOLVED: R.APPROVER,
        S.PUBLISHED: R.SENDER,
    }  # fmt: skip


__all__ = [
    "AFTERWARDS", "ALL_CLOCKS", "ALONG", "ANNOUNCEMENT", "APPROVAL", "HANDLING", "NEW", "STAYS",
    "C", "R", "S", "V", "handling", "merging", "owners", "relieving", "row",
]  # fmt: skip
