"""THE TABLES of accountability: which step leads where, by whom, with what (R87–R97; regulation.md §7)."""

from __future__ import annotations

from typing import Final

from ihanoi.accountability import rules
from ihanoi.accountability.rules import Facts
from ihanoi.accountability.words import InquiryState, LetterState, ObstacleState, ProposalState, Role, Verb
from ihanoi.kernel.workflow import Condition, Row, Table

V, R = Verb, Role
L, Q, P, O = LetterState, InquiryState, ProposalState, ObstacleState  # noqa: E741 - a column's name, read with its row
NEW: Final[tuple[str, ...]] = ()


def _row(
    verb: Verb,
    start: str | tuple[str, ...],
    to: str | None,
    by: Role,
    needs: str = "",
    only_if: tuple[Condition[Facts], ...] = (),
    serves: str = "",
) -> Row[Facts]:
    """`to` None: the state stays."""
    states = frozenset([start] if isinstance(start, str) else start)
    return Row(verb, states, to, frozenset([by]), needs=tuple(needs.split()), only_if=only_if, serves=serves)


_NUMBERED: Final = (rules.number_is_formed, rules.signed_by_now)

LETTERS: Final = Table(
    rows=(
        _row(V.DRAFT, NEW, L.DRAFT, R.OVERSEER, "agency_ids subject body reply_by", (rules.reply_day,), "R90 R91"),
        _row(V.AMEND, L.DRAFT, None, R.OVERSEER, "subject body reply_by", (rules.reply_day,), "R91"),
        _row(V.REFRESH, L.DRAFT, None, R.OVERSEER, serves="R90"),
        _row(V.DROP, L.DRAFT, L.DROPPED, R.OVERSEER),
        _row(V.SEND, L.DRAFT, L.SENT, R.OVERSEER, "number signed_on signer_title signer_name reply_by",
             (*_NUMBERED, rules.reply_day, rules.list_is_of_today, rules.names_cases), "R91"),
        _row(V.ANSWER, L.SENT, None, R.AGENCY, "text", serves="R91"),
    )
)  # fmt: skip

INQUIRIES: Final = Table(
    rows=(
        _row(V.ASK, NEW, Q.OPEN, R.OVERSEER, "why reply_by", (rules.reply_day,), "R85 R93"),
        _row(V.ANSWER, Q.OPEN, Q.ANSWERED, R.AGENCY, "text", serves="R93"),
        _row(V.ACCEPT, Q.ANSWERED, Q.ACCEPTED, R.OVERSEER, "verdict", serves="R93"),
        _row(V.REJECT, Q.ANSWERED, Q.REJECTED, R.OVERSEER, "verdict", serves="R93"),
    )
)

PROPOSALS: Final = Table(
    rows=(
        _row(V.FIND, NEW, P.FOUND, R.SYSTEM, serves="R87 R88"),
        _row(V.PROPOSE, P.FOUND, P.PROPOSED, R.OVERSEER, "text", serves="R89"),
        _row(V.DISMISS, P.FOUND, P.DISMISSED, R.OVERSEER, "reason"),
        _row(V.SEND, P.PROPOSED, P.SENT, R.OVERSEER, "number signed_on", _NUMBERED, "R89"),
        _row(V.DECIDE, P.SENT, P.ANSWERED, R.OVERSEER, "decision text", serves="R89"),
        _row(V.WITHDRAW, (P.PROPOSED, P.SENT), P.WITHDRAWN, R.OVERSEER, "reason"),
    )
)

OBSTACLES: Final = Table(
    rows=(
        _row(V.RECORD, NEW, O.NEW, R.AGENCY, "stage cause solution", serves="R96 R97"),
        _row(V.AMEND, O.NEW, None, R.AGENCY, "stage cause solution", serves="R97"),
        _row(V.STUDY, O.NEW, O.STUDIED, R.OVERSEER, serves="R96"),
        _row(V.SOLVE, (O.NEW, O.STUDIED), O.SOLVED, R.OVERSEER, "text", serves="R96"),
        _row(V.DECLINE, (O.NEW, O.STUDIED), O.DECLINED, R.OVERSEER, "text", serves="R96"),
    )
)
TABLES: Final = {"letter": LETTERS, "inquiry": INQUIRIES, "proposal": PROPOSALS, "obstacle": OBSTACLES}
