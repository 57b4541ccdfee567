"""What somebody may leave behind besides reports: papers, invitations, absences."""

from __future__ import annotations

from datetime import timedelta

from ihanoi.kernel import clock
from ihanoi.media import actions as media
from ihanoi.media.models import File
from ihanoi.people import actions as people
from ihanoi.people import queries
from ihanoi.people.models import Account, Delegation, Invitation
from tests.conftest import City, picture

HOUSEHOLD = "001000000001"  # the tax code of a household is the citizen number of its head


def sent_papers(city: City) -> File:
    """One picture by the sender, for a household of the ward."""
    actor, unit_id = city.sender, queries.agency(city.ward).unit_id
    firm = people.represent(
        actor=actor, tax_code=HOUSEHOLD, name="Hộ kinh doanh Bún Chả Khoai", address="29 Ngõ Của Khoai",
        position="Chủ hộ", unit_id=unit_id,
    )  # fmt: skip
    paper = media.receive(actor=actor, stream=picture(), name="cccd.jpg", sealed=True)
    people.show_papers(actor=actor, organisation_id=firm.pk, papers=[str(paper.pk)], unit_id=unit_id)
    media.claim(actor=actor, file_ids=[paper.pk], sealed=True)
    return paper


def been_in_office(city: City, account_id: int) -> None:
    """Invited twice, once to the address alone, and once away."""
    now, account = clock.now(), Account.objects.get(pk=account_id)
    assert city.assigner.account_id is not None
    for number, accepted in enumerate((account, None)):
        Invitation.objects.create(
            email=account.email, full_name="Người Gửi", job_title="Chuyên viên", agency_id=city.ward,
            valid_from=clock.today(), invited_by_id=city.assigner.account_id, created_at=now, sent_at=now,
            token_digest=bytes([number]) * 32, expires_at=now, account=accepted,
        )  # fmt: skip
    Delegation.objects.create(
        account=account, delegate_id=city.assigner.account_id, valid_from=clock.today() - timedelta(days=3),
        valid_to=clock.today(), reason="Chữa bệnh", made_by=account, created_at=now,
    )  # fmt: skip
