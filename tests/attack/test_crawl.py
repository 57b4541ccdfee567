"""Somebody of each role follows every link and sends every form that the pages show: nothing breaks, nothing leaks."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from lxml import html

from ihanoi.cases.models import Case
from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.models import Account
from ihanoi.people.words import Role
from tests.attack.routes import body, client_of
from tests.cases.stages import bring
from tests.conftest import City

# A minute and a half for all roles together; IHANOI_CRAWL_S=1800 for a long night.
SECONDS: Final = float(os.environ.get("IHANOI_CRAWL_S", "90"))
STARTS: Final = (
    "/", "/ban-xu-ly/", "/cua-toi", "/tai-khoan", "/thong-bao", "/tai-khoan/bao-mat", "/ban-do", "/minh-bach",
)  # fmt: skip
LEFT_ALONE: Final = ("/dang-xuat", "/static/", "/dang-nhap/vneid", "/tai-khoan/vneid")
NONSENSE: Final = ("", "abc", "-1", "9" * 30, "<b>x</b>", "' OR 1=1--", "2026-13-45", "\x00", "💥" * 50)
SECRET_NAME, SECRET_PHONE = "Bùi Thị Kín Đáo", "0936555444"
ROLES: Final = {
    **dict.fromkeys(
        ("nobody", "neighbour", "sender", "assigner", "handler", "approver", "dispatcher", "overseer")
    ),
    "operator": Role.OPERATOR,
    "inspector": Role.INSPECTOR,
    "guardian": Role.GUARDIAN,
}


@dataclass
class Walk:
    """What one walker has seen: addresses by their shape, and what was wrong."""

    client: Client
    ends: float
    todo: deque[tuple[str, str]] = field(default_factory=deque)  # where to, and from where
    seen: set[str] = field(default_factory=set)
    pages: int = 0
    forms: int = 0
    wrong: list[str] = field(default_factory=list)

    def go(self) -> None:
        """Breadth first, until nothing new is left or the time is over."""
        while self.todo and time.monotonic() < self.ends:
            path, source = self.todo.popleft()
            self._look(path, source, self.client.get(path))

    def _look(self, path: str, source: str, answer: Any) -> None:
        self.pages += 1
        content = body(answer)
        if answer.status_code >= 500:
            self.wrong.append(f"{answer.status_code} at {path} (from {source})")
        if answer.status_code == 404 and source:
            self.wrong.append(f"dead link to {path} (from {source})")
        if SECRET_NAME.encode() in content or SECRET_PHONE.encode() in content:
            self.wrong.append(f"a confidential sender at {path}")
        if answer.status_code in (301, 302):
            self._meet(answer["Location"], path, path)
        elif answer.headers.get("Content-Type", "").startswith("text/html") and content.strip():
            self._read(path, content.decode())

    def _read(self, path: str, content: str) -> None:
        page = html.fromstring(content)
        for link in page.xpath("//a/@href | //*/@hx-get | //img/@src | //link[@rel='alternate']/@href"):
            self._meet(str(link), path, path)
        for form in page.xpath("//form[translate(@method, 'POST', 'post')='post']"):
            self._send(path, form)

    def _meet(self, link: str, base: str, source: str) -> None:
        target = urlsplit(urljoin(f"http://testserver{base}", urldefrag(link)[0]))
        if target.netloc != "testserver" or target.scheme != "http" or target.path.startswith(LEFT_ALONE):
            return
        names = "&".join(sorted(part.partition("=")[0] for part in target.query.split("&")))
        shape = f"{_shape(target.path)}?{names}"
        if shape not in self.seen:
            self.seen.add(shape)
            self.todo.append((target.path + (f"?{target.query}" if target.query else ""), source))

    def _send(self, path: str, form: Any) -> None:
        """A form with nonsense in every field: it may say so, and must not break."""
        action = urljoin(f"http://testserver{path}", form.get("action") or path)
        target = urlsplit(action).path
        shape = f"POST {_shape(target)}"
        if shape in self.seen or target.startswith(LEFT_ALONE) or urlsplit(action).netloc != "testserver":
            return
        self.seen.add(shape)
        for number in (self.forms, self.forms + 4):
            given = {
                str(name): NONSENSE[(number + place) % len(NONSENSE)]
                for place, name in enumerate(
                    form.xpath(".//input/@name | .//select/@name | .//textarea/@name")
                )
            }
            answer = self.client.post(target, given)
            self.forms += 1
            if answer.status_code >= 500:
                self.wrong.append(f"{answer.status_code} for nonsense sent to {target} (from {path})")


def _shape(path: str) -> str:
    """Numbers and codes alike: the second of a kind tells nothing new."""
    parts = ("#" if any(c.isdigit() for c in part) or len(part) > 40 else part for part in path.split("/"))
    return "/".join(parts)


@pytest.fixture
def told(city: City, submitted: Callable[..., Case], upload: Any) -> City:
    """Cases in several states, one of a confidential sender, and the roles that the small city lacks."""
    for name, role in ROLES.items():
        if role:
            new = people_actions.NewAccount(f"{name}@example.org", name.title())
            account = people_actions.create_account(actor=SYSTEM, new=new)
            seat = {"agency_id": city.root, "role": role, "valid_from": date(2025, 7, 1)}
            people_actions.grant(actor=SYSTEM, account_id=account.pk, **seat)
            city.actors[name] = people.actor_for(account)
    hidden = people_actions.NewAccount(
        "kin@example.org", SECRET_NAME, SECRET_PHONE, citizen_id="001190004321"
    )
    kin = people.actor_for(people_actions.create_account(actor=SYSTEM, new=hidden))
    bring(submitted(actor=kin, confidential=True), "handling", city, upload)
    for state in ("submitted", "awaiting_approval", "resolved", "published"):
        bring(submitted(files=[upload(city.sender)]), state, city, upload)
    return city


def _walkers(city: City) -> Iterator[tuple[str, Client]]:
    for name in ROLES:
        client = client_of(city, None if name == "nobody" else name)
        client.raise_request_exception = False
        yield name, client


def test_every_role_walks_everywhere(told: City, walks: dict[str, Walk]) -> None:
    share = SECONDS / len(ROLES)
    for name, client in _walkers(told):
        walk = Walk(client, time.monotonic() + share, deque((start, "") for start in STARTS))
        walk.go()
        walks[name] = walk
    wrong = [f"{name}: {what}" for name, walk in walks.items() for what in walk.wrong]
    assert not wrong, "\n".join(wrong)
    assert all(walk.pages > 10 for walk in walks.values()), {n: w.pages for n, w in walks.items()}
    assert Account.objects.filter(is_active=True).count() >= len(ROLES)


@pytest.fixture
def walks() -> dict[str, Walk]:
    """How far each walker came."""
    return {}
