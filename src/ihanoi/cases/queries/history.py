"""The history of a case in sentences, for officers. Lines written by a confidential sender bear no name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ihanoi.cases import words
from ihanoi.cases.models import Case
from ihanoi.cases.queries.reasons import reason_label, refusal_label
from ihanoi.cases.queries.sender import told_by
from ihanoi.cases.queries.succession_told import succession_words, waits_for_choice
from ihanoi.cases.words import SUBJECT, Role, Verb
from ihanoi.journal import queries as journal
from ihanoi.kernel import clock
from ihanoi.people import queries as people
from ihanoi.routing.words import Way
from ihanoi.ui import words as said


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One move: what was done, with what was given, by whom, when."""

    seq: int
    verb: Verb
    title: str
    text: str
    who: str
    at: datetime


def lines(case: Case) -> list[HistoryLine]:
    """Newest first. One query for the lines, and one for names where others than today's handler had the case."""
    entries = journal.history(SUBJECT, case.pk)
    told = [e.data for e in entries if isinstance(e.data, Mapping)]
    ids = {data[key] for data in told for key in ("handler_id", "for") if data.get(key)}
    names = {case.handler.pk: case.handler.full_name} if case.handler else {}
    names |= {pk: person.name for pk, person in people.persons(ids - names.keys()).items()}
    return [_line(case, entry, names) for entry in reversed(entries)]


def _line(case: Case, entry: Any, names: Mapping[int, str]) -> HistoryLine:
    data: Mapping[str, Any] = entry.data if isinstance(entry.data, Mapping) else {}
    verb = Verb(entry.verb)
    title, text = _told(verb, data, names, clock.day_of(entry.at))
    role = str(Role(entry.role).label) if entry.role in Role.values else ""
    who = [told_by(case, entry.actor_name, entry.role) or _("Hệ thống")]
    if data.get("for") in names:
        who += [_("thay %(name)s") % {"name": names[data["for"]]}]
    who += [role] if role and entry.role not in (Role.SENDER, Role.SYSTEM) else []
    who += [people.agency(entry.agency_id).name] if entry.agency_id and entry.role != Role.SENDER else []
    return HistoryLine(entry.seq, verb, title, text, " · ".join(who), entry.at)


def _told(verb: Verb, data: Mapping[str, Any], names: Mapping[int, str], day: date) -> tuple[str, str]:
    done = str(words.PAST[verb])
    title = done[:1].upper() + done[1:]
    match verb:
        case Verb.SUBMIT:
            way = (
                _(" qua %s") % words.Channel(data["channel"]).label.lower()
                if data.get("channel") in words.Channel.values
                else ""
            )
            return f"{title}{way}", _routed(data)
        case Verb.RECEIVE:
            priority = _label(words.Priority, data.get("priority")).lower()
            return _("%(done)s, mức %(priority)s") % {"done": title, "priority": priority}, ""
        case Verb.ASSIGN:
            person, agency = names.get(data.get("handler_id") or 0), _agency(data)
            to = f"{person}, {agency}" if person else agency
            return _("%(done)s cho %(to)s") % {"done": title, "to": to}, str(data.get("instructions", ""))
        case Verb.SUCCEED:
            to = _("chờ chọn") if waits_for_choice(data) else _agency(data)
            return _("%(done)s: %(to)s") % {"done": title, "to": to}, succession_words(data)
        case Verb.TRANSFER | Verb.SEND_UP:
            return _("%(done)s: %(to)s") % {"done": title, "to": _agency(data)}, str(data.get("reason", ""))
        case Verb.SUBMIT_RESULT:
            return f"{title}: {_label(words.Outcome, data.get('outcome')).lower()}", ""
        case Verb.RATE:
            reason = reason_label(words.ReasonList.RATING, data.get("reason", ""), day)
            text = ". ".join(filter(None, (reason, str(data.get("text", "")))))
            return f"{title}: {_label(words.Rating, data.get('value')).lower()}", text
        case Verb.REVIEW:
            cause = reason_label(words.ReasonList.REVIEW, data.get("cause", ""), day)
            found = str(words.FINDINGS[bool(data.get("justified"))])
            return f"{title}: {found[:1].lower()}{found[1:]}", f"{cause}. {data.get('text', '')}"
        case Verb.APPROVE if data.get("drawn"):
            return _("%(done)s; được rút để phúc tra") % {"done": title}, ""
        case Verb.ASK_EXTENSION | Verb.GRANT_EXTENSION:
            until = _day(data.get("new_due"))
            text = ". ".join(filter(None, (str(data.get("document", "")), str(data.get("reason", "")))))
            return f"{title} {_('đến %s') % until}" if until else title, text
        case Verb.RECOMPUTE:
            moves = "; ".join(_shifted(each) for each in data.get("clocks", ()))
            by = _("%(name)s ra lệnh") % {"name": data.get("ordered_by", "")}
            return f"{title}: {moves}", f"{data.get('reason', '')} ({by})"
        case Verb.REMIND:
            return f"{title}, {_('trả lời trước %s') % _day(data.get('reply_by'))}", str(data.get("text", ""))
        case Verb.TAKE_BACK:
            return title, names.get(data.get("handler_id") or 0, "")
        case Verb.UNSEAL:
            return title, str(data.get("reason", ""))
        case Verb.MERGE | Verb.UNMERGE:
            return title, ""
    return _refused(title, data, day)


def _shifted(each: Mapping[str, Any]) -> str:
    """One clock that was counted anew."""
    label = _label(words.Clock, each.get("clock")).lower()
    return f"{label} {_day(each.get('due_before'))} → {_day(each.get('due_after'))}"


def _refused(title: str, data: Mapping[str, Any], day: date) -> tuple[str, str]:
    """A reason of the lists stands in the title; one that was typed is the text."""
    reason = str(data.get("reason", ""))
    label = refusal_label(reason, day)
    typed = str(data.get("text") or data.get("missing") or "")
    return (f"{title}: {label.lower()}", typed) if label else (title, typed or reason)


def _routed(data: Mapping[str, Any]) -> str:
    """How it came to its first agency."""
    way = data.get("routed", {}).get("way")
    if way == Way.ASKED:
        return _("Người gửi nhờ người chọn cơ quan, nên không chuyển tự động.")
    if way == Way.ABSTAINED:
        return _("Máy chưa đủ chắc, nên đầu mối điều phối của thành phố chọn cơ quan.")
    lead = _agency(data)
    if not lead:
        return ""
    return (_("Tự chuyển tới %s.") if way else _("Gửi tới %s.")) % lead


def _agency(data: Mapping[str, Any]) -> str:
    return people.agency(int(data["agency_id"])).name if data.get("agency_id") else ""


def _label(kind: Any, value: object) -> str:
    return str(kind(value).label) if value in kind.values else ""


def _day(value: object) -> str:
    if not value:
        return ""
    text = str(value)
    return (
        said.moment(datetime.fromisoformat(text))
        if "T" in text or ":" in text
        else said.day(date.fromisoformat(text))
    )


def last_since(case: Case, seen: int, actor_id: int | None) -> HistoryLine | None:
    """The last move of somebody else after the version seen."""
    entry = journal.head(SUBJECT, case.pk)
    if entry is None or entry.seq <= seen or entry.actor_id == actor_id:
        return None
    return _line(case, entry, {})
