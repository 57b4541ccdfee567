"""A browser without pictures: clients signed in as the officers of the small city."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ihanoi.kernel.actor import Actor
from ihanoi.people import queries as people

Enter = Callable[[Actor], Client]


@pytest.fixture
def enter() -> Enter:
    """`enter(city.assigner)` → a client signed in as that officer."""

    def signed_in(actor: Actor) -> Client:
        client = Client()
        assert actor.account_id is not None
        client.force_login(
            people.account(actor.account_id), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return signed_in
