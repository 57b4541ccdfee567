"""Who is told of what: event name → listeners as dotted paths. The journal's relay reads it.

A listener takes a list of `(event_id, at, data)`. It runs after the commit, at least once: it must be safe to run twice. Rooms
stay blind to each other; this table is the only place where an event of one meets a listener of another.
"""

from collections.abc import Mapping

SUBSCRIPTIONS: Mapping[str, tuple[str, ...]] = {}
