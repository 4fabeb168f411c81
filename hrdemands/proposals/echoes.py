"""What was asked again, and what letters ask that others recommended: proposals.

Both look from some demands to others and keep the pairs that are alike enough. How much
is enough is the user's to say: a score says how much is alike, and not that it is the
same ask.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from hrdemands.proposals.engine import propose_among
from hrdemands.proposals.results import Proposal
from hrdemands.queries.filters import Filters
from hrdemands.queries.outlines import find_asks_of, find_outlines, find_subjects
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.outlines import Again, Echo, Outline

MOST = 200
"""Echoes that one demand is given at most."""


def find_again(
    reader: Reader, asked: Filters, *, at_least: float, limit: int
) -> list[Again]:
    """What was asked of the same country again: pairs of an earlier and a later demand.

    The earlier ones are those that *asked* lets through; each is given at most *limit*
    later ones about one of its countries, best first.
    """
    earlier = find_outlines(reader, filters=asked)
    found: list[Again] = []
    for letter in dict.fromkeys(outline.letter for outline in earlier):
        here = [outline for outline in earlier if outline.letter == letter]
        since = _day_after(here[0].latest)
        among = Filters(countries=asked.countries, since=since)
        proposals = propose_among(reader, asked.but(letters=(letter,)), among, MOST)
        found += _pairs(reader, here, proposals, at_least, limit)
    return found


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _pairs(
    reader: Reader,
    earlier: list[Outline],
    proposals: list[Proposal],
    at_least: float,
    limit: int,
) -> Iterator[Again]:
    enough = [each for each in proposals if each.score >= at_least and each.other]
    told = _told(reader, [each.other or "" for each in enough])
    by_demand: dict[str, list[Proposal]] = defaultdict(list)
    for each in enough:
        by_demand[each.demand].append(each)
    for outline in earlier:
        # Where date ranges overlap, nothing is surely later.
        later = [
            each
            for each in by_demand[outline.id]
            if told[each.other or ""].earliest > outline.latest
        ]
        for each in later[:limit]:
            yield Again(outline, told[each.other or ""], each.score, each.reasons)


def _told(reader: Reader, ids: Iterable[str]) -> dict[str, Outline]:
    return {o.id: o for o in find_outlines(reader, ids=sorted(set(ids)))}


def find_echoes(reader: Reader, among: Filters, *, at_least: float) -> list[Echo]:
    """What letters ask and others recommended: asks, and demands that are no ask's.

    *among* bounds the recommendations. Each ask is counted over all its demands, most
    echoes first; what has none is left out.
    """
    proposals = propose_among(reader, Filters(sources=("letters",)), among, MOST)
    enough = [each for each in proposals if each.score >= at_least]
    told = _told(reader, [each.other or "" for each in enough])
    asks = find_asks_of(reader, {each.demand for each in enough})
    units: dict[tuple[str, str, str], list[Proposal]] = defaultdict(list)
    for each in enough:
        for unit in asks[each.demand]:
            units[unit].append(each)
    echoes = [_echo(reader, unit, found, told) for unit, found in units.items()]
    return sorted(echoes, key=lambda e: (e.kind, -e.demands, -e.score, e.id))


def _echo(
    reader: Reader,
    unit: tuple[str, str, str],
    found: list[Proposal],
    told: dict[str, Outline],
) -> Echo:
    kind, key, name = unit
    best = max(found, key=lambda each: (each.score, each.other or ""))
    outlines = [told[other] for other in {each.other or "" for each in found}]
    answers = [outline.response for outline in outlines]
    years = [outline.year for outline in outlines if outline.year is not None]
    return Echo(
        kind=kind,
        id=key,
        name=name,
        demands=len(outlines),
        parties=len({o.asking for o in outlines if o.asking}),
        countries=len(find_subjects(reader, [o.id for o in outlines])),
        accepted=answers.count("accepted"),
        noted=answers.count("noted"),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        score=best.score,
        reasons=best.reasons,
        best=told[best.other or ""],
    )
