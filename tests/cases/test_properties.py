"""Histories drawn by chance, of every kind, through the actions: whatever people do, the rules of the table hold.

Officers try moves that fit and moves that do not, at all hours. After each: no move outside the table, no lost case, no
clock that runs backwards or twice, a sender's clock that never goes back and is the sum of the agencies' times, no
extension beyond thirty days, no warning on a closed case. (Closed agencies: test_succession_properties.)
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ihanoi.cases import actions
from ihanoi.cases.models import Case, CaseClock
from ihanoi.cases.policies import roles_of
from ihanoi.cases.queries import facts_of
from ihanoi.cases.queries.held import shares, waited_s
from ihanoi.cases.regulation import table
from ihanoi.cases.rules import EXTENSION_MAX
from ihanoi.cases.words import CLOSED, DONE, OPEN, Kind, Verb
from ihanoi.journal import queries as journal
from ihanoi.journal.models import Event
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.kernel.denials import Denied
from tests.cases import kinds
from tests.cases.stages import ANSWER
from tests.conftest import CUA_NAM, MONDAY, City

Upload = Callable[..., UUID]
MOVES: Final = 20
PAUSES: Final = (2, 40, 200, 900, 3000, 9000)  # minutes
SETTLED: Final = CLOSED | DONE


@given(kind=st.sampled_from(Kind), seed=st.integers(0, 10**6))
@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # a history is read as it is: to shorten one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_history_keeps_the_rules(city: City, upload: Upload, kind: Kind, seed: int) -> None:
    with undone():
        luck = Random(seed)
        with patch.object(secrets, "randbelow", luck.randrange):  # which answers are looked at again
            History(city, upload, kind, luck).tell()


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class History:
    """One case, drawn move by move."""

    def __init__(self, city: City, upload: Upload, kind: Kind, luck: Random) -> None:
        self.city, self.upload, self.luck, self.now = city, upload, luck, MONDAY
        self.waited = self.told = 0
        if luck.random() < 0.3:
            actions.set_sample_rate(actor=SYSTEM, percent=luck.choice((30, 100)), valid_from=MONDAY.date())
        self.case = self.submit(kind)
        self.known = Case.objects.count()

    def submit(self, kind: Kind) -> Case:
        if kind != Kind.FIELD:
            return kinds.send(self.city, kind)
        said = {"text": "Vỉa hè bong gạch trước số 29, người già dễ vấp ngã.", "consent": True}
        report = actions.Report(**said, lat=CUA_NAM[0], lon=CUA_NAM[1], address="29 Trần Quốc Toản")
        return actions.submit(actor=self.city.sender, report=report)

    def tell(self) -> None:
        for _move in range(MOVES):
            self.now += timedelta(minutes=self.luck.choice(PAUSES))
            with clock.at(self.now):
                self.try_one()
                actions.warn(actor=SYSTEM)
                self.check()

    def try_one(self) -> None:
        """Mostly what the table has open for somebody, sometimes anything at all."""
        before = Case.objects.get(pk=self.case.pk)
        actor, verb = self.choose(before)
        roles_fit = verb in self.open_to(before, actor)
        try:
            with transaction.atomic():
                self.act(verb, actor)
        except Denied:
            after = Case.objects.get(pk=self.case.pk)
            assert (after.state, after.version) == (before.state, before.version)
        else:
            after = Case.objects.get(pk=self.case.pk)
            assert roles_fit, f"{verb} by {actor.name} in {before.state} is not in the table"
            rows = table(before.kind, before.edition).by_verb[verb]
            assert after.state in {row.to or before.state for row in rows if before.state in row.start}

    def choose(self, case: Case) -> tuple[Actor, Verb]:
        everybody = list(self.city.actors.values())
        fitting = [(actor, verb) for actor in everybody for verb in self.open_to(case, actor)]
        if fitting and self.luck.random() < 0.85:
            return self.luck.choice(fitting)
        return self.luck.choice(everybody), self.luck.choice(sorted(GIVEN))

    def open_to(self, case: Case, actor: Actor) -> list[Verb]:
        facts = facts_of(actor, case, self.now)
        roles = roles_of(actor, facts)
        rows = table(case.kind, case.edition).rows
        return sorted({Verb(row.verb) for row in rows if row.open_to(case.state, roles)} & set(GIVEN))

    def act(self, verb: Verb, actor: Actor) -> None:
        given_to: Callable[[History, Actor], dict[str, Any]] = GIVEN[verb]
        action: Callable[..., object] = getattr(actions, verb)
        action(actor=actor, case_id=self.case.pk, **given_to(self, actor))

    # --- what must hold after each move ---

    def check(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        clocks = list(case.clocks.all())
        self.no_case_is_lost(case)
        self.clocks_run_forwards(case, clocks)
        self.the_sender_waits_once(case, clocks)
        for each in clocks:
            assert each.due_at <= each.first_due_at + EXTENSION_MAX
        if case.closed_at is not None:
            assert not any(each.warn_at for each in clocks)
        told = Event.objects.filter(name__endswith="ClockReached", data__case_id=case.pk).count()
        assert told == self.told or case.closed_at is None
        self.told = told

    def no_case_is_lost(self, case: Case) -> None:
        """It stays, somebody has the move while it is open, and its history has a line for each version."""
        assert Case.objects.count() == self.known
        assert (case.state in OPEN) == (case.closed_at is None)
        if case.state in OPEN:
            assert case.turn_role
            assert case.turn_agency_id or case.turn_role == "overseer"
        assert case.version == len(journal.history("case", case.pk))

    def clocks_run_forwards(self, case: Case, clocks: list[CaseClock]) -> None:
        running = [each for each in clocks if each.stopped_at is None]
        assert len({each.name for each in running}) == len(running)
        assert bool(running) == (case.state in OPEN)
        assert case.due_at == min((each.due_at for each in running), default=None)
        for each in clocks:
            assert each.started_at <= (each.stopped_at or self.now)
            assert (each.used_s or 0) >= 0

    def the_sender_waits_once(self, case: Case, clocks: list[CaseClock]) -> None:
        """Until the answer; a new round goes on from the submission."""
        found = waited_s(case, self.now)
        assert found >= 0
        if case.state not in SETTLED:
            assert found >= self.waited
            self.waited = found
        if case.round == 1:
            assert sum(each.used_s for each in shares(clocks, self.now)) == found


Given = Callable[[History, Actor], dict[str, Any]]


def _text(name: str = "text") -> Given:
    return lambda _history, _actor: {name: "Đã xem tại chỗ lúc 9:00, ghi rõ trong biên bản."}


def _assigned(history: History, _actor: Actor) -> dict[str, Any]:
    city = history.city
    person = history.luck.choice((city.handler, city.second_handler, None))
    where = history.luck.choice((city.division, city.division, city.office, city.other_ward))
    return {"agency_id": where, "handler_id": person.account_id if person else None}


def _extension(history: History, _actor: Actor) -> dict[str, Any]:
    day = (history.now + timedelta(days=history.luck.choice((5, 15, 29, 40, 90)))).date()
    return {"document": "Nghị định 106/2024", "reason": "Phải giám định", "new_day": day}


def _result(history: History, actor: Actor) -> dict[str, Any]:
    return {"answer": ANSWER, "outcome": "fixed", "files": {history.upload(actor): "photo"}}


def _moved(history: History, _actor: Actor) -> dict[str, Any]:
    city = history.city
    return {"agency_id": history.luck.choice((city.ward, city.other_ward)), "reason": "Đúng thẩm quyền."}


def _received(history: History, _actor: Actor) -> dict[str, Any]:
    case = Case.objects.get(pk=history.case.pk)
    classed = {"classification": history.luck.choice(("own", "other"))} if case.kind == Kind.PROCEDURE else {}
    return {"priority": history.luck.choice(("normal", "complex", "urgent")), **classed}


def _rated(history: History, _actor: Actor) -> dict[str, Any]:
    return {
        "value": history.luck.choice(("satisfied", "dissatisfied")),
        "reason": "vague",
        "text": "Chưa rõ.",
    }


def _reviewed(history: History, _actor: Actor) -> dict[str, Any]:
    return {"justified": history.luck.random() < 0.6, "cause": "vague", "text": "Đã đối chiếu."}


def _public(history: History, _actor: Actor) -> dict[str, Any]:
    return {"public_text": "Vỉa hè bong gạch."}


GIVEN: Final[dict[Verb, Given]] = {
    Verb.RECEIVE: _received,
    Verb.REFUSE_RECEPTION: lambda _h, _a: {"reason": "incomplete", "text": "Thiếu địa chỉ."},
    Verb.SEND_UP: _text("reason"),
    Verb.TRANSFER: _moved,
    Verb.CLASSIFY: lambda h, _a: {"classification": h.luck.choice(("own", "behaviour"))},
    Verb.ASSIGN: _assigned,
    Verb.ACCEPT: lambda _h, _a: {},
    Verb.REFUSE_HANDLING: lambda h, _a: {
        "reason": h.luck.choice(("inaccurate", "wrong_function")),
        "text": "Đến nơi không thấy.",
    },
    Verb.REFUSE_AFTER_CHECK: lambda _h, _a: {"reason": "inaccurate", "text": "Đã xác minh, không có."},
    Verb.ASK_SENDER: _text(),
    Verb.ADD_INFORMATION: _text(),
    Verb.ASK_EXTENSION: _extension,
    Verb.GRANT_EXTENSION: lambda _h, _a: {},
    Verb.DENY_EXTENSION: _text("reason"),
    Verb.SUBMIT_RESULT: _result,
    Verb.REJECT_RESULT: _text("missing"),
    Verb.APPROVE: lambda _h, _a: {},
    Verb.PASS_CHECK: _text(),
    Verb.FAIL_CHECK: _text("missing"),
    Verb.PUBLISH: _public,
    Verb.ANNOUNCE: _public,
    Verb.KEEP_PRIVATE: _text("reason"),
    Verb.RATE: _rated,
    Verb.REVIEW: _reviewed,
    Verb.REOPEN: _text("reason"),
    Verb.WITHDRAW: _text("reason"),
}
"""What is given with each move; sometimes what the rules refuse."""
