"""Every named address and who may come: the one place that says it. The gate of `operation` reads it before any view.

An address without a row does not open. Whose case or paper it is, the rooms decide (`visible_to` and their tables);
here stands who may come at all. docs/security/access.md is made from this table: `ihanoi docs`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ihanoi.cases.queries import Shelf
from ihanoi.desk.words import MOVES, SHELVES
from ihanoi.operation.access import Outsider, Row, Table, Thing, Who, rows
from ihanoi.people.words import Role

# --- who -------------------------------------------------------------------------------------------------------------

EVERYBODY: Final = Row(Who.EVERYBODY)
SIGNED_IN: Final = Row(Who.SIGNED_IN)
OWN: Final = Row(Who.SIGNED_IN, thing=Thing.OWN)  # theirs alone: for everybody else it is not there
BEARER: Final = Row(Who.BEARER)
DEMO: Final = Row(Who.EVERYBODY, demo=True)
OFFICIALS: Final = Row(Who.OFFICIALS)  # any seat

AGENCY = frozenset({Role.ASSIGNER, Role.HANDLER, Role.APPROVER})  # act on cases of their own agency
CITY = frozenset({Role.DISPATCHER, Role.OVERSEER})  # act on cases of all agencies
ANSWERING = frozenset({Role.ASSIGNER, Role.APPROVER})  # answer in the name of their agency
WATCHING = frozenset({Role.OVERSEER, Role.INSPECTOR})  # read what all agencies answer for


def held(*roles: str, **more: object) -> Row:
    """Who holds one of the roles in any agency."""
    return Row(Who.OFFICIALS, frozenset(roles), **more)  # type: ignore[arg-type]  # names and types are Row's own


READ_CASE: Final = held(
    *AGENCY, *CITY, Role.INSPECTOR, thing=Thing.CASE, citywide=frozenset({*CITY, Role.INSPECTOR})
)
WORK_CASE: Final = held(*AGENCY, *CITY, thing=Thing.CASE, citywide=CITY)
READ_PAPER: Final = held(*ANSWERING, *WATCHING, thing=Thing.AGENCY, citywide=WATCHING)
WORK_PAPER: Final = held(*ANSWERING, Role.OVERSEER, thing=Thing.AGENCY, citywide=frozenset({Role.OVERSEER}))
GUARD: Final = held(Role.GUARDIAN)  # answers for personal data (security.md rows 9, 17)
KEEP_INCIDENTS: Final = held(
    Role.GUARDIAN, Role.OPERATOR
)  # an incident at night is written down by whoever is there
URGE: Final = held(Role.OVERSEER)
URGE_PAPER: Final = replace(URGE, thing=Thing.AGENCY, citywide=frozenset({Role.OVERSEER}))
WATCH: Final = held(*WATCHING)
ADMINISTER: Final = held(Role.OPERATOR, administration=True)
ADMINISTER_OFFICIAL: Final = replace(ADMINISTER, thing=Thing.AGENCY)  # of the operator's own agency and below
ADMINISTER_CITY: Final = held(Role.OPERATOR, at_city=True, administration=True)
OPERATED: Final = held(Role.OPERATOR, *WATCHING, writers=frozenset({Role.OPERATOR}), administration=True)
CALENDARS: Final = held(
    Role.OPERATOR, Role.OVERSEER, writers=frozenset({Role.OPERATOR}), at_city=True, administration=True
)


def _list(*roles: str) -> Row:
    """A list of cases; whoever has no such list is led to their own first one."""
    return held(*roles, outsider=Outsider.HOME)


LISTS: Final = {
    Shelf.MINE: _list(*AGENCY, Role.DISPATCHER, Role.OPERATOR, Role.GUARDIAN),
    Shelf.PLACING: _list(Role.DISPATCHER),
    Shelf.RECEPTION: _list(*ANSWERING),
    Shelf.DISPATCH: _list(*ANSWERING),
    Shelf.WORKING: _list(*AGENCY),
    Shelf.APPROVAL: _list(Role.APPROVER),
    Shelf.AGENCY: _list(*AGENCY),
    Shelf.CITY: _list(*CITY, Role.INSPECTOR),
    Shelf.LATE: _list(*WATCHING),
    Shelf.UNHAPPY: _list(Role.OVERSEER),
    Shelf.REVIEW: _list(Role.APPROVER, Role.OVERSEER),
    Shelf.CHECK: _list(Role.OVERSEER),
}

# --- where -----------------------------------------------------------------------------------------------------------

ACCESS: Final[Table] = {
    # Machines
    **rows(EVERYBODY, "operation:alive operation:ready"),
    **rows(BEARER, "operation:metrics"),
    # Everybody
    **rows(EVERYBODY, "ui:gallery ui:offline ui:manifest ui:theme ui:language"),
    **rows(EVERYBODY, "identity:sign_in identity:sign_up identity:sign_out identity:session_over"),
    **rows(EVERYBODY, "identity:send_code identity:code identity:send_again identity:lost_phone"),
    **rows(EVERYBODY, "identity:vneid_there identity:vneid_back identity:vneid_new"),
    **rows(EVERYBODY, "identity:invitation"),  # the token of the letter is the right to it
    # Who has shown one proof and owes another is nobody yet; the pages look for them in the session
    **rows(
        EVERYBODY,
        "identity:passkey identity:passkey_options identity:second identity:enrol identity:renew",
    ),
    **rows(EVERYBODY, "media:file"),  # the signed address is the right to it
    **rows(EVERYBODY, "insight:transparency insight:workbook"),
    **rows(
        EVERYBODY,
        "portal:home portal:look_up portal:services portal:regulation portal:working-days portal:privacy",
        "portal:weaknesses portal:security_txt",
        "portal:reader portal:open_data portal:case portal:map portal:points portal:shapes portal:feed portal:geojson",
        "portal:choose portal:agency_names portal:report portal:unit portal:suggestions portal:describe portal:hints",
        "portal:preview portal:discard portal:write portal:preview_addressed portal:discard_addressed",
        "portal:follow",  # asks to sign in by itself, and comes back to the report
    ),
    **rows(Row(Who.EVERYBODY, polled=True), "notifications:unread"),  # nobody has nothing
    **rows(DEMO, "mailbox:letters mailbox:letter sms:texts"),
    # Who is signed in
    **rows(Row(Who.SIGNED_IN, sentence=True), "media:upload"),
    **rows(Row(Who.SIGNED_IN, sentence=True, polled=True), "operation:live-tokens"),
    **rows(SIGNED_IN, "notifications:inbox notifications:read_all notifications:preferences"),
    **rows(
        SIGNED_IN,
        "people:account people:consent people:organisations",
    ),
    **rows(
        SIGNED_IN,
        "identity:security identity:prove identity:password identity:sign_out_elsewhere identity:add_passkey",
        "identity:app identity:remove_app identity:recovery",
    ),
    **rows(SIGNED_IN, "people:identity"),
    **rows(SIGNED_IN, "identity:vneid identity:vneid_link identity:vneid_drop identity:vneid_unlink"),
    **rows(SIGNED_IN, "identity:change_phone identity:change_email identity:confirm_contact"),
    **rows(SIGNED_IN, "identity:resend identity:own_sessions"),
    **rows(OWN, "identity:remove_passkey identity:end_session"),
    **rows(SIGNED_IN, "portal:my_cases portal:seen"),
    **rows(OWN, "notifications:open people:end_representing"),
    **rows(OWN, "portal:organisation portal:confirm_colleague portal:end_colleague"),
    **rows(OWN, "portal:receipt portal:my_case portal:add portal:withdraw portal:rate"),
    # The desk: lists, cases and moves
    **{f"desk:shelf-{shelf}": LISTS[shelf] for shelf in SHELVES},
    **rows(OFFICIALS, "desk:menu desk:search desk:seat desk:figures desk:calculator"),
    **rows(OFFICIALS, "desk:bulk desk:keep desk:drop"),
    **rows(held(*AGENCY, Role.DISPATCHER), "desk:entry"),
    **rows(held(Role.ASSIGNER, Role.HANDLER), "desk:vouch"),
    **rows(held(*AGENCY, *CITY), "desk:promises"),
    **rows(OFFICIALS, "desk:absences"),
    **rows(
        replace(OFFICIALS, thing=Thing.OWN), "desk:end-absence"
    ),  # or of somebody whom the operator governs
    **rows(held(*ANSWERING, Role.OPERATOR), "desk:representatives"),
    **rows(
        held(*ANSWERING, Role.OPERATOR, thing=Thing.AGENCY), "desk:representative desk:end-representative"
    ),
    **rows(READ_CASE, "desk:case desk:sheet desk:moves"),
    **rows(replace(READ_CASE, polled=True), "desk:newer"),
    **rows(WORK_CASE, "desk:check-answer desk:note desk:hide"),
    **{f"desk:{verb}": WORK_CASE for verb in MOVES},
    # What agencies answer for
    **rows(
        OFFICIALS, "desk:letters desk:inquiries desk:proposals desk:directives desk:obstacles desk:afterwards"
    ),
    **rows(READ_PAPER, "desk:letter desk:letter-docx desk:inquiry desk:proposal desk:obstacle"),
    **rows(held(*ANSWERING, *WATCHING), "desk:directive"),  # meant to be read by all who answer for something
    **rows(WORK_PAPER, "desk:answer-letter desk:give-account desk:amend-obstacle"),
    **rows(held(*ANSWERING), "desk:record-obstacle"),
    **rows(held(*ANSWERING, *WATCHING), "desk:month-report desk:month-docx"),
    **rows(held(*WATCHING, writers=frozenset({Role.OVERSEER})), "desk:overdue"),
    **rows(URGE_PAPER, "desk:refresh-letter desk:drop-letter desk:send-letter desk:close-inquiry"),
    **rows(URGE_PAPER, "desk:study-obstacle desk:answer-obstacle"),
    **rows(URGE, "desk:ask-account desk:enter-directive desk:unlink-directive"),
    **rows(
        URGE_PAPER,
        "desk:proposal-propose desk:proposal-dismiss desk:proposal-send desk:proposal-decide desk:proposal-withdraw",
    ),
    **rows(WATCH, "desk:export-obstacles desk:recurring"),
    **rows(WATCH, "desk:inspection desk:export-cases desk:samples desk:sample desk:note-check"),
    **rows(
        held(Role.DISPATCHER, Role.OVERSEER, Role.OPERATOR, thing=Thing.AGENCY, citywide=CITY), "desk:quality"
    ),  # operators of the city alone
    **rows(held(Role.INSPECTOR, Role.GUARDIAN), "desk:reads desk:reads-csv"),
    # Personal data
    **rows(
        SIGNED_IN,
        "privacy:own_data privacy:consents privacy:agree_again privacy:lift privacy:ask privacy:prove",
    ),
    **rows(OWN, "privacy:request privacy:cancel privacy:fetch_copy"),
    **rows(
        GUARD, "desk:privacy desk:privacy-enter desk:privacy-periods desk:retention desk:incident-persons"
    ),
    **rows(
        GUARD,
        "desk:privacy-request desk:privacy-make-again desk:privacy-accept desk:privacy-finish desk:privacy-extend",
        "desk:privacy-refuse desk:privacy-print",
    ),
    **rows(
        KEEP_INCIDENTS,
        "desk:incidents desk:record-incident desk:incident desk:incident-notice desk:incident-report",
        "desk:incident-amend",
    ),
    **rows(
        GUARD,
        "desk:incident-notify desk:incident-freeze desk:incident-tell desk:incident-close",
        "desk:incident-ma desk:incident-co-quan desk:incident-nguoi-xem",
    ),
    # Administration
    **rows(
        ADMINISTER_CITY,
        "desk:rules desk:bench desk:rule-set desk:new-rule desk:rule desk:threshold desk:switch-on",
        "desk:drop-draft desk:train desk:use-reader",
    ),
    **rows(
        ADMINISTER_CITY,
        "desk:numbers desk:set-limit desk:drop-limit desk:new-reason desk:reason desk:retire-reason desk:keep-reason",
        "desk:set-warning desk:end-warning desk:set-rate desk:recount desk:undo-recount",
        "desk:simulations desk:simulation-csv",
    ),
    **rows(
        ADMINISTER_OFFICIAL,
        "desk:invite-again desk:take-back-invitation desk:account desk:grant-seat",
        "desk:revoke-seat desk:away desk:leave-office desk:reopen-account desk:reset-second desk:unlock-account",
    ),
    **rows(ADMINISTER, "desk:accounts desk:invite desk:assign-calendar"),
    **rows(OPERATED, "desk:seat-reviews"),
    **rows(replace(OPERATED, thing=Thing.AGENCY, citywide=WATCHING), "desk:seat-review"),
    **rows(
        replace(ADMINISTER_CITY, polled=True),
        "desk:replay desk:readers desk:recount-progress desk:simulation",
    ),
    **rows(
        CALENDARS,
        "desk:calendars desk:year-notice desk:year-file desk:calendar desk:calendar-year",
        "desk:confirm-year desk:rename-calendar desk:drop-hours desk:calendar-day desk:undo-days",
    ),
    **rows(replace(OPERATED, at_city=True), "desk:thresholds"),
}
