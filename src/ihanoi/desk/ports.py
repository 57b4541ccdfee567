"""What the desk takes from the settings: where the live channel is, and a token to hear of one case."""

from __future__ import annotations

from django.conf import settings

from ihanoi.kernel import clock
from ihanoi.kernel.live import case_topic, token


def live_context(case_id: int) -> dict[str, str]:
    """What the layout needs to hear of changes of the case."""
    signed = token(case_topic(case_id), settings.LIVE_SECRET, clock.now())
    return {"live_url": settings.LIVE_URL, "live_token": signed}
