"""Blocks: which statements are compared at all when everything is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from hrdemands.proposals.profiles import Profile

T = TypeVar("T")
Blocks = Iterator[tuple[list[T], list[T]]]


def blocks_of(profiles: Sequence[Profile]) -> Blocks[Profile]:
    """Which profiles are compared with which; see `blocked`."""
    countries = [each.keys.countries for each in profiles]
    for queries, candidates in blocked(countries):
        yield [profiles[at] for at in queries], [profiles[at] for at in candidates]


def blocked(countries: Sequence[frozenset[str]]) -> Blocks[int]:
    """The places that are compared with which places, each of the first once.

    What is about one country is compared with whatever is about that country, or about
    none; what is about several, with all of theirs; what is about none, with
    everything. Statements about other countries are never the same ask (see `keys`).
    """
    together: dict[frozenset[str], list[int]] = defaultdict(list)
    by_country: dict[str, list[int]] = defaultdict(list)
    for place, about in enumerate(countries):
        together[about].append(place)
        for country in about:
            by_country[country].append(place)
    general = together.pop(frozenset(), [])
    if general:
        yield general, list(range(len(countries)))
    for about in sorted(together, key=sorted):
        near = {place for country in about for place in by_country[country]}
        yield together[about], sorted(near.union(general))
