"""Which process runs which test: one begins with all journeys, one with the demo's; others go to whoever is free."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/journeys/": "journeys",  # one platform and one browser
    "tests/demo/": "demo",  # weeks that are told once a module
    "tests/operation/test_live.py": "servers",  # each looks for free ports: two at once may find the same
    "tests/operation/test_two_nodes.py": "servers",
    "tests/operation/test_up.py": "servers",
}


class DearOnesTogether(LoadScopeScheduling):
    """What is dear to set up is set up in one process. The largest group is given out first: the journeys."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for place, group in TOGETHER.items() if nodeid.startswith(place)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> DearOnesTogether:
    """In place of the schedulers that come with xdist; its marks of groups are not seen by pytest 9.2."""
    return DearOnesTogether(config, log)
