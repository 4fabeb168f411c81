"""How well a demand fits a search: BM25, computed here, the same for both databases.

Neither database ranks as the other does, and both look at every hit: FTS5 takes 4 to 5
microseconds for each, and a word found everywhere took 5.6 seconds in five million
demands. So at most `RANKED` hits, the newest, are fetched with their stems and scored:
by how often each part of the search is found in a demand, against the demand's length
and against how many of the hits have it. All other names of a name count as the name.
"""

from collections.abc import Callable, Sequence
from math import log
from operator import itemgetter
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
    newest = sorted(candidates, key=itemgetter(0), reverse=True)
    found = [_counted(c.words, counters) for c in newest]
    mean = sum(length for length, *_ in found) / max(len(found), 1)
    weights = [
        _weight(sum(1 for row in found if row[at]), len(found))
        for at in range(1, len(counters) + 1)
    ]
    # Thousands of demands share a few hundred lengths and counts.
    known = {
        row: _score(row[1:], weights, row[0] / mean) for row in dict.fromkeys(found)
    }
    scores = {c.demand_id: known[row] for c, row in zip(newest, found, strict=True)}
    order = sorted(scores, key=lambda key: -scores[key])
    return {key: scores[key] for key in order}


def _counted(words: str, counters: Sequence[Callable[[str], int]]) -> tuple[int, ...]:
    """How many stems a demand has, and how often each part stands among them."""
    within = f" {words} "
    return (words.count(" ") + 1, *[count(within) for count in counters])


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
