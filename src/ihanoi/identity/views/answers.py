"""Forms that were refused by an action, and the status with which their page answers."""

from __future__ import annotations

from http import HTTPStatus

from django.forms import Form
from django.http import HttpResponse

from ihanoi.kernel.denials import Denied

from ..actions import TooOften


def complain(form: Form, field: str, denial: Denied) -> None:
    """Put the sentence to the field, and keep what it was refused for."""
    form.add_error(field, str(denial.reason))
    form.denial = denial  # type: ignore[attr-defined]  # read by `answered`


def answered(page: HttpResponse, form: Form | None) -> HttpResponse:
    """422 for a form with errors; 429 with how long to wait for what was asked too often."""
    denial = getattr(form, "denial", None)
    if isinstance(denial, TooOften):
        page.status_code = denial.status
        page["Retry-After"] = str(denial.seconds)
    elif form is not None and form.errors:
        page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page
