"""Who is told of what: event name → listeners as `module.function`. The relay of the journal reads it.

A listener takes a batch (`journal.ports.Listener`), after the commit and at least once: it must be safe to run twice.
Rooms stay blind to each other; this table is the only place where an event of one meets a listener of another.
"""

from collections.abc import Mapping

LISTENERS: Mapping[str, tuple[str, ...]] = {
    "CaseMoved": (
        "ihanoi.cases.jobs.tell",
        "ihanoi.cases.jobs.broadcast",
        "ihanoi.cases.jobs.keep_map",
        "ihanoi.cases.jobs.keep_decisions",
    ),
    "ClockReached": ("ihanoi.cases.jobs.tell_clocks", "ihanoi.cases.jobs.keep_map"),
    "DelegationMade": (
        "ihanoi.notifications.jobs.tell_of_delegations",
        "ihanoi.cases.jobs.tell_of_absences",
    ),
    "DelegationEnded": ("ihanoi.notifications.jobs.tell_of_ended_delegations",),
    "AccountIdle": ("ihanoi.notifications.jobs.tell_of_idle",),
    "PapersJudged": ("ihanoi.notifications.jobs.tell_of_papers",),
    "AccountClosed": ("ihanoi.identity.jobs.end_sessions",),
    "SeatsEnded": ("ihanoi.cases.jobs.take_back_from",),
    "Vouched": ("ihanoi.notifications.jobs.tell_of_vouching",),
    "ProofsChanged": ("ihanoi.notifications.jobs.tell_of_proofs",),
}
