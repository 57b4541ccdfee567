"""Reads of what is kept about people, of their requests, of incidents. Each begins with who asks."""

from ihanoi.people.queries.kept import officials
from ihanoi.privacy.models import Incident, Request
from ihanoi.privacy.queries.copies import copy_of_token, copy_token, ready_copy
from ihanoi.privacy.queries.described import describe_retention
from ihanoi.privacy.queries.incidents import (
    IncidentPage,
    clocks,
    closed_incidents,
    concerned,
    incident_page,
    open_incidents,
    visible_incident,
)
from ihanoi.privacy.queries.keeper import keeper_name
from ihanoi.privacy.queries.lapsed import ErasureRow, erasures, lapsed
from ihanoi.privacy.queries.notices import notice_document
from ihanoi.privacy.queries.own import (
    Agreed,
    KeptRow,
    OwnData,
    agreed,
    kept_rows,
    open_cases,
    own_data,
    sheets_of,
)
from ihanoi.privacy.queries.periods import PeriodRow, due, in_words, limit, limits, period_rows, planned
from ihanoi.privacy.queries.requests import (
    RequestPage,
    Waiting,
    closed,
    is_right,
    own_requests,
    printed,
    queue,
    request_page,
    visible_requests,
    waiting,
)
from ihanoi.privacy.queries.standing import (
    facts_about,
    facts_about_sender,
    guardians,
    guards,
    keeps_incidents,
    need_to_guard,
    need_to_keep_incidents,
    roles_of,
    steps,
)

__all__ = [
    "Agreed", "ErasureRow", "Incident", "IncidentPage", "KeptRow", "OwnData", "PeriodRow", "Request",
    "RequestPage", "Waiting", "agreed", "clocks", "closed", "closed_incidents", "concerned",
    "copy_of_token", "copy_token", "describe_retention", "due", "erasures", "facts_about", "facts_about_sender",
    "guardians", "guards",
    "in_words", "incident_page", "is_right", "keeper_name", "keeps_incidents", "kept_rows", "lapsed", "limit",
    "limits", "need_to_guard", "need_to_keep_incidents", "notice_document", "officials", "open_cases",
    "open_incidents", "own_data", "own_requests", "period_rows", "planned", "printed", "queue", "ready_copy",
    "request_page",
    "roles_of", "sheets_of", "steps", "visible_incident", "visible_requests", "waiting",
]  # fmt: skip
