"""A whole database against itself: the best candidates of every statement.

Statements are read once and kept as rows of one matrix; what is compared with what
say the blocks. Within a block the scores are exact, and nothing is left out but what
keys part.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from hrdemands.proposals.arrays import Arrays
from hrdemands.proposals.blocks import blocked
from hrdemands.proposals.index import Scored
from hrdemands.proposals.keys import Keys
from hrdemands.proposals.profiles import Profile
from hrdemands.proposals.ranking import Ground

MARGIN = 40
"""How many more candidates than wanted are held against keys."""

Settled = Callable[[int, int], bool]
"""Whether nothing is to be proposed between two places."""


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
        self._arrays = Arrays(ground.space, self._noted(profiles), ground.topics)
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
        found = self._arrays.best_of(
            np.array(queries, np.int64), block, limit + MARGIN, self._documents
        )
        for query, scored in zip(queries, found, strict=True):
            yield query, self._parted(query, scored)[:limit]

    def _parted(self, query: int, scored: list[Scored]) -> list[Scored]:
        keys, parted = self.kept.keys, self._ground.parted
        left = [(at, parted(keys[query], keys[at], score)) for at, score in scored]
        left.sort(key=lambda each: -each[1])
        return left

    def exact(
        self, queries: Sequence[int], candidates: Sequence[int], limit: int
    ) -> Iterator[tuple[int, list[Scored]]]:
        """The same with keys held against every candidate: slow, to measure by."""
        block = self._arrays.block(np.array(candidates, np.int64))
        found = self._arrays.best_of(
            np.array(queries, np.int64), block, len(candidates), self._documents
        )
        for query, scored in zip(queries, found, strict=True):
            yield query, self._parted(query, scored)[:limit]
