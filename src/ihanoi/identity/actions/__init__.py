"""Sessions, and the proofs by which they begin."""

from .sessions import begin_session

__all__ = ["begin_session"]
