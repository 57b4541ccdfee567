"""What others ask of the demo: whether it stands, and who may sign in."""

from __future__ import annotations

from ihanoi.demo import words
from ihanoi.demo.models import Stage
from ihanoi.people.words import Role

FOUNDATION, LIFE, DUTIES = "foundation", "life", "duties"


def is_founded() -> bool:
    """Whether everybody can sign in."""
    return Stage.objects.filter(name=FOUNDATION, finished=True).exists()


def is_built() -> bool:
    """Whether the city's life has been told to its end."""
    return Stage.objects.filter(name=LIFE, finished=True).exists()


def has_duties() -> bool:
    """Whether the letters and obstacles after it were told."""
    return Stage.objects.filter(name=DUTIES).exists()


def sign_ins() -> list[tuple[str, str, str]]:
    """Role, name to sign in with, password: one per role."""
    first: dict[str, words.SignIn] = {}
    for each in words.SIGN_INS:
        first.setdefault(each.role, each)
    return [
        (str(Role(role).label) if role else "Người dân", each.email, words.PASSWORD)
        for role, each in first.items()
    ]
