"""Proposals with all that a person needs to judge them."""

from typing import NamedTuple

from hrdemands.queries.results.asks import AskHistory
from hrdemands.queries.results.demands import Demand


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
    ask: AskHistory | None
