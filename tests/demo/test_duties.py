"""After the told weeks a letter was sent and answered, another is a draft, obstacles are recorded; told once."""

from __future__ import annotations

from ihanoi.accountability.models import Letter, Obstacle
from ihanoi.demo import actions, queries
from ihanoi.people.models import Delegation, Invitation, Representative, SeatCheck
from tests.demo.conftest import silent


def test_letters_and_obstacles_are_told_once(told: dict[str, int], db: None) -> None:
    for _ in range(2):
        actions.build_duties(progress=silent)
    assert queries.has_duties()
    sent, draft = Letter.objects.order_by("pk")
    assert (sent.state, draft.state) == ("sent", "draft")
    assert sent.named.exists() and sent.addressees.exclude(answer="").count() == 1
    assert sorted(Obstacle.objects.values_list("stage", flat=True)) == ["business", "citizen", "government"]
    assert sorted(Representative.objects.values_list("standing", flat=True))[-2:] == ["refused", "verified"]
    assert Representative.objects.filter(standing="claimed", shown_at__isnull=False).count() == 1
    assert (Invitation.objects.count(), Delegation.objects.count()) == (1, 1)
    assert SeatCheck.objects.exists()
