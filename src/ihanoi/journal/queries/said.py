"""What was given at lines of history that show numbers and addresses hidden."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from ihanoi.journal.models import Entry, Said
from ihanoi.vault.ports import key_ring

SAID: Final = "said"  # the name, in a line's data, of the keyed digest of what was given


def digest_of(said: str) -> str:
    """Of what was given, as the line names it: without the keys nobody can try which number it was."""
    return key_ring().digest(said, "journal_said.data").hex()


def told(entries: Collection[Entry]) -> None:
    """Put what was given back into lines of one kind of subject, by one query where any hides something."""
    for subject in {entry.subject for entry in entries}:
        given = given_at(subject, {(entry.subject_id, entry.seq): entry.data for entry in entries})
        for entry in entries if given else ():
            entry.data = given.get((entry.subject_id, entry.seq), entry.data)


def given_at(subject: str, lines: Mapping[tuple[int, int], Any]) -> dict[tuple[int, int], Any]:
    """(subject_id, seq) → what was given, of lines with their data. Where it was erased the line stays as it is."""
    hiding = {key: data[SAID] for key, data in lines.items() if _hides(data)}
    if not hiding:
        return {}
    rows = Said.objects.filter(
        subject=subject, subject_id__in={i for i, _ in hiding}, seq__in={s for _, s in hiding}
    ).values_list("subject_id", "seq", "data")
    return {(i, s): json.loads(said) for i, s, said in rows if hiding.get((i, s)) == digest_of(said)}


def _hides(data: Any) -> bool:
    return isinstance(data, dict) and SAID in data
