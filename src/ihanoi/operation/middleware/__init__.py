"""What every request passes, in the order of the setting MIDDLEWARE."""

from .gate import Gate
from .plain import BodyLimit, Measured, PermissionsPolicy

__all__ = ["BodyLimit", "Gate", "Measured", "PermissionsPolicy"]
