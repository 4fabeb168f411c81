"""Letters imitated by recommendations: to choose by, so that the letters can judge.

The five letters have too few judged demands to choose anything by. Here a demand is
put together of one to three recommendations of a state with one key in common
(`truth.py`), a key is an ask, and an ask's own words are its shortest recommendation.
Demands of a second review look for the asks of the first, among recommendations
without a key. Four states at a time make a database.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from corpus import VARIABLE, State, find_corpus, read_corpus, states_in
from evaluate import WITHHELD, WORDS_ONLY, Letters, ranked
from measures import Measured, Ranked, average_precision, measure
from methods import Cosine, Ours, Way
from truth import keys_of

from hrdemands.proposals.profiles import USUAL
from hrdemands.queries.judgements import ASK
from hrdemands.queries.results.statements import Statement
from hrdemands.words import words_of

TOGETHER = 4
LOOSE = 15
UNCODED = 0.5
DRAWN, DRAWS = 37, 200
"""So many queries does the smallest part of `evaluate` have."""


class Imitated(NamedTuple):
    """A state: what its first review asks, and demands of its second, by ask."""

    asked: list[Statement]
    again: list[tuple[str, Statement]]


def imitated(state: State, chance: Random, *, uncoded: bool) -> Imitated:
    """Demands put together; half of those asked lose their issues if *uncoded*."""
    first, second = keyed(state.first), keyed(state.second)
    asked = [each for key in sorted(first) for each in asks(key, first[key], chance)]
    loose = [each for each in state.first if not keys_of(each.words)]
    asked += chance.sample(loose, min(LOOSE, len(loose)))
    if uncoded:
        asked = [without_some_issues(each, chance) for each in asked]
    again = [
        (key, together(second[key], chance)) for key in sorted(second) if key in first
    ]
    return Imitated(asked, again)


def without_some_issues(each: Statement, chance: Random) -> Statement:
    """A statement, or what is left of it where nobody coded its issues."""
    return each._replace(issues=frozenset()) if chance.random() < UNCODED else each


def keyed(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """What has one key and no other, by the key."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        keys = keys_of(each.words)
        if len(keys) == 1:
            found[min(keys)].append(each)
    return found


def asks(key: str, every: list[Statement], chance: Random) -> Iterator[Statement]:
    """An ask, and at most three demands that are it."""
    shortest = min(every, key=lambda each: len(each.words))
    shared = frozenset.intersection(*(each.issues for each in every))
    same = ((key, "same"),)
    own = shortest._replace(id=f"{ASK}{key}", document="", issues=shared, asks=same)
    yield own._replace(source="letters")
    left = [each for each in every if each is not shortest]
    for _ in range(chance.randint(1, 3)):
        if left:
            made = together(left, chance)
            left = [each for each in left if each.words not in made.words]
            yield made._replace(asks=same)


def together(every: list[Statement], chance: Random) -> Statement:
    """One to three statements as one demand, coded as the first of them."""
    chosen = chance.sample(every, min(len(every), chance.randint(1, 3)))
    return chosen[0]._replace(words=" ".join(each.words for each in chosen))


class Found(NamedTuple):
    """Of each query the asks alone, and asks and demands in one list."""

    asks: list[Ranked]
    listed: list[Ranked]


def find(way: Way, states: Sequence[Imitated]) -> Found:
    """What every demand of a second review finds."""
    found = Found([], [])
    for start in range(0, len(states), TOGETHER):
        here = states[start : start + TOGETHER]
        every = [s for each in here for s in (*each.asked, *(q for _, q in each.again))]
        way.learn(every[::2])
        for state in here:
            rows = way.scores([query for _, query in state.again], state.asked)
            for (key, _), row in zip(state.again, rows, strict=True):
                best: dict[str, float] = {}
                for each, score in zip(state.asked, row, strict=True):
                    unit = each.asks[0][0] if each.asks else each.id
                    best[unit] = max(best.get(unit, 0.0), score)
                told = {each.asks[0][0] for each in state.asked if each.asks}
                pairs = [(score, unit == key) for unit, score in best.items()]
                of_asks = [(best[unit], unit == key) for unit in told]
                found.asks.append(ranked(iter(of_asks)))
                found.listed.append(ranked(iter(pairs)))
    return found


def over_all(rankings: Sequence[Ranked]) -> float:
    """The average precision over the pairs of all queries in one order."""
    return average_precision(ranked(pair for each in rankings for pair in each))


def spread(rankings: Sequence[Ranked]) -> float:
    """How much recall at precision 0.95 varies over as few queries as letters have."""
    chance = Random(0)  # noqa: S311 - no secret
    drawn = [measure(chance.sample(rankings, DRAWN)).sure for _ in range(DRAWS)]
    mean = sum(drawn) / DRAWS
    return float((sum((each - mean) ** 2 for each in drawn) / DRAWS) ** 0.5)


def show(name: str, found: Found) -> None:
    """Print a row."""
    of_asks: Measured = measure(found.asks)
    cells = [
        of_asks.average,
        over_all(found.asks),
        of_asks.sure,
        spread(found.asks),
        measure(found.listed).average,
        over_all(found.listed),
    ]
    sys.stdout.write(f"| {name} | {' | '.join(f'{c:.3f}' for c in cells)} |\n")
    sys.stdout.flush()


def main() -> None:
    """Measure on half 0, which weights are chosen on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", help=f"UPR Info's export (else ${VARIABLE})")
    path: Path | None = find_corpus(parser.parse_args().corpus)
    if path is None:
        parser.error(f"name UPR Info's export by --corpus or {VARIABLE}")
    states = list(states_in(read_corpus(path), 0))
    gazetteer = Letters().gazetteer
    sides = {
        coded: [
            imitated(state, Random(state.name), uncoded=not coded)  # noqa: S311
            for state in states
        ]
        for coded in (True, False)
    }
    sys.stdout.write(
        f"{sum(len(each.again) for each in sides[True])} queries\n\n"
        "| way | asks: MAP | over all | R at P 0.95 | its deviation over"
        f" {DRAWN} | one list: MAP | over all |\n|---|---|---|---|---|---|---|\n"
    )
    show("TF-IDF, words", find(Cosine(words_of), sides[True]))
    kinds = {
        "keys on": (USUAL, True),
        "keys and half of the issues withheld": (WITHHELD, False),
        "words only": (WORDS_ONLY, True),
    }
    for name, (weights, coded) in kinds.items():
        for lowers in (False, True):
            way = Ours(gazetteer, weights, lowers=lowers)
            lowered = ", second asks lowered" if lowers else ""
            show(f"ours, {name}{lowered}", find(way, sides[coded]))


if __name__ == "__main__":
    main()
