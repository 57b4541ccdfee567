"""Which process runs which test: one runs all journeys and begins with them, the others go to whoever is free."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


class JourneysTogether(LoadScopeScheduling):
    """Journeys share one platform and one browser. The largest group is given out first: the journeys."""

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> JourneysTogether:
    """In place of the schedulers that come with xdist; its marks of groups are not seen by pytest 9.2."""
    return JourneysTogether(config, log)
