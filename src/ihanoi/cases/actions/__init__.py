"""One public function per verb.

Keyword-only, `actor` first. All follow `step`: gate and lock, table, change, history, event.
"""

from ihanoi.cases.actions.approval import announce, approve, keep_private, publish, reject_result
from ihanoi.cases.actions.assignment import accept, assign, refuse_after_check, refuse_handling
from ihanoi.cases.actions.checking import fail_check, pass_check, set_sample_rate
from ihanoi.cases.actions.concealing import conceal_earlier
from ihanoi.cases.actions.conversation import add_information, ask_sender, note
from ihanoi.cases.actions.deciding import PLACING, Placed, keep_decisions, replay, run_replay
from ihanoi.cases.actions.extension import ask_extension, deny_extension, grant_extension
from ihanoi.cases.actions.filters import drop_filter, save_filter
from ihanoi.cases.actions.following import follow, unfollow
from ihanoi.cases.actions.hiding import hide_areas
from ihanoi.cases.actions.ladder import end_warning, follow_ladder, keep_warning, set_warning
from ihanoi.cases.actions.limits import drop_limit, install_numbers, set_limit
from ihanoi.cases.actions.mapping import count_on_map, recount_map
from ihanoi.cases.actions.merge import merge, unmerge
from ihanoi.cases.actions.oversight import remind, reopen
from ihanoi.cases.actions.promises import recall, recall_passed
from ihanoi.cases.actions.rating import rate, withdraw
from ihanoi.cases.actions.reasons import add_reason, change_reason, keep_reason, retire_reason
from ihanoi.cases.actions.reception import classify, receive, refuse_reception, send_up, transfer
from ihanoi.cases.actions.recounting import order_recount, run_recount, undo_recount
from ihanoi.cases.actions.relieving import take_back, take_back_all
from ihanoi.cases.actions.result import submit_result
from ihanoi.cases.actions.reviewing import review
from ihanoi.cases.actions.simulating import ask_simulation, run_simulation
from ihanoi.cases.actions.submission import Agreement, Contacted, Report, submit
from ihanoi.cases.actions.succession import Reorganised, reorganise, succeed
from ihanoi.cases.actions.unsealing import unseal
from ihanoi.cases.actions.warnings import warn

__all__ = [
    "PLACING",
    "Agreement",
    "Contacted",
    "Placed",
    "Reorganised",
    "Report",
    "accept",
    "add_information",
    "add_reason",
    "announce",
    "approve",
    "ask_extension",
    "ask_sender",
    "ask_simulation",
    "assign",
    "change_reason",
    "classify",
    "conceal_earlier",
    "count_on_map",
    "deny_extension",
    "drop_filter",
    "drop_limit",
    "end_warning",
    "fail_check",
    "follow",
    "follow_ladder",
    "grant_extension",
    "hide_areas",
    "install_numbers",
    "keep_decisions",
    "keep_private",
    "keep_reason",
    "keep_warning",
    "merge",
    "note",
    "order_recount",
    "pass_check",
    "publish",
    "rate",
    "recall",
    "recall_passed",
    "receive",
    "recount_map",
    "refuse_after_check",
    "refuse_handling",
    "refuse_reception",
    "reject_result",
    "remind",
    "reopen",
    "reorganise",
    "replay",
    "retire_reason",
    "review",
    "run_recount",
    "run_replay",
    "run_simulation",
    "save_filter",
    "send_up",
    "set_limit",
    "set_sample_rate",
    "set_warning",
    "submit",
    "submit_result",
    "succeed",
    "take_back",
    "take_back_all",
    "transfer",
    "undo_recount",
    "unfollow",
    "unmerge",
    "unseal",
    "warn",
    "withdraw",
]
