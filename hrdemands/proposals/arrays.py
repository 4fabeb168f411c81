"""Search with NumPy and SciPy: exact, many queries at once, and with topics.

Topics are what words that stand in the same statements share (latent semantic
analysis): they find a rewording that has few words in common. A sample of statements
is enough to learn them; measured, 2,000 do as well as 30,000.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from hrdemands.proposals.index import Scored
from hrdemands.proposals.meanings import Meanings
from hrdemands.proposals.profiles import FAMILIES, Profile
from hrdemands.proposals.space import Space

TOPICS = 64
SAMPLE = 2_000
"""How many statements topics are learnt from."""

ROUNDS = 5

CELLS = 2_000_000
"""How many scores are held at a time."""

FAR = 10.0
"""Squared, more than any score: what keeps statements of one document apart."""

Array = Any
"""A NumPy array or SciPy matrix; their types say less than they cost."""


class Topics:
    """The directions in which words go together, learnt from some statements."""

    def __init__(self, space: Space, known: Sequence[Profile]) -> None:
        self._space = space
        step = max(1, len(known) // SAMPLE)
        table = Table(space)
        for each in known[::step][:SAMPLE]:
            table.add(each)
        rows = table.rows()
        self._kept = self._word_columns(rows.shape[1])
        self._directions = _directions(rows[:, self._kept])

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


def _directions(words: Array) -> Array:
    """The directions in which the rows spread most, by subspace iteration.

    Whole eigenvectors of a matrix of this size take seconds where two threads of a
    busy machine wait for each other; this takes a tenth of one.
    """
    turned = words.T.tocsr()
    count = min(TOPICS, *words.shape)
    found = np.random.default_rng(0).standard_normal((words.shape[0], count))
    for _ in range(ROUNDS):
        found, _ = np.linalg.qr(words @ (turned @ found))
    across = turned @ found
    left, sizes, _ = np.linalg.svd(across, full_matrices=False)
    kept = sizes > sizes[0] / 100 if len(sizes) else []
    return left[:, kept].astype(np.float32)


class Learnt(NamedTuple):
    """What is learnt beside words: topics, and meanings where a model was named."""

    topics: Topics | None = None
    meanings: Meanings | None = None


NOTHING = Learnt()


class Totals(NamedTuple):
    """What scores may come to, by family: asked of each, and what each is held to."""

    asked: Array
    told: Array


def _most(asked: Array, told: Array) -> Array:
    """The most that the score of each that asks with each that is told may be."""
    return np.maximum(asked @ told.T, 1e-9)


def _families(values: "array[float]", learnt: float) -> Array:
    """A row a statement, a column a family, and one for what is learnt."""
    rows = np.array(values, np.float32).reshape(-1, len(FAMILIES))
    return np.hstack([rows, np.full((len(rows), 1), learnt, np.float32)])


class Table:
    """Vectors of many statements, as rows of one matrix."""

    def __init__(self, space: Space, learnt: Learnt = NOTHING) -> None:
        self._space, self._learnt = space, learnt
        self._texts: list[str] = []
        self._columns, self._values = array("i"), array("f")
        self._ends, self._asked, self._told = array("q", [0]), array("f"), array("f")

    def add(self, profile: Profile) -> None:
        """Add a statement; its profile is not kept."""
        vector = self._space.vector(profile)
        self._columns.extend(vector)
        self._values.extend(vector.values())
        self._ends.append(len(self._columns))
        self._asked.extend(self._space.asked(profile))
        self._told.extend(self._space.told(profile))
        if self._learnt.meanings:
            self._texts.append(profile.statement.words)

    def rows(self) -> Array:
        """The matrix so far."""
        ends = np.array(self._ends, np.int64)
        columns = np.array(self._columns, np.int32)
        values = np.array(self._values, np.float32)
        shape = (len(ends) - 1, max(1, len(self._space.columns)))
        return sparse.csr_matrix((values, columns, ends), shape=shape)

    def totals(self) -> Totals:
        """What each statement's scores may come to."""
        weights = self._space.weights
        topics = weights.topics if self._learnt.topics else 0.0
        meanings = weights.meanings if self._learnt.meanings else 0.0
        return Totals(
            _families(self._asked, topics + meanings), _families(self._told, 1.0)
        )

    def topics(self, rows: Array) -> Array | None:
        """Each row's topics and meaning, weighed: products are shares of the score."""
        weights, parts = self._space.weights, []
        if self._learnt.topics:
            parts.append(self._learnt.topics.of(rows) * np.sqrt(weights.topics))
        if self._learnt.meanings:
            found = self._learnt.meanings.of(self._texts)
            parts.append(found * np.sqrt(weights.meanings))
        return np.hstack(parts) if parts else None


class Arrays:
    """Finds the statements most like others, many at once."""

    def __init__(
        self, space: Space, candidates: Iterable[Profile], learnt: Learnt = NOTHING
    ) -> None:
        self._space, self._learnt = space, learnt
        table = Table(space, learnt)
        for each in candidates:
            table.add(each)
        self._rows, self._totals = table.rows(), table.totals()
        self._topics = table.topics(self._rows)

    def best(self, query: Profile, wanted: int) -> list[Scored]:
        """The places of the *wanted* candidates most like *query*, with scores."""
        table = Table(self._space, self._learnt)
        table.add(query)
        rows = table.rows()
        block = self.block(np.arange(self._rows.shape[0]))
        asked = table.totals().asked
        mine = rows[:, : self._rows.shape[1]], table.topics(rows), asked
        return next(_tops(block.scores(*mine), block.places, wanted), [])

    def block(self, places: Array) -> "Block":
        """Some of the statements, to find candidates among."""
        topics = self._topics
        return Block(
            places,
            self._rows[places].T.tocsr(),
            None if topics is None else topics[places].T,
            self._totals.told[places],
        )

    def best_of(
        self, queries: Array, block: "Block", wanted: int, apart: Array
    ) -> Iterator[list[Scored]]:
        """The candidates of *block* most like each of *queries*, which are places.

        None of those that *apart*, a number a statement, has alike. Exact.
        """
        step = max(1, CELLS // max(1, len(block.places)))
        for start in range(0, len(queries), step):
            chunk = queries[start : start + step]
            topics = None if self._topics is None else self._topics[chunk]
            scores = block.scores(self._rows[chunk], topics, self._totals.asked[chunk])
            scores[apart[chunk][:, None] == apart[block.places][None, :]] = 0
            yield from _tops(scores, block.places, wanted)

    def quick_of(
        self, queries: Array, block: "Block", wanted: int, apart: Array
    ) -> Iterator[list[Scored]]:
        """The same, many times quicker for many candidates.

        Topics only order what words and codes find: sparse_dot_topn multiplies without
        ever holding what is not among the best.
        """
        from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415 - installed or not

        width = int(apart.max(initial=0)) + 1
        left = sparse.hstack(
            [self._rows[queries], _marks(apart[queries], width)], format="csr"
        )
        right = sparse.vstack(
            [block.turned, -_marks(apart[block.places], width).T], format="csr"
        )
        found = sp_matmul_topn(
            left, right, top_n=wanted, sort=False, threshold=0.0, n_threads=1
        )
        for row, query in enumerate(queries.tolist()):
            span = slice(found.indptr[row], found.indptr[row + 1])
            yield self._ordered(query, block, found.indices[span], found.data[span])

    def _ordered(
        self, query: int, block: "Block", chosen: Array, scores: Array
    ) -> list[Scored]:
        """Candidates by their whole score, topics with the rest."""
        if self._topics is not None and block.topics is not None:
            scores = scores + self._topics[query] @ block.topics[:, chosen]
        asked = self._totals.asked[query][None, :]
        scores = scores / _most(asked, block.told[chosen])[0]
        order = np.argsort(-scores, kind="stable")
        places = block.places[chosen[order]].tolist()
        return list(zip(places, scores[order].tolist(), strict=True))


def _marks(apart: Array, width: int) -> Array:
    """A column for each number, so high that nothing makes up for its loss."""
    rows = np.arange(len(apart))
    values = np.full(len(apart), FAR, np.float32)
    return sparse.csr_matrix((values, (rows, apart)), shape=(len(apart), width))


class Block(NamedTuple):
    """Candidates: their places, vectors and topics, turned, and what they are told."""

    places: Array
    turned: Array
    topics: Array | None
    told: Array

    def scores(self, rows: Array, topics: Array | None, asked: Array) -> Array:
        """The score of each row with each candidate."""
        scores = (rows @ self.turned).toarray()
        if self.topics is not None:
            scores += topics @ self.topics
        scores /= _most(asked, self.told)
        return scores


def _tops(scores: Array, places: Array, wanted: int) -> Iterator[list[Scored]]:
    wanted = min(wanted, scores.shape[1])
    if not wanted:
        yield from ([] for _ in range(len(scores)))
        return
    chosen = np.argpartition(scores, scores.shape[1] - wanted, axis=1)[:, -wanted:]
    values = np.take_along_axis(scores, chosen, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    chosen = np.take_along_axis(chosen, order, axis=1)
    values = np.take_along_axis(values, order, axis=1)
    for found, given in zip(places[chosen].tolist(), values.tolist(), strict=True):
        yield [(at, score) for at, score in zip(found, given, strict=True) if score > 0]
