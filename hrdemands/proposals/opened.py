"""Proposals with the demands and asks that they name, as a person needs to see them."""

from collections.abc import Iterator, Sequence
from itertools import islice

from hrdemands.proposals.results import Proposal
from hrdemands.queries.brief import ask_in_brief
from hrdemands.queries.demands import get_demands
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.judging import AskInBrief, Opened

AT_ONCE = 100
"""Proposals whose demands are fetched together."""


def opened(reader: Reader, proposals: Sequence[Proposal]) -> Iterator[Opened]:
    """Each of *proposals* with its demands and ask, fetched some at a time."""
    asks: dict[str, AskInBrief] = {}
    left = iter(proposals)
    while some := list(islice(left, AT_ONCE)):
        ids = [key for p in some for key in (p.demand, p.other) if key]
        demands = get_demands(reader, ids)
        for key in {p.ask for p in some if p.ask} - asks.keys():
            asks[key] = ask_in_brief(reader, key)
        for p in some:
            other = demands.get(p.other) if p.other else None
            ask = asks[p.ask] if p.ask else None
            yield Opened(*p, demands.get(p.demand), other, ask)
