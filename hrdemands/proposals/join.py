"""A whole database against itself: the best candidates of every statement.

Statements are read once and kept as rows of one matrix; what is compared with what
say the blocks. Within a block the scores are exact, and nothing is left out but what
keys part.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from hrdemands.proposals.arrays import NOTHING, Arrays
from hrdemands.proposals.blocks import blocked
from hrdemands.proposals.index import Scored
from hrdemands.proposals.keys import Keys
from hrdemands.proposals.profiles import Profile
from hrdemands.proposals.ranking import Ground

LARGE = 1_000
"""Blocks of more candidates are worth the quicker way, which is not quite exact."""

MARGIN = 60
"""How many more candidates than wanted are held against keys."""


class Kept(NamedTuple):
    """What is kept of each statement beside its vector."""

    documents: list[str]
    keys: list[Keys]


class Join:
    """Statements held for comparison with each other."""

    def __init__(self, ground: Ground, profiles: Iterable[Profile]) -> None:
        """Read *profiles*, which are not kept."""
        self._ground = ground
        self.kept = Kept([], [])
        noted = self._noted(profiles)
        self._arrays = Arrays(ground.space, noted, ground.learnt or NOTHING)
        numbers: dict[str, int] = {}
        told = [numbers.setdefault(d, len(numbers)) for d in self.kept.documents]
        self._documents = np.array(told, np.int64)

    def _noted(self, profiles: Iterable[Profile]) -> Iterator[Profile]:
        for profile in profiles:
            self.kept.documents.append(profile.statement.document)
            self.kept.keys.append(profile.keys)
            yield profile

    def blocks(self) -> list[tuple[list[int], list[int]]]:
        """Which places are compared with which."""
        return list(blocked([keys.countries for keys in self.kept.keys]))

    def best(
        self, queries: Sequence[int], candidates: Sequence[int], limit: int
    ) -> Iterator[tuple[int, list[Scored]]]:
        """The best *limit* candidates of each of *queries*, none of its document."""
        block = self._arrays.block(np.array(candidates, np.int64))
        large = len(candidates) > LARGE and find_spec("sparse_dot_topn") is not None
        way = self._arrays.quick_of if large else self._arrays.best_of
        found = way(np.array(queries, np.int64), block, limit + MARGIN, self._documents)
        for query, scored in zip(queries, found, strict=True):
            yield query, self._parted(query, scored, limit)

    def _parted(self, query: int, scored: list[Scored], limit: int) -> list[Scored]:
        """The best of *scored*, which stand in order, once keys have parted some.

        Keys only lower a score: whoever cannot come among the best as it is, is not
        looked at.
        """
        keys, parted = self.kept.keys, self._ground.parted
        mine = keys[query]
        left: list[float] = []
        found: list[Scored] = []
        for at, score in scored:
            if len(left) >= limit and score <= -left[limit - 1]:
                break
            now = parted(mine, keys[at], score)
            insort(left, -now)
            found.append((at, now))
        found.sort(key=lambda each: -each[1])
        return found[:limit]

    def exact(
        self, queries: Sequence[int], candidates: Sequence[int], limit: int
    ) -> Iterator[tuple[int, list[Scored]]]:
        """The same with keys held against every candidate: slow, to measure by."""
        block = self._arrays.block(np.array(candidates, np.int64))
        found = self._arrays.best_of(
            np.array(queries, np.int64), block, len(candidates), self._documents
        )
        for query, scored in zip(queries, found, strict=True):
            yield query, self._parted(query, scored, limit)
