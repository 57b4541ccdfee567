"""The page of one's own account."""

from .knowing import identity
from .organisations import end_representing, organisations
from .own import account, consent

__all__ = ["account", "consent", "end_representing", "identity", "organisations"]
