"""How well a ranking finds what is true: recall, average precision, and at 0.95."""

from collections.abc import Sequence
from typing import NamedTuple

Ranked = Sequence[tuple[float, bool]]
"""The scores of one query's candidates with whether each is true, best first."""

PRECISION = 0.95
FEWEST = 10
"""Precision over fewer pairs than these says nothing."""


class Measured(NamedTuple):
    """Means over queries; ``sure`` is the recall at precision 0.95 over all pairs."""

    queries: int
    at5: float
    at10: float
    at20: float
    average: float
    sure: float


def measure(rankings: Sequence[Ranked]) -> Measured:
    """Measure rankings that hold every candidate, each with something true in it."""
    told = [ranking for ranking in rankings if any(true for _, true in ranking)]
    if not told:
        return Measured(0, 0, 0, 0, 0, 0)

    def mean(values: list[float]) -> float:
        return sum(values) / len(values)

    recalls = [mean([recall(ranking, top) for ranking in told]) for top in (5, 10, 20)]
    average = mean([average_precision(ranking) for ranking in told])
    return Measured(len(told), *recalls, average, sure_recall(rankings))


def recall(ranking: Ranked, top: int) -> float:
    """The share of what is true that stands among the first *top*."""
    return sum(true for _, true in ranking[:top]) / sum(true for _, true in ranking)


def average_precision(ranking: Ranked) -> float:
    """The mean precision at the places of what is true."""
    found, total = 0, 0.0
    for place, (_, true) in enumerate(ranking, 1):
        if true:
            found += 1
            total += found / place
    return total / found


def sure_recall(rankings: Sequence[Ranked]) -> float:
    """The most that a threshold of the score finds with 95 % of it true."""
    pairs = [pair for ranking in rankings for pair in ranking if pair[0] > 0]
    pairs.sort(key=lambda pair: -pair[0])
    everything = sum(true for ranking in rankings for _, true in ranking)
    found, best = 0, 0
    for place, (score, true) in enumerate(pairs, 1):
        found += true
        is_edge = place == len(pairs) or pairs[place][0] < score
        if is_edge and place >= FEWEST and found >= PRECISION * place:
            best = found
    return best / everything if everything else 0.0
