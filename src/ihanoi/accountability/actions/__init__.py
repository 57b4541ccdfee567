"""One public function a step, keyword-only, `actor` first."""

from ihanoi.accountability.actions.directives import link_directive, register_directive, unlink_directive
from ihanoi.accountability.actions.inquiries import ask_account, close_inquiry, give_account
from ihanoi.accountability.actions.inspection import draw_sample, export_cases, export_obstacles, note_check
from ihanoi.accountability.actions.letters import (
    amend_letter,
    answer_letter,
    draft_letter,
    drop_letter,
    refresh_letter,
    send_letter,
)
from ihanoi.accountability.actions.obstacles import (
    amend_obstacle,
    answer_obstacle,
    record_obstacle,
    study_obstacle,
)
from ihanoi.accountability.actions.proposals import (
    decide_proposal,
    dismiss_proposal,
    find_proposals,
    propose,
    send_proposal,
    withdraw_proposal,
)
from ihanoi.accountability.actions.thresholds import install_thresholds, set_threshold

__all__ = [
    "amend_letter", "amend_obstacle", "answer_letter", "answer_obstacle", "ask_account", "close_inquiry",
    "decide_proposal", "dismiss_proposal", "draft_letter", "draw_sample", "drop_letter", "export_cases",
    "export_obstacles", "find_proposals", "give_account", "install_thresholds", "link_directive", "note_check",
    "propose", "record_obstacle", "refresh_letter", "register_directive", "send_letter", "send_proposal",
    "set_threshold", "study_obstacle", "unlink_directive", "withdraw_proposal",
]  # fmt: skip
