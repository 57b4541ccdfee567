"""The nearest among a million fingerprints of pictures, by the indexes that the worker uses. Leaves nothing behind."""

from __future__ import annotations

import os
import time

from django.db import connection, transaction

from bench.figures import Figure, milliseconds, quantile
from ihanoi.kernel import clock, ids

FINGERPRINTS = int(os.environ.get("BENCH_FINGERPRINTS", "1000000"))
LOOKS = 60
FLIPS = (0, 0b1011, 0b1010_1010_0000_0111_0001)  # bits that a copy differs in: 0, 3, 8

_FILL = (
    "INSERT INTO media_fingerprint (file_id, bits) SELECT %s,"
    " (floor(random() * 4294967296)::bigint << 32) | floor(random() * 4294967296)::bigint"
    " FROM generate_series(1, %s)"
)


def measure() -> list[Figure]:
    """Fill, look, and roll back."""
    from ihanoi.media.queries import (
        File,
        nearest,
    )  # needs Django set up, which the clients' processes do later

    with transaction.atomic(), connection.cursor() as cursor:
        file = File.objects.create(
            id=ids.uuid7(), folder="bench", kind="picture", name="bench", mime="image/jpeg", size=1,
            sha256=b"", created_at=clock.now(),
        )  # fmt: skip
        cursor.execute(_FILL, [file.pk, FINGERPRINTS])
        cursor.execute("ANALYZE media_fingerprint")
        cursor.execute("SELECT bits FROM media_fingerprint ORDER BY id LIMIT %s", [LOOKS])
        asked = [bits ^ FLIPS[n % len(FLIPS)] for n, (bits,) in enumerate(cursor.fetchall())]
        seconds, found = [], 0
        for bits in asked:
            start = time.perf_counter()
            found += bool(nearest([bits]))
            seconds.append(time.perf_counter() - start)
        transaction.set_rollback(True)
    typical = quantile(seconds, 0.5)
    return [
        Figure(
            f"the nearest within 8 bits of {FINGERPRINTS:,} fingerprints",
            f"median {milliseconds(typical)}, p95 {milliseconds(quantile(seconds, 0.95))}",
            "≤ 50 ms",
            typical <= 0.05 and found == LOOKS,
            LOOKS,
            f"{found} of {LOOKS} found",
        )
    ]
