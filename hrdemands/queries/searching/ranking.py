"""How well a demand fits a search: BM25, computed here, the same for both databases.

Neither database ranks as the other does, and both look at every hit: FTS5 takes 4 to 5
microseconds for each, and a word found everywhere took 5.6 seconds in five million
demands. So at most `RANKED` hits, the newest, are fetched with their stems and scored:
by how often each part of the search is found in a demand, against the demand's length
and against how many of the hits have it. All other names of a name count as the name.
"""

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

from hrdemands.queries.searching.expansion import Either, Phrase, Plan, eithers

RANKED = 5_000
"""Hits that are ranked; of more, the newest."""

_SATURATION, _LENGTH = 1.2, 0.75
"""BM25's k1 and b, as everybody has them."""

_DIGITS = 4


class Candidate(NamedTuple):
    """A hit that is to be ranked: its place in time, its id and its stems."""

    position: int
    demand_id: str
    words: str


def ranked(candidates: Sequence[Candidate], plan: Plan) -> dict[str, float]:
    """The scores of demands by their ids, best first; of equal ones newest first."""
    counters = [_counter(either) for either in dict.fromkeys(eithers(plan))]
    found = [[count(f" {c.words} ") for count in counters] for c in candidates]
    lengths = [c.words.count(" ") + 1 for c in candidates]
    mean = sum(lengths) / max(len(lengths), 1)
    weights = [
        _weight(sum(1 for row in found if row[at]), len(candidates))
        for at in range(len(counters))
    ]
    scores = {
        c.demand_id: _score(row, weights, length / mean)
        for c, row, length in zip(candidates, found, lengths, strict=True)
    }
    newest = {c.demand_id: -c.position for c in candidates}
    order = sorted(scores, key=lambda key: (-scores[key], newest[key]))
    return {key: scores[key] for key in order}


def _weight(having: int, hits: int) -> float:
    return log(1 + (hits - having + 0.5) / (having + 0.5)) + 1


def _score(counts: Sequence[int], weights: Sequence[float], length: float) -> float:
    least = _SATURATION * (1 - _LENGTH + _LENGTH * length)
    parts = (
        weight * count * (_SATURATION + 1) / (count + least)
        for count, weight in zip(counts, weights, strict=True)
        if count
    )
    return round(sum(parts, 0.0), _DIGITS)


def _counter(either: Either) -> Callable[[str], int]:
    """What counts how often any of it stands in words with a space at either end."""
    wanted = [*map(_standing, either.phrases), *(f" {code} " for code in either.codes)]
    if len(wanted) == 1:
        (only,) = wanted
        return lambda words: words.count(only)
    return lambda words: sum(map(words.count, wanted))


def _standing(phrase: Phrase) -> str:
    return f" {' '.join(phrase.stems)}" + ("" if phrase.prefix else " ")
