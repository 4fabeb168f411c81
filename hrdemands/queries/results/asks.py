"""Asks, their histories, and what two letters share."""

from typing import NamedTuple

from hrdemands.queries.results.demands import Demand


class AskSummary(NamedTuple):
    """An ask counted over the demands that are it.

    Years are those surely asked in: a letter whose date range spans two adds none.
    ``letters``, ``reviews`` and ``reports`` are of letters, UPR and UHRI.
    ``organizations`` counts the organizations behind the letters, as senders or by
    signatories' affiliations; ``longest_gap`` is in years. ``strength_then`` and
    ``strength_now`` are those of all letters that may be the first or the last.
    """

    id: str
    name: str
    first_year: int | None
    last_year: int | None
    years: int
    letters: int
    reviews: int
    reports: int
    organizations: int
    demands: int
    longest_gap: int | None
    strength_then: tuple[str, ...]
    strength_now: tuple[str, ...]


class Move(NamedTuple):
    """How a demand moved against an earlier one."""

    kind: str
    earlier: str
    reason: str


class Judged(NamedTuple):
    """A demand judged against an ask."""

    judgement: str
    reason: str
    method: str
    coder: str
    judged: str
    demand: Demand
    moves: tuple[Move, ...]


class AskHistory(NamedTuple):
    """An ask and demands judged against it, oldest first.

    ``judged`` is how many there are; ``members`` may be the newest of them.
    """

    ask: AskSummary
    scope: str
    judged: int
    members: tuple[Judged, ...]


class Compared(NamedTuple):
    """A line of the comparison of two letters."""

    status: str
    what: str
    id: str
    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]
