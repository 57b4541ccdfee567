"""What the desk takes from the settings: a token to hear of one case."""

from __future__ import annotations

from ihanoi.kernel.live import case_topic
from ihanoi.notifications import ports


def live_context(case_id: int) -> dict[str, str]:
    """What the layout needs to hear of changes of the case."""
    return {"live_token": ports.live_token(case_topic(case_id))}
