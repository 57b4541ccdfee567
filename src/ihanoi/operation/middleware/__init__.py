"""What every request passes, in the order of the setting MIDDLEWARE."""

from .address import RealAddress
from .gate import Gate
from .limits import Limits
from .plain import BodyLimit, Measured, PermissionsPolicy

__all__ = ["BodyLimit", "Gate", "Limits", "Measured", "PermissionsPolicy", "RealAddress"]
