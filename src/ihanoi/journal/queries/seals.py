"""What is sealed, the newest seals, and the keyed mark on a seal."""

from __future__ import annotations

import json
from typing import Final, TypeAlias

from ihanoi.journal import ports
from ihanoi.journal.models import Entry, Read, Seal
from ihanoi.journal.words import Log
from ihanoi.vault.ports import key_ring

Sealable: TypeAlias = Entry | Read
LOGS: Final[dict[Log, type[Sealable]]] = {Log.HISTORY: Entry, Log.READS: Read}


def mark_of(own: bytes) -> bytes:
    """Over the hash of a seal, with the key of digests, which is not in the database."""
    return key_ring().digest(own.hex(), "journal_seal.mark")


def newest_seals() -> list[tuple[str, Seal]]:
    """The newest seal of each log that has any."""
    return [(seal.log, seal) for seal in Seal.objects.order_by("log", "-last_id").distinct("log")]


def witness() -> dict[str, tuple[int, bytes]]:
    """The newest seals as noted outside the database: log → last id and hash. Empty where nothing was noted."""
    try:
        noted = json.loads(ports.witness().read_text())
    except FileNotFoundError:
        return {}
    return {log: (int(seal["last_id"]), bytes.fromhex(seal["hash"])) for log, seal in noted.items()}
