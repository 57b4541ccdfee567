"""The second stage: the weeks of the city, told step by step through the rooms' own actions under a moving clock."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from ihanoi.cases import actions as cases
from ihanoi.cases import queries as case_queries
from ihanoi.cases.words import Channel, Evidence, Kind, Outcome, Verb
from ihanoi.demo import words, writing
from ihanoi.demo.actions.album import upload, upload_minutes
from ihanoi.demo.actions.foundation import SEED
from ihanoi.demo.addressed import FIRM, Tale
from ihanoi.demo.cast import Cast, read_cast
from ihanoi.demo.models import Stage
from ihanoi.demo.plan import FOLLOW, NOTE, TICK, Planner, Step, key
from ihanoi.demo.queries import FOUNDATION, LIFE
from ihanoi.demo.reports import VARIANTS, Picture, Report, field_id
from ihanoi.journal import actions as journal
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.clock import HANOI
from ihanoi.kernel.denials import Denied, NotFound
from ihanoi.notifications import actions as notifications
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.words import Purpose

BATCH: Final = 40  # steps in one commit
AHEAD: Final = 60  # steps whose pictures are uploaded before their turn
TOLD: Final = timedelta(days=3)  # older notices count as read

Uploaded = Mapping[UUID, str]


def build_life(
    *, progress: Callable[[str], None], now: datetime | None = None, size: float = 1.0, threads: int = 1
) -> Counter[str]:
    """Tell the weeks up to now, or go on after the last commit. Returns how often each step was made.

    `size` scales the number of stories; `threads` = 0 draws and uploads in the caller's thread.
    """
    stage, _ = Stage.objects.get_or_create(name=LIFE, defaults={"until": now or clock.now()})
    cast = read_cast(Stage.objects.get(name=FOUNDATION).kept["citizens"])
    with clock.at(stage.until):
        progress("planning the weeks")
        planner = Planner(cast, stage.until, SEED, size)
        steps = planner.plan()
        actors = _actors(steps, cast.citizen)
    teller = _Teller(stage, actors, threads)
    news = bisect_left(steps, stage.until - TOLD, key=lambda step: step.at)
    with teller.uploading(steps):
        _tell_weeks(teller, steps[:news], progress)
        if stage.done <= news:
            progress("notices of the earlier weeks")
            _tell_old_news(stage, _colleagues(cast, planner, actors))
        _tell_weeks(teller, steps, progress)
    progress("notices of the last days")
    _finish(stage)
    if teller.astray:
        progress(f"{sum(teller.astray.values())} steps were refused: {dict(teller.astray)}")
    return teller.made


def _tell_weeks(teller: _Teller, steps: Sequence[Step], progress: Callable[[str], None]) -> None:
    """From where the telling stands to the end of these steps."""
    begun = teller.stage.done
    for first in range(begun, len(steps), BATCH):
        batch = steps[first : first + BATCH]
        teller.tell(batch)
        if (first - begun) // BATCH % 10 == 0:
            day = f"{batch[0].at.astimezone(HANOI):%d/%m}"
            progress(f"{day}: {len(teller.stories)} reports, step {first} of {len(steps)}")


def _colleagues(cast: Cast, planner: Planner, actors: Mapping[int, Actor]) -> dict[int, Actor]:
    """Everybody who acts, and everybody in whose agency a case lies: they hear of it too."""
    leads = {story.lead_id for story in planner.stories}
    crews = [(agency_id, crew.members()) for agency_id, crew in cast.crews.items()]
    wanted = {
        a for agency_id, crew in crews if agency_id in leads or not crew.isdisjoint(actors) for a in crew
    }
    wanted |= {*actors, *cast.dispatchers, *cast.overseers}
    return people.actors_for(list(people.accounts(wanted).values()))


def _actors(steps: Sequence[Step], citizen: int) -> dict[int, Actor]:
    """Everybody who acts, and the sign-in citizen, with the seats held at the end."""
    wanted = {step.by for step in steps if step.by is not None} | {citizen}
    return people.actors_for(list(people.accounts(wanted).values()))


def _tell_old_news(stage: Stage, actors: Mapping[int, Actor]) -> None:
    """What happened up to here is known to everybody; only the sign-ins get letters from now on."""
    sign_ins = {each.email for each in words.SIGN_INS}
    named = people.accounts(list(actors))
    with clock.at(stage.until - TOLD), transaction.atomic():
        for account_id, actor in actors.items():
            if named[account_id].email not in sign_ins:
                notifications.set_preferences(actor=actor, email=False)
        _deliver()
        for actor in actors.values():
            notifications.mark_all_read(actor=actor)


def _finish(stage: Stage) -> None:
    with clock.at(stage.until):
        _deliver()
        journal.seal(actor=SYSTEM)
    stage.finished = True
    stage.save(update_fields=["finished"])


def _deliver() -> None:
    while journal.deliver(limit=2000).delivered:
        pass


@dataclass(slots=True)
class _Teller:
    """Makes steps in their order; the pictures come from a second thread, a little ahead."""

    stage: Stage
    actors: Mapping[int, Actor]
    threads: int
    stories: dict[int, int] = field(default_factory=dict)  # number of the story → id of its case
    reports: dict[int, Report] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    astray: Counter[str] = field(default_factory=Counter)
    lost: set[int] = field(default_factory=set)  # stories of which a step was refused
    _pool: ThreadPoolExecutor | None = None
    _waiting: dict[int, Future[Uploaded]] = field(default_factory=dict)
    _coming: Iterator[Step] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        self.stories = {int(number): case_id for number, case_id in self.stage.kept.items()}

    def uploading(self, steps: Sequence[Step]) -> _Teller:
        """As a context: the second thread lives for the time of the block. Steps made before are only remembered."""
        self.reports = {step.story: step.given["report"] for step in steps if step.verb == Verb.SUBMIT}
        self._coming = iter(steps[self.stage.done :])
        return self

    def __enter__(self) -> None:
        if self.threads:
            self._pool = ThreadPoolExecutor(self.threads, "demo-pictures")
            for _ in range(AHEAD):
                self._upload_next()

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.submit(lambda: connection.close())  # looked up there: each thread has its own
            self._pool.shutdown(cancel_futures=False)

    def _upload_next(self) -> None:
        step = next(self._coming, None)
        if step is None:
            return
        if self._pool is not None and step.verb in (Verb.SUBMIT, Verb.SUBMIT_RESULT):
            self._waiting[id(step)] = self._pool.submit(self._uploads, step)

    def _uploads(self, step: Step) -> Uploaded:
        """File → what it proves (nothing for the sender's own)."""
        report, actor = self.reports[step.story], self._actor(step)
        if step.verb == Verb.SUBMIT_RESULT and "tale" in report.given:
            at = step.at - timedelta(minutes=25)
            return {upload_minutes(actor, at, step.story + 1): Evidence.MINUTES.value}
        if step.verb == Verb.SUBMIT:
            return {
                upload(actor, p, report.spot, step.at - timedelta(minutes=6)): "" for p in report.pictures
            }
        return self._evidence(step, report, actor)

    def _evidence(self, step: Step, report: Report, actor: Actor) -> Uploaded:
        rng = random.Random(f"{SEED} evidence {step.story} {step.at}")  # nosec B311  # repeatable on purpose
        scene = report.matter.scene if report.matter else "rubbish"
        variant = report.pictures[0].variant if report.pictures else rng.randrange(VARIANTS)
        repaired = step.given["outcome"] == Outcome.FIXED
        at = step.at - timedelta(minutes=25)
        found = {upload(actor, Picture(scene, variant, repaired), report.spot, at): Evidence.PHOTO.value}
        if rng.random() < 0.3:
            found[upload_minutes(actor, at, step.story + 1)] = Evidence.MINUTES.value
        return found

    def _files(self, step: Step) -> Uploaded:
        waiting = self._waiting.pop(id(step), None)
        return waiting.result() if waiting is not None else self._uploads(step)

    def _actor(self, step: Step) -> Actor:
        return SYSTEM if step.by is None else self.actors[step.by]

    def tell(self, steps: Sequence[Step]) -> None:
        """One commit: these steps and how far we have come."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO off")
            for step in steps:
                self._upload_next()
                self._make(step)
            self.stage.done += len(steps)
            self.stage.kept = self.stories
            self.stage.save(update_fields=["done", "kept"])

    def _make(self, step: Step) -> None:
        if step.story in self.lost:
            return
        with clock.at(step.at):
            try:
                _HOW[step.verb](self, step)
                self.made[step.verb] += 1
            except NotFound:
                if step.verb != FOLLOW:  # a withdrawn or improper report cannot be followed any more
                    self._refused(step)
            except Denied as denied:
                self._refused(step, str(denied.reason))

    def _refused(self, step: Step, why: str = "not found") -> None:
        self.astray[f"{step.verb}: {why}"] += 1
        if step.verb not in (FOLLOW, NOTE):
            self.lost.add(step.story)

    # --- the verbs that need more than what the plan gives ---

    def submit(self, step: Step) -> None:
        """The report with its pictures."""
        report: Report = step.given["report"]
        contact = report.given.get("contact")
        spot = report.spot
        told = cases.Report(
            text=report.text,
            consent=True,
            lat=spot.lat if report.with_point else None,
            lon=spot.lon if report.with_point else None,
            accuracy_m=random.Random(step.story).choice((5, 8, 12, 20, 35)) if report.with_point else None,  # nosec B311  # repeatable on purpose
            address=spot.address if report.matter else "",
            unit_id=spot.unit_id if report.matter or not report.with_point else None,
            field_id=field_id(report),
            occurred_at=step.at - timedelta(minutes=random.Random(step.story).randrange(5, 600)),  # nosec B311  # repeatable on purpose
            danger=report.danger,
            confidential=report.confidential,
            round_position=report.round_position,
            files=list(self._files(step)),
            client_key=key(SEED, step.story),
        )
        case = cases.submit(
            actor=self._actor(step),
            report=self._addressed(step, report.given, told),
            channel=report.channel or Channel.WEB,
            contact=_agreeing(contact) if contact else None,
        )
        self.stories[step.story] = case.pk

    def _addressed(self, step: Step, given: Mapping[str, Any], told: cases.Report) -> cases.Report:
        """The same as a report of another kind, where it is one: to an agency instead of from a place."""
        tale: Tale | None = given.get("tale")
        if tale is None:
            return told
        firm = _represented(self._actor(step)) if tale.kind == Kind.BUSINESS else None
        bare = replace(told, address="", unit_id=None, occurred_at=None)
        return replace(bare, kind=tale.kind, agency_id=given["agency_id"], organisation_id=firm, **tale.said)

    def submit_result(self, step: Step) -> None:
        """A concrete answer of the matter, or one that schedules, explains or says why not."""
        rng = random.Random(f"{SEED} answer {step.story} {step.at}")  # nosec B311  # repeatable on purpose
        outcome, report = step.given["outcome"], self.reports[step.story]
        scheduled = (step.at + timedelta(days=rng.randint(4, 20))).astimezone(HANOI).date()
        cases.submit_result(
            actor=self._actor(step),
            case_id=self.stories[step.story],
            answer=_answer(rng, report, outcome, step, f"{scheduled.day}/{scheduled.month}"),
            outcome=outcome,
            files=self._files(step),
            scheduled_for=scheduled if outcome == Outcome.SCHEDULED else None,
        )

    def approve(self, step: Step) -> None:
        """Chance draws the sample; where the plan tells of a check, the agency's answers are all drawn for a moment."""
        actor, case_id, drawn = self._actor(step), self.stories[step.story], step.given.get("drawn", False)
        if drawn:
            self._draw(case_queries.get(actor, case_id).lead_id, 100)
        case = cases.approve(actor=actor, case_id=case_id)
        if drawn:
            self._draw(case.lead_id, 0)

    @staticmethod
    def _draw(agency_id: int, percent: int) -> None:
        day = clock.today()
        cases.set_sample_rate(actor=SYSTEM, percent=percent, valid_from=day, agency_id=agency_id)

    def publish(self, step: Step) -> None:
        """The redacted report with its pictures and those of the result."""
        actor, case_id = self._actor(step), self.stories[step.story]
        case = case_queries.get(actor, case_id)
        files = list(case.files.filter(file__kind="picture").values_list("pk", flat=True))
        cases.publish(actor=actor, case_id=case_id, public_text=case.public_text, files=files)

    def announce(self, step: Step) -> None:
        """The head approves and shows it in one act."""
        actor, case_id = self._actor(step), self.stories[step.story]
        case = case_queries.get(actor, case_id)
        cases.announce(actor=actor, case_id=case_id, public_text=case.public_text)

    def merge(self, step: Step) -> None:
        """Into the first report of the matter."""
        target = self.stories[step.given["target"]]
        cases.merge(actor=self._actor(step), case_id=self.stories[step.story], target_id=target)

    def tick(self, step: Step) -> None:
        """The clocks are looked at."""
        cases.warn(actor=SYSTEM)

    def plain(self, step: Step) -> None:
        """All other verbs take exactly what the plan gives."""
        act: Callable[..., Any] = getattr(cases, step.verb)
        act(actor=self._actor(step), case_id=self.stories[step.story], **step.given)


_HOW: Final[dict[str, Callable[[_Teller, Step], None]]] = {
    **dict.fromkeys((v.value for v in Verb), _Teller.plain),
    Verb.SUBMIT: _Teller.submit, Verb.SUBMIT_RESULT: _Teller.submit_result, Verb.PUBLISH: _Teller.publish,
    Verb.ANNOUNCE: _Teller.announce,
    Verb.APPROVE: _Teller.approve, Verb.MERGE: _Teller.merge,
    TICK: _Teller.tick, FOLLOW: _Teller.plain, NOTE: _Teller.plain,
}  # fmt: skip

_OTHER: Final = {
    Outcome.SCHEDULED: "len-lich",
    Outcome.EXPLAINED: "giai-thich",
    Outcome.NOT_POSSIBLE: "chua-the",
}


def _agreeing(contact: Mapping[str, str]) -> cases.Contacted:
    """Whoever rang or wrote said yes to what was read out."""
    wording = people.newest_wording(Purpose.HANDLING)
    return cases.Contacted(**contact, agreed=cases.Agreement(wording.edition, wording.digest))


def _represented(actor: Actor) -> int:
    """The one organisation of the demo, for which the sender acts."""
    assert actor.account_id is not None
    if held := people.represented(actor.account_id):
        return held[0].id
    code, name = FIRM
    firm = people_actions.represent(actor=actor, tax_code=code, name=name, address="", position="Giám đốc")
    return firm.pk


def _answer(rng: random.Random, report: Report, outcome: str, step: Step, next_day: str) -> str:
    if tale := report.given.get("tale"):
        return str(tale.answer)
    at = step.at.astimezone(HANOI)
    day, street = f"{at.day}/{at.month}", report.spot.street
    matter = report.matter or rng.choice(writing.matters()["rac-thai"])
    section = _OTHER.get(Outcome(outcome))
    if section:
        return writing.other_answer(rng, section, matter, street=street, day=day, next_day=next_day)
    text = writing.answer(rng, matter, street=street, day=day, hour=f"{at.hour}:{at.minute:02d}")
    if step.given.get("again"):
        text += " Đã bổ sung ảnh cận cảnh; cán bộ phụ trách địa bàn kiểm tra lại sau 15 ngày."
    return text
