"""Reads of cases. Every inside read starts from `visible_to(actor)`; what the public may see comes from `public`."""

from ihanoi.cases.models import Case
from ihanoi.cases.queries.answers import Beside, Remark, beside, remarks_on
from ihanoi.cases.queries.cards import Card, ClockFace, clock_face, field_face
from ihanoi.cases.queries.codes import case_id_of, codes
from ihanoi.cases.queries.deadline import Deadline, deadline_of
from ihanoi.cases.queries.editions import EditionRow, document_of, editions
from ihanoi.cases.queries.files import files_of, picture_of
from ihanoi.cases.queries.filters import saved_filters
from ihanoi.cases.queries.foreseen import (
    Addressed,
    Foreseen,
    Masked,
    foresee,
    foresee_addressed,
    lead_of,
    masked,
)
from ihanoi.cases.queries.gate import facts_of, get, line_of, may_enter, seat_towards, visible_to
from ihanoi.cases.queries.hands import held_by, in_hands_that_left, of_absent
from ihanoi.cases.queries.inbox import InboxPage, InboxRow, inbox
from ihanoi.cases.queries.judgements import findings, sample_checks
from ihanoi.cases.queries.kept import column
from ihanoi.cases.queries.ladder import Rung, forget_ladder, ladder, ladder_rows
from ihanoi.cases.queries.limits import LimitRow, due_times, forget_limits, limit, limit_rows, limits_today
from ihanoi.cases.queries.map import Cluster, Drawn, counted_on_map, draw
from ihanoi.cases.queries.mine import (
    MyCase,
    MyCounts,
    Receipt,
    followed,
    my_case,
    my_cases,
    my_counts,
    receipt,
    sent_since,
)
from ihanoi.cases.queries.moves import Moves
from ihanoi.cases.queries.opened import Opened, open_case
from ihanoi.cases.queries.page import (
    CasePage,
    case_page,
    inside,
    last_answer,
    last_line,
    moves_of,
    picked,
)
from ihanoi.cases.queries.paging import Page
from ihanoi.cases.queries.panel import Panel, moves_panel
from ihanoi.cases.queries.pictures import Shown
from ihanoi.cases.queries.promises import Promise, Promises, promised_soon, promises, sees_promises
from ihanoi.cases.queries.public import (
    Filters,
    by_code,
    by_codes,
    cards_of,
    count_listed,
    is_code,
    listing,
    newest,
)
from ihanoi.cases.queries.reasons import (
    ReasonRow,
    forget_reasons,
    is_reason,
    reason_choices,
    reason_label,
    reason_rows,
    reasons,
    refusal_label,
)
from ihanoi.cases.queries.recounting import Effects, Order, Scope, Shifts, effects, orders, shifts
from ihanoi.cases.queries.regulation import describe
from ihanoi.cases.queries.remarks import Channelled, channelled, remarks
from ihanoi.cases.queries.repeats import Alike, Repeat, alike, near
from ihanoi.cases.queries.repeats_recurring import Recurring, Returned, clusters, known_as, returned
from ihanoi.cases.queries.rounds import Judged, Round, judged
from ihanoi.cases.queries.sampling import RateRow, forget_rates, rate_rows, sample_percent
from ihanoi.cases.queries.scans import Colour, Shelf, Wanted, shelves
from ihanoi.cases.queries.seating import Seating, agencies_for, along_with, seating
from ihanoi.cases.queries.sender import own_text, own_words, unnamed
from ihanoi.cases.queries.simulating import Asked, SimulationRow, simulation, simulations
from ihanoi.cases.queries.standing import ends, standing
from ihanoi.cases.queries.story import Episode
from ihanoi.cases.queries.succession import Decision, decide, heirs_of, left_behind
from ihanoi.cases.queries.tallies import COUNTED, Tally, lengths, tallies
from ihanoi.cases.rules import Earlier, Proof, Question, Reply, given_before, judge, searchable
from ihanoi.cases.rules.likeness import Likeness, Sight, compare, reach_of
from ihanoi.cases.rules.recounting import spared
from ihanoi.cases.rules.wording import public_words
from ihanoi.cases.words.answers import BLOCKING as REFUSED_FOR

__all__ = [
    "COUNTED",
    "REFUSED_FOR",
    "Addressed",
    "Alike",
    "Asked",
    "Beside",
    "Card",
    "Case",
    "CasePage",
    "Channelled",
    "ClockFace",
    "Cluster",
    "Colour",
    "Deadline",
    "Decision",
    "Drawn",
    "Earlier",
    "EditionRow",
    "Effects",
    "Episode",
    "Filters",
    "Foreseen",
    "InboxPage",
    "InboxRow",
    "Judged",
    "Likeness",
    "LimitRow",
    "Masked",
    "Moves",
    "MyCase",
    "MyCounts",
    "Opened",
    "Order",
    "Page",
    "Panel",
    "Promise",
    "Promises",
    "Proof",
    "Question",
    "RateRow",
    "ReasonRow",
    "Receipt",
    "Recurring",
    "Remark",
    "Repeat",
    "Reply",
    "Returned",
    "Round",
    "Rung",
    "Scope",
    "Seating",
    "Shelf",
    "Shifts",
    "Shown",
    "Sight",
    "SimulationRow",
    "Tally",
    "Wanted",
    "agencies_for",
    "alike",
    "along_with",
    "beside",
    "by_code",
    "by_codes",
    "cards_of",
    "case_id_of",
    "case_page",
    "channelled",
    "clock_face",
    "clusters",
    "codes",
    "column",
    "compare",
    "count_listed",
    "counted_on_map",
    "deadline_of",
    "decide",
    "describe",
    "document_of",
    "draw",
    "due_times",
    "editions",
    "effects",
    "ends",
    "facts_of",
    "field_face",
    "files_of",
    "findings",
    "followed",
    "foresee",
    "foresee_addressed",
    "forget_ladder",
    "forget_limits",
    "forget_rates",
    "forget_reasons",
    "get",
    "given_before",
    "heirs_of",
    "held_by",
    "in_hands_that_left",
    "inbox",
    "inside",
    "is_code",
    "is_reason",
    "judge",
    "judged",
    "known_as",
    "ladder",
    "ladder_rows",
    "last_answer",
    "last_line",
    "lead_of",
    "left_behind",
    "lengths",
    "limit",
    "limit_rows",
    "limits_today",
    "line_of",
    "listing",
    "masked",
    "may_enter",
    "moves_of",
    "moves_panel",
    "my_case",
    "my_cases",
    "my_counts",
    "near",
    "newest",
    "of_absent",
    "open_case",
    "orders",
    "own_text",
    "own_words",
    "picked",
    "picture_of",
    "promised_soon",
    "promises",
    "public_words",
    "rate_rows",
    "reach_of",
    "reason_choices",
    "reason_label",
    "reason_rows",
    "reasons",
    "receipt",
    "refusal_label",
    "remarks",
    "remarks_on",
    "returned",
    "sample_checks",
    "sample_percent",
    "saved_filters",
    "searchable",
    "seat_towards",
    "seating",
    "sees_promises",
    "sent_since",
    "shelves",
    "shifts",
    "simulation",
    "simulations",
    "spared",
    "standing",
    "tallies",
    "unnamed",
    "visible_to",
]  # fmt: skip
