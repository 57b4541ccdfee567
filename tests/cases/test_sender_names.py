"""What is public, and what stays of whoever was forgotten, does not name the sender, however the name is written."""

from __future__ import annotations

import unicodedata

import pytest

from ihanoi.cases import actions
from ihanoi.cases.actions.forgetting import forget_sender
from ihanoi.cases.models import Particulars, Reminder
from ihanoi.cases.queries import open_case
from ihanoi.cases.rules.wording import without_names
from ihanoi.kernel import clock
from ihanoi.kernel.actor import PUBLIC
from ihanoi.kernel.redaction import MASK
from ihanoi.people import queries as people
from ihanoi.people.models import Account
from tests.conftest import City

NAME = "Tạ Uyển Khuê"


@pytest.mark.parametrize(
    "written",
    [NAME, NAME.upper(), "ta uyen khue", "Tạ  Uyển\nKhuê", unicodedata.normalize("NFD", NAME)],
    ids=ascii,
)
def test_a_name_is_masked_however_it_is_written(written: str) -> None:
    text = f"Tôi là {written}, ở ngõ 12."
    masked = without_names(text, [NAME])
    assert len(masked) == len(text) and masked.endswith(", ở ngõ 12.") and MASK in masked
    assert written not in masked


@pytest.mark.parametrize("text", ["Phố Tạ Uyển, ngõ Khuê", "Tạ Uyển Khuêng", "", "tauyenkhue"])
def test_other_words_stay(text: str) -> None:
    assert without_names(text, [NAME]) == text


def test_the_procedure_names_no_sender_and_nothing_does_afterwards(city: City) -> None:
    account = Account.objects.get(pk=city.sender.account_id)
    account.full_name = NAME
    account.save()
    report = actions.Report(
        text="Nộp hồ sơ từ tháng trước mà chưa được trả kết quả theo giấy hẹn.", consent=True,
        kind="procedure", agency_id=city.ward, procedure=f"Cấp sổ đỏ cho {NAME} và chồng",
    )  # fmt: skip
    case = actions.submit(actor=people.actor_for(account), report=report)
    opened = open_case(PUBLIC, case.code)
    assert opened is not None and opened.procedure.startswith("Cấp sổ đỏ cho T")
    assert NAME not in opened.procedure
    Particulars.objects.filter(case=case).update(worth=f"của bà {NAME}")
    Reminder.objects.create(
        case=case, text=f"Bà {NAME} gọi lần nữa.", agency_id=city.ward, reply_by=clock.today(),
        by_id=city.overseer.account_id, at=clock.now(),
    )  # fmt: skip
    forget_sender(account_id=account.pk, name=NAME)
    said = Particulars.objects.get(case=case)
    assert NAME not in f"{said.procedure} {said.worth} {Reminder.objects.get(case=case).text}"
