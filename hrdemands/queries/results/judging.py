"""Proposals with all that a person needs to judge them."""

from typing import NamedTuple

from hrdemands.queries.results.demands import Demand


class AskInBrief(NamedTuple):
    """An ask, with the id and the words of a few demands that are it, oldest first."""

    id: str
    name: str
    scope: str
    members: tuple[tuple[str, str], ...]


class AskOverall(NamedTuple):
    """An ask, with the ids of all demands that are it and what they have, by age."""

    id: str
    name: str
    made_in: tuple[str, ...]
    years: tuple[str, ...]
    senders: tuple[str, ...]
    recipients: tuple[str, ...]


class Opened(NamedTuple):
    """A proposal, by the fields that `hrdemands.proposals` gives it, and its sides.

    ``demand`` is None for a sentence of a draft, and ``other`` or ``ask`` where the
    proposal is about the other of them.
    """

    demand_id: str
    other_id: str | None
    ask_id: str | None
    score: float
    reasons: tuple[str, ...]
    demand: Demand | None
    other: Demand | None
    ask: AskInBrief | None
