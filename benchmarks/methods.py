"""Ways to rank candidates for a statement: the program's, and plain ones beside it.

Each learns from some statements what is rare, and then gives every candidate of a
query a score. The plain ones know words only.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from math import log, sqrt
from typing import Protocol

from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.profiles import Profile, Weights, make_profile
from hrdemands.proposals.ranking import (
    Ground,
    Method,
    Ranker,
    lower_second_asks,
    same_asks,
)
from hrdemands.queries.results.statements import Statement
from hrdemands.words import words_of

Scores = list[list[float]]


class Way(Protocol):
    """A way to rank."""

    def learn(self, known: Sequence[Statement]) -> None:
        """Learn from *known*, which hold no truth."""

    def scores(
        self, queries: Sequence[Statement], candidates: Sequence[Statement]
    ) -> Scores:
        """The score of every candidate for every query."""


class Ours:
    """The program's own ranking."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        weights: Weights,
        *,
        arrays: bool | None = None,
        model: str | None = None,
        lowers: bool = True,
    ) -> None:
        self._lowers = lowers
        self._gazetteer, self._method = gazetteer, Method(weights, arrays, model)
        self._profiles: dict[Statement, Profile] = {}

    def learn(self, known: Sequence[Statement]) -> None:
        """See `Way`."""
        profiles = list(map(self._profile, known))
        self._ground = Ground(profiles, self._gazetteer, self._method)

    def scores(
        self, queries: Sequence[Statement], candidates: Sequence[Statement]
    ) -> Scores:
        """See `Way`."""
        profiles = list(map(self._profile, candidates))
        ranker = Ranker(self._ground, profiles)
        return [self._row(ranker, query, profiles) for query in queries]

    def _row(
        self, ranker: Ranker, query: Statement, profiles: list[Profile]
    ) -> list[float]:
        found = ranker.rank(self._profile(query), len(profiles))
        if self._lowers:
            found = lower_second_asks(found, lambda each: same_asks(each.statement))
        by_identity = {id(profile): score for profile, score in found}
        return [by_identity.get(id(profile), 0.0) for profile in profiles]

    def _profile(self, statement: Statement) -> Profile:
        if statement not in self._profiles:
            self._profiles[statement] = make_profile(statement, self._gazetteer)
        return self._profiles[statement]


class Equal:
    """One where the words are the same, nought otherwise."""

    def learn(self, known: Sequence[Statement]) -> None:
        """Nothing is to be learnt."""

    def scores(
        self, queries: Sequence[Statement], candidates: Sequence[Statement]
    ) -> Scores:
        """See `Way`."""
        told = [words_of(each.words) for each in candidates]
        return [[float(words_of(q.words) == words) for words in told] for q in queries]


class TokenSet:
    """The token-set ratio of RapidFuzz."""

    def learn(self, known: Sequence[Statement]) -> None:
        """Nothing is to be learnt."""

    def scores(
        self, queries: Sequence[Statement], candidates: Sequence[Statement]
    ) -> Scores:
        """See `Way`."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - its own requirement

        texts = [
            [" ".join(words_of(s.words)) for s in side]
            for side in (queries, candidates)
        ]
        found = process.cdist(*texts, scorer=fuzz.token_set_ratio)
        return [[score / 100 for score in row] for row in found.tolist()]


Split = Callable[[str], list[str]]


def grams(text: str) -> list[str]:
    """Characters 3 to 5, with the gaps between words."""
    joined = f" {' '.join(words_of(text))} "
    return [joined[a : a + n] for n in (3, 4, 5) for a in range(len(joined) - n + 1)]


class Rare:
    """What ways that weigh by rareness share."""

    def __init__(self, split: Split) -> None:
        self._split = split

    def learn(self, known: Sequence[Statement]) -> None:
        """See `Way`."""
        sets = [set(self._split(each.words)) for each in known]
        self._known = len(sets)
        self._counts = Counter(part for parts in sets for part in parts)
        self._length = sum(len(self._split(s.words)) for s in known) / max(1, len(sets))

    def _rarity(self, part: str) -> float:
        return log((self._known + 1) / (self._counts[part] + 0.5)) + 0.1

    def scores(
        self, queries: Sequence[Statement], candidates: Sequence[Statement]
    ) -> Scores:
        """See `Way`."""
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, candidate in enumerate(candidates):
            for part, value in self._told(candidate.words).items():
                postings[part].append((place, value))
        return [self._row(q.words, postings, len(candidates)) for q in queries]

    def _row(
        self, words: str, postings: dict[str, list[tuple[int, float]]], width: int
    ) -> list[float]:
        row = [0.0] * width
        for part, mine in self._asked(words).items():
            for place, value in postings.get(part, ()):
                row[place] += mine * value
        return row

    def _told(self, words: str) -> dict[str, float]:
        raise NotImplementedError

    def _asked(self, words: str) -> dict[str, float]:
        return self._told(words)


class Cosine(Rare):
    """The cosine of TF-IDF vectors."""

    def _told(self, words: str) -> dict[str, float]:
        counts = Counter(self._split(words))
        found = {p: (1 + log(n)) * self._rarity(p) for p, n in counts.items()}
        length = sqrt(sum(value * value for value in found.values())) or 1.0
        return {part: value / length for part, value in found.items()}


class BM25(Rare):
    """Okapi BM25 with its usual constants."""

    K, B = 1.2, 0.75

    def _told(self, words: str) -> dict[str, float]:
        counts = Counter(self._split(words))
        spread = self.K * (1 - self.B + self.B * counts.total() / self._length)
        return {p: n * (self.K + 1) / (n + spread) for p, n in counts.items()}

    def _asked(self, words: str) -> dict[str, float]:
        return {part: self._rarity(part) for part in set(self._split(words))}


def plain_ways() -> dict[str, Way]:
    """The ways that know words only, by name."""
    return {
        "equal text": Equal(),
        "TF-IDF, words": Cosine(words_of),
        "TF-IDF, characters 3 to 5": Cosine(grams),
        "BM25": BM25(words_of),
        "token-set ratio": TokenSet(),
    }
