"""What a text is about and whose it is; the catalogue of fields. Knows no case."""

from .deciding import route
from .fields import field, field_by_code, fields, forget
from .reading import read

__all__ = ["field", "field_by_code", "fields", "forget", "read", "route"]
