"""Wrong passwords are counted by name and by network: many of one name lock that, many names from one network lock it.

Locked is the way in by password alone, for a while; codes and passkeys still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt

from ihanoi.people.queries import Account

from . import ports
from .sign_in_names import digests_of


class Tries(AxesDatabaseHandler):
    """Named by the setting AXES_HANDLER."""

    def get_failures(self, request: Any, credentials: Mapping[str, Any] | None = None) -> int:
        """As many as lock, where the network is locked."""
        of_name = int(super().get_failures(request, credentials))
        return max(of_name, ports.tries()) if is_network_locked(request) else of_name

    def user_logged_in(self, sender: object, request: Any, user: Account, **given: Any) -> None:
        """Whoever got in, by whichever proof, begins anew, by whichever of their names they had tried."""
        super().user_logged_in(sender, request, user, **given)
        AccessAttempt.objects.filter(username__in=digests_of(user)).delete()


def is_network_locked(request: Any) -> bool:
    """Whether too many names were tried from there that nobody came in by. Axes has put its view on the request."""
    if request.axes_ip_address is None:
        return False
    tried = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
    )
    return tried.values("username").distinct().count() >= ports.names()
