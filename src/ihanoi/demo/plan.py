"""The weeks of the demo city as one list of steps in the order of time. The same seed and end give the same plan."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from ihanoi.cases import queries as cases
from ihanoi.cases.words import Channel, Kind, Priority, Verb
from ihanoi.demo import addressed, arcs, names, reports
from ihanoi.demo.addressed import Tale
from ihanoi.demo.arcs import Arc, Backlog, Move, Pace
from ihanoi.demo.cast import Cast, Crew
from ihanoi.demo.reports import Report
from ihanoi.demo.streets import CUA_NAM
from ihanoi.demo.writing import phrase
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.worktime import WorkingTime
from ihanoi.people import queries as people
from ihanoi.places import queries as places
from ihanoi.routing import queries as routing

WEEKS: Final = 6
OF_CUA_NAM: Final = 0.2  # of the ordinary stories; the backlog comes on top
TICK: Final = "tick"  # the minute's look at the clocks, here thrice a day
FOLLOW: Final = "follow"
NOTE: Final = "note"
LINE: Final = ("so-xay-dung", "so-nong-nghiep-va-moi-truong", "cong-an-tp", "dien-luc", "thoat-nuoc")


@dataclass(frozen=True, slots=True)
class Step:
    """One act of one person at one moment. `story` is the number of the report; -1 for the city's own ticks."""

    at: datetime
    story: int
    verb: str
    by: int | None
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Story:
    """One report and what becomes of it."""

    number: int
    arc: Arc
    report: Report
    lead_id: int
    pace: Pace
    moves: list[Move]
    sender: int | None
    begins: datetime
    target: int | None = None
    steps: list[Step] = field(default_factory=list)


class Planner:
    """Draws the stories one after another from one source of chance."""

    def __init__(self, cast: Cast, until: datetime, seed: int, size: float = 1.0) -> None:
        self.cast, self.until, self.size = cast, until, size
        self.rng = random.Random(seed)  # nosec B311  # repeatable on purpose
        self.begin = until - timedelta(weeks=WEEKS)
        self.stories: list[Story] = []
        self._used: dict[str, list[int]] = {}
        self._lateness: dict[int, float] = {}

    def plan(self) -> list[Step]:
        """All steps, earliest first; what would lie after the end is left out."""
        for arc, count in arcs.ARCS:
            for _ in range(max(2, round(count * self.size))):
                self._ordinary(arc)
        for backlog in arcs.BACKLOG:
            for n, used in enumerate(backlog.used):
                if self.size >= 1 or n == 0:
                    self._open(backlog, used, own=n == 0)
        for tale in addressed.TALES:
            self._addressed(tale)
        for story in self.stories:
            _Telling(self, story).tell()
        steps = [step for story in self.stories for step in story.steps] + list(self._ticks())
        return sorted(steps, key=lambda s: (s.at, s.verb != Verb.SUBMIT, s.story))

    def _ticks(self) -> Iterable[Step]:
        for day in range(WEEKS * 7 + 1):
            for hour in (8, 13, 17):
                at = (
                    (self.begin + timedelta(days=day))
                    .astimezone(HANOI)
                    .replace(hour=hour, minute=40, second=0)
                )
                if self.begin < at < self.until:
                    yield Step(at, -1, TICK, None)
        yield Step(self.until, -1, TICK, None)

    def worktime(self, agency_id: int) -> WorkingTime:
        """By the agency's calendar."""
        return places.working_time(people.calendar_of(agency_id))

    def crew(self, agency_id: int) -> Crew:
        """Of the agency that answers; an agency without people would be a hole in the cast."""
        crew = self.cast.crews.get(agency_id)
        if crew is None or not (crew.assigners and crew.handlers and crew.approvers):
            raise LookupError(f"nobody plays in {people.agency(agency_id).name}")
        return crew

    def _ordinary(self, arc: Arc) -> None:
        begins = self._moment()
        if arc is arcs.merged:
            self._repeat()
            return
        ward = CUA_NAM if self.rng.random() < OF_CUA_NAM else reports.anywhere(self.rng)
        spot = reports.spot(self.rng, ward)
        if arc is arcs.unclear:
            report = reports.write_vague(self.rng, spot)
        else:
            local = arc in (arcs.sent_up, arcs.bounced_twice) or ward == CUA_NAM
            report = reports.write(self.rng, reports.pick(self.rng, self._used, local=local), spot)
        story = self._story(arc, report, begins)
        if arc is arcs.done and self.rng.random() < 0.09:
            self._by_staff(story)

    def _story(self, arc: Arc, report: Report, begins: datetime, pace: Pace | None = None) -> Story:
        lead = self._lead(report)
        chosen = pace or arcs.pace(self.rng, self._late_share(lead))
        story = Story(
            number=len(self.stories), arc=arc, report=report, lead_id=lead, pace=chosen, moves=arc(self.rng, chosen),
            sender=self.rng.choice(self.cast.citizens), begins=begins,
        )  # fmt: skip
        if chosen.priority == Priority.URGENT:
            story.report = replace(report, danger=True)
        self.stories.append(story)
        return story

    def _lead(self, report: Report) -> int:
        spot, known = report.spot, report.matter is not None
        lat, lon = (spot.lat, spot.lon) if report.with_point else (None, None)
        unit_id = spot.unit_id if known else None
        return (
            routing.route(report.text, lat, lon, reports.field_id(report), unit_id).agency_id
            or people.city().id
        )

    def _late_share(self, lead: int) -> float:
        """Agencies differ: some are nearly always in time, some one time in three not."""
        return self._lateness.setdefault(lead, self.rng.choice((0.04, 0.08, 0.1, 0.15, 0.2, 0.32)))

    def _moment(self) -> datetime:
        """Any day of the weeks, mostly when people are awake; the last hours are left to the backlog."""
        day = self.begin + timedelta(days=self.rng.uniform(0, WEEKS * 7 - 0.3))
        hour = self.rng.choices(
            range(24), (1, 0, 0, 0, 0, 1, 4, 8, 9, 9, 8, 7, 5, 5, 6, 7, 8, 9, 9, 8, 8, 7, 4, 2)
        )[0]
        at = day.astimezone(HANOI).replace(
            hour=hour, minute=self.rng.randrange(60), second=self.rng.randrange(60)
        )
        return min(max(at, self.begin), self.until - timedelta(hours=2))

    def _by_staff(self, story: Story) -> None:
        """Somebody called, wrote or came by: an official enters it (R31)."""
        channel = self.rng.choice(
            (Channel.PHONE, Channel.PHONE, Channel.PAPER, Channel.EMAIL, Channel.COUNTER)
        )
        name, _ = names.person(self.rng, set())
        contact = {
            "name": name,
            "phone": f"0901{self.rng.randrange(10**6):06d}",
            "address": story.report.spot.address,
        }
        story.report = replace(
            story.report, channel=channel, pictures=(), confidential=False, given={"contact": contact}
        )
        story.sender = None
        story.moves = [m for m in story.moves if m.by != "sender"]

    def _repeat(self) -> None:
        """The same matter again, merged into the first report of it."""
        firsts = [
            s
            for s in self.stories
            if s.arc is arcs.done and s.sender and s.begins < self.until - timedelta(days=4)
        ]
        first = self.rng.choice([s for s in firsts if not s.report.confidential])
        begins = first.begins + timedelta(hours=self.rng.uniform(2, 40))
        story = self._story(arcs.merged, reports.repeat(self.rng, first.report), begins)
        story.target = first.number
        story.lead_id = first.lead_id
        if story.sender == first.sender:
            story.sender = next(c for c in self.cast.citizens if c != first.sender)

    def _addressed(self, tale: Tale) -> None:
        """A report of another kind, placed so that its last move lies where the tale wants it."""
        agency = people.agency_by_code(tale.agency)
        lead = cases.lead_of(tale.kind, agency.id if agency else None)
        report = Report(
            spot=reports.spot(self.rng, CUA_NAM), matter=None, text=tale.text, pictures=(),
            confidential=tale.confidential, with_point=False, given={"tale": tale, "agency_id": lead},
        )  # fmt: skip
        made = addressed.moves(tale)
        gone = sum(move.gap for move in made) + tale.stands
        self.stories.append(
            Story(
                number=len(self.stories), arc=arcs.done, report=report, lead_id=lead,
                pace=Pace(Priority.NORMAL, 0.3, 0.3, 0.5), moves=made, sender=self._writer(tale),
                begins=back(self.worktime(lead), self.until, gone),
            )
        )  # fmt: skip

    def _writer(self, tale: Tale) -> int:
        """The sign-in citizen speaks for the firm and sends what waits; the rest comes from others."""
        own = tale.kind == Kind.BUSINESS or not tale.reached
        return self.cast.citizen if own else self.rng.choice(self.cast.citizens)

    def _open(self, backlog: Backlog, used: float, *, own: bool) -> None:
        """An open case of the demo ward, placed so that its running clock stands where it should at the end."""
        matter = reports.pick(self.rng, self._used, local=True)
        report = reports.write(self.rng, matter, reports.spot(self.rng, CUA_NAM))
        urgent = backlog.after is None and used == 0.55
        priority = (
            Priority.URGENT if urgent else self.rng.choices((Priority.NORMAL, Priority.COMPLEX), (88, 12))[0]
        )
        pace = Pace(priority, self.rng.uniform(0.1, 0.7), self.rng.uniform(0.1, 0.7), used * 0.8)
        story = self._story(backlog.arc, report, self.until, pace)
        story.moves = _until(story.moves, backlog.after)
        age = _age(story.moves, backlog.after, story.pace, used)
        story.moves = [replace(m, elapsed=False) for m in story.moves]
        story.begins = back(self.worktime(story.lead_id), self.until, sum(m.gap for m in story.moves) + age)
        if own:
            story.sender = self.cast.citizen
            story.report = replace(story.report, confidential=False)


def _until(moves: Sequence[Move], verb: Verb | None) -> list[Move]:
    if verb is None:
        return []
    last = next(i for i, m in enumerate(moves) if m.verb == verb)
    return list(moves[: last + 1])


def _age(moves: Sequence[Move], after: Verb | None, pace: Pace, used: float) -> float:
    """Working seconds since the last move, so that the share of the clock that runs is used."""
    if after is None:
        return used * arcs.RECEPTION
    if after == Verb.RECEIVE:
        return used * arcs.DISPATCH
    begun = max(i for i, m in enumerate(moves) if m.verb in (Verb.RECEIVE, Verb.REOPEN))
    spent = sum(m.gap for m in moves[begun + 1 :])
    return max(used * arcs.HANDLING[pace.priority] - spent, 0.2 * arcs.HOUR)


def back(worktime: WorkingTime, end: datetime, seconds: float) -> datetime:
    """The latest moment from which so much working time lies before the end."""
    low, high = end - timedelta(days=150), end
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if worktime.between(middle, end) >= seconds:
            low = middle
        else:
            high = middle
    return low.replace(microsecond=0)


class _Telling:
    """Turns the moves of one story into steps with moments and people."""

    def __init__(self, planner: Planner, story: Story) -> None:
        self.planner, self.story, self.rng = planner, story, planner.rng
        self.lead_id = story.lead_id
        self.hands: dict[str, tuple[int, int]] = {}
        self.passed: list[int] = []

    def tell(self) -> None:
        story, until = self.story, self.planner.until
        at = story.begins
        story.steps.append(Step(at, story.number, Verb.SUBMIT, self._submitter(), {"report": story.report}))
        for move in story.moves:
            at = self._moment(at, move)
            if at > until:
                break
            story.steps.append(Step(at, story.number, move.verb, self._who(move), self._given(move, at)))
            self._note(at, move)
        self._follow()

    def _submitter(self) -> int:
        if self.story.sender is not None:
            return self.story.sender
        unit = people.agency_of_unit(self.story.report.spot.unit_id)
        return self.planner.crew(unit.id if unit else self.lead_id).assigners[0]

    def _moment(self, at: datetime, move: Move) -> datetime:
        if not move.elapsed:
            worktime = self.planner.worktime(self.lead_id)
            return worktime.add(worktime.next_open(at), max(60, round(move.gap)))
        then = (at + timedelta(seconds=move.gap)).astimezone(HANOI)
        return then if 6 <= then.hour <= 22 else then + timedelta(hours=8)

    def _who(self, move: Move) -> int:
        if move.by == "sender":
            assert self.story.sender is not None
            return self.story.sender
        if move.by == "dispatcher" or self.lead_id == people.city().id:
            return self.rng.choice(self.planner.cast.dispatchers)
        if move.by == "overseer":
            return self.planner.cast.overseers[0]
        crew = self.planner.crew(self.lead_id)
        if move.by in ("handler", "other_handler"):
            return self._hand(move.by)[1]
        chosen = crew.assigners if move.by == "assigner" else crew.approvers
        return chosen[0] if self.rng.random() < 0.75 else self.rng.choice(chosen)

    def _hand(self, which: str) -> tuple[int, int]:
        """Division and account; the first handlers of the demo ward are the sign-ins and get most."""
        if which not in self.hands:
            free = [h for h in self.planner.crew(self.lead_id).handlers if h not in self.hands.values()]
            weights = [2 if n else 4 for n in range(len(free))]
            self.hands[which] = self.rng.choices(free, weights)[0]
        return self.hands[which]

    def _given(self, move: Move, at: datetime) -> dict[str, Any]:
        given = dict(move.given)
        if move.verb == Verb.ASSIGN:
            given["agency_id"], given["handler_id"] = self._hand(given.pop("to"))
        elif move.verb == Verb.TRANSFER:
            given["agency_id"] = self.lead_id = self._receiver(given.pop("to"))
            self.hands.clear()
        elif move.verb == Verb.SEND_UP:
            self.passed.append(self.lead_id)
            self.lead_id = people.city().id
        elif move.verb == Verb.MERGE:
            given["target"] = self.story.target
        elif move.verb == Verb.ASK_EXTENSION:
            given["new_day"] = self._extended(at, given.pop("days"))
        elif move.verb in (Verb.REOPEN, Verb.REVIEW):
            self.hands.clear()
        return given

    def _extended(self, at: datetime, days: int) -> Any:
        """A day after the due day, within the thirty days."""
        received = next(s.at for s in self.story.steps if s.verb == Verb.RECEIVE)
        due = self.planner.worktime(self.lead_id).add(received, arcs.HANDLING[Priority.COMPLEX])
        return (due + timedelta(days=days)).astimezone(HANOI).date()

    def _receiver(self, to: str) -> int:
        if to == "ward":
            unit = people.agency_of_unit(self.story.report.spot.unit_id)
            if unit is not None:
                return unit.id
        found = [
            a.id
            for code in LINE
            if (a := people.agency_by_code(code)) and a.id not in (*self.passed, self.lead_id)
        ]
        return self.rng.choice(found)

    def _note(self, at: datetime, move: Move) -> None:
        """Now and then an internal note follows."""
        if move.verb in (Verb.ACCEPT, Verb.RECEIVE) and self.rng.random() < 0.12:
            then = at + timedelta(minutes=self.rng.uniform(3, 50))
            if then < self.planner.until:
                text = {"text": phrase(self.rng, "ghi-chu")}
                self.story.steps.append(Step(then, self.story.number, NOTE, self._who(move), text))

    def _follow(self) -> None:
        """Neighbours join; a few reports draw many."""
        count = self.rng.choices((0, 1, 2, 5, 12), (48, 25, 15, 9, 3))[0]
        for account in self.rng.sample(list(self.planner.cast.citizens), count):
            at = self.story.begins + timedelta(hours=self.rng.uniform(0.5, 60))
            if account != self.story.sender and at < self.planner.until:
                self.story.steps.append(Step(at, self.story.number, FOLLOW, account))


def key(seed: int, number: int) -> UUID:
    """The client key of a story's report: a repeated submission makes no second case."""
    return UUID(int=random.Random(f"{seed} {number}").getrandbits(128), version=4)  # nosec B311  # repeatable on purpose
