"""Search on the standard library: an inverted index over vectors."""

from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest

from hrdemands.proposals.profiles import Profile
from hrdemands.proposals.space import Space

Scored = tuple[int, float]


class Index:
    """Finds the profiles most like one, without anything to install."""

    def __init__(self, space: Space, candidates: Sequence[Profile]) -> None:
        self._space = space
        self._postings: dict[int, list[Scored]] = defaultdict(list)
        self._told = [tuple(space.told(each)) for each in candidates]
        for place, candidate in enumerate(candidates):
            for column, value in space.vector(candidate).items():
                self._postings[column].append((place, value))

    def best(self, query: Profile, wanted: int) -> list[Scored]:
        """The places of the *wanted* candidates most like *query*, with scores."""
        sums: dict[int, float] = defaultdict(float)
        for column, mine in self._space.vector(query).items():
            for place, theirs in self._postings.get(column, ()):
                sums[place] += mine * theirs
        told, asked = self._told, self._space.asked(query)
        totals = {each: sumprod(asked, each) or 1.0 for each in set(told)}
        scores = ((place, found / totals[told[place]]) for place, found in sums.items())
        return nlargest(wanted, scores, key=lambda each: (each[1], -each[0]))


def sumprod(one: Sequence[float], other: Sequence[float]) -> float:
    """The sum of products, as later Pythons have it in `math`."""
    return sum(a * b for a, b in zip(one, other, strict=True))
