"""Sign-ins and refused ones in history, by account: the city's collector gets them from there (R99)."""

from __future__ import annotations

from django.db import transaction

from ihanoi.journal import actions as journal
from ihanoi.kernel.actor import PUBLIC
from ihanoi.people import queries as people
from ihanoi.people.queries import Account

from ..words import SIGN_IN, Entry, Method

NOBODY = 0  # under this number stand tries with a name that no account has; what was typed is not kept


def note_entered(account: Account, method: Method, *, strong: bool) -> None:
    """In the transaction in which the session is remembered."""
    journal.record_in_turn(
        actor=people.actor_for(account),
        subject=SIGN_IN,
        subject_id=account.pk,
        verb=Entry.ENTERED,
        data={"method": str(method), "strong": strong},
    )


@transaction.atomic
def note_refused(*, typed: str, verb: Entry) -> None:
    """The same statements whether there is such an account or not: the time of an answer tells nobody."""
    try:
        account_id = Account.objects.get_by_natural_key(typed).pk
    except Account.DoesNotExist:
        account_id = NOBODY
    journal.record_in_turn(
        actor=PUBLIC, subject=SIGN_IN, subject_id=account_id, verb=verb, data={"method": str(Method.PASSWORD)}
    )
