"""How well a demand fits a search: BM25, computed here, the same for both databases.

Neither database ranks as the other does, and both look at every hit: FTS5 takes 4 to 5
microseconds for each, and a word found everywhere took 5.6 seconds in five million
demands. So at most `RANKED` hits, the newest, are fetched with their stems and scored:
by how often each part of the search is found in a demand, against the demand's length
and against how many of the hits have it. All other names of a name count as the name.
"""

from collections.abc import Iterator, Sequence
from math import log
from operator import itemgetter

from hrdemands.queries.searching.expansion import Either, Phrase, Plan, eithers

RANKED = 5_000
"""Hits that are ranked; of more, the newest."""

_SATURATION, _LENGTH = 1.2, 0.75
"""BM25's k1 and b, as everybody has them."""

_DIGITS = 4


Candidate = tuple[str, str]
"""A hit that is to be ranked: its id and its stems."""


def ranked(candidates: Sequence[Candidate], plan: Plan) -> dict[str, float]:
    """The scores of demands by their ids, best first; of equal ones as they came."""
    lengths, *counts = _counted([words for _, words in candidates], plan)
    mean = sum(lengths) / max(len(lengths), 1)
    weights = [_weight(len(each) - each.count(0), len(each)) for each in counts]
    found = list(zip(lengths, *counts, strict=True))
    # Thousands of demands share a few hundred lengths and counts.
    known = {row: _score(row[1:], weights, row[0] / mean) for row in set(found)}
    scores = {key: known[row] for (key, _), row in zip(candidates, found, strict=True)}
    order = sorted(scores.items(), key=itemgetter(1), reverse=True)
    return dict(order)


def _counted(words: Sequence[str], plan: Plan) -> Iterator[list[int]]:
    """How many stems each demand has, then how often each part stands among them.

    Part by part for all demands, which takes less than demand by demand.
    """
    within = [f" {each} " for each in words]
    yield [each.count(" ") - 1 for each in within]
    for either in dict.fromkeys(eithers(plan)):
        yield _counts(within, either)


def _counts(within: Sequence[str], either: Either) -> list[int]:
    """How often any of it stands in each of some words with a space at either end."""
    wanted = [*map(_standing, either.phrases), *(f" {code} " for code in either.codes)]
    each = [[words.count(sought) for words in within] for sought in wanted]
    return list(map(sum, zip(*each, strict=True))) if len(each) > 1 else each[0]


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


def _standing(phrase: Phrase) -> str:
    return f" {' '.join(phrase.stems)}" + ("" if phrase.prefix else " ")
