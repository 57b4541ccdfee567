"""How often of late, for alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from ihanoi.journal.models import Entry, Seal
from ihanoi.journal.words import Log


def lately(verbs: Iterable[str], since: datetime) -> Counter[str]:
    """Of how many subjects each verb was told since a moment, and some minutes more: from the seal before it on.

    So the reading goes by the key alone, however long the history is.
    """
    seals = Seal.objects.filter(log=Log.HISTORY, at__lte=since).order_by("-last_id")
    before = seals.values_list("last_id", flat=True).first() or 0
    lines = Entry.objects.filter(id__gt=before, verb__in=list(verbs))
    return Counter(dict(lines.values_list("verb").annotate(Count("subject_id", distinct=True))))
