"""One case from submission to rating, through the actions, by the people of one ward."""

from __future__ import annotations

import random

from bench import city
from ihanoi.cases import actions
from ihanoi.cases.words import Evidence, Outcome, Priority, Rating
from ihanoi.demo.actions.album import upload
from ihanoi.demo.cast import read_cast
from ihanoi.demo.reports import LOCAL, Picture, spot, write
from ihanoi.demo.streets import WARDS
from ihanoi.demo.writing import matters
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people

ANSWER = "Đội duy tu đã thay nắp gang 850 × 850 mm, chèn lại cổ ga và trả lại mặt đường lúc 10:20."


class Life:
    """Everything that stays the same between two lives is made once."""

    def __init__(self, number: int) -> None:
        rng = random.Random(number)
        ward = WARDS[number % len(WARDS)]
        self.spot = spot(rng, ward.code)
        agency = people.agency_of_unit(self.spot.unit_id)
        assert agency is not None
        cast = read_cast(city.citizens())
        crew = cast.crews[agency.id]
        self.division, handler = crew.handlers[0]
        self.sender = self._actor(cast.citizens[number])
        self.assigner, self.handler = self._actor(crew.assigners[0]), self._actor(handler)
        self.approver = self._actor(crew.approvers[0])
        matter = matters()[LOCAL[0]][0]
        self.report = actions.Report(
            write(rng, matter, self.spot).text,
            consent=True,
            lat=self.spot.lat,
            lon=self.spot.lon,
            unit_id=self.spot.unit_id,
        )
        self.proof = upload(self.handler, Picture("rubbish", 0, repaired=True), self.spot, clock.now())

    def _actor(self, account_id: int) -> Actor:
        return people.actor_for(people.account(account_id))

    def tell(self, _turn: int) -> bool:
        """Eight moves, eight transactions."""
        case = actions.submit(actor=self.sender, report=self.report)
        case_id = case.pk
        actions.receive(actor=self.assigner, case_id=case_id, priority=Priority.NORMAL)
        actions.assign(
            actor=self.assigner,
            case_id=case_id,
            agency_id=self.division,
            handler_id=self.handler.account_id,
            instructions="",
        )
        actions.accept(actor=self.handler, case_id=case_id)
        proof = {self.proof: Evidence.PHOTO.value}
        actions.submit_result(
            actor=self.handler, case_id=case_id, answer=ANSWER, outcome=Outcome.FIXED, files=proof
        )
        actions.approve(actor=self.approver, case_id=case_id)
        actions.publish(actor=self.approver, case_id=case_id, public_text=case.public_text)
        actions.rate(actor=self.sender, case_id=case_id, value=Rating.SATISFIED)
        return True
