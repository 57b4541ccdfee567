"""Each wall stands, and each is broken once on purpose to show that its check sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import walls

PACKAGE = Path(__file__).parents[2] / "src" / "ihanoi"

# wall → (file, content that breaks it, what the finding must say)
BREACHES: list[tuple[walls.Wall, str, str, str]] = [
    (
        walls.rooms_are_entered_by_their_doors,
        "cases/actions.py",
        "from ihanoi.people.models import Agency",
        "people by models",
    ),
    (
        walls.rooms_are_entered_by_their_doors,
        "desk/views.py",
        "from ihanoi.cases.rules import x",
        "cases by rules",
    ),
    (
        walls.transactions_only_in_actions,
        "cases/views.py",
        "from django.db import transaction",
        "transaction outside",
    ),
    (
        walls.http_only_at_the_edge,
        "cases/actions/merge.py",
        "from django.http import HttpRequest",
        "HTTP inside",
    ),
    (walls.http_only_at_the_edge, "places/queries.py", "import urllib.request", "HTTP inside"),
    (
        walls.settings_only_in_config_and_ports,
        "cases/rules.py",
        "from django.conf import settings\nx = settings.DEMO",
        ":2",
    ),
    (walls.no_signals, "cases/models.py", "from django.db.models.signals import post_save", "signal"),
    (
        walls.time_only_from_the_clock,
        "cases/actions.py",
        "import datetime\nx = datetime.datetime.now()",
        ":2: datetime.datetime.now",
    ),
    (
        walls.time_only_from_the_clock,
        "cases/actions.py",
        "from django.utils import timezone\nx = timezone.now()",
        "now",
    ),
    (walls.pure_files_know_no_django, "cases/rules.py", "from django.db import models", "rules imports"),
    (
        walls.keys_point_down,
        "places/models.py",
        "from ihanoi.cases.models import Case\nx = models.ForeignKey(Case, related_name='+')",
        "up to cases",
    ),
    (
        walls.keys_point_down,
        "cases/models.py",
        (
            "from django.conf import settings\n"
            "A = settings.AUTH_USER_MODEL\nx = models.ForeignKey(A, related_name='cases')"
        ),
        "without related_name",
    ),
    (walls.one_place_writes_the_state, "cases/actions.py", "a.state = 1\nb.state = 2", ":2"),
    (walls.no_cupboard_names, "cases/utils.py", "", "says nothing"),
    (walls.files_stay_short, "cases/actions.py", "x = 1\n" * 601, "601 lines"),
    (walls.templates_stay_short, "cases/templates/a.html", "<p>\n" * 61, "61 lines"),
    (walls.nothing_inline, "cases/templates/a.html", "<p>\n<script>x()</script>", ":2: a script"),
    (walls.nothing_inline, "cases/templates/a.html", '<p style="color: red">', "style attribute"),
    (walls.nothing_inline, "cases/templates/a.html", '<button onclick="x()">', "event handler"),
    (walls.kernel_stays_small, "kernel/clock.py", "x = 1\n" * 701, "701 lines"),
]
WALLS = list(dict.fromkeys(breach[0] for breach in BREACHES))


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.__name__)
def test_the_wall_stands(wall: walls.Wall) -> None:
    assert wall(PACKAGE) == []


@pytest.mark.parametrize(("wall", "file", "content", "says"), BREACHES)
def test_a_breach_is_seen(wall: walls.Wall, file: str, content: str, says: str, tmp_path: Path) -> None:
    breach = tmp_path / "ihanoi" / file
    breach.parent.mkdir(parents=True)
    breach.write_text(content)
    found = wall(tmp_path / "ihanoi")
    assert len(found) == 1
    assert says in found[0]


def test_what_is_allowed_is_not_a_finding(tmp_path: Path) -> None:
    for file, content in {
        "cases/models.py": "from ihanoi.people.models import Agency\nx = models.ForeignKey(Agency, related_name='+')",
        "cases/actions.py": "from django.db import transaction\nfrom ihanoi.people.queries import agency",
        "cases/ports.py": "from django.conf import settings\nx = settings.SCANNER",
        "cases/views.py": "from django.http import HttpRequest",
        "kernel/clock.py": "import datetime\nx = datetime.now()",
    }.items():
        path = tmp_path / "ihanoi" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    assert [finding for wall in WALLS for finding in wall(tmp_path / "ihanoi")] == []
