"""Sets the stage for the journeys through the actions: what a journey is about itself goes through the browser.

Started by `stack.Helper` with the settings of the running platform: reads a line of JSON, answers a line of JSON.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from io import BytesIO
from itertools import count
from typing import Any

import django
from PIL import Image

WARD = "phuong-cua-nam"
POINT = (21.0245, 105.8465)  # in Cửa Nam
ANSWER = "Tổ sửa chữa đã lát lại 6 m² gạch trước số nhà này sáng nay, đã dọn vật liệu thừa."
_numbers = count(1)


def found() -> None:
    """Schema, city and sign-ins. The told life is marked as told: the journeys begin in an empty city."""
    from ihanoi.demo import queries
    from ihanoi.demo.actions import build_foundation
    from ihanoi.demo.models import Stage
    from ihanoi.kernel import clock
    from ihanoi.operation import preparation

    preparation.migrate()
    preparation.install()
    build_foundation(progress=lambda _text: None)
    Stage.objects.get_or_create(name=queries.LIFE, defaults={"until": clock.now(), "finished": True})


def citizen() -> str:
    """A citizen nobody else uses; returns the e-mail address."""
    from ihanoi.demo import words
    from ihanoi.kernel.actor import SYSTEM
    from ihanoi.people import actions as people

    number = next(_numbers)
    email = f"nguoi-gui-{number}@{words.DOMAIN}"
    new = people.NewAccount(
        email, f"Trần Văn Gửi {number}", f"0987{number:06d}", "anh", citizen_id=f"001000{800_000 + number}"
    )
    people.create_accounts(actor=SYSTEM, new=[new], password=words.PASSWORD)
    return email


def report(
    *,
    sender: str = "",
    text: str = "Vỉa hè bong gạch trước cửa hàng, người già dễ vấp ngã.",
    address: str = "29 phố Trần Quốc Toản",
    lat: float = POINT[0],
    lon: float = POINT[1],
    pictures: int = 0,
) -> dict[str, Any]:
    """A report that arrived; with a new sender where none is named."""
    from ihanoi.cases import actions as cases

    sender = sender or citizen()
    actor = _actor(sender)
    told = cases.Report(
        text=text, consent=True, lat=lat, lon=lon, address=address, field_id=_pavement(),
        files=[_picture(actor, "darkred") for _n in range(pictures)],
    )  # fmt: skip
    case = cases.submit(actor=actor, report=told)
    return {"code": case.code, "id": case.pk, "sender": sender, "title": case.public_title}


def overdue(*, count: int = 2) -> list[str]:
    """Reports to the ward that lie there for a week and were never received."""
    from datetime import timedelta

    from ihanoi.kernel import clock

    with clock.at(clock.now() - timedelta(days=7)):
        return [report(text=f"Vỉa hè bong gạch, đã một tuần, chỗ thứ {n + 1}.")["code"] for n in range(count)]


def left_behind(
    *, lat: float = POINT[0], lon: float = POINT[1], address: str = "29 phố Trần Quốc Toản"
) -> Any:
    """A report that was being worked on in a district when the districts ended, moved on by now."""
    from datetime import datetime

    from ihanoi.cases import actions as cases
    from ihanoi.kernel import clock
    from ihanoi.kernel.actor import SYSTEM
    from ihanoi.people import queries as people

    sender, dispatcher = citizen(), _actor("dieu-phoi")
    district = people.agency_by_code("quan-hoan-kiem")
    assert district
    with clock.at(datetime.fromisoformat("2025-06-30T09:00+07:00")):
        told = cases.Report(
            text="Vỉa hè bong gạch trước cửa hàng, người già dễ vấp ngã.", consent=True, lat=lat, lon=lon,
            address=address, by_person=True,
        )  # fmt: skip
        case = cases.submit(actor=_actor(sender), report=told)
        cases.transfer(
            actor=dispatcher, case_id=case.pk, agency_id=district.id, reason="Thuộc địa bàn quận Hoàn Kiếm."
        )
    cases.reorganise(actor=SYSTEM, on=clock.today())
    return {"code": case.code, "sender": sender}


def working_day() -> str:
    """The first working day from a week ahead on, as forms take it."""
    from datetime import timedelta

    from ihanoi.kernel import clock
    from ihanoi.places import queries as places

    worked = places.working_time().is_working_day
    return next(f"{day:%Y-%m-%d}" for n in range(7, 30) if worked(day := clock.today() + timedelta(days=n)))


def received_at(*, moment: str) -> dict[str, Any]:
    """A report that was sent and received at another time, like "2027-02-01T09:00+07:00"."""
    from datetime import datetime

    from ihanoi.kernel import clock

    with clock.at(datetime.fromisoformat(moment)):
        made = report()
        move(code=made["code"], verb="receive")
    return made


def move(*, code: str, verb: str, by: str = "", **given: Any) -> dict[str, Any]:
    """One move, by the account of the ward that usually makes it, with sensible words where none are given."""
    from ihanoi.cases import actions
    from ihanoi.cases import queries as cases

    who, arguments = USUAL[verb]
    actor = _actor(by or who)
    case_id = cases.case_id_of(code)
    case = getattr(actions, verb)(actor=actor, case_id=case_id, **(arguments(actor) | given))
    return {"state": case.state, "version": case.version}


def give_to(*, code: str, who: str) -> None:
    """Received, and given to a handler by name."""
    handler = _actor(who)
    move(code=code, verb="receive")
    hand = {"agency_id": handler.seats[0].agency_id, "handler_id": handler.account_id}
    move(code=code, verb="assign", **hand)


def promised() -> dict[str, Any]:
    """A report of last week, answered with a promise for the day before yesterday."""
    from datetime import timedelta

    from ihanoi.kernel import clock

    then = clock.now() - timedelta(days=6)
    with clock.at(then):
        made = report(pictures=1)
        for verb in _HANDLING:
            move(code=made["code"], verb=verb)
        day = clock.today() + timedelta(days=4)
        answer = (
            "Gạch đặt riêng theo mẫu; đội duy tu lát lại vỉa hè trước số 29 Trần Quốc Toản vào đêm đã hẹn."
        )
        move(code=made["code"], verb="submit_result", answer=answer, outcome="scheduled", scheduled_for=day)
        move(code=made["code"], verb="approve")
    return made


def keep_promises() -> None:
    """The morning's look at promises."""
    from ihanoi.cases import jobs

    jobs.keep_promises()


def bring(*, code: str, to: str) -> None:
    """The shortest way from `submitted` to a state."""
    for verb in WAYS[to]:
        move(code=code, verb=verb)


def facts(*, code: str) -> dict[str, Any]:
    """What the database holds of a case, and who receives at the agency that leads it."""
    from ihanoi.cases import queries as cases
    from ihanoi.cases.models import Case

    case = Case.objects.select_related("lead").get(pk=cases.case_id_of(code))
    assigner = holder(role="assigner", agency=case.lead.name)
    return {"state": case.state, "lead": case.lead.name, "round": case.round, "assigner": assigner}


def holder(*, role: str, agency: str) -> str:
    """Who first holds a role in an agency named so."""
    from ihanoi.people import queries as people

    found = next(a for a in people.agencies() if a.name == agency)
    return str(people.holders(role, found.id)[0].email)


def sent_by(*, sender: str) -> list[str]:
    """Codes of all reports of an account."""
    from ihanoi.cases.models import Case

    return [case.code for case in Case.objects.filter(sender__email=sender).order_by("pk")]


def colleague() -> str:
    """A second assigner in the ward, besides `phan-cong`."""
    from datetime import date

    from ihanoi.kernel.actor import SYSTEM
    from ihanoi.people import actions as people
    from ihanoi.people import queries
    from ihanoi.people.models import Account

    email = citizen()
    ward = queries.agency_by_code(WARD)
    assert ward
    account = Account.objects.get(email=email)
    people.grant(
        actor=SYSTEM, account_id=account.pk, agency_id=ward.id, role="assigner", valid_from=date(2026, 1, 1)
    )
    return email


OWN_PASSWORD = "Hoa sua 7 mua thu!"


def person(*, official: bool = False) -> str:
    """Somebody with a password of their own, no account of the demo; with `official`, a seat in the ward."""
    from ihanoi.kernel.actor import SYSTEM
    from ihanoi.people import actions as people
    from ihanoi.people import queries

    number = next(_numbers)
    new = people.NewAccount(f"nguoi-{number}@example.vn", f"Đỗ Thị Hạnh {number}", f"0986{number:06d}", "chị")
    account = people.create_account(actor=SYSTEM, new=new, password=OWN_PASSWORD)
    if official:
        ward = queries.agency_by_code(WARD)
        assert ward
        people.grant(actor=SYSTEM, account_id=account.pk, agency_id=ward.id, role="assigner")
    return new.email


def told() -> list[str]:
    """Every citizen number, telephone number and address that the platform has been told so far.

    Without the addresses of the demo's shared sign-ins: `ihanoi up` prints them, for whoever looks at the demo.
    """
    from ihanoi.cases.models import Contact
    from ihanoi.identity.models import Code
    from ihanoi.people import queries
    from ihanoi.people.models import Account, Invitation

    printed = {each.email for each in queries.demo_accounts()}
    rows = [
        *Account.objects.values_list("citizen_id", "phone", "email"),
        *Contact.objects.values_list("citizen_id", "phone", "email"),
        *Invitation.objects.values_list("email"),
        *Code.objects.values_list("target"),
    ]
    return sorted({value for row in rows for value in row if value} - printed)


def age_codes(*, minutes: int) -> int:
    """As if the codes had been asked for so long ago: their clock runs in the platform's processes."""
    from datetime import timedelta

    from django.db.models import F

    from ihanoi.identity.models import Code

    passed = timedelta(minutes=minutes)
    return Code.objects.update(created_at=F("created_at") - passed, expires_at=F("expires_at") - passed)


def _pavement() -> int:
    """A field that a ward answers for, whatever the words say."""
    from ihanoi.routing import queries as routing

    return int(routing.read("vỉa hè bong gạch").fields[0].field_id)


def _actor(who: str) -> Any:
    from ihanoi.demo import words
    from ihanoi.people import queries as people
    from ihanoi.people.models import Account

    email = who if "@" in who else f"{who}@{words.DOMAIN}"
    return people.actor_for(Account.objects.get(email=email))


def _picture(actor: Any, colour: str) -> Any:
    from ihanoi.media import actions as media

    data = BytesIO()
    Image.new("RGB", (640, 480), colour).save(data, "JPEG")
    data.seek(0)
    return media.receive(actor=actor, stream=data, name="anh.jpg").id


def _handler(_actor_: Any) -> dict[str, Any]:
    handler = _actor("xu-ly")
    return {"agency_id": handler.seats[0].agency_id, "handler_id": handler.account_id}


def _proof(actor: Any) -> dict[str, Any]:
    return {"answer": ANSWER, "outcome": "fixed", "files": {_picture(actor, "darkgreen"): "photo"}}


def _plain(**given: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda _actor: dict(given)


USUAL: dict[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "receive": ("phan-cong", _plain(priority="normal")),
    "refuse_reception": ("phan-cong", _plain(reason="incomplete", text="Thiếu số nhà, chưa xác minh được.")),
    "send_up": ("phan-cong", _plain(reason="Cây xanh do thành phố quản lý.")),
    "assign": ("phan-cong", _handler),
    "accept": ("xu-ly", _plain()),
    "refuse_handling": ("xu-ly", _plain(reason="inaccurate", text="Đến nơi lúc 9 giờ không thấy.")),
    "ask_sender": ("xu-ly", _plain(text="Chỗ này gần số nhà nào?")),
    "submit_result": ("xu-ly", _proof),
    "reject_result": ("phe-duyet", _plain(missing="Cần ảnh sau khi sửa.")),
    "approve": ("phe-duyet", _plain()),
    "publish": ("phe-duyet", _plain(public_text="Vỉa hè bong gạch, đã lát lại.")),
    "add_information": ("", _plain(text="Chỗ này ngay cạnh trạm xe buýt.")),
    "rate": ("", _plain(value="satisfied")),
}
_HANDLING = ("receive", "assign", "accept")
_WAITS = (*_HANDLING, "submit_result")
WAYS = {
    "submitted": (),
    "received": ("receive",),
    "assigned": ("receive", "assign"),
    "handling": _HANDLING,
    "returned": (*_HANDLING, "refuse_handling"),
    "awaiting_approval": _WAITS,
    "rework": (*_WAITS, "reject_result"),
    "resolved": (*_WAITS, "approve"),
    "published": (*_WAITS, "approve", "publish"),
    "refused": ("refuse_reception",),
}
_ASKED = (
    age_codes, citizen, report, received_at, overdue, working_day, promised, keep_promises, move, bring,
    colleague, facts, give_to, holder, left_behind, person, sent_by, told,
)  # fmt: skip
COMMANDS: dict[str, Callable[..., Any]] = {each.__name__: each for each in _ASKED}


def main() -> None:
    """Until the input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr  # only answers go up the pipe
    django.setup()
    found()
    print(json.dumps({"right": "ready"}), file=answers, flush=True)
    for line in sys.stdin:
        given = json.loads(line)
        try:
            answer = {"right": COMMANDS[given.pop("what")](**given)}
        except Exception:  # noqa: BLE001 - the test that asked shall read it
            answer = {"wrong": traceback.format_exc()}
        print(json.dumps(answer, default=str), file=answers, flush=True)


if __name__ == "__main__":
    main()
