"""The operator's page of the reader of texts: its versions with their figures, the switch, and training anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ihanoi.desk.views.frame import frame, officials
from ihanoi.kernel.denials import Denied
from ihanoi.routing import actions, queries
from ihanoi.ui.requests import actor_of

HERE: Final = "readers"
_FIGURES: Final = {
    "first": gettext_lazy("Đầu tiên đúng"),
    "in_three": gettext_lazy("Đúng trong ba"),
    "first_folded": gettext_lazy("Đầu tiên đúng, bỏ dấu"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """A figure beside the one it is compared with; `change` in points of percent."""

    label: str
    value: float
    before: float | None

    @property
    def change(self) -> float | None:
        return None if self.before is None else round(100 * (self.value - self.before), 1)

    @property
    def fall(self) -> float:
        return -(self.change or 0)


@require_safe
@officials
def readers(request: HttpRequest) -> HttpResponse:
    """All versions, and what came of trainings that gave none."""
    return _page(request)


@require_POST
@officials
def use_reader(request: HttpRequest, number: int) -> HttpResponse:
    """Read by this version from now on; going back is the same recorded act."""
    actor = actor_of(request)
    done = _("Từ nay bản số %(number)d đọc các phản ánh mới.") % {"number": number}
    return _act(request, lambda: actions.use_reader(actor=actor, number=number), done)


@require_POST
@officials
def train(request: HttpRequest) -> HttpResponse:
    """Ask the worker for a new version."""
    actor = actor_of(request)
    done = _("Đã bắt đầu huấn luyện. Trang này tự cho biết khi xong.")
    return _act(request, lambda: actions.ask_training(actor=actor), done)


def _act(request: HttpRequest, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it and come back; a denial stands above the versions."""
    try:
        act()
    except Denied as denied:
        if denied.status == 404:
            raise
        return _page(request, denied)
    messages.success(request, done)
    return redirect("desk:readers")


def _page(request: HttpRequest, denied: Denied | None = None) -> HttpResponse:
    actor = actor_of(request)
    rows, others = queries.reader_versions(actor), queries.trainings(actor)
    context = {
        **frame(request, HERE),
        "versions": [(row, _shares(row.figures, row.before)) for row in rows],
        "used": next((row for row in rows if row.is_in_use), None),
        "running": next((row for row in others if row.is_running), None),
        "fruitless": [(row, _shares(row.figures, row.before)) for row in others if not row.is_running],
        "corrections": queries.corrections(),
        "denied": str(denied.reason) if denied else "",
    }
    return render(request, "desk/readers/readers.html", context, status=denied.status if denied else 200)


def _shares(figures: Mapping[str, float], before: Mapping[str, float]) -> list[Share]:
    return [
        Share(str(label), figures[name], before.get(name))
        for name, label in _FIGURES.items()
        if name in figures
    ]
