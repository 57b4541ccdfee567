"""A report comes in: checked, routed, timed, written down and announced in one commit (R31–R33)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ihanoi.cases import queries, rules
from ihanoi.cases.actions import clocks, rows, step
from ihanoi.cases.actions.attaching import attach
from ihanoi.cases.models import Case, Contact
from ihanoi.cases.regulation import EDITION, TABLES
from ihanoi.cases.rules import Facts
from ihanoi.cases.rules.wording import public_words
from ihanoi.cases.words import SUBJECT, Channel, Clock, FileRole, Kind, Role, State, Verb, Why
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.kernel.plain import plain
from ihanoi.kernel.workflow import Refusal
from ihanoi.media import actions as media
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing
from ihanoi.routing.words import Routing, proposal

ADDRESS_MAX = 200


@dataclass(frozen=True, slots=True)
class Contacted:
    """Who sent a report that staff enter for them (R31)."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the sender says. Place, field and title are guessed from the text where nothing is said of them."""

    text: str
    consent: bool  # to the declaration that what is said is true (R32)
    title: str = ""
    lat: float | None = None
    lon: float | None = None
    accuracy_m: int | None = None
    address: str = ""
    unit_id: int | None = None
    field_id: int | None = None
    occurred_at: datetime | None = None
    danger: bool = False
    confidential: bool = False
    round_position: bool = False
    by_person: bool = False  # the sender wants no automatic routing: the city's dispatcher chooses
    files: Sequence[UUID] = ()
    client_key: UUID | None = None  # of the sender's device: a repeated send makes no second report


def submit(
    *, actor: Actor, report: Report, channel: str = Channel.WEB, contact: Contacted | None = None
) -> Case:
    """Returns the stored case; the same `client_key` from the same account returns the first one again.

    Raises Denied or Invalid, keyed by the fields of the report.
    """
    report = _plain(report)
    _check(actor, contact, report)
    routed = routing.route(
        report.text, report.lat, report.lon, field_id=report.field_id, unit_id=report.unit_id
    )
    case = _case(actor, contact, report, routed, channel)
    try:
        with transaction.atomic():
            _store(actor, case, contact, report, routed)
    except IntegrityError:  # the key says so: asking before would cost every report a query
        again = _sent_before(actor, contact, report)
        if again is None:
            raise
        return again
    return case


def _plain(report: Report) -> Report:
    return replace(
        report,
        text=plain(report.text).strip(),
        title=plain(report.title).strip(),
        address=plain(report.address).strip()[:ADDRESS_MAX],
    )


def _case(actor: Actor, contact: Contacted | None, report: Report, routed: Routing, channel: str) -> Case:
    """The case as it will be stored, but for its clock and its files."""
    now = clock.now()
    lead_id = (None if report.by_person else routed.agency_id) or people.city().id
    public_title, public_text = rules.public_title(report.title, report.text), public_words(report.text)[0]
    return Case(
        kind=Kind.FIELD,
        edition=EDITION,
        channel=channel,
        state=State.SUBMITTED,
        title=(report.title or rules.headline(report.text))[: rules.TITLE_MAX],
        text=report.text,
        public_title=public_title,
        public_text=public_text,
        folded=rules.searchable(public_title, report.address, public_text, rounded=report.round_position),
        field_id=report.field_id or next((f.field_id for f in routed.fields), None),
        unit_id=report.unit_id or next((u.unit_id for u in routed.units), None),
        lat=report.lat,
        lon=report.lon,
        accuracy_m=report.accuracy_m,
        address=report.address,
        approximate=routed.approximate,
        round_position=report.round_position,
        occurred_at=report.occurred_at,
        danger=report.danger or routed.urgent,
        **_who(actor, contact),
        confidential=report.confidential,
        consent_at=now,
        client_key=report.client_key,
        lead_id=lead_id,
        holder_id=lead_id,
        turn_role=Role.ASSIGNER,
        turn_agency_id=lead_id,
        submitted_at=now,
    )


def _store(actor: Actor, case: Case, contact: Contacted | None, report: Report, routed: Routing) -> None:
    claimed = media.claim(actor=actor, file_ids=report.files) if report.files else []
    case.cover_id = next((f.id for f in claimed if f.kind == "picture"), None)
    running = clocks.make(case, Clock.RECEPTION, case.lead_id, case.submitted_at)
    clocks.show(case, [running])
    with rows.together():
        rows.number(case)  # before it is stored, for the line of history is hashed over it
        running.case = case
        _write_down(actor, case, contact, report, routed)
        rows.add(case)
        rows.add(running)
        if contact:
            rows.add(
                Contact(
                    case=case,
                    name=contact.name,
                    phone=contact.phone,
                    email=contact.email,
                    address=contact.address,
                )
            )
        journal.announce(step.moved(case, Verb.SUBMIT, case.version, actor))
    if claimed:
        attach(case, claimed, FileRole.REPORT)


def _write_down(actor: Actor, case: Case, contact: Contacted | None, report: Report, routed: Routing) -> None:
    """The proposal of the router stands in the history; `keep_decisions` compares it later with what became of it."""
    entry = journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=case.pk,
        verb=Verb.SUBMIT,
        role=Role.STAFF if contact else Role.SENDER,
        agency_id=case.lead_id,
        data={
            "agency_id": case.lead_id,
            "reasons": [str(reason) for reason in routed.reasons],
            "channel": case.channel,
            "routed": proposal(routed, asked=report.by_person),
        },
        first=True,
    )
    case.version, case.head = entry.seq, entry.hash


def _check(actor: Actor, contact: Contacted | None, report: Report) -> None:
    """Anybody with an account sends for themselves; only an official for somebody else (R31)."""
    now = clock.now()
    role = Role.STAFF if contact else Role.SENDER
    if actor.account_id is None or (contact and not queries.may_enter(actor)):
        raise Denied(Why.NOT_YOURS)
    facts = Facts(state="", now=now, today=clock.day_of(now), actor_id=actor.account_id)
    given = {
        "text": report.text, "consent": report.consent, "lat": report.lat, "address": report.address,
        "unit_id": report.unit_id, "occurred_at": report.occurred_at, "outside": _outside(report),
    }  # fmt: skip
    checked = TABLES[Kind.FIELD].check(Verb.SUBMIT, "", frozenset([role]), facts, given)
    if isinstance(checked, Refusal):
        raise step.denial(checked)


def _outside(report: Report) -> bool:
    if report.lat is None or report.lon is None:
        return False
    return not places.unit_at(report.lat, report.lon).inside_city


def _who(actor: Actor, contact: Contacted | None) -> dict[str, int | None]:
    """Who sends, or who enters it for somebody else: to each of them `client_key` is unique."""
    return {"entered_by_id" if contact else "sender_id": actor.account_id}


def _sent_before(actor: Actor, contact: Contacted | None, report: Report) -> Case | None:
    if report.client_key is None:
        return None
    return Case.objects.filter(**_who(actor, contact), client_key=report.client_key).first()
