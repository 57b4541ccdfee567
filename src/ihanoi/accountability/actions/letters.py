"""Letters to agencies with overdue cases: drafted from the list, sent as they are, answered by each (R90, R91)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from ihanoi.accountability import queries, rules
from ihanoi.accountability.actions.step import (
    answering,
    check,
    clean,
    kept_file,
    locked,
    seat_of,
    tell,
    write_down,
)
from ihanoi.accountability.models import Addressee, Letter, NamedCase
from ihanoi.accountability.queries import OverdueCase, facts, roles_of
from ihanoi.accountability.words import Subject, Verb, Why
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.denials import Denied, Invalid, NotFound
from ihanoi.media import actions as media
from ihanoi.media.queries import File
from ihanoi.ui import words as said

NAMED_MOST: Final = 500
SUBJECT: Final = Subject.LETTER


@transaction.atomic
def draft_letter(
    *, actor: Actor, agency_ids: Collection[int], subject: str, body: str, reply_by: date | None
) -> Letter:
    """Begin a letter that names all that these agencies have overdue now. Raises Invalid, Denied."""
    given: dict[str, Any] = {
        "agency_ids": list(agency_ids),
        "reply_by": reply_by,
        **clean(subject=subject, body=body),
    }
    state = check(SUBJECT, Verb.DRAFT, "", roles_of(actor), facts(), given)
    issuer_id = queries.issuer_of(actor)
    assert reply_by is not None and issuer_id is not None and actor.account_id is not None
    now = clock.now()
    listed = _listed(agency_ids)
    letter = Letter.objects.create(
        state=state, issuer_id=issuer_id, subject=given["subject"], body=given["body"], reply_by=reply_by,
        as_of=now, drafted_by_id=actor.account_id, drafted_at=now,
    )  # fmt: skip
    _name(letter, listed)
    counted = Counter(case.agency_id for case in listed)
    write_down(actor, SUBJECT, letter.pk, Verb.DRAFT, {"cases": len(listed), "agencies": sorted(counted)})
    return letter


def _listed(agency_ids: Collection[int]) -> list[OverdueCase]:
    listed = queries.overdue_cases(clock.now(), agency_ids, NAMED_MOST + 1)
    if not listed:
        raise Invalid({"agency_ids": Why.NO_AGENCY})
    if len(listed) > NAMED_MOST:
        raise Invalid({"agency_ids": Why.TOO_MANY})
    return listed


def _name(letter: Letter, listed: Sequence[OverdueCase]) -> None:
    agencies = dict.fromkeys(case.agency_id for case in listed)
    Addressee.objects.bulk_create(Addressee(letter=letter, agency_id=agency_id) for agency_id in agencies)
    NamedCase.objects.bulk_create(
        NamedCase(
            letter=letter, agency_id=c.agency_id, case_id=c.case_id, code=c.code, title=c.title, place=c.place,
            clock=c.clock, submitted_at=c.submitted_at, due_at=c.due_at, over_s=max(c.over_s, 0),
        )
        for c in listed
    )  # fmt: skip


@transaction.atomic
def amend_letter(
    *,
    actor: Actor,
    letter_id: int,
    subject: str,
    body: str,
    reply_by: date | None,
    case_ids: Collection[int],
) -> Letter:
    """Change the words, the day, and which of the listed cases stay. An agency without any is no addressee."""
    letter = locked(queries.visible_letters(actor), letter_id)
    given: dict[str, Any] = {"reply_by": reply_by, **clean(subject=subject, body=body)}
    check(SUBJECT, Verb.AMEND, letter.state, roles_of(actor), facts(), given)
    assert reply_by is not None
    if not letter.named.filter(case__in=case_ids).exists():
        raise Invalid({"case_ids": Why.NO_CASES})
    letter.subject, letter.body, letter.reply_by = given["subject"], given["body"], reply_by
    letter.save(update_fields=["subject", "body", "reply_by"])
    dropped = letter.named.exclude(case__in=case_ids)
    left_out = sorted(dropped.values_list("code", flat=True))
    dropped.delete()
    letter.addressees.exclude(agency__in=letter.named.values("agency")).delete()
    write_down(actor, SUBJECT, letter.pk, Verb.AMEND, {"left_out": left_out, "reply_by": reply_by})
    return letter


@transaction.atomic
def refresh_letter(*, actor: Actor, letter_id: int) -> Letter:
    """List anew what the same agencies have overdue now; what was left out by hand comes back."""
    letter = locked(queries.visible_letters(actor), letter_id)
    check(SUBJECT, Verb.REFRESH, letter.state, roles_of(actor), facts(), {})
    listed = _listed(list(letter.addressees.values_list("agency_id", flat=True)))
    letter.named.all().delete()
    letter.addressees.all().delete()
    _name(letter, listed)
    letter.as_of = clock.now()
    letter.save(update_fields=["as_of"])
    write_down(actor, SUBJECT, letter.pk, Verb.REFRESH, {"cases": len(listed)})
    return letter


@transaction.atomic
def drop_letter(*, actor: Actor, letter_id: int) -> None:
    """Throw a draft away; that there was one stays on record."""
    letter = locked(queries.visible_letters(actor), letter_id)
    letter.state = check(SUBJECT, Verb.DROP, letter.state, roles_of(actor), facts(), {})
    letter.save(update_fields=["state"])
    write_down(actor, SUBJECT, letter.pk, Verb.DROP, {})


@transaction.atomic
def send_letter(
    *,
    actor: Actor,
    letter_id: int,
    number: str,
    signed_on: date | None,
    signer_title: str,
    signer_name: str,
) -> Letter:
    """It has its number and signature: keep the document as it goes out, and tell each agency."""
    letter = locked(queries.visible_letters(actor), letter_id)
    texts = clean(number=number, signer_title=signer_title, signer_name=signer_name)
    given = {**texts, "signed_on": signed_on, "reply_by": letter.reply_by}
    state = check(SUBJECT, Verb.SEND, letter.state, roles_of(actor), _facts_of(letter), given)
    if Letter.objects.filter(issuer=letter.issuer_id, number=texts["number"]).exists():
        raise Invalid({"number": Why.NUMBER_TAKEN})
    for name, value in given.items():
        setattr(letter, name, value)
    document = _kept(actor, letter)
    letter.state, letter.document, letter.sent_by_id, letter.sent_at = (
        state,
        document,
        actor.account_id,
        clock.now(),
    )
    letter.save()
    data = {"number": letter.number, "signed_on": signed_on, "sha256": bytes(document.sha256).hex()}
    write_down(actor, SUBJECT, letter.pk, Verb.SEND, data)
    _announce(actor, letter)
    return letter


def _facts_of(letter: Letter) -> rules.Facts:
    named = letter.named.count()
    bare = letter.addressees.exclude(agency__in=letter.named.values("agency")).exists()
    return facts(listed_on=clock.day_of(letter.as_of), named=named, without_cases=bare)


def _kept(actor: Actor, letter: Letter) -> File:
    written = queries.letter_document(letter)
    name = f"{letter.number.replace('/', '-')}.docx"
    kept = media.receive(actor=actor, stream=BytesIO(written), name=name, look=False)
    return media.claim(actor=actor, file_ids=[kept.pk])[0]


def _announce(actor: Actor, letter: Letter) -> None:
    counted = Counter(letter.named.values_list("agency_id", flat=True))
    for agency_id, accounts in answering(counted).items():
        told = {"number": letter.number, "n": counted[agency_id], "day": said.day(letter.reply_by, True)}
        tell(accounts, "letter_sent", told, url=_page(letter), key=f"letter:{letter.pk}:sent", actor=actor)


def _page(letter: Letter) -> str:
    return f"/ban-xu-ly/cong-van/{letter.pk}"


@transaction.atomic
def answer_letter(
    *, actor: Actor, letter_id: int, agency_id: int, text: str, file_ids: Sequence[UUID] = ()
) -> Addressee:
    """The agency's reply, with a document if it wishes; late after the day that the letter named."""
    letter = locked(queries.visible_letters(actor), letter_id)
    reply = letter.addressees.filter(agency=agency_id).first()
    if reply is None:
        raise NotFound(Why.NOT_FOUND)
    given = clean(text=text)
    check(SUBJECT, Verb.ANSWER, letter.state, roles_of(actor, [agency_id]), facts(), given)
    if reply.answered_at is not None:
        raise Denied(Why.ANSWERED)
    now = clock.now()
    reply.answer, reply.answered_by_id, reply.answered_at = given["text"], actor.account_id, now
    reply.answer_file = kept_file(actor, file_ids)
    reply.late = rules.is_late(clock.day_of(now), letter.reply_by)
    reply.save()
    write_down(
        actor, SUBJECT, letter.pk, Verb.ANSWER, {"late": reply.late, **given}, agency_id=agency_id,
        role=seat_of(actor, agency_id),
    )  # fmt: skip
    _report(actor, letter, reply)
    return reply


def _report(actor: Actor, letter: Letter, reply: Addressee) -> None:
    day = said.day(letter.reply_by, True)
    told = {"agency": reply.agency.name, "number": letter.number, "day": day}
    wanted = {letter.drafted_by_id, letter.sent_by_id or letter.drafted_by_id}
    key = f"letter:{letter.pk}:answered:{reply.agency_id}"
    tell(wanted, "letter_answered", told, url=_page(letter), key=key, actor=actor)
