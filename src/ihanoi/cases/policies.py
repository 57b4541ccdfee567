"""What an actor is towards one case: pure, from the seats held and the agencies that the case lies in."""

from __future__ import annotations

from ihanoi.cases.rules import Facts
from ihanoi.cases.words import Role
from ihanoi.kernel.actor import Actor


def roles_of(actor: Actor, facts: Facts) -> frozenset[str]:
    """All roles that the actor has towards the case now."""
    return frozenset(role for role, held in _judged(actor, facts) if held)


def _judged(actor: Actor, facts: Facts) -> list[tuple[str, bool]]:
    known = actor.account_id is not None
    at_the_city = facts.superior_id is None
    return [
        (Role.SENDER, known and actor.account_id == facts.sender_id),
        (
            Role.HANDLER,
            known and actor.account_id == facts.handler_id and _in_line(actor, Role.HANDLER, facts),
        ),
        (
            Role.ASSIGNER,
            _in_line(actor, Role.ASSIGNER, facts)
            or (at_the_city and _in_line(actor, Role.DISPATCHER, facts)),
        ),
        (Role.DISPATCHER, at_the_city and _in_line(actor, Role.DISPATCHER, facts)),
        (Role.APPROVER, _in_line(actor, Role.APPROVER, facts)),
        (Role.OVERSEER, actor.holds(Role.OVERSEER)),
        (Role.SYSTEM, actor.is_system),
    ]


def _in_line(actor: Actor, role: str, facts: Facts) -> bool:
    return any(actor.holds(role, agency) for agency in facts.line)
