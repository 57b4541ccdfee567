"""Reads of what agencies answer for. Each begins with who asks: overseers, inspectors, the agencies themselves."""

from ihanoi.accountability.models import Inquiry
from ihanoi.accountability.queries.candidates import Candidate, late_months, month_before, recount, repeated
from ihanoi.accountability.queries.directives import (
    directive,
    directives,
    searchable,
    visible_directives,
)
from ihanoi.accountability.queries.inquiries import inquiries, inquiry, visible_inquiries
from ihanoi.accountability.queries.inspection import (
    COLUMNS,
    Checked,
    Register,
    SamplePage,
    exports,
    lines,
    population,
    register,
    sample_page,
    samples,
)
from ihanoi.accountability.queries.letters import (
    AgencyPart,
    LetterPage,
    letter_page,
    letters,
    visible_letters,
)
from ihanoi.accountability.queries.month_reports import (
    MonthReport,
    month_document,
    month_report,
    reported_agencies,
)
from ihanoi.accountability.queries.obstacles import (
    Sought,
    StageCount,
    by_stage,
    obstacle,
    obstacles,
    sought,
    visible_obstacles,
)
from ihanoi.accountability.queries.overdue import OverdueAgency, OverdueCase, overdue, overdue_cases
from ihanoi.accountability.queries.papers import letter_document
from ihanoi.accountability.queries.proposals import ProposalPage, proposal_page, proposals, visible_proposals
from ihanoi.accountability.queries.standing import (
    answers_for,
    facts,
    issuer_of,
    need_to_see_all,
    oversees,
    roles_of,
    sees_all,
    steps,
    usual_reply_day,
)
from ihanoi.accountability.queries.thresholds import in_force, threshold, thresholds

__all__ = [
    "COLUMNS", "AgencyPart", "Candidate", "Checked", "Inquiry", "LetterPage", "MonthReport", "OverdueAgency",
    "OverdueCase", "ProposalPage", "Register", "SamplePage", "Sought", "StageCount", "answers_for", "by_stage",
    "directive", "directives", "exports", "facts", "in_force", "inquiries",
    "inquiry", "issuer_of", "late_months", "letter_document", "letter_page", "letters", "lines", "month_before",
    "month_document", "month_report", "need_to_see_all", "obstacle", "obstacles", "overdue", "overdue_cases",
    "oversees", "population", "proposal_page", "proposals", "recount", "register", "repeated",
    "reported_agencies", "roles_of", "sample_page", "samples", "searchable", "sees_all", "sought", "steps", "threshold",
    "thresholds", "usual_reply_day", "visible_directives", "visible_inquiries", "visible_letters", "visible_obstacles",
    "visible_proposals",
]  # fmt: skip
