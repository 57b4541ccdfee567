"""One public function a step, keyword-only, `actor` first."""

from ihanoi.privacy.actions.copies import erase_copies, fetch_copy, make_copy
from ihanoi.privacy.actions.incidents import (
    amend_incident,
    close_incident,
    export_concerned,
    freeze_list,
    list_by_agency,
    list_by_codes,
    list_by_reader,
    notify_incident,
    record_incident,
    report_incident,
    tell_concerned,
)
from ihanoi.privacy.actions.periods import install_periods, set_period
from ihanoi.privacy.actions.requests import (
    accept,
    agree_again,
    ask,
    cancel,
    enter,
    extend,
    finish,
    lift_restriction,
    make_again,
    refuse,
)
from ihanoi.privacy.actions.retention import erase_lapsed
from ihanoi.privacy.actions.warnings import warn

__all__ = [
    "accept",
    "agree_again",
    "amend_incident",
    "ask",
    "cancel",
    "close_incident",
    "enter",
    "erase_copies",
    "erase_lapsed",
    "export_concerned",
    "extend",
    "fetch_copy",
    "finish",
    "freeze_list",
    "install_periods",
    "lift_restriction",
    "list_by_agency",
    "list_by_codes",
    "list_by_reader",
    "make_again",
    "make_copy",
    "notify_incident",
    "record_incident",
    "refuse",
    "report_incident",
    "set_period",
    "tell_concerned",
    "warn",
]  # fmt: skip
