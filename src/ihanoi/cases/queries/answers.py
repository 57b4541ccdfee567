"""What the quality gate looks at: the report, the proof, earlier answers; and what it found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from types import MappingProxyType
from typing import Final
from unicodedata import normalize
from uuid import UUID

from django.db import connection

from ihanoi.cases import rules
from ihanoi.cases.models import Case, CaseFile, Result
from ihanoi.cases.queries.codes import code_of
from ihanoi.cases.queries.files import InsideFile, files_of
from ihanoi.cases.queries.gate import visible_to
from ihanoi.cases.rules import Earlier, Finding, Proof, Question, Reply
from ihanoi.cases.words import Evidence, FileRole, Kind, Outcome, State
from ihanoi.cases.words.answers import MEND
from ihanoi.kernel import clock
from ihanoi.kernel.actor import Actor
from ihanoi.kernel.folding import fold_words
from ihanoi.media import queries as media
from ihanoi.media.queries import File
from ihanoi.media.words import Kind as FileKind
from ihanoi.routing import queries as routing

OF_HANDLER: Final = 60  # last answers that a new one is compared with
OF_AGENCY: Final = 200
LINKED: Final = 3
JUDGED: Final = frozenset({State.AWAITING_APPROVAL, State.CHECKING})
NONE: Final[Mapping[UUID, str]] = MappingProxyType({})

_EARLIER: Final = """
SELECT case_id, fingerprint FROM (
    (SELECT case_id, fingerprint FROM cases_result WHERE handler_id = %(handler)s
        ORDER BY submitted_at DESC, id DESC LIMIT %(of_handler)s)
    UNION ALL
    (SELECT r.case_id, r.fingerprint FROM (SELECT id FROM cases_case WHERE lead_id = %(lead)s
        ORDER BY submitted_at DESC, id DESC LIMIT %(of_agency)s) c JOIN cases_result r ON r.case_id = c.id)
) found WHERE fingerprint IS NOT NULL AND case_id <> %(case)s
"""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is shown. `quotes`: the places of the text; `alike`: codes of cases with such an answer."""

    code: str
    title: str
    mend: str
    blocks: bool
    about: str
    quotes: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def kept_proof(case: Case) -> Iterable[CaseFile]:
    """Proof that came with an earlier try in this round."""
    return case.files.filter(role=FileRole.EVIDENCE, result__round=case.round).select_related("file")


def proofs_of(
    kept: Iterable[CaseFile], new: Iterable[File] = (), kinds: Mapping[UUID, str] = NONE
) -> tuple[Proof, ...]:
    """What the rules may know of proof: of what lies with the case, and of new uploads by their kind of evidence."""
    lying = [Proof(each.evidence, each.file.taken_at) for each in kept]
    return (*lying, *(Proof(_kind(each, kinds.get(each.id, "")), each.taken_at) for each in new))


def kind_of_proof(value: str) -> str:
    """What is no kind of evidence is taken for a picture of the site."""
    return value if value in Evidence.values else Evidence.PHOTO


def _kind(file: File, value: str) -> str:
    """A document shows no site, whatever it is called."""
    kind = kind_of_proof(value)
    return Evidence.PAPER if kind == Evidence.PHOTO and file.kind == FileKind.DOCUMENT else kind


def remarks_on(
    actor: Actor,
    case: Case,
    *,
    answer: str,
    outcome: str,
    scheduled_for: date | None,
    files: Mapping[UUID, str],
) -> tuple[Remark, ...]:
    """What the gate finds in an answer while it is written; `files` as of `submit_result`."""
    proofs = proofs_of(kept_proof(case), media.own(actor, files), files)
    return _remarks(
        actor, case, actor.account_id, Reply(answer, outcome, scheduled_for, proofs), clock.today()
    )


def _remarks_on_result(actor: Actor, case: Case, result: Result) -> tuple[Remark, ...]:
    """The same of a result that lies before the approver, as on the day when it was submitted."""
    proofs = proofs_of(result.files.select_related("file").order_by("order"))
    reply = Reply(result.answer, result.outcome, result.scheduled_for, proofs)
    return _remarks(actor, case, result.handler_id, reply, clock.day_of(result.submitted_at))


def _remarks(
    actor: Actor, case: Case, handler_id: int | None, reply: Reply, today: date
) -> tuple[Remark, ...]:
    return _said(actor, reply.text, rules.judge(reply, _question(case), _earlier(case, handler_id), today))


@dataclass(frozen=True, slots=True)
class Beside:
    """A result that waits to be judged: pictures from before and after next to each other, and what the gate says."""

    result: Result
    outcome: str
    pairs: tuple[tuple[InsideFile | None, InsideFile | None], ...]
    others: tuple[InsideFile, ...]  # of the proof: documents and videos
    remarks: tuple[Remark, ...]


def beside(actor: Actor, case: Case) -> Beside | None:
    """None where no result waits for a judgement. `case` has come through the gate."""
    if case.state not in JUDGED:
        return None
    result = case.results.filter(round=case.round).select_related("handler").order_by("pk").last()
    if result is None:
        return None
    files = files_of(actor, case)
    before = [each for each in files if each.is_picture and each.role != FileRole.EVIDENCE]
    proof = [each for each in files if each.result_id == result.pk]
    after = [each for each in proof if each.is_picture]
    return Beside(
        result,
        str(Outcome(result.outcome).label),
        tuple(zip_longest(before, after)),
        tuple(each for each in proof if not each.is_picture),
        _remarks_on_result(actor, case, result),
    )


def _question(case: Case) -> Question:
    terms = routing.field_words(case.field_id) if case.field_id else ()
    return Question(
        case.text,
        case.address,
        tuple(fold_words(term) for term in terms),
        reported_at=case.submitted_at,
        on_site=case.kind == Kind.FIELD,
    )


def _earlier(case: Case, handler_id: int | None) -> list[Earlier]:
    given = {
        "handler": handler_id, "of_handler": OF_HANDLER, "lead": case.lead_id, "of_agency": OF_AGENCY, "case": case.pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, given)
        return [Earlier(case_id, sketch) for case_id, sketch in cursor.fetchall()]


def _said(actor: Actor, text: str, found: Sequence[Finding]) -> tuple[Remark, ...]:
    codes = _codes(actor, [case_id for each in found for case_id in each.cases[:LINKED]])
    composed = normalize("NFC", text)
    return tuple(
        Remark(
            code=each.lack.value,
            title=str(each.lack.label),
            mend=str(MEND[each.lack]),
            blocks=each.blocks,
            about=each.about,
            quotes=tuple(composed[start:end] for start, end in each.at),
            alike=tuple(codes[case_id] for case_id in each.cases[:LINKED] if case_id in codes),
        )
        for each in found
    )


def _codes(actor: Actor, case_ids: Sequence[int]) -> dict[int, str]:
    """Only of cases that the actor may open."""
    if not case_ids:
        return {}
    seen = visible_to(actor).filter(pk__in=case_ids).values_list("pk", "submitted_at")
    return {pk: code_of(pk, submitted_at) for pk, submitted_at in seen}
