"""Markup and template language in what people write stay words on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ihanoi.cases import actions
from ihanoi.cases.models import Case
from ihanoi.people.models import Account
from tests.cases.stages import bring
from tests.conftest import City

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ request.user.email }}{% now 'Y' %}</textarea>"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def case(city: City, submitted: Callable[..., Case], upload: Any) -> Case:
    """Evil words wherever a sender or an officer may write."""
    Account.objects.filter(pk=city.sender.account_id).update(full_name=f"Mít {EVIL}")
    made = submitted(text=f"Nắp hố ga {EVIL} vỡ trước cổng trường.", address=f"29 {EVIL}"[:200])
    actions.note(actor=city.assigner, case_id=made.pk, text=EVIL)
    bring(made, "handling", city, upload)
    actions.ask_sender(actor=city.handler, case_id=made.pk, text=EVIL)
    actions.add_information(actor=city.sender, case_id=made.pk, text=EVIL)
    actions.submit_result(
        actor=city.handler,
        case_id=made.pk,
        answer=f"Đã thay nắp gang mới lúc 10:20 ngày 17/11. {EVIL}",
        outcome="fixed",
        files={upload(city.handler): "photo"},
    )
    actions.approve(actor=city.approver, case_id=made.pk)
    return actions.publish(
        actor=city.approver, case_id=made.pk, public_text=f"Nắp {EVIL}", public_title=EVIL, public_answer=EVIL
    )


def _clean(page: bytes) -> bool:
    text = page.decode()
    lowered = text.lower()
    return (
        "<script>alert" not in lowered
        and "<img src=x" not in lowered
        and "{{ request.user.email }}" in text.replace("&#x7B;", "{").replace("&quot;", '"')
    )


@pytest.mark.parametrize(
    ("seat", "path"),
    [
        (None, "/phan-anh/{}"),
        ("sender", "/cua-toi/{}"),
        ("approver", "/ban-xu-ly/{}"),
        ("approver", "/ban-xu-ly/{}?xem=ghi-chu"),
        ("approver", "/ban-xu-ly/{}?xem=trao-doi"),
        ("approver", "/ban-xu-ly/{}/phieu"),
        (None, "/ban-do"),
    ],
)
def test_pages_show_it_as_words(city: City, client: Client, case: Case, seat: str | None, path: str) -> None:
    if seat:
        client.force_login(Account.objects.get(pk=getattr(city, seat).account_id), BACKEND)
    assert _clean(client.get(path.format(case.code)).content)


def test_what_is_searched_for_is_shown_as_words(city: City, client: Client) -> None:
    page = client.get(reverse("portal:map"), {"q": EVIL}).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
