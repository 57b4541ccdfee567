"""A report comes in: checked, routed, timed, written down and announced in one commit (R31–R33)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ihanoi.cases import queries, rules
from ihanoi.cases.actions import clocks, rows, step
from ihanoi.cases.actions.attaching import attach
from ihanoi.cases.actions.concealing import concealed, drop_names, keep_original, own_of
from ihanoi.cases.models import Case, Contact, Particulars
from ihanoi.cases.regulation import edition_on
from ihanoi.cases.rules import Facts
from ihanoi.cases.rules.wording import public_words, without_names
from ihanoi.cases.words import SUBJECT, Channel, Clock, FileRole, Kind, Role, State, Verb, WasteMatter, Why
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.kernel.plain import plain
from ihanoi.kernel.workflow import Refusal, Row
from ihanoi.media import actions as media
from ihanoi.people import queries as people
from ihanoi.people.queries.restricted import Sender, sender
from ihanoi.people.words import Act
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing
from ihanoi.routing.words import Routing, proposal

ADDRESS_MAX = 200
PROCEDURE_MAX = 300
WORTH_MAX = 120


@dataclass(frozen=True, slots=True)
class Agreement:
    """To which wording of the consent somebody said yes: its edition, and the sha256 of its text."""

    edition: int
    digest: str


@dataclass(frozen=True, slots=True)
class Contacted:
    """Who sent a report that staff enter for them (R31)."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    citizen_id: str = ""  # what R20 asks for; not everybody who rings has it at hand
    agreed: Agreement | None = None  # to the handling of their data; without it nothing is stored


@dataclass(frozen=True, slots=True)
class Report:
    """What the sender says. Place, field and title are guessed from the text where nothing is said of them.

    `agency_id`, `procedure`, `matter`, `worth` and `organisation_id` belong to the other kinds than `field`.
    """

    text: str
    consent: bool  # to the declaration that what is said is true (R32)
    kind: str = Kind.FIELD
    agency_id: int | None = None  # to which the sender addresses it; none: the city decides
    procedure: str = ""
    matter: str = ""  # words.WasteMatter
    worth: str = ""
    organisation_id: int | None = None
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
    report, contact = _plain(report), contact and _read(contact, channel)
    row = _check(actor, contact, report)
    routed, said = _routed(report), report.text
    if report.confidential:
        report = concealed(report, own_of(actor.account_id, contact, report.organisation_id))
    case = _case(actor, contact, report, routed, channel)
    try:
        with transaction.atomic():
            _store(actor, case, contact, report, routed, row)
            keep_original(case, said, case.text)
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
        procedure=plain(report.procedure).strip()[:PROCEDURE_MAX],
        worth=plain(report.worth).strip()[:WORTH_MAX],
    )


def _read(contact: Contacted, channel: str) -> Contacted:
    """With the twelve digits of the citizen number. At the counter the officer sees the card. Raises Invalid."""
    if contact.agreed is None:
        raise Invalid({"handling": Why.HANDLING})
    if not contact.citizen_id.strip():
        return replace(contact, citizen_id="")
    number = people.citizen_number(contact.citizen_id, seen=channel == Channel.COUNTER)
    if number is None:
        raise Invalid({"citizen_id": Why.NO_CITIZEN_NUMBER})
    return replace(contact, citizen_id=number.number)


def _routed(report: Report) -> Routing | None:
    """Only what lies at a place is routed by it; the other kinds go to the agency that the sender names."""
    if report.kind != Kind.FIELD:
        return None
    return routing.route(
        report.text, report.lat, report.lon, field_id=report.field_id, unit_id=report.unit_id
    )


def _lead(report: Report, routed: Routing | None) -> int:
    """The agency that answers; where nothing says which, the city's dispatcher places it."""
    if routed is not None:
        return (None if report.by_person else routed.agency_id) or people.city().id
    return queries.lead_of(report.kind, report.agency_id)


def _case(
    actor: Actor, contact: Contacted | None, report: Report, routed: Routing | None, channel: str
) -> Case:
    """The case as it will be stored, but for its clocks and its files."""
    now = clock.now()
    edition = edition_on(clock.day_of(now))
    lead_id = _lead(report, routed)
    rounded = report.round_position or (report.confidential and report.kind == Kind.WASTE)
    names = _names(actor, contact, report)
    title, text = without_names(report.title, names), without_names(report.text, names)
    public_title, public_text = rules.public_title(title, text), public_words(text)[0]
    return Case(
        kind=report.kind,
        edition=edition.name,
        channel=channel,
        state=State.SUBMITTED,
        # Notices and lists of officers show the title, so it says no more of a confidential sender than the public one.
        title=public_title
        if report.confidential
        else (report.title or rules.headline(report.text))[: rules.TITLE_MAX],
        text=report.text,
        public_title=public_title,
        public_text=public_text,
        folded=rules.searchable(public_title, report.address, public_text, rounded=rounded),
        field_id=report.field_id or next((f.field_id for f in routed.fields), None) if routed else None,
        unit_id=report.unit_id or (next((u.unit_id for u in routed.units), None) if routed else None),
        lat=report.lat,
        lon=report.lon,
        accuracy_m=report.accuracy_m,
        address=report.address,
        approximate=routed.approximate if routed else False,
        round_position=rounded,
        occurred_at=report.occurred_at,
        danger=report.danger or (routed.urgent if routed else False),
        **_who(actor, contact),
        confidential=report.confidential,
        consent_at=now,
        client_key=report.client_key,
        lead_id=lead_id,
        holder_id=lead_id,
        turn_role=edition.tables[report.kind].owners[State.SUBMITTED],
        turn_agency_id=lead_id,
        submitted_at=now,
    )


def _names(actor: Actor, contact: Contacted | None, report: Report) -> list[str]:
    """Names by which the public text would tell who sends it: nobody reads them there, whoever wrote them."""
    sends = None if contact else actor.account_id
    firm = people.firm_of(sends, report.organisation_id) if report.organisation_id else None
    person = contact.name if contact else actor.name
    return [name for name in (person, *((firm.name, firm.tax_code) if firm else ())) if name]


def _store(
    actor: Actor,
    case: Case,
    contact: Contacted | None,
    report: Report,
    routed: Routing | None,
    row: Row[Facts],
) -> None:
    claimed = media.claim(actor=actor, file_ids=report.files) if report.files else []
    case.cover_id = next((f.id for f in claimed if f.kind == "picture"), None)
    running = [clocks.make(case, Clock(name), case.lead_id, case.submitted_at) for name in row.starts]
    clocks.show(case, running)
    with rows.together():
        rows.number(case)  # before it is stored, for the line of history is hashed over it
        _write_down(actor, case, contact, report, routed)
        rows.add(case)
        for each in running:
            each.case = case
            rows.add(each)
        if case.kind != Kind.FIELD:
            rows.add(_particulars(case, report, contact.name if contact else actor.name))
        if contact:
            rows.add(_contact(case, contact))
        journal.announce(step.moved(case, Verb.SUBMIT, case.version, actor))
    if claimed:
        drop_names(case, claimed)
        attach(case, claimed, FileRole.REPORT)


def _contact(case: Case, contact: Contacted) -> Contact:
    assert contact.agreed is not None
    return Contact(
        case=case,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        citizen_id=contact.citizen_id,
        address=contact.address,
        consent_at=case.consent_at,
        consent_edition=contact.agreed.edition,
        consent_digest=contact.agreed.digest,
    )


def _particulars(case: Case, report: Report, name: str) -> Particulars:
    """What the procedure is called is public, so it does not name the sender."""
    return Particulars(
        case=case,
        agency_id=report.agency_id,
        procedure=without_names(report.procedure, [name]) if case.kind == Kind.PROCEDURE else "",
        matter=report.matter if case.kind == Kind.WASTE else "",
        worth=report.worth if case.kind == Kind.WASTE else "",
        organisation_id=report.organisation_id if case.kind == Kind.BUSINESS else None,
    )


def _write_down(
    actor: Actor, case: Case, contact: Contacted | None, report: Report, routed: Routing | None
) -> None:
    """The proposal of the router stands in the history; `keep_decisions` compares it later with what became of it."""
    proposed = (
        {
            "reasons": [str(reason) for reason in routed.reasons],
            "routed": proposal(routed, asked=report.by_person),
        }
        if routed
        else {}
    )
    entry = journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=case.pk,
        verb=Verb.SUBMIT,
        role=Role.STAFF if contact else Role.SENDER,
        agency_id=case.lead_id,
        data={
            "agency_id": case.lead_id,
            "channel": case.channel,
            **proposed,
        },
        first=True,
    )
    case.version, case.head = entry.seq, entry.hash


def _check(actor: Actor, contact: Contacted | None, report: Report) -> Row[Facts]:
    """Anybody with an account sends for themselves; only an official for somebody else (R31)."""
    now = clock.now()
    role = Role.STAFF if contact else Role.SENDER
    if actor.account_id is None or (contact and not queries.may_enter(actor)):
        raise Denied(Why.NOT_YOURS)
    facts = Facts(state="", now=now, today=clock.day_of(now), actor_id=actor.account_id)
    who = None if contact else sender(actor.account_id)
    given = {
        "text": report.text, "consent": report.consent, "lat": report.lat, "address": report.address,
        "unit_id": report.unit_id, "occurred_at": report.occurred_at, "outside": _outside(report),
        "procedure": report.procedure, "represents": _represents(actor, contact, report),
        "sender_known": _known(who, report),
    }  # fmt: skip
    checked = (
        edition_on(facts.today).tables[report.kind].check(Verb.SUBMIT, "", frozenset([role]), facts, given)
    )
    if isinstance(checked, Refusal):
        raise step.denial(checked)
    _check_choices(report, facts.today)
    _check_use(who)
    return checked


def _check_use(who: Sender | None) -> None:
    """Whoever had the use of their data stopped, or took the consent back, sends nothing until they undo it."""
    if who and who.stopped:
        raise Invalid({"consent": Why.RESTRICTED if who.stopped == "restricted" else Why.CONSENT_WITHDRAWN})


def _check_choices(report: Report, today: date) -> None:
    if report.matter and report.matter not in WasteMatter.values:
        raise Invalid({"matter": Why.NOT_IN_LIST})
    if report.agency_id is not None and not _answers(report.agency_id, today):
        raise Invalid({"agency_id": Why.NOT_IN_LIST})


def _answers(agency_id: int, today: date) -> bool:
    """Whether a report can be addressed to it: an agency of today that answers for itself."""
    node = next((a for a in people.agencies(today) if a.id == agency_id), None)
    return node is not None and people.answerable(agency_id).id == agency_id


def _represents(actor: Actor, contact: Contacted | None, report: Report) -> bool:
    """Who enters a report for an organisation has its papers; who sends it must be among those who represent it."""
    if report.organisation_id is None or actor.account_id is None:
        return False
    return bool(contact) or people.represents(actor.account_id, report.organisation_id)


def _known(who: Sender | None, report: Report) -> bool:
    """Whether the sender has said who they are (R20); of whoever rang or wrote, the officer writes it down."""
    return who is None or who.may(Act.WARN if report.danger else Act.SEND)


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
