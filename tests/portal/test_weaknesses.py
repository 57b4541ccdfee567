"""security.txt as RFC 9116 asks for it, and the page behind it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from ihanoi.kernel import clock

ADDRESS = "/.well-known/security.txt"


def fields(client: Client) -> dict[str, str]:
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    lines = answer.content.decode().splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    assert len(told) == len(lines)
    return told


def test_it_says_where_to_write_and_for_how_long(city: Any, client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT, settings.PUBLIC_URL = (
        "mailto:an-ninh@ihanoi.example",
        "https://ihanoi.example/",
    )
    told = fields(client)
    assert told["Contact"] == "mailto:an-ninh@ihanoi.example"
    assert told["Canonical"] == f"https://ihanoi.example{ADDRESS}"
    assert told["Policy"] == "https://ihanoi.example/bao-lo-hong"
    expires = datetime.fromisoformat(told["Expires"])
    assert timedelta(days=90) < expires - clock.now() < timedelta(days=365)


def test_it_never_expires_while_it_is_read(city: Any, client: Client) -> None:
    with clock.at(datetime(2031, 1, 1, tzinfo=UTC)):
        assert fields(client)["Expires"].startswith("2031-06-30")


def test_the_page_shows_the_contact(city: Any, client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:an-ninh@ihanoi.example"
    page = client.get("/bao-lo-hong").content.decode()
    assert 'href="mailto:an-ninh@ihanoi.example">an-ninh@ihanoi.example<' in page
    assert client.get("/").content.decode().count('href="/bao-lo-hong"') == 1
    assert client.post("/bao-lo-hong").status_code == 405
