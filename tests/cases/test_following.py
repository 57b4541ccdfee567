"""Following counts as a voice, once per account; it is no move and leaves no line of history."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ihanoi.cases import actions, queries
from ihanoi.cases.models import Case
from ihanoi.kernel.actor import PUBLIC
from ihanoi.kernel.denials import Denied, NotFound
from tests.conftest import City

Submit = Callable[..., Case]


def voices(case: Case) -> tuple[int, int]:
    """As counted on the case, and as they are."""
    case.refresh_from_db()
    return case.followers, case.following.count()


def test_following_twice_is_following_once(city: City, submitted: Submit) -> None:
    case = submitted()
    for _ in range(2):
        actions.follow(actor=city.neighbour, case_id=case.pk)
    assert voices(case) == (1, 1)
    assert queries.followed(city.neighbour, [case.pk, 10**9]) == {case.pk}
    assert case.version == 1


def test_who_leaves_is_counted_no_more(city: City, submitted: Submit) -> None:
    case = submitted()
    actions.follow(actor=city.neighbour, case_id=case.pk)
    for _ in range(2):
        actions.unfollow(actor=city.neighbour, case_id=case.pk)
    assert voices(case) == (0, 0)


def test_the_public_follows_nothing(city: City, submitted: Submit) -> None:
    case = submitted()
    with pytest.raises(Denied):
        actions.follow(actor=PUBLIC, case_id=case.pk)
    actions.unfollow(actor=PUBLIC, case_id=case.pk)
    assert voices(case) == (0, 0)
    assert queries.followed(PUBLIC, [case.pk]) == set()


def test_what_is_not_listed_cannot_be_followed(city: City, submitted: Submit) -> None:
    case = submitted()
    actions.withdraw(actor=city.sender, case_id=case.pk)
    with pytest.raises(NotFound):
        actions.follow(actor=city.neighbour, case_id=case.pk)


def test_whoever_follows_and_sent_the_repeat_goes_along(city: City, submitted: Submit) -> None:
    first, repeat = submitted(), submitted(city.neighbour)
    actions.follow(actor=city.sender, case_id=repeat.pk)
    actions.merge(actor=city.assigner, case_id=repeat.pk, target_id=first.pk)
    followers = set(first.following.values_list("account_id", flat=True))
    assert followers == {city.neighbour.account_id}  # the sender of the first needs not follow it
    assert voices(first) == (1, 1)


def test_a_repeat_of_ones_own_adds_no_voice(city: City, submitted: Submit) -> None:
    first, repeat = submitted(), submitted()
    actions.merge(actor=city.assigner, case_id=repeat.pk, target_id=first.pk)
    assert voices(first) == (0, 0)
