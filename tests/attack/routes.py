"""Every address that there is, from the URL list itself, so that a new one is attacked without anybody's doing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ihanoi.people.models import Account
from tests.conftest import City

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
_PARAMETER: Final = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
SAMPLES: Final = {
    "int": "1",
    "slug": "x",
    "str": "x",
    "code": "HN-2611-999999",
    "uuid": str(UUID(int=1)),
    "path": "x",
}


@dataclass(frozen=True)
class Route:
    """`name` with its room, `pattern` as in the URL list with a slash before it."""

    name: str
    pattern: str
    view: Callable[..., object]

    @property
    def parameters(self) -> list[str]:
        """The names of what stands in the address."""
        return [found["name"] for found in _PARAMETER.finditer(self.pattern)]

    def path(self, given: Mapping[str, object] | None = None) -> str:
        """An address with these values, and with samples where none is given."""
        values = given or {}
        return _PARAMETER.sub(
            lambda found: str(values.get(found["name"], SAMPLES.get(found["converter"] or "str", "x"))),
            self.pattern,
        )


def _named(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[Route]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _named(each, (*spaces, each.namespace) if each.namespace else spaces)
        else:
            yield Route(":".join((*spaces, each.name or "")), "/" + str(each.pattern), each.callback)


def routes() -> list[Route]:
    """All of them."""
    resolver = get_resolver()
    assert all(isinstance(each, URLPattern | URLResolver) for each in resolver.url_patterns)
    return list(_named(resolver))


ROUTES: Final = routes()
PLAIN: Final = [route for route in ROUTES if not route.parameters]


def client_of(city: City, seat: str | None, **options: bool) -> Client:
    """A browser in which somebody of the small city is signed in; nobody for None."""
    client = Client(**options)  # type: ignore[arg-type]  # the stubs know no named options
    if seat:
        client.force_login(Account.objects.get(pk=getattr(city, seat).account_id), BACKEND)
    return client


def body(answer: object) -> bytes:
    """Everything that was answered, streamed or not."""
    parts = getattr(answer, "streaming_content", None)
    return b"".join(parts) if parts is not None else bytes(getattr(answer, "content", b""))
