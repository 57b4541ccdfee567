"""Somebody of each role goes to every address that is open to them, follows every link and sends every form there.

Nothing breaks, nothing leads nowhere, nothing shows a sender whom they must not know: in no page, document or answer to
a form. What no link and no form leads to is asked and sent by hand. How far that goes is counted in addresses and never
in seconds.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urldefrag, urljoin, urlsplit
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from ihanoi.config.access import ACCESS
from tests.attack.fields import field_names
from tests.attack.routes import ROUTES, body
from tests.attack.seats import ROLES, browser, hidden_from, is_in, met, opens, send_reports
from tests.attack.test_access import SENT
from tests.attack.things import Things
from tests.cases.stages import bring
from tests.conftest import City

VARIANTS: Final = int(os.environ.get("IHANOI_CRAWL_VARIANTS", "2"))  # of an address, with different questions
LEFT_ALONE: Final = (
    "/dang-xuat",
    "/static/",
    "/dang-nhap/vneid",
    "/tai-khoan/vneid",
    "/hop-thu",
    "/tin-nhan",
)
OPENS_A_SECRET: Final = "/mo-danh-tinh"  # the overseer may, on record: tests/cases/test_unsealing.py
NO_PAGE: Final = 405  # there is nothing to look at, only something to be sent
SAMPLES: Final = "/bo-thanh-phan"  # the gallery of components: its links lead to nothing in particular
ENDS: Final = {
    "identity:end_session",
    "identity:invitation",
}  # after these forms one is nobody, or somebody else
NONSENSE: Final = ("", "abc", "-1", "9" * 30, "<b>x</b>", "' OR 1=1--", "2026-13-45", "\x00", "💥" * 50)

FORMS_OF_EVERYBODY: Final = ("/gui-phan-anh", "/dang-nhap", "/ngon-ngu", "/giao-dien")


@dataclass
class Walk:
    """What one walker has seen: addresses by their shape, and what was wrong."""

    client: Client
    hidden: frozenset[str]
    sign_in: Callable[[], Client] | None
    todo: deque[tuple[str, str]] = field(default_factory=deque)  # where to, and from where
    seen: set[str] = field(default_factory=set)
    variants: Counter[str] = field(default_factory=Counter)
    opened: dict[str, int] = field(default_factory=dict)  # path → status
    forms: deque[tuple[str, str, list[str]]] = field(default_factory=deque)  # from where, where to, fields
    sent: int = 0
    by_hand: dict[str, set[int]] = field(default_factory=dict)  # path → statuses
    wrong: list[str] = field(default_factory=list)

    def go(self, writable: Iterable[str] = ()) -> None:
        """Breadth first: all links, and only then the forms, for what they change may lie out of sight afterwards.

        In between nonsense goes to each of the writable addresses that no form of these pages leads to, or that opens
        by no link: what it changes is undone at once.
        """
        self._follow(strictly=True)
        for path in writable:
            if self.opened.get(path) == NO_PAGE or f"POST {_shape(path)}" not in self.seen:
                self._send_by_hand(path)
        while self.forms:
            self._send(*self.forms.popleft())
            self._follow(strictly=False)

    def _follow(self, *, strictly: bool) -> None:
        while self.todo:
            path, source = self.todo.popleft()
            answer = self.client.get(path)
            if strictly:
                self.opened[path] = answer.status_code
                if answer.status_code == 404 and source:
                    self.wrong.append(f"dead link to {path} (from {source})")
            self._look(f"GET {path} (from {source})", path, answer)

    def _look(self, what: str, path: str, answer: Any) -> None:
        content = body(answer)
        if answer.status_code >= 500:
            self.wrong.append(f"{answer.status_code} for {what}")
        self.wrong += [f"{each} in the answer to {what}" for each in met(content, self.hidden)]
        if answer.status_code in (301, 302):
            self._meet(answer["Location"], path, path)
        elif answer.headers.get("Content-Type", "").startswith("text/html") and content.strip():
            self._read(path, content.decode())

    def _read(self, path: str, content: str) -> None:
        if path.startswith(SAMPLES):
            return
        page = html.fromstring(content)
        for link in page.xpath("//a/@href | //*/@hx-get | //img/@src | //link[@rel='alternate']/@href"):
            self._meet(str(link), path, path)
        for form in page.xpath("//form[translate(@method, 'POST', 'post')='post']"):
            self._keep(path, form)

    def _meet(self, link: str, base: str, source: str) -> None:
        target = urlsplit(urljoin(f"http://testserver{base}", urldefrag(link)[0]))
        if target.netloc != "testserver" or target.scheme != "http" or target.path.startswith(LEFT_ALONE):
            return
        names = "&".join(sorted(part.partition("=")[0] for part in target.query.split("&")))
        way = _shape(target.path)
        if f"{way}?{names}" not in self.seen and self.variants[way] < VARIANTS:
            self.seen.add(f"{way}?{names}")
            self.variants[way] += 1
            self.todo.append((target.path + (f"?{target.query}" if target.query else ""), source))

    def _keep(self, path: str, form: Any) -> None:
        target = urlsplit(urljoin(f"http://testserver{path}", form.get("action") or path)).path
        shape = f"POST {_shape(target)}"
        if shape in self.seen or target.startswith(LEFT_ALONE) or target.endswith(OPENS_A_SECRET):
            return
        self.seen.add(shape)
        names = [str(name) for name in form.xpath(".//input/@name | .//select/@name | .//textarea/@name")]
        self.forms.append((path, target, names))

    def _send(self, path: str, target: str, names: list[str]) -> None:
        """A form with nonsense in every field: it may say so, and must not break."""
        for number in (self.sent, self.sent + 4):
            given = {name: NONSENSE[(number + place) % len(NONSENSE)] for place, name in enumerate(names)}
            answer = self.client.post(target, given)
            self.sent += 1
            self._look(f"nonsense sent to {target} (from {path})", target, answer)
            self._stay(target)

    def _send_by_hand(self, path: str) -> None:
        """What views and forms anywhere read, as nonsense; and nothing at all, which is enough for a button."""
        said = {name: NONSENSE[place % len(NONSENSE)] for place, name in enumerate(field_names())}
        for given in (said, {}):
            cookies = self.client.cookies.copy()
            with transaction.atomic():
                answer = self.client.post(path, given)
                self.by_hand.setdefault(path, set()).add(answer.status_code)
                if answer.status_code >= 500:
                    self.wrong.append(f"{answer.status_code} for {len(given)} fields sent to {path} by hand")
                found = met(body(answer), self.hidden)
                self.wrong += [
                    f"{each} in the answer to {len(given)} fields sent to {path}" for each in found
                ]
                transaction.set_rollback(True)
            self.client.cookies = cookies

    def _stay(self, target: str) -> None:
        name = _name(target)
        if self.sign_in is None or (is_in(self.client) and name not in ENDS):
            return
        if name not in ENDS:
            self.wrong.append(f"signed out by nonsense sent to {target}")
        self.client = self.sign_in()


def _shape(path: str) -> str:
    """Numbers and codes alike: the second of a kind tells nothing new."""
    parts = ("#" if any(c.isdigit() for c in part) or len(part) > 40 else part for part in path.split("/"))
    return "/".join(parts)


def _name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


@pytest.mark.parametrize("seat", ROLES)
def test_every_role_walks_everywhere(
    city: City, things: Things, upload: Callable[..., UUID], seat: str
) -> None:
    send_reports(city, upload)
    if seat == "handler":  # sees what is in their hands
        bring(things.case, "handling", city, upload)
    due = {
        route.path(things.values(route.name, route.pattern)): ACCESS[route.name]
        for route in ROUTES
        if opens(ACCESS[route.name], seat) and not route.path().startswith(LEFT_ALONE)
    }
    writable = [path for path, row in due.items() if opens(row, seat, write=True)]
    again = None if seat == "nobody" else lambda: browser(city, seat)
    walk = Walk(browser(city, seat), hidden_from(seat), again, deque((path, "") for path in due))
    walk.go(writable)
    assert not walk.wrong, "\n".join(walk.wrong)
    missed = {path: walk.opened.get(path) for path in due if walk.opened.get(path, 404) == 404}
    assert not missed, "open to them by the table, and not there"
    assert walk.sent >= 2 * len(FORMS_OF_EVERYBODY)
    unsent = {
        path: walk.by_hand.get(path)
        for path in writable
        if walk.opened[path] == NO_PAGE and walk.by_hand.get(path, {404}) & {404, NO_PAGE}
        if _name(path)
        not in SENT  # which row is meant stands in the form: tests/attack/test_access.py names one
    }
    assert not unsent, "open to their forms by the table, and nothing was taken there"
