"""After the commit.

Tell the parties, the live channel, and the ones whose clocks run out. Every entry is safe to run twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from django.db import connection
from django.utils.translation import override
from procrastinate.contrib.django import app

from ihanoi.cases import actions, queries, words
from ihanoi.cases.models import Case, CaseClock, Follower
from ihanoi.cases.regulation import table
from ihanoi.cases.rules import RATING_WINDOW
from ihanoi.cases.words import PAGES, SUBJECT, Role, State, Verb, promises, sentences
from ihanoi.journal import queries as history
from ihanoi.journal.ports import Told
from ihanoi.kernel import clock, live
from ihanoi.kernel.actor import SYSTEM
from ihanoi.kernel.clock import HANOI, day_of
from ihanoi.notifications.actions import Note, notify
from ihanoi.people import queries as people
from ihanoi.ui.timewords import day_month, weekday

OFFICERS = frozenset({"assigner", "turn", "turn_before", "handler", "approver", "overseer"})


def warn() -> None:
    """The minute's look at the clocks."""
    actions.warn(actor=SYSTEM)


def take_back() -> None:
    """What lies with somebody who does not work there any more comes back to who gives it out."""
    actions.take_back_all(actor=SYSTEM)


def take_back_from(events: Sequence[Told]) -> None:
    """The same at once, when somebody has left or lost a seat."""
    actions.take_back_all(actor=SYSTEM, handler_ids=frozenset(event.data["account_id"] for event in events))


def tell_of_absences(events: Sequence[Told]) -> None:
    """Who gives out work hears of each handler who will be away with work in hand, once an absence."""
    with override("vi"):
        notify([note for event in events for note in _notes_of_absence(event)])


def _notes_of_absence(event: Told) -> Iterable[Note]:
    found = people.delegation(event.data["delegation_id"])
    held = queries.held_by(found.account_id) if found and not found.ended_at else []
    if found is None or not held:
        return
    concerned = _People([case.pk for case in held])
    told = {
        "name": found.account.full_name,
        "n": len(held),
        "first": day_month(found.valid_from),
        "last": day_month(found.valid_to),
    }
    telling = {account for case in held for account in _giving_out(case, concerned)} - {found.account_id}
    for account_id in sorted(telling):
        yield Note(
            account_id=account_id,
            verb="absence",
            title=(str(sentences.ABSENT) % told)[:200],
            body=str(sentences.ABSENT_TEXT) % told,
            url="/ban-xu-ly/dang-xu-ly",
            key=f"absence:{found.pk}",
            at=event.at,
        )


def succeed() -> None:
    """What agencies that are closed by today left behind goes to their successors."""
    actions.reorganise(actor=SYSTEM, on=clock.today())


def keep_promises() -> None:
    """Each morning: what was promised until yesterday comes back; who promised for the next day is reminded."""
    actions.recall_passed(actor=SYSTEM)
    with override("vi"):
        notify([note for case in queries.promised_soon() for note in _reminders(case)])


def _reminders(case: Case) -> Iterable[Note]:
    """Once a promise: to whoever promised, and to those who approved it."""
    told = {"title": case.title, "day": day_month(case.promised_for) if case.promised_for else ""}
    holding = _People([case.pk]).holding(Role.APPROVER, queries.line_of(case))
    for account_id in sorted(holding | ({case.handler_id} if case.handler_id else set())):
        yield Note(
            account_id=account_id,
            verb="promise",
            title=(str(promises.REMINDED) % told)[:200],
            body=str(promises.REMINDED_TEXT) % told,
            url=_url(case, "turn"),
            key=f"promise:{case.pk}:{case.round}",
            at=clock.now(),
        )


def keep_map(events: Sequence[Told]) -> None:
    """Moves and clocks change what the public map counts."""
    actions.count_on_map(actor=SYSTEM, case_ids={event.data["case_id"] for event in events})


def keep_decisions(events: Sequence[Told]) -> None:
    """Where reports go shows how good the router's proposals were."""
    moves = [
        actions.Placed(event.data["case_id"], event.data["seq"], event.data["verb"], event.at)
        for event in events
        if event.data["verb"] in actions.PLACING
    ]
    if moves:
        actions.keep_decisions(actor=SYSTEM, moves=moves)


@app.task(name="cases.replay", queue="replays")
def replay(replay_id: int, since: str) -> None:
    """Past reports under a draft of the rules of competence."""
    actions.run_replay(actor=SYSTEM, replay_id=replay_id, since=datetime.fromisoformat(since))


@app.task(name="cases.recount", queue="replays")
def recount(order_id: int) -> None:
    """Due times counted anew by an order."""
    actions.run_recount(actor=SYSTEM, order_id=order_id)


@app.task(name="cases.simulate", queue="replays")
def simulate(simulation_id: int) -> None:
    """Past cases under other numbers."""
    actions.run_simulation(actor=SYSTEM, simulation_id=simulation_id)


def follow_ladder() -> None:
    """Just after midnight: a ladder of warnings that holds from today on."""
    actions.follow_ladder(actor=SYSTEM)


def broadcast(events: Sequence[Told]) -> None:
    """Tell open pages that a case changed: its id only."""
    topics = sorted({live.case_topic(event.data["case_id"]) for event in events})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic", [live.CHANNEL, topics])


class _People:
    """Whom a batch of events concerns: each seat and all followers are asked for once."""

    def __init__(self, case_ids: Iterable[int]) -> None:
        self._case_ids = set(case_ids)
        self._seats: dict[tuple[str, int], list[int]] = {}

    def holding(self, role: str, agency_ids: Iterable[int]) -> set[int]:
        """Accounts that hold the role in one of the agencies today."""
        wanted = list(agency_ids)
        new = [agency for agency in wanted if (role, agency) not in self._seats]
        if new:
            found = people.holder_ids(role, new)
            self._seats.update({(role, agency): accounts for agency, accounts in found.items()})
        return {account for agency in wanted for account in self._seats[role, agency]}

    def following(self, case_id: int) -> set[int]:
        """Accounts that follow the case."""
        return self._followers[case_id]

    @cached_property
    def _followers(self) -> dict[int, set[int]]:
        found: defaultdict[int, set[int]] = defaultdict(set)
        rows = Follower.objects.filter(case__in=self._case_ids)
        for case_id, account_id in rows.values_list("case_id", "account_id"):
            found[case_id].add(account_id)
        return found


def tell(events: Sequence[Told]) -> None:
    """Each party that the table names for the move gets its sentence."""
    cases = _cases(event.data["case_id"] for event in events)
    given = history.data_of(SUBJECT, [(event.data["case_id"], event.data["seq"]) for event in events])
    concerned = _People(cases)
    notes: list[Note] = []
    with override("vi"):
        for event in events:
            case = cases[event.data["case_id"]]
            notes += _notes(case, event, given[case.pk, event.data["seq"]], concerned)
    notify(notes)


def _notes(case: Case, event: Told, given: dict[str, Any], concerned: _People) -> Iterable[Note]:
    verb = Verb(event.data["verb"])
    facts = _facts(case, given)
    for party in _parties(case.kind, case.edition, verb, event.data["state"]):
        title, body = sentences.told(verb, party, given.get("classification", ""))
        told = facts | {"title": case.public_title} if party == "followers" else facts
        for account_id in _accounts(case, party, event.data | given, concerned):
            if account_id == event.data["actor_id"] and party != "sender":
                continue
            yield Note(
                account_id=account_id,
                verb=verb,
                title=(str(title) % told)[:200],
                body=str(body) % told,
                url=_url(case, party),
                key=f"case:{case.pk}:{event.data['seq']}",
                at=event.at,
            )


@cache
def _parties(kind: str, edition: str, verb: str, state: str) -> tuple[str, ...]:
    """Whom the move tells that led to this state."""
    rows = table(kind, edition).by_verb[verb]
    made = (row for row in rows if row.to == state or (row.to is None and state in row.start))
    return tuple(dict.fromkeys(party for row in made for party in row.tells))


def _cases(ids: Iterable[int]) -> dict[int, Case]:
    related = ("lead", "holder", "handler", "merged_into")
    return Case.objects.select_related(*related).prefetch_related("clocks").in_bulk(set(ids))


def _accounts(case: Case, party: str, then: dict[str, Any], concerned: _People) -> set[int]:
    if party == "sender":
        return {case.sender_id} if case.sender_id else set()
    if party == "handler":
        return {then["handler_id"]} if then.get("handler_id") else set()
    if party == "followers":
        return concerned.following(case.pk) - {case.sender_id}
    if party == "overseer":
        return concerned.holding(Role.OVERSEER, people.under(people.city().id))
    if party == "approver":
        return concerned.holding(Role.APPROVER, queries.line_of(case))
    if party == "turn_before" or then["turn_role"] == Role.HANDLER:
        if then.get("handler_id"):
            return {then["handler_id"]}
        return _giving_out(case, concerned)
    role = Role.ASSIGNER if party == "assigner" else then["turn_role"]
    placing = role == Role.ASSIGNER or then["state"] == State.SUBMITTED
    return _at_turn(role, then["turn_agency_id"], concerned, placing=placing)


def _giving_out(case: Case, concerned: _People) -> set[int]:
    """Who gives out work that nobody has in hand: in the nearest unit upwards where there is somebody."""
    head = table(case.kind, case.edition).owners[State.RECEIVED]
    units = reversed(queries.line_of(case))
    found = (_at_turn(head, agency_id, concerned, placing=True) for agency_id in units)
    return next((accounts for accounts in found if accounts), set())


def _at_turn(role: str, agency_id: int | None, concerned: _People, *, placing: bool) -> set[int]:
    """`placing`: at the city it is also the dispatcher's turn."""
    if agency_id is None or not role:
        return set()
    here = concerned.holding(role, [agency_id])
    if placing and agency_id == people.city().id:
        here |= concerned.holding(Role.DISPATCHER, [agency_id])
    return here


def _url(case: Case, party: str) -> str:
    return PAGES["officer" if party in OFFICERS else "sender" if party == "sender" else "public"].format(
        case.code
    )


def _facts(case: Case, given: dict[str, Any]) -> dict[str, str]:
    handling = next(
        (c for c in case.clocks.all() if c.name == words.Clock.HANDLING and c.round == case.round), None
    )
    reason = given.get("reason", "")
    named = queries.refusal_label(reason)
    return {
        "code": case.code,
        "title": case.title,
        "lead": case.lead.name,
        "holder": case.holder.name,
        "handler": case.handler.full_name if case.handler else "",
        "due": _moment(case.due_at),
        "result_due": _moment(handling.due_at if handling else None),
        "rate_by": _moment(case.resolved_at + RATING_WINDOW if case.resolved_at else None),
        "new_due": _moment(given.get("new_due")),
        "kept_due": _moment(given.get("due")),
        "reply_by": _moment(given.get("reply_by")),
        "reason": named,
        "text": str(
            given.get("text")
            or given.get("missing")
            or given.get("instructions")
            or ("" if named else reason)
        ),
        "document": given.get("document", ""),
        "finding": _finding(given),
        "outcome": str(words.Outcome(given["outcome"]).label)
        if given.get("outcome")
        else case.get_outcome_display(),
        "rating": str(words.Rating(given["value"]).label) if given.get("value") else "",
        "target": case.merged_into.code if case.merged_into else "",
    }


def _finding(given: dict[str, Any]) -> str:
    """What a review came to."""
    if "justified" not in given:
        return ""
    found = words.FINDINGS[bool(given["justified"])]
    cause = queries.reason_label(words.ReasonList.REVIEW, given.get("cause", ""))
    return f"{found}: {cause}." if cause else f"{found}."


def _moment(value: datetime | str | None) -> str:
    """ "09:10 thứ Ba 24/11"; days without a time as "24/11"."""
    if not value:
        return ""
    if isinstance(value, str):
        if len(value) == 10:
            return day_month(date.fromisoformat(value))
        value = datetime.fromisoformat(value)
    local = value.astimezone(HANOI)
    return f"{local:%H:%M} {weekday(local)} {day_month(local)}"


def tell_clocks(events: Sequence[Told]) -> None:
    """Whom the rung of the ladder names (regulation.md §5)."""
    clocks = CaseClock.objects.in_bulk([event.data["clock_id"] for event in events])
    cases = _cases(event.data["case_id"] for event in events)
    concerned = _People(cases)
    notes: list[Note] = []
    with override("vi"):
        for event in events:
            case, clock = cases[event.data["case_id"]], clocks[event.data["clock_id"]]
            notes += _warnings(case, clock, event, concerned)
    notify(notes)


def _warnings(case: Case, clock: CaseClock, event: Told, concerned: _People) -> Iterable[Note]:
    if clock.stopped_at is not None:
        return
    percent = event.data["percent"]
    rung = next((rung for rung in queries.ladder(day_of(event.at)) if rung.percent == percent), None)
    parties = rung.parties if rung else ()
    facts = {
        "percent": percent,
        "title": case.title,
        "holder": case.holder.name,
        "due": _moment(clock.due_at),
        "clock": clock.get_name_display(),
    }
    now = {
        "state": case.state,
        "turn_role": case.turn_role,
        "turn_agency_id": case.turn_agency_id,
        "handler_id": case.handler_id,
    }
    for account_id in {account for party in parties for account in _accounts(case, party, now, concerned)}:
        yield Note(
            account_id=account_id,
            verb=f"clock_{percent}",
            title=(str(sentences.warned(percent)) % facts)[:200],
            body=str(sentences.WARNED_TEXT) % facts,
            url=_url(case, "turn"),
            key=f"clock:{clock.pk}:{event.event_id if rung and rung.daily else percent}",
            at=event.at,
        )
