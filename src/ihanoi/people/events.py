"""What happened to officials, in the past tense: ids only, no personal data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatsEnded:
    """The account holds fewer seats than before: left, closed, or a role was taken away."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """Nobody signs in to the account any more, or its sessions must begin anew."""

    account_id: int


@dataclass(frozen=True, slots=True)
class DelegationMade:
    """Somebody will be away and a colleague stands in."""

    delegation_id: int


@dataclass(frozen=True, slots=True)
class DelegationEnded:
    """Earlier than agreed."""

    delegation_id: int


@dataclass(frozen=True, slots=True)
class AccountIdle:
    """Nobody has used the account for long; it will be closed on the day, as "2026-11-29"."""

    account_id: int
    closes_on: str


@dataclass(frozen=True, slots=True)
class PapersJudged:
    """An officer or a colleague said whether somebody may act for an organisation."""

    representative_id: int


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody trusted has said who this is: `by` as words.Proof."""

    account_id: int
    by: str
