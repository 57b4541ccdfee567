"""What each right does for real."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.db.models import QuerySet

from ihanoi.cases import actions as case_actions
from ihanoi.cases.actions import contacts
from ihanoi.cases.actions import forgetting as cases
from ihanoi.cases.queries import kept
from ihanoi.cases.words import SUBJECT as CASE
from ihanoi.identity.actions import erasing as identity
from ihanoi.identity.queries.links import link_of
from ihanoi.journal.actions import erasing as journal
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid
from ihanoi.media import actions as media
from ihanoi.notifications import actions as notifications
from ihanoi.people import queries as people
from ihanoi.people.actions import forgetting, guarding, withdraw_consent
from ihanoi.people.words import SUBJECT as ACCOUNT
from ihanoi.people.words import Purpose
from ihanoi.privacy.actions.copies import erase_copies_of
from ihanoi.privacy.actions.step import tell
from ihanoi.privacy.models import Request
from ihanoi.privacy.words import OpenCases, Right, Subject, Why

Result = dict[str, int]
IDENTITY: Final = "/tai-khoan/danh-tinh"


def before(actor: Actor, request: Request) -> None:
    """Whoever chose so has their open reports withdrawn first, in their own name; what cannot be stays open."""
    if request.right != Right.DELETE or request.open_cases != OpenCases.WITHDRAW:
        return
    account_id = _account(request)
    person = people.actor_for(people.account(account_id))
    for case in kept.open_of(account_id):
        try:
            case_actions.withdraw(actor=person, case_id=case.pk)
        except Denied:  # its answer waits for approval: the queue says how many are still open
            continue


def carry_out(actor: Actor, request: Request, given: Mapping[str, str], *, told: str) -> Result:
    """Returns how much was changed, in numbers."""
    does = _DOES if request.case_id is None else _DOES_TO_SENDER
    return does[Right(request.right)](actor, request, given, told)


def _account(request: Request) -> int:
    assert request.account_id is not None
    return request.account_id


def _copy(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    """The archive is made by the worker, who ends the request; nobody says that it is there before it is."""
    copy = getattr(request, "copy", None)
    if copy is None:
        raise Denied(Why.NO_COPY)
    return {"bytes": copy.size}


def _correct(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    """Name and citizen number; whatever else was put right is told in words.

    Where VNeID opens the account, both are what it says: ours must not contradict it.
    """
    account_id, card_seen = _account(request), bool(given.get("card_seen"))
    changed = guarding.correct(
        actor=actor,
        account_id=account_id,
        full_name=given.get("full_name", ""),
        citizen_id=given.get("citizen_id", ""),
        card_seen=card_seen,
    )
    if changed and link_of(people.account(account_id)):
        raise Invalid({"citizen_id" if "citizen_id" in changed else "full_name": Why.LINKED})
    if "proven_at" in changed and not card_seen:
        tell([account_id], "proof_gone", {"code": request.code}, url=IDENTITY, key=f"unproven {request.pk}")
    if not changed and not told.strip():
        raise Invalid({"reason": Why.NOTHING_TO_CORRECT})
    return {"changed": len(changed)}


def _withdraw(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    withdraw_consent(actor=actor, account_id=_account(request), purpose=Purpose.HANDLING)
    return {}


def _restrict(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    guarding.restrict(actor=actor, account_id=_account(request), restricted=True)
    return {}


def _delete(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    """Room by room; the account last, since the others need its name. Cases, figures and the chain of history stay."""
    account_id = _account(request)
    name = people.account(account_id).full_name
    done = cases.forget_sender(account_id=account_id, name=name)
    done["lines"] = _forget_lines(account_id)
    done["notices"] += notifications.forget(account_id=account_id)
    done["sign_ins"] = identity.forget(account_id=account_id)
    erase_copies_of(account_id)
    _forget_said(request, Request.objects.filter(account=account_id))
    done["papers"] = media.erase_papers(account_id=account_id)
    forgetting.anonymise(actor=actor, account_id=account_id)
    return done


def _forget_said(request: Request, theirs: QuerySet[Request]) -> None:
    for other in theirs.order_by("pk"):
        other.said = ""
        other.save(update_fields=["said"])
    request.said = ""


def _forget_lines(account_id: int) -> int:
    """What the person wrote into history: about reports, about the account, about requests."""
    about = {
        CASE: kept.case_ids_touched(account_id),
        ACCOUNT: [account_id],
        Subject.REQUEST: list(Request.objects.filter(account=account_id).values_list("pk", flat=True)),
    }
    return sum(
        journal.erase_lines(subject=str(subject), subject_ids=ids, actor_id=account_id)
        for subject, ids in about.items()
    )


def _case(request: Request) -> int:
    assert request.case_id is not None
    return request.case_id


def _printed(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    """The guardian has printed it and handed it over."""
    return {}


def _correct_sender(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    changed = contacts.correct_contact(case_id=_case(request), **given)
    if not changed and not told.strip():
        raise Invalid({"reason": Why.NOTHING_TO_CORRECT})
    return {"changed": len(changed)}


def _withdraw_sender(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    contacts.withdraw_contact(case_id=_case(request))
    return {}


def _delete_sender(actor: Actor, request: Request, given: Mapping[str, str], told: str) -> Result:
    """The contact goes, the report is masked. What officials wrote into history stays: acts in office, no values."""
    contact = kept.contact_of(_case(request))
    assert contact is not None  # the table has asked
    done = cases.forget_contact(case_id=contact.case_id, name=contact.name)
    _forget_said(request, Request.objects.filter(case=contact.case_id))
    return done


Does = Mapping[Right, Callable[[Actor, Request, Mapping[str, str], str], Result]]
_DOES_TO_SENDER: Final[Does] = {
    Right.COPY: _printed,
    Right.CORRECT: _correct_sender,
    Right.WITHDRAW: _withdraw_sender,
    Right.DELETE: _delete_sender,
}
"""To whoever has no account."""
_DOES: Final[Does] = {
    Right.COPY: _copy,
    Right.CORRECT: _correct,
    Right.WITHDRAW: _withdraw,
    Right.RESTRICT: _restrict,
    Right.DELETE: _delete,
}
"""By right: any of them may raise Denied or Invalid, and then nothing has changed."""
