"""One account under a lock, for whoever changes it: two changes at once follow one another."""

from __future__ import annotations

from ihanoi.kernel.denials import NotFound

from ..models import Account
from ..words import Why


def locked_account(account_id: int | None, *, closed: bool = False) -> Account:
    """In the caller's transaction; what refers to the row does not wait. `closed`: also one that is not open.

    Raises NotFound.
    """
    rows = Account.objects.select_for_update(no_key=True).filter(pk=account_id or 0)
    found = (rows if closed else rows.filter(is_active=True)).first()
    if found is None:
        raise NotFound(Why.NO_ACCOUNT)
    return found
