"""Reads of cases. Every inside read starts from `visible_to(actor)`; what the public may see comes from `public`."""

from ihanoi.cases.queries.gate import facts_of, get, line_of, visible_to
from ihanoi.cases.queries.limits import forget_limits, limit
from ihanoi.cases.queries.regulation import describe

__all__ = ["describe", "facts_of", "forget_limits", "get", "limit", "line_of", "visible_to"]
