"""The keys of a statement: who is asked to do what with which thing.

Words alone rank opposite asks and twins about another country above real rewordings;
keys part them. A verb governs what follows it up to the next verb; "do not", "refrain
from" and "stop" before it turn it round.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from hrdemands.proposals.gazetteer import Gazetteer, Mention
from hrdemands.proposals.words import FRAME, stem, tokens
from hrdemands.queries.results.statements import Statement

REACH = 12
"""How many words a verb governs at most."""

_NEGATIONS = frozenset(map(stem, ("not", "refrain", "avoid", "never", "without")))
_LAWS = frozenset(
    map(stem, ("laws", "provisions", "articles", "legislation", "practice", "acts"))
)
_JOINED = frozenset(("and", "or"))
_PASSIVE = frozenset(map(stem, ("be", "been", "is", "are", "being")))
_NEAR = 3
"""How many words may stand between a negation and its verb."""


class Act(NamedTuple):
    """A verb, turned round or not, and what it governs: things, and other words."""

    verb: str
    negated: bool
    things: frozenset[str]
    over: frozenset[str]


class Keys(NamedTuple):
    """What is asked, as far as the gazetteer knows it."""

    acts: tuple[Act, ...]
    things: frozenset[str]
    countries: frozenset[str]


def find_keys(statement: Statement, gazetteer: Gazetteer) -> Keys:
    """The keys in a statement's words and codes."""
    plain = tokens(statement.words)
    words = list(map(stem, plain))
    things = gazetteer.things_in(words)
    acts = tuple(_acts(words, list(gazetteer.verbs_in(words)), things))
    countries = statement.countries
    if not statement.id:
        countries = frozenset(gazetteer.countries_in(plain, things)) or countries
    named = {mention.id for mention in things} | statement.mechanisms
    return Keys(acts, frozenset(named), countries)


def _acts(
    words: Sequence[str], verbs: list[Mention], things: list[Mention]
) -> Iterator[Act]:
    verbs = [v for v in verbs if not _inside(v, things)]
    if not verbs:
        return
    inherited: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    end = Mention("", len(words), len(words))
    acts = []
    for verb, following in reversed(list(pairwise([*verbs, end]))):
        until = min(following.start, verb.end + REACH)
        own = frozenset(t.id for t in things if verb.end <= t.start < following.start)
        content = frozenset(words[verb.end : until]) - FRAME
        if not own and not content:
            # "Sign and ratify": the first verb governs what the second does.
            own, content = inherited, over
        acts.append(Act(verb.id, _negated(words, verb, verbs), own, content))
        inherited, over = own, content
    acts.reverse()
    yield from _with_what_stands_before(words, acts, verbs, things)


def _inside(verb: Mention, things: list[Mention]) -> bool:
    """Whether what looks like a verb is part of a name: protection force."""
    return any(t.start <= verb.start and verb.end <= t.end for t in things)


def _negated(words: Sequence[str], verb: Mention, verbs: list[Mention]) -> bool:
    before = words[max(0, verb.start - _NEAR) : verb.start]
    if _NEGATIONS.intersection(before) and stem("if") not in before:
        return True
    return verb.id != "end" and any(
        _stops(words[other.end : verb.start])
        for other in verbs
        if other.id == "end"
        if 0 <= verb.start - other.end <= _NEAR
    )


def _stops(between: Sequence[str]) -> bool:
    """Whether "stop" and a verb have only laws between: repeal laws that ban."""
    return not set(between) - FRAME - _LAWS and not _JOINED.intersection(between)


def _with_what_stands_before(
    words: Sequence[str], acts: list[Act], verbs: list[Mention], things: list[Mention]
) -> Iterator[Act]:
    """The acts; what stands before the first is its, if it is: X should be ended."""
    first = verbs[0].start
    passive = _PASSIVE.intersection(words[max(0, first - 2) : first])
    before = frozenset(t.id for t in things if t.start < first) if passive else ()
    for position, act in enumerate(acts):
        yield act if position else act._replace(things=act.things.union(before))


class Conflict(NamedTuple):
    """Why two statements cannot be the same ask, and what is left of their score."""

    reason: str
    left: float


OPPOSITE = Conflict("opposite acts", 0.15)
OTHER_COUNTRY = Conflict("other countries", 0.1)
OTHER_INSTRUMENT = Conflict("other instruments", 0.3)
OTHER_THING = Conflict("other things asked for", 0.6)


def conflict(
    mine: Keys,
    theirs: Keys,
    opposites: frozenset[tuple[str, str]],
    kind: frozenset[str],
) -> Conflict | None:
    """What parts two statements whatever their words; *kind* are the instruments."""
    if mine.countries and theirs.countries and not mine.countries & theirs.countries:
        return OTHER_COUNTRY
    if are_opposite(mine, theirs, opposites):
        return OPPOSITE
    if not mine.things or not theirs.things or mine.things & theirs.things:
        return None
    both = mine.things & kind, theirs.things & kind
    return OTHER_INSTRUMENT if all(both) else OTHER_THING


def are_opposite(
    mine: Keys, theirs: Keys, opposites: frozenset[tuple[str, str]]
) -> bool:
    """Whether one undoes what the other asks, and nothing is asked by both alike."""
    found = False
    for act in mine.acts:
        for other in theirs.acts:
            if act.verb == other.verb and act.negated == other.negated:
                if _same_matter(act, other):
                    return False
            elif not found and _turned(act, other, opposites):
                found = _same_matter(act, other)
    return found


def _turned(act: Act, other: Act, opposites: frozenset[tuple[str, str]]) -> bool:
    if act.verb == other.verb:
        return act.negated != other.negated
    return (act.verb, other.verb) in opposites and act.negated == other.negated


def _same_matter(act: Act, other: Act) -> bool:
    if act.things or other.things:
        return bool(act.things & other.things)
    shared = act.over & other.over
    return bool(shared) and 2 * len(shared) >= min(len(act.over), len(other.over))
