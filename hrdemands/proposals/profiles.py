"""What of a statement is weighed: its words, its keys, its codes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from typing import NamedTuple

from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.keys import Keys, find_keys
from hrdemands.proposals.words import FRAME, FRAME_WEIGHT, stem
from hrdemands.queries.results.statements import Statement
from hrdemands.words import words_of

GRAM = 4
"""Characters of a gram: spellings and other languages differ within words."""

Features = dict[str, float]


class Weights(NamedTuple):
    """How much each family of features counts, and whether keys part pairs.

    ``uncoded`` is the share of a code's weight that a candidate is held to where nobody
    coded it. Chosen on half of the states of the UPR corpus (`benchmarks/evaluate.py`),
    but ``countries``: all of a state's recommendations share theirs.
    """

    words: float = 1.0
    grams: float = 0.5
    topics: float = 0.5
    meanings: float = 1.5
    issues: float = 0.5
    things: float = 1.0
    acts: float = 0.6
    targets: float = 0.2
    actions: float = 0.2
    countries: float = 0.2
    uncoded: float = 0.0
    parting: bool = True


USUAL = Weights()
CODES = ("issues", "targets", "actions", "countries")
"""What somebody coded, or else nobody did; what a text names stands in it."""
FAMILIES = ("words", "grams", "things", "acts", *CODES)


class Profile(NamedTuple):
    """A statement with its keys and its features, by family."""

    statement: Statement
    keys: Keys
    features: dict[str, Features]


def make_profile(
    statement: Statement, gazetteer: Gazetteer, *, grams: bool = True
) -> Profile:
    """Find the keys and count the features of a statement."""
    keys = find_keys(statement, gazetteer)
    counted: dict[str, Features] = {
        "words": _words(statement.words),
        "grams": _grams(statement.words) if grams else {},
        "issues": dict.fromkeys(statement.issues, 1.0),
        "things": dict.fromkeys(keys.things, 1.0),
        "acts": dict.fromkeys(_acts(keys), 1.0),
        "targets": dict.fromkeys(statement.targets, 1.0),
        "countries": dict.fromkeys(keys.countries, 1.0),
        "actions": dict.fromkeys(_actions(statement, keys, gazetteer), 1.0),
    }
    return Profile(statement, keys, counted)


def make_profiles(
    statements: Iterable[Statement], gazetteer: Gazetteer, *, grams: bool = True
) -> list[Profile]:
    """The profiles of several statements."""
    return [make_profile(each, gazetteer, grams=grams) for each in statements]


def _words(text: str) -> Features:
    return {
        word: (1 + log(n)) * (FRAME_WEIGHT if word in FRAME else 1)
        for word, n in Counter(map(stem, words_of(text))).items()
    }


def _grams(text: str) -> Features:
    joined = f" {' '.join(words_of(text))} "
    places = range(max(1, len(joined) - GRAM + 1))
    counts = Counter(joined[at : at + GRAM] for at in places)
    return {gram: 1 + log(n) if n > 1 else 1.0 for gram, n in counts.items()}


def _acts(keys: Keys) -> Iterator[str]:
    for act in keys.acts:
        turned = "not " if act.negated else ""
        yield f"{turned}{act.verb}"
        yield from (f"{turned}{act.verb} {thing}" for thing in act.things)


def _actions(statement: Statement, keys: Keys, gazetteer: Gazetteer) -> Iterator[str]:
    """The coded classes of acts; where nobody coded them, those of the verbs."""
    if statement.actions:
        yield from statement.actions
        return
    for act in keys.acts[:2]:
        yield gazetteer.actions[act.verb]
