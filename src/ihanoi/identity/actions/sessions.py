"""Sessions begin, are used, change their rights, and end."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction

from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import NotFound
from ihanoi.people import actions as people_actions
from ihanoi.people import queries as people
from ihanoi.people.queries import Account

from .. import ports
from ..browsers import browser
from ..models import SignIn
from ..queries.sessions import rights_of
from ..words import Method, SessionWhy
from .entries import note_entered


@transaction.atomic
def begin_session(
    *, account: Account, session_key: str, method: Method, strong: bool, agent: str, address: str
) -> SignIn:
    """Remember a session that has just begun, or whose owner has shown once more who they are.

    `agent`: what the browser calls itself; `address`: from where.
    """
    now, actor = clock.now(), people.actor_for(account)
    begun, _ = SignIn.objects.update_or_create(
        session_key=session_key,
        defaults={
            "account": account,
            "method": method,
            "is_strong": strong,
            "begun_at": now,
            "seen_at": now,
            "idle": ports.idle(official=bool(actor.seats)),
            "rights": rights_of(actor),
            "browser": browser(agent),
            "address": address,
            "ended_at": None,
        },
    )
    people_actions.note_visit(account_id=account.pk)
    note_entered(account, method, strong=strong)
    return begun


@transaction.atomic
def see_session(*, sign_in_id: int, account_id: int, administers: bool, new_day: bool) -> None:
    """The session was used just now; called at most once a minute."""
    now = clock.now()
    fields = {"seen_at": now, **({"administered_at": now} if administers else {})}
    SignIn.objects.filter(pk=sign_in_id, ended_at=None).update(**fields)
    if new_day:
        people_actions.note_visit(account_id=account_id)


@transaction.atomic
def change_rights(*, actor: Actor, sign_in_id: int, session_key: str) -> bool:
    """Keep that the actor's seats are others now: how long the session may lie idle follows from them.

    True: go on under a new key. False: another request of the same session was faster.
    """
    found = (
        SignIn.objects.select_for_update(no_key=True).filter(pk=sign_in_id, session_key=session_key).first()
    )
    if found is None or found.rights == rights_of(actor):
        return False
    found.rights = rights_of(actor)
    found.idle = ports.idle(official=bool(actor.seats))
    found.save(update_fields=["rights", "idle"])
    return True


@transaction.atomic
def end_session(*, actor: Actor, sign_in_id: int) -> None:
    """End one of the actor's own sessions. Raises NotFound."""
    found = SignIn.objects.filter(pk=sign_in_id, account=actor.account_id, ended_at=None)
    key = found.values_list("session_key", flat=True).first()
    if actor.account_id is None or key is None:
        raise NotFound(SessionWhy.NOT_HERE)
    Session.objects.filter(session_key=key).delete()
    found.update(ended_at=clock.now())


@transaction.atomic
def end_sessions(*, account_id: int, keep: str = "") -> int:
    """End the account's sessions, except the one with the key `keep`. Returns how many were open."""
    known = SignIn.objects.filter(account=account_id, ended_at=None).exclude(session_key=keep)
    Session.objects.filter(session_key__in=known.values("session_key")).delete()
    return known.update(ended_at=clock.now())
