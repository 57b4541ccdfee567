"""The city's units in the test database, and the data folder that lies beside the project on some machines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from ihanoi.kernel.actor import Actor
from ihanoi.places import actions

ROOT = Path(__file__).resolve().parents[2]


def operates(actor: Actor) -> bool:
    """The city of these tests is agency 1: no room above is asked."""
    return actor.is_system or actor.holds("operator", 1)


@pytest.fixture(autouse=True)
def operators_of_agency_1(settings: Settings) -> None:
    settings.OPERATES_CITY = "tests.places.conftest.operates"


@pytest.fixture
def units(db: None) -> int:
    return actions.install_units()


@pytest.fixture
def calendars(db: None) -> int:
    return actions.install_calendars()


@pytest.fixture
def shared() -> Path:
    """Data that is not part of the project: IHANOI_SHARED, or the folder `shared` beside the repository."""
    folder = Path(os.environ.get("IHANOI_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(
            "no shared data folder: set IHANOI_SHARED to the folder that holds data/hanoi_admin and data/eval"
        )
    return folder
