"""The register of incidents: recorded, reported in time, those concerned listed, frozen and told (R98–R100)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from ihanoi.cases.queries.sender import pseudonym
from ihanoi.journal.actions import record_read
from ihanoi.journal.words import Data
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Invalid, NotFound
from ihanoi.people import queries as people
from ihanoi.privacy.actions.step import check, locked, tell, write_down
from ihanoi.privacy.models import Concerned, Incident
from ihanoi.privacy.queries import guardians, guards, need_to_keep_incidents, roles_of
from ihanoi.privacy.queries.incidents import Found, by_agency, by_codes, by_reader, concerned
from ihanoi.privacy.queries.periods import due
from ihanoi.privacy.rules import Facts
from ihanoi.privacy.words import DataClass, IncidentState, Period, Source, Subject, Verb, Why
from ihanoi.ui import words as said_as

SUBJECT: Final = Subject.INCIDENT
PAGE: Final = "/ban-xu-ly/su-co-du-lieu"


@transaction.atomic
def record_incident(
    *, actor: Actor, what: str, found_at: datetime, found_by: str, classes: Sequence[str],
    how: str = "", measures: str = "",
) -> Incident:  # fmt: skip
    """Both clocks begin when it was found, not when it was written down. Raises Denied, Invalid."""
    need_to_keep_incidents(actor)
    given = {
        "what": what.strip(),
        "found_at": found_at,
        "found_by": found_by.strip(),
        "classes": _known(classes),
    }
    state = check(SUBJECT, Verb.RECORD, "", roles_of(actor), Facts(now=clock.now()), given)
    assert actor.account_id is not None
    incident = Incident.objects.create(
        **given, state=state, how=how.strip(), measures=measures.strip(), recorded_by_id=actor.account_id,
        recorded_at=clock.now(), first_due_at=due(Period.INCIDENT_FIRST, found_at),
        notice_due_at=due(Period.INCIDENT_NOTICE, found_at),
    )  # fmt: skip
    _written(actor, incident, Verb.RECORD, {"classes": incident.classes, "found_at": found_at})
    told = {
        "code": incident.code,
        "first": said_as.moment(incident.first_due_at, True),
        "notice": said_as.moment(incident.notice_due_at, True),
    }
    tell(guardians(), "incident_recorded", told, url=_url(incident), key=f"incident_recorded {incident.pk}")
    return incident


@transaction.atomic
def amend_incident(
    *, actor: Actor, incident_id: int, what: str, found_by: str, classes: Sequence[str], how: str = "",
    measures: str = "",
) -> Incident:  # fmt: skip
    """What is known better by now. When it was found stays: the clocks hang on it."""
    given = {"what": what.strip(), "found_by": found_by.strip(), "classes": _known(classes)}
    incident = _taken(actor, incident_id, Verb.AMEND, given)
    for name, value in (*given.items(), ("how", how.strip()), ("measures", measures.strip())):
        setattr(incident, name, value)
    incident.save()
    _written(actor, incident, Verb.AMEND, {"classes": incident.classes})
    return incident


@transaction.atomic
def list_by_codes(*, actor: Actor, incident_id: int, codes: Iterable[str]) -> int:
    """Add the senders of cases. Returns how many persons were new. Raises Invalid where no code leads to a case."""
    incident = _taken(actor, incident_id, Verb.LIST, {})
    found = by_codes(codes)
    if not found:
        raise Invalid({"codes": Why.NO_CODES})
    return _listed(actor, incident, Source.CASE, found, {"cases": len(found)})


@transaction.atomic
def list_by_agency(
    *, actor: Actor, incident_id: int, agency_id: int, since: datetime, until: datetime
) -> int:
    """Add the senders of cases that an agency answered for in the time."""
    incident = _taken(actor, incident_id, Verb.LIST, {})
    found = by_agency(agency_id, *_span(since, until))
    asked = {"agency_id": agency_id, "since": since, "until": until}
    return _listed(actor, incident, Source.AGENCY, found, asked)


@transaction.atomic
def list_by_reader(
    *, actor: Actor, incident_id: int, reader_id: int, since: datetime, until: datetime
) -> int:
    """Add those whose data an official's account opened in the time."""
    incident = _taken(actor, incident_id, Verb.LIST, {})
    found = by_reader(reader_id, *_span(since, until))
    asked = {"reader_id": reader_id, "since": since, "until": until}
    return _listed(actor, incident, Source.READS, found, asked)


def _span(since: datetime, until: datetime) -> tuple[datetime, datetime]:
    if until <= since:
        raise Invalid({"until": Why.PERIOD})
    return since, until


def _listed(
    actor: Actor, incident: Incident, source: Source, found: Iterable[Found], asked: dict[str, Any]
) -> int:
    """An account once, and a case whose sender has none once."""
    before = incident.concerned.count()
    rows = {
        account_id or f"case {case_id}": Concerned(
            incident=incident, account_id=account_id, case_id=case_id, source=source
        )
        for case_id, account_id in found
    }
    Concerned.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=2000)
    new = incident.concerned.count() - before
    _written(actor, incident, Verb.LIST, {"source": source, "new": new, **asked})
    return new


@transaction.atomic
def freeze_list(*, actor: Actor, incident_id: int) -> Incident:
    """From now on nobody is added: everybody is told the same, once."""
    incident = _taken(actor, incident_id, Verb.FREEZE, {})
    incident.frozen_at = clock.now()
    incident.save()
    _written(actor, incident, Verb.FREEZE, {"persons": incident.concerned.count()})
    return incident


@transaction.atomic
def report_incident(*, actor: Actor, incident_id: int, to_whom: str) -> Incident:
    """The first word to the City Police (R100) was given; the first one counts."""
    incident = _taken(actor, incident_id, Verb.REPORT, {"to_whom": to_whom.strip()})
    incident.reported_at = incident.reported_at or clock.now()
    incident.reported_to = to_whom.strip()
    incident.save()
    _written(actor, incident, Verb.REPORT, {"to": to_whom.strip()})
    return incident


@transaction.atomic
def notify_incident(*, actor: Actor, incident_id: int, number: str) -> Incident:
    """The notice to the authority was sent under its number; the first one counts."""
    incident = _taken(actor, incident_id, Verb.NOTIFY, {"number": number.strip()})
    incident.notified_at = incident.notified_at or clock.now()
    incident.reported_at = (
        incident.reported_at or incident.notified_at
    )  # the notice says more than a first word
    incident.number = number.strip()
    incident.save()
    _written(actor, incident, Verb.NOTIFY, {"number": number.strip()})
    return incident


@transaction.atomic
def tell_concerned(*, actor: Actor, incident_id: int, text: str) -> int:
    """One wording for everybody on the list. Returns how many were told here; the others get a letter on paper."""
    incident = _taken(actor, incident_id, Verb.TELL, {"text": text.strip()})
    active = {pk for pk, who in people.persons(_accounts(incident)).items() if who.is_active}
    tell(
        active, "incident_told", {"text": text.strip()}, url="/thong-bao", key=f"incident_told {incident.pk}"
    )
    now = clock.now()
    incident.concerned.filter(account__in=active).update(told_at=now)
    incident.told_at, incident.told_text = now, text.strip()
    incident.save()
    _written(actor, incident, Verb.TELL, {"persons": len(active)})
    return len(active)


@transaction.atomic
def close_incident(*, actor: Actor, incident_id: int, conclusion: str) -> Incident:
    """Everybody who must know has been told; what was learnt stays."""
    incident = _taken(actor, incident_id, Verb.CLOSE, {"conclusion": conclusion.strip()})
    incident.state = IncidentState.CLOSED
    incident.conclusion, incident.closed_at = conclusion.strip(), clock.now()
    incident.save()
    _written(actor, incident, Verb.CLOSE, {})
    return incident


@transaction.atomic
def export_concerned(*, actor: Actor, incident_id: int) -> list[list[object]]:
    """The list with how to reach everybody on it, on record: who took it out, when, how many (R23). Guardians only.

    Each person reads that their name was among those taken out. Whoever sent confidentially stays behind the
    pseudonym and is told through the platform: only unsealing opens who that is (ADR 32).
    """
    if not guards(actor):
        raise NotFound(Why.NOT_FOUND)
    incident = locked(Incident.objects.all(), incident_id)
    people_listed = concerned(incident)
    for each in people_listed:
        if not _hidden(each):
            record_read(
                actor=actor, kind=Data.CONTACT, way="desk:incident-persons", owner_id=each.account_id,
                subject=SUBJECT, subject_id=incident.pk,
            )  # fmt: skip
    rows = [_reached(number, each) for number, each in enumerate(people_listed, 1)]
    _written(actor, incident, Verb.EXPORT, {"persons": len(rows)})
    return rows


def _hidden(each: Concerned) -> bool:
    return each.case is not None and each.case.confidential


def _reached(number: int, each: Concerned) -> list[object]:
    told = said_as.moment(each.told_at, True) if each.told_at else ""
    code, source = each.case.code if each.case else "", each.get_source_display()
    if each.case and _hidden(each):
        return [number, pseudonym(each.case.pk), "", "", code, source, told]
    who = each.account
    contact = getattr(each.case, "contact", None) if each.case and not who else None
    name, email, phone = (
        (who.full_name, who.email, who.phone) if who else
        (contact.name, contact.email, contact.phone) if contact else ("", "", "")
    )  # fmt: skip
    return [number, name, email, phone, code, source, told]


def _taken(actor: Actor, incident_id: int, verb: Verb, given: dict[str, Any]) -> Incident:
    """Locked and checked. Raises NotFound, Denied, Invalid."""
    need_to_keep_incidents(actor)
    incident = locked(Incident.objects.all(), incident_id)
    check(SUBJECT, verb, incident.state, roles_of(actor), _facts(incident), given)
    return incident


def _facts(incident: Incident) -> Facts:
    return Facts(
        now=clock.now(),
        frozen=incident.frozen_at is not None,
        listed=incident.concerned.count(),
        told=incident.told_at is not None,
        notified=incident.notified_at is not None,
    )


def _accounts(incident: Incident) -> list[int]:
    found = incident.concerned.filter(account__isnull=False).values_list("account_id", flat=True)
    return [pk for pk in found if pk is not None]


def _known(classes: Sequence[str]) -> list[str]:
    return [name for name in DataClass.values if name in classes]


def _url(incident: Incident) -> str:
    return f"{PAGE}/{incident.pk}"


def _written(actor: Actor, incident: Incident, verb: Verb, data: dict[str, Any]) -> None:
    write_down(actor, SUBJECT, incident.pk, verb, roles_of(actor), data)
