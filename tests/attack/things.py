"""One of everything that an address can name, in and around the ward, with words to remember in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from ihanoi.accountability import actions as accountability
from ihanoi.accountability.models import Proposal, Threshold
from ihanoi.cases import actions as cases
from ihanoi.cases import queries as reports
from ihanoi.cases.models import Case
from ihanoi.identity.models import Passkey, SignIn
from ihanoi.identity.words import Method
from ihanoi.kernel import clock
from ihanoi.kernel.actor import SYSTEM, Actor
from ihanoi.media import actions as media
from ihanoi.media import queries as files
from ihanoi.notifications.models import Notice
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.models import Representative
from ihanoi.people.words import Role
from ihanoi.privacy import actions as privacy
from ihanoi.privacy import jobs as privacy_jobs
from ihanoi.privacy import queries as own
from ihanoi.privacy.words import DataClass, Right
from ihanoi.routing import actions as routing
from ihanoi.routing.models import Competence
from tests.cases.stages import AGREED
from tests.conftest import CUA_NAM, MONDAY, City, picture

DECEMBER: Final = MONDAY + timedelta(days=17)  # Thursday 3/12/2026: November is over, its reports are overdue
SECRET: Final = "Chữ Riêng Của Người Khác"
SINCE: Final = date(2025, 7, 1)
CITYWIDE: Final = {"operator": Role.OPERATOR, "inspector": Role.INSPECTOR, "guardian": Role.GUARDIAN}


@dataclass(frozen=True)
class Things:
    """`ids`: what stands in an address by its parameter's name; `of`: the same for one address where that differs."""

    case: Case
    field_id: int
    ids: dict[str, object] = field(default_factory=dict)
    of: dict[str, dict[str, object]] = field(default_factory=dict)

    def values(self, name: str, pattern: str) -> dict[str, object]:
        """For the address of this name. What has a limit by itself is reception, by urgency handling."""
        limited = {"name": "reception"} if name.endswith("-limit") and "priority" not in pattern else {}
        return {"code": self.case.code, **self.ids, **self.of.get(name, {}), **limited}


def seat_the_rest(city: City) -> None:
    """The roles of the city that the small city lacks."""
    for name, role in CITYWIDE.items():
        city.actors[name] = _person(name.title(), f"{name}@example.org")
        people_actions.grant(
            actor=SYSTEM, account_id=_pk(city.actors[name]), agency_id=city.root, role=role, valid_from=SINCE
        )
        city.actors[name] = people.actor_for(people.account(_pk(city.actors[name])))


def reported(city: City, actor: Actor, **said: Any) -> Case:
    """A report in Cửa Nam, with a picture."""
    shown = media.receive(actor=actor, stream=picture(), name="anh.jpg").id
    told: dict[str, Any] = {
        "text": f"{SECRET}: vỉa hè bong gạch, người già dễ vấp ngã.", "consent": True, "lat": CUA_NAM[0],
        "lon": CUA_NAM[1], "address": "29 Trần Quốc Toản", "files": [shown],
    }  # fmt: skip
    return cases.submit(actor=actor, report=cases.Report(**(told | said)))


def everything(city: City) -> Things:
    """Of November; at its end it is December."""
    with clock.at(MONDAY):
        seat_the_rest(city)
        case = reported(city, city.sender, confidential=True)
    with clock.at(DECEMBER):
        return _about(city, case)


def _about(city: City, case: Case) -> Things:
    made = Things(case, case.field_id or 0)
    made.ids.update(
        _words(), agency_id=city.ward, account_id=_pk(city.assigner), case_file_id=case.files.get().pk
    )
    made.ids.update(_papers(city, case))
    _organisation(city, made)
    _own(city, made)
    _administration(city, made)
    return made


def _person(name: str, email: str, **said: str) -> Actor:
    new = people_actions.NewAccount(email, name, **said)
    return people.actor_for(people_actions.create_account(actor=SYSTEM, new=new))


def _pk(actor: Actor) -> int:
    assert actor.account_id is not None
    return actor.account_id


def _words() -> dict[str, object]:
    return {
        "slug": "thu-tuc", "year": "2026", "day": "2026-12-07", "form": "csv", "kind": "field", "name": "handling",
        "list_name": "rating", "priority": "urgent", "percent": "55", "order": "1", "number": "1",
    }  # fmt: skip


def _papers(city: City, case: Case) -> dict[str, object]:
    """What agencies answer for: of the ward."""
    overseer, today = city.overseer, clock.today()
    soon: dict[str, Any] = {"actor": overseer, "reply_by": today + timedelta(days=5)}
    letter = accountability.draft_letter(**soon, agency_ids=[city.ward], subject="Đôn đốc", body=SECRET)
    signed: dict[str, Any] = {"number": "05/TTPVHCC-GS", "signed_on": today}
    signer = {"signer_title": "Giám đốc", "signer_name": "Đặng Thu Phương"}
    accountability.send_letter(actor=overseer, letter_id=letter.pk, **signed, **signer)
    inquiry = accountability.ask_account(**soon, case_code=case.code, why=SECRET)
    said = {"stage": "citizen", "cause": SECRET, "solution": "Thêm người"}
    obstacle = accountability.record_obstacle(actor=city.assigner, agency_id=city.ward, **said)
    Threshold.objects.filter(name="late_minimum").update(value=1)  # so small a city needs a small one
    accountability.find_proposals(actor=SYSTEM)
    proposal = accountability.propose(actor=overseer, proposal_id=_found(city), text=SECRET)
    accountability.send_proposal(actor=overseer, proposal_id=proposal.pk, **signed)
    order: dict[str, Any] = {"kind": "telegram", "number": "05/CĐ-UBND", "signed_on": date(2024, 8, 12)}
    directive = accountability.register_directive(
        actor=overseer, **order, issuer="Chủ tịch UBND thành phố", subject="Về phản ánh"
    )
    link = accountability.link_directive(actor=overseer, directive_id=directive.pk, case_code=case.code)
    span: dict[str, Any] = {"since": date(2026, 11, 1), "until": today}
    sample = accountability.draw_sample(
        actor=city.inspector, agency_id=None, seed="3/12/2026", size=1, **span
    )
    cases.note(actor=city.assigner, case_id=case.pk, text=SECRET)
    return {
        "letter_id": letter.pk, "inquiry_id": inquiry.pk, "obstacle_id": obstacle.pk, "proposal_id": proposal.pk,
        "directive_id": directive.pk, "link_id": link.pk, "sample_id": sample.pk,
    }  # fmt: skip


def _found(city: City) -> int:
    return int(Proposal.objects.filter(agency=city.ward).latest("pk").pk)


def _organisation(city: City, made: Things) -> None:
    """The sender acts for one whose seat is in the ward; a colleague has shown papers."""
    colleague = _person(
        "Phạm Thị Đồng Sự", "dong-su@example.org", phone="0900000007", citizen_id="001100000007"
    )
    said = {"tax_code": "0100112437", "name": f"Công ty {SECRET}", "address": "", "position": "Giám đốc"}
    unit_id = people.agency(city.ward).unit_id
    for actor in (city.sender, colleague):
        firm = people_actions.represent(actor=actor, **said, unit_id=unit_id)
        paper = media.receive(actor=actor, stream=picture(), name="giay.jpg", sealed=True)
        people_actions.show_papers(actor=actor, organisation_id=firm.pk, papers=[str(paper.pk)])
        media.claim(actor=actor, file_ids=[paper.pk], sealed=True)
    theirs = Representative.objects.get(account=_pk(colleague))
    shown = Representative.objects.get(account=_pk(city.sender))
    people_actions.judge_papers(actor=city.assigner, representative_id=shown.pk, verified=True)
    made.ids.update(organisation_id=firm.pk, representative_id=theirs.pk)


def _own(city: City, made: Things) -> None:
    """What belongs to the sender alone, and to a handler who will be away."""
    account, now, today = people.account(_pk(city.sender)), clock.now(), clock.today()
    told = {"title": SECRET, "body": SECRET, "url": "/cua-toi", "key": "x:1"}
    notice = Notice.objects.create(account=account, at=now, verb="x", **told)
    passkey = Passkey.objects.create(
        account=account, name=SECRET, credential_id=b"1", public_key=b"1", created_at=now
    )
    privacy.install_periods(actor=SYSTEM)
    copy = privacy.ask(actor=city.sender, right=Right.COPY, fresh=True)
    privacy_jobs.make_copy(copy.pk)
    asked = privacy.ask(actor=city.sender, right=Right.RESTRICT, said=SECRET, fresh=True)
    absence = people_actions.delegate(
        actor=city.handler, account_id=_pk(city.handler), delegate_id=_pk(city.second_handler),
        valid_from=today + timedelta(days=1), valid_to=today + timedelta(days=5), reason=SECRET,
    )  # fmt: skip
    kept = cases.save_filter(actor=city.assigner, name=SECRET, shelf="mine", query="")
    patience = {"begun_at": now, "seen_at": now, "idle": timedelta(days=30), "administered_at": now}
    session = SignIn.objects.create(account=account, session_key="x", method=Method.PASSWORD, **patience)
    made.ids.update(
        notice_id=notice.pk, passkey_id=passkey.pk, sign_in_id=session.pk, request_id=asked.pk,
        delegation_id=absence.pk, filter_id=kept.pk,
    )  # fmt: skip
    ready = own.ready_copy(copy.__class__.objects.get(pk=copy.pk))
    assert ready is not None
    made.of["privacy:fetch_copy"] = {"token": own.copy_token(ready)}
    made.of["desk:privacy-print"] = {"request_id": _called(city)}
    made.of["media:file"] = {"token": _token(made.case)}
    made.of.update({name: {"slug": "sua"} for name in ("privacy:ask", "privacy:prove")})


def _called(city: City) -> int:
    """Somebody without an account has asked for a copy of what is kept about them."""
    said = cases.Report(text="Đèn đường tắt ba hôm nay, tối om.", consent=True, address="29 Trần Quốc Toản")
    caller = cases.Contacted(SECRET, "0900000009", agreed=AGREED)
    rang = cases.submit(actor=city.assigner, report=said, channel="phone", contact=caller)
    asked = privacy.enter(actor=city.guardian, case_code=rang.code, right=Right.COPY, card_seen=True)
    privacy.accept(actor=city.guardian, request_id=asked.pk)
    return asked.pk


def _token(case: Case) -> str:
    return files.url(case.files.get().file, to=None).rpartition("/")[2]


def _administration(city: City, made: Things) -> None:
    operator, tomorrow = city.operator, clock.today() + timedelta(days=1)
    invited = people_actions.Invited(
        "moi@example.org", SECRET, "Chuyên viên", city.ward, [Role.HANDLER], tomorrow
    )
    invitation, token = people_actions.invite(actor=operator, invited=invited)
    what = {"what": SECRET, "found_by": "Trực ban", "classes": [DataClass.ACCOUNT, DataClass.CASES]}
    incident = privacy.record_incident(actor=city.guardian, found_at=clock.now() - timedelta(hours=2), **what)
    routing.install_reader(actor=SYSTEM)
    draft = routing.begin_draft(actor=operator, note=SECRET)
    rule = Competence.objects.filter(rules=draft).latest("pk")
    reason = cases.add_reason(actor=operator, list_name="rating", label="Thái độ", valid_from=clock.today())
    limit: dict[str, Any] = {"kind": "field", "amount": 5, "unit": "working_days", "valid_from": tomorrow}
    for name, priority in (("handling", "urgent"), ("reception", "")):
        cases.set_limit(actor=operator, clock=name, priority=priority, **limit)
    cases.set_warning(actor=operator, percent=55, parties=["turn"], valid_from=tomorrow)
    order = cases.order_recount(actor=operator, scope=reports.Scope(clock="handling"), reason=SECRET)
    span = {"since": MONDAY - timedelta(days=1), "until": MONDAY + timedelta(days=9)}
    simulation = cases.ask_simulation(actor=operator, asked=reports.Asked(**span))
    made.ids.update(
        invitation_id=invitation.pk, incident_id=incident.pk, set_id=draft.pk, rule_id=rule.pk, order_id=order.pk,
        simulation_id=simulation.pk,
    )  # fmt: skip
    made.of["identity:invitation"] = {"token": token}
    reasons, calendars = (
        ("reason", "retire-reason", "keep-reason"),
        ("calendar", "rename-calendar", "drop-hours"),
    )
    made.of.update({f"desk:{name}": {"code": reason.code} for name in reasons})
    of_calendars = (*calendars, "calendar-year", "undo-days", "calendar-day")
    made.of.update({f"desk:{name}": {"code": "default"} for name in of_calendars})
