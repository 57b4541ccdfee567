"""The register of incidents, and who is concerned by what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Count, Q

from ihanoi.cases import queries as case_queries
from ihanoi.cases.queries import kept as cases
from ihanoi.cases.queries import paging
from ihanoi.cases.queries.paging import Page
from ihanoi.journal import queries as journal
from ihanoi.journal.queries import Entry
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import queries as people
from ihanoi.privacy import rules
from ihanoi.privacy.models import Concerned, Incident
from ihanoi.privacy.queries.standing import keeps_incidents, need_to_keep_incidents, roles_of, steps
from ihanoi.privacy.words import DataClass, IncidentState, Source, Subject, Why

NEVER: Final = datetime.max.replace(tzinfo=UTC)
Found = tuple[int | None, int | None]  # (case, account)


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the two due times of an incident."""

    name: str  # words.Period
    due_at: datetime
    done_at: datetime | None
    over: bool
    soon: bool


def clocks(incident: Incident) -> list[Clock]:
    """The first word, then the notice: both by the wall clock from when it was found."""
    now = clock.now()
    pairs = (
        ("incident_first", incident.first_due_at, incident.reported_at),
        ("incident_notice", incident.notice_due_at, incident.notified_at),
    )
    return [
        Clock(n, due, done, rules.is_over(due, done, now), rules.is_soon(due, done, now, rules.INCIDENT_SOON))
        for n, due, done in pairs
    ]


def open_incidents(actor: Actor) -> list[tuple[Incident, list[Clock]]]:
    """All that are open, what breaks first on top; below, those of which everybody has been told in time."""
    need_to_keep_incidents(actor)
    rows = [(each, clocks(each)) for each in Incident.objects.filter(state=IncidentState.OPEN)]
    return sorted(rows, key=lambda row: (_breaks_at(row[1]), row[0].pk))


def _breaks_at(running: Iterable[Clock]) -> datetime:
    return min((each.due_at for each in running if each.done_at is None), default=NEVER)


def closed_incidents(actor: Actor, *, size: int = 30, mark: str = "") -> Page[Incident]:
    """Those that are over, found last on top. `mark`: of the page before."""
    need_to_keep_incidents(actor)
    rows = Incident.objects.filter(state=IncidentState.CLOSED)
    return paging.page(paging.after(rows, "found_at", mark), "found_at", size)


@dataclass(frozen=True, slots=True)
class Listed:
    """How many persons came onto the list by one way, and how many of them have no account."""

    label: str
    persons: int
    without_account: int


def by_source(incident: Incident) -> list[Listed]:
    """The list in numbers, in one query."""
    counted = incident.concerned.values("source").annotate(
        persons=Count("pk"), without=Count("pk", filter=Q(account=None))
    )
    return [
        Listed(str(Source(row["source"]).label), row["persons"], row["without"])
        for row in counted.order_by("source")
    ]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident with its clocks, those concerned, its history, and what the actor may do now."""

    incident: Incident
    clocks: list[Clock]
    classes: list[str]
    concerned: int
    by_source: list[Listed]
    without_account: int
    lines: list[Entry]
    verbs: list[str]


def incident_page(actor: Actor, incident_id: int) -> IncidentPage:
    """Raises NotFound for whoever may not know of it."""
    incident = visible_incident(actor, incident_id)
    listed = by_source(incident)
    return IncidentPage(
        incident=incident,
        clocks=clocks(incident),
        classes=[str(DataClass(name).label) for name in incident.classes],
        concerned=sum(each.persons for each in listed),
        by_source=listed,
        without_account=sum(each.without_account for each in listed),
        lines=journal.history(Subject.INCIDENT, incident.pk),
        verbs=steps("incident", incident.state, roles_of(actor)),
    )


def visible_incident(actor: Actor, incident_id: int) -> Incident:
    """Raises NotFound."""
    found = Incident.objects.filter(pk=incident_id).first() if keeps_incidents(actor) else None
    if found is None:
        raise NotFound(Why.NOT_FOUND)
    return found


def concerned(incident: Incident) -> list[Concerned]:
    """The list, in the order in which it was made."""
    rows = incident.concerned.select_related("account", "case", "case__contact")
    return list(rows.order_by("pk"))


# --- who is concerned ------------------------------------------------------------------------------------------------


def by_codes(codes: Iterable[str]) -> list[Found]:
    """The senders of cases that are named by their codes; what is no code is left out."""
    ids = {pk for code in codes if (pk := case_queries.case_id_of(code.strip().upper())) is not None}
    return list(cases.senders_of(ids))


def by_agency(agency_id: int, since: datetime, until: datetime) -> list[Found]:
    """The senders of cases that the agency, or one below it, answered for in the time."""
    return list(cases.held_between(people.under(agency_id), since, until))


def by_reader(reader_id: int, since: datetime, until: datetime) -> list[Found]:
    """Those whose data an official's account opened in the time: what a stolen password means."""
    found: dict[Found, None] = {}
    mark = ""
    while True:
        page = journal.reads(reader_id=reader_id, since=since, until=until, mark=mark, size=1000)
        for row in page.rows:
            case_id = row.subject_id if row.subject == "case" else None
            if row.owner_id is not None or case_id is not None:
                found[(case_id if row.owner_id is None else None, row.owner_id)] = None
        mark = page.next
        if not mark:
            return list(found)


# --- for those who run the platform ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """Open incidents, and the seconds that the most urgent clock still has; negative when over, None without one."""

    open: int
    seconds_left: float | None


def standing() -> Standing:
    """In one query."""
    rows = list(Incident.objects.filter(state=IncidentState.OPEN))
    running = [each.due_at for row in rows for each in clocks(row) if each.done_at is None]
    left = min(((due - clock.now()).total_seconds() for due in running), default=None)
    return Standing(len(rows), left)
