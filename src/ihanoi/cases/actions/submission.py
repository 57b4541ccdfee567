"""A report comes in: checked, routed, timed, written down and announced in one commit (R31–R33)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ihanoi.cases import queries, rules
from ihanoi.cases.actions import clocks, step
from ihanoi.cases.models import Case, CaseFile, Contact
from ihanoi.cases.regulation import EDITION, TABLES
from ihanoi.cases.rules import Facts
from ihanoi.cases.words import SUBJECT, Channel, Clock, FileRole, Kind, Role, State, Verb, Why
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied
from ihanoi.kernel.plain import plain
from ihanoi.kernel.redaction import redact
from ihanoi.kernel.workflow import Refusal
from ihanoi.media import actions as media
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing

FILES_MAX = 8


@dataclass(frozen=True, slots=True)
class Contacted:
    """Who sent a report that staff enter for them (R31)."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""


def submit(
    *,
    actor: Actor,
    text: str,
    consent: bool,
    lat: float | None = None,
    lon: float | None = None,
    accuracy_m: int | None = None,
    address: str = "",
    unit_id: int | None = None,
    field_id: int | None = None,
    title: str = "",
    occurred_at: datetime | None = None,
    danger: bool = False,
    confidential: bool = False,
    round_position: bool = False,
    files: Sequence[UUID] = (),
    client_key: UUID | None = None,
    channel: str = Channel.WEB,
    contact: Contacted | None = None,
) -> Case:
    """Returns the stored case; the same `client_key` from the same account returns the first one again.

    Raises Denied or Invalid, keyed by the names of the arguments.
    """
    text, title, address = plain(text).strip(), plain(title).strip(), plain(address).strip()[:200]
    routed = routing.route(text, lat, lon, field_id=field_id, unit_id=unit_id)
    given = {
        "text": text, "consent": consent, "lat": lat, "address": address, "unit_id": unit_id,
        "occurred_at": occurred_at,
        "outside": lat is not None and lon is not None and not places.unit_at(lat, lon).inside_city,
    }  # fmt: skip
    _check(actor, contact, given)
    who = {"entered_by_id": actor.account_id} if contact else {"sender_id": actor.account_id}
    if (again := _sent_before(who, client_key)) is not None:
        return again
    now, public_title, public_text = clock.now(), rules.public_title(title, text), redact(text).text
    lead_id = routed.agency_id or people.city().id
    case = Case(
        kind=Kind.FIELD,
        edition=EDITION,
        channel=channel,
        state=State.SUBMITTED,
        version=1,
        title=(title or rules.headline(text))[: rules.TITLE_MAX],
        text=text,
        public_title=public_title,
        public_text=public_text,
        folded=rules.searchable(public_title, address, public_text, rounded=round_position),
        field_id=field_id or next((f.field_id for f in routed.fields), None),
        unit_id=unit_id or next((u.unit_id for u in routed.units), None),
        lat=lat,
        lon=lon,
        accuracy_m=accuracy_m,
        address=address,
        approximate=routed.approximate,
        round_position=round_position,
        occurred_at=occurred_at,
        danger=danger or routed.urgent,
        **who,
        confidential=confidential,
        consent_at=now,
        client_key=client_key,
        lead_id=lead_id,
        holder_id=lead_id,
        turn_role=Role.ASSIGNER,
        turn_agency_id=lead_id,
        submitted_at=now,
    )
    try:
        with transaction.atomic():
            _store(actor, case, contact, files, now, routed.reasons)
    except IntegrityError:
        again = _sent_before(who, client_key)
        if again is None:
            raise
        return again
    return case


def _store(
    actor: Actor,
    case: Case,
    contact: Contacted | None,
    files: Sequence[UUID],
    now: datetime,
    reasons: Sequence[str],
) -> None:
    attached = media.claim(actor=actor, file_ids=files, limit=FILES_MAX) if files else []
    case.cover_id = next((f.id for f in attached if f.kind == "picture"), None)
    running = clocks.make(case, Clock.RECEPTION, case.lead_id, now)
    clocks.show(case, [running])
    case.save(force_insert=True)
    running.case = case
    running.save(force_insert=True)
    CaseFile.objects.bulk_create(
        [CaseFile(case=case, file_id=f.id, role=FileRole.REPORT, order=n) for n, f in enumerate(attached)]
    )
    if contact:
        Contact.objects.create(
            case=case, name=contact.name, phone=contact.phone, email=contact.email, address=contact.address
        )
    entry = journal.record(
        actor=actor,
        subject=SUBJECT,
        subject_id=case.pk,
        verb=Verb.SUBMIT,
        role=Role.STAFF if contact else Role.SENDER,
        agency_id=case.lead_id,
        data={"agency_id": case.lead_id, "reasons": [str(r) for r in reasons], "channel": case.channel},
        first=True,
    )
    journal.announce(step.moved(case, Verb.SUBMIT, entry.seq, actor))


def _check(actor: Actor, contact: Contacted | None, given: dict[str, object]) -> None:
    """Anybody with an account sends for themselves; only an official for somebody else (R31)."""
    now = clock.now()
    role = Role.STAFF if contact else Role.SENDER
    if actor.account_id is None or (contact and not queries.may_enter(actor)):
        raise Denied(Why.NOT_YOURS)
    facts = Facts(state="", now=now, today=clock.day_of(now), actor_id=actor.account_id)
    checked = TABLES[Kind.FIELD].check(Verb.SUBMIT, "", frozenset([role]), facts, given)
    if isinstance(checked, Refusal):
        raise step.denial(checked)


def _sent_before(who: Mapping[str, int | None], client_key: UUID | None) -> Case | None:
    if client_key is None:
        return None
    return Case.objects.filter(**who, client_key=client_key).first()
