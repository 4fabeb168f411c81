"""Proposals as a person is to judge them: each once, and asks before pairs."""

from collections.abc import Iterable, Iterator, Mapping

from hrdemands.proposals.results import Proposal
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Query

_SAME = """\
SELECT demand_id, ask_id FROM ask_membership
 WHERE judgement = 'same' ORDER BY demand_id, ask_id"""


def for_judging(reader: Reader, proposals: Iterable[Proposal]) -> list[Proposal]:
    """*proposals* with the best first, each of two things once.

    Where one of two demands is an ask, the other is proposed for that ask: a second
    ask of the same name is not to be made of the pair.
    """
    asks: dict[str, list[str]] = {}
    for row in reader.rows(Query(_SAME)):
        asks.setdefault(row["demand_id"], []).append(row["ask_id"])
    turned = (each for p in proposals for each in _for_asks(p, asks))
    once: dict[frozenset[str | None], Proposal] = {}
    for proposal in sorted(turned, key=lambda p: -p.score):
        sides = frozenset((proposal.demand, proposal.other, proposal.ask))
        once.setdefault(sides, proposal)
    return list(once.values())


def _for_asks(proposal: Proposal, asks: Mapping[str, list[str]]) -> Iterator[Proposal]:
    other, made = proposal.other, asks.get(proposal.demand, ())
    if other is None or other in asks or not made:
        yield proposal
        return
    like = f"like its demand {proposal.demand}"
    for ask in made:
        reasons = (*proposal.reasons, like)
        yield Proposal(other, None, ask, proposal.score, reasons)
