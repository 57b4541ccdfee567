"""Accounts by ward and commune (R17): counted where people said that they live, and small numbers are not told."""

from __future__ import annotations

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ihanoi.kernel.actor import SYSTEM
from ihanoi.people import actions, queries
from ihanoi.people.actions import NewAccount
from ihanoi.people.models import Account
from ihanoi.places import queries as places
from tests.conftest import City


def living_in(unit_id: int, many: int) -> list[Account]:
    new = [NewAccount(f"nguoi-{unit_id}-{n}@example.org", "Người Dân", unit_id=unit_id) for n in range(many)]
    return actions.create_accounts(actor=SYSTEM, new=new, password=None)


def test_many_are_counted_and_few_are_not_told(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second, third = places.units()[:3]
    *_, official, closed = living_in(first.id, 7)
    actions.grant(actor=SYSTEM, account_id=official.pk, agency_id=city.root, role="operator")
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    living_in(second.id, 4)
    living_in(third.id, 9)
    with django_assert_num_queries(1):
        found = queries.localities()
    assert found == [
        queries.Locality(third.name, 9), queries.Locality(first.name, 5), queries.Locality(second.name, None),
    ]  # fmt: skip
    client = Client()
    client.force_login(official, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/ban-xu-ly/quan-tri/tai-khoan").content.decode()
    assert "Tài khoản người dân theo phường, xã" in page and "dưới 5" in page and third.name in page
