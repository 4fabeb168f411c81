"""Search with NumPy and SciPy: exact, many queries at once, and with topics.

Topics are what words that stand in the same statements share (latent semantic
analysis): they find a rewording that has few words in common. A sample of statements
is enough to learn them; measured, 2,000 do as well as 30,000.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from scipy import sparse

from hrdemands.proposals.index import Scored
from hrdemands.proposals.profiles import Profile
from hrdemands.proposals.space import Space, Vector

TOPICS = 64
SAMPLE = 2_000
"""How many statements topics are learnt from."""

CELLS = 4_000_000
"""How many scores are held at a time."""

Array = Any
"""A NumPy array or SciPy matrix; their types say less than they cost."""


class Topics:
    """The directions in which words go together, learnt from some statements."""

    def __init__(self, space: Space, known: Sequence[Profile]) -> None:
        self._space = space
        step = max(1, len(known) // SAMPLE)
        rows = _matrix([space.vector(each) for each in known[::step][:SAMPLE]])
        self._kept = self._word_columns(rows.shape[1])
        words = rows[:, self._kept].toarray().astype(np.float32)
        values, vectors = np.linalg.eigh(words @ words.T)
        best = [i for i in np.argsort(-values)[:TOPICS] if values[i] > values[-1] / 1e4]
        self._directions = words.T @ (vectors[:, best] / np.sqrt(values[best]))

    def _word_columns(self, width: int) -> Array:
        named = self._space.columns.items()
        kept = [at for (name, _), at in named if name == "words" and at < width]
        return np.array(sorted(kept), dtype=np.int64)

    def of(self, rows: Array) -> Array:
        """Each row's topics, of length 1."""
        inside = self._kept[self._kept < rows.shape[1]]
        found = rows[:, inside] @ self._directions[: len(inside)]
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.maximum(lengths, 1e-9)


def _matrix(vectors: Sequence[Vector], width: int | None = None) -> Array:
    ends = np.cumsum([0, *map(len, vectors)])
    columns = np.fromiter((c for v in vectors for c in v), np.int32, ends[-1])
    values = np.fromiter((x for v in vectors for x in v.values()), np.float32, ends[-1])
    shape = (len(vectors), width or (int(columns.max()) + 1 if len(columns) else 1))
    return sparse.csr_matrix((values, columns, ends), shape=shape)


class Arrays:
    """Finds the profiles most like others, all queries of a block at once."""

    def __init__(
        self, space: Space, candidates: Sequence[Profile], topics: Topics | None
    ) -> None:
        self._space, self._topics = space, topics
        vectors = [space.vector(each) for each in candidates]
        self._rows = _matrix(vectors, max(1, len(space.columns)))
        self._turned = self._rows.T.tocsr()
        self._of = topics.of(self._rows) if topics else None

    def best(self, query: Profile, wanted: int) -> list[Scored]:
        """The places of the *wanted* candidates most like *query*, with scores."""
        return next(self.best_of([query], wanted))

    def best_of(
        self, queries: Sequence[Profile], wanted: int
    ) -> Iterator[list[Scored]]:
        """The same for several, in their order."""
        step = max(1, CELLS // max(1, self._rows.shape[0]))
        for start in range(0, len(queries), step):
            yield from self._best_of(queries[start : start + step], wanted)

    def _best_of(
        self, queries: Sequence[Profile], wanted: int
    ) -> Iterator[list[Scored]]:
        scores = self._scores(queries)
        wanted = min(wanted, scores.shape[1])
        for row in scores:
            chosen = np.argpartition(-row, wanted - 1)[:wanted] if wanted else []
            order = sorted(chosen, key=lambda place: (-row[place], place))
            yield [(int(place), float(row[place])) for place in order if row[place] > 0]

    def _scores(self, queries: Sequence[Profile]) -> Array:
        vectors = [self._space.vector(each) for each in queries]
        rows = _matrix(vectors, max(len(self._space.columns), self._rows.shape[1]))
        width = self._rows.shape[1]
        scores = (rows[:, :width] @ self._turned).toarray()
        totals = np.array([self._space.total(each) for each in queries])
        if self._topics is not None:
            weight = self._space.weights.topics
            scores += weight * (self._topics.of(rows[:, :width]) @ self._of.T)
            totals += weight
        return scores / np.maximum(totals, 1e-9)[:, None]
