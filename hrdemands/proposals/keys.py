"""The keys of a statement: who is asked to do what with which thing.

Words alone rank opposite asks and twins about another country above real rewordings;
keys part them. A verb governs what follows it up to the next verb; "do not", "refrain
from" and "stop" before it turn it round.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from hrdemands.proposals.gazetteer import Gazetteer, Mention
from hrdemands.proposals.words import FRAME, stem
from hrdemands.queries.results.statements import Statement
from hrdemands.words import words_of

REACH = 12
"""How many words a verb governs at most."""

_NEGATIONS = frozenset(map(stem, ("not", "refrain", "avoid", "never", "without")))
_NOUNS = ("ion", "ions", "ment", "ance", "er", "ers", "ed")
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "all", "any", "those"))
_LINKS = frozenset(
    map(
        stem,
        "on to into of against concerning about in from the all use for made".split(),
    )
)
_LAWS = frozenset(
    map(stem, ("laws", "provisions", "articles", "legislation", "practice", "acts"))
)
_JOINED = frozenset(("and", "or"))
_PASSIVE = frozenset(map(stem, ("be", "been", "is", "are", "being")))
_GROUND = re.compile(
    r"\b(?:as|under|pursuant to|according to|consistent with|in accordance with"
    r"|in (?:line|conformity|compliance|keeping|accord) with|in (?:the )?light of"
    r"|based on|on the basis of|(?:in|when|while) \w+ing(?: out)?)"
    r"(?: the| its| their| this| that)?$"
)
"""What stands before a thing that an ask rests on."""
_NAME = re.compile(
    r"(?<=[\w,;)] )(?:[A-Z][a-z]+[\w-]*|[A-Z]{2,}\d*)\b|\b\d{2,}(?![\d%])"
)
_BACK = 5
_BEHIND = frozenset(map(stem, "against for to on with by in concerning".split()))
_NONE: frozenset[str] = frozenset()
_NEAR = 3
"""How many words may stand between a negation and its verb."""


class Act(NamedTuple):
    """A verb, turned round or not, and what it governs: things, and other words.

    ``direct`` are the things that it is done to, ``heads`` the other words before a
    preposition: a law against a practice is made, and the practice is not.
    """

    verb: str
    negated: bool
    things: frozenset[str]
    direct: frozenset[str]
    heads: frozenset[str]
    over: frozenset[str]


class Keys(NamedTuple):
    """What is asked, as far as the gazetteer knows it.

    ``things`` are all that are named or coded, ``objects`` those that the ask may be
    about: the report that recommends it, or the treaty it is in line with, is none.
    ``names`` are those that no vocabulary knows, and numbers of laws and years.
    """

    acts: tuple[Act, ...]
    things: frozenset[str]
    objects: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]


def find_keys(statement: Statement, gazetteer: Gazetteer) -> Keys:
    """The keys in a statement's words and codes."""
    plain = words_of(statement.words)
    forms = gazetteer.forms(plain)
    things = gazetteer.things_in(forms)
    verbs = [v for v in gazetteer.verbs_in(forms) if _is_act(v, plain, things)]
    words = list(map(stem, plain))
    acts = _acts(words, verbs, things) if verbs else ()
    countries = statement.countries
    if not statement.document:
        countries = frozenset(gazetteer.countries_in(plain, things)) or countries
    coded = statement.mechanisms
    about = frozenset(t.id for t in things if not _is_ground(t, plain))
    named = frozenset(t.id for t in things) | coded
    names = frozenset(_names(statement.words, gazetteer))
    return Keys(tuple(acts), named, about if things else coded, names, countries)


def _names(words: str, gazetteer: Gazetteer) -> Iterator[str]:
    """What is written as a name where no sentence begins, or as a number."""
    for found in _NAME.finditer(words):
        for word in words_of(found[0]):
            if not gazetteer.knows(word) and stem(word) not in FRAME:
                yield stem(word)


def _is_ground(thing: Mention, plain: Sequence[str]) -> bool:
    """Whether an ask rests on a thing, rather than being about it."""
    before = " ".join(plain[max(0, thing.start - _BACK) : thing.start])
    return _GROUND.search(before) is not None


def _is_act(verb: Mention, plain: Sequence[str], things: list[Mention]) -> bool:
    """Whether what looks like a verb is one.

    It is none inside a name (protection force), unless it begins it and is neither noun
    nor adjective (deport refugees), and none as an adjective (the detained lawyers).
    """
    word = plain[verb.start]
    for thing in things:
        if thing.start <= verb.start and verb.end <= thing.end:
            return thing.start == verb.start and not word.endswith(_NOUNS)
    before = plain[verb.start - 1] if verb.start else ""
    return not (word.endswith("ed") and before in _DETERMINERS)


def _acts(
    words: Sequence[str], verbs: list[Mention], things: list[Mention]
) -> Iterator[Act]:
    end = Mention("", len(words), len(words))
    acts: list[Act] = []
    for verb, following in reversed(list(pairwise([*verbs, end]))):
        between = words[verb.end : min(following.start, verb.end + REACH)]
        own = _governed(words, verb, following, things)
        content = frozenset(between) - FRAME
        negated = _negated(words, verb, verbs)
        if own or content or not acts:
            direct = frozenset(t.id for t in own if _is_direct(words, verb, t))
            told = frozenset(t.id for t in own)
            heads = _heads(words, verb, following) - FRAME
            acts.append(Act(verb.id, negated, told, direct, heads, content))
        elif _JOINED.issuperset(between) or _DETERMINERS.issuperset(between):
            # "Sign and ratify", "support the renewal": one governs what the other does.
            acts.append(acts[-1]._replace(verb=verb.id, negated=negated))
        else:
            # "Adopt measures to end": what is adopted is no thing.
            acts.append(Act(verb.id, negated, acts[-1].things, _NONE, _NONE, _NONE))
    acts.reverse()
    yield from _with_what_stands_before(words, acts, verbs, things)


def _governed(
    words: Sequence[str], verb: Mention, following: Mention, things: list[Mention]
) -> list[Mention]:
    """The things a verb is about; not Y in "a moratorium on Y", but both of a list."""
    found: list[Mention] = []
    last = -1
    for thing in things:
        if verb.start <= thing.start < following.start:
            between = words[last : thing.start] if found else ()
            if not between or not set(between) <= _LINKS:
                found.append(thing)
            last = thing.end
    return found


def _heads(words: Sequence[str], verb: Mention, following: Mention) -> frozenset[str]:
    """The words that a verb governs before a preposition other than its own."""
    until = min(following.start, verb.end + REACH)
    first, *rest = words[verb.end : until] or [""]
    return frozenset([first, *takewhile(lambda word: word not in _BEHIND, rest)])


def _is_direct(words: Sequence[str], verb: Mention, thing: Mention) -> bool:
    """Whether a verb's thing stands behind no preposition but the verb's own."""
    return not _BEHIND.intersection(words[verb.end + 1 : thing.start])


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
    before = frozenset(t.id for t in things if t.start < first) if passive else _NONE
    for position, act in enumerate(acts):
        done = act.things | before, act.direct | before
        yield act if position else act._replace(things=done[0], direct=done[1])


class Conflict(NamedTuple):
    """Why two statements cannot be the same ask, and what is left of their score."""

    reason: str
    left: float


OPPOSITE = Conflict("opposite acts", 0.15)
OTHER_COUNTRY = Conflict("other countries", 0.1)
OTHER_INSTRUMENT = Conflict("other instruments", 0.3)
OTHER_NAME = Conflict("other names", 0.3)
OTHER_THING = Conflict("other things asked for", 0.8)


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
    both = mine.objects & kind, theirs.objects & kind
    if all(both) and not both[0] & both[1]:
        return OTHER_INSTRUMENT
    if mine.objects & theirs.objects:
        return None
    if mine.names and theirs.names and not mine.names & theirs.names:
        return OTHER_NAME
    return OTHER_THING if mine.objects and theirs.objects else None


def are_opposite(
    mine: Keys, theirs: Keys, opposites: frozenset[tuple[str, str]]
) -> bool:
    """Whether one undoes what the other asks.

    What each asks first decides; further acts only where nothing about the same matter
    is asked by both alike.
    """
    if not mine.acts or not theirs.acts:
        return False
    if _undoes(mine.acts[0], theirs.acts[0], opposites):
        return True
    turned = [
        _shared(act, other)
        for act in mine.acts
        for other in theirs.acts
        if _undoes(act, other, opposites)
    ]
    alike = [
        _shared(act, other)
        for act in mine.acts
        for other in theirs.acts
        if act.verb == other.verb and act.negated == other.negated
    ]
    return any(not any(matter & same for same in alike) for matter in turned)


def _undoes(act: Act, other: Act, opposites: frozenset[tuple[str, str]]) -> bool:
    return _turned(act, other, opposites) and bool(_shared(act, other))


def _turned(act: Act, other: Act, opposites: frozenset[tuple[str, str]]) -> bool:
    if act.verb == other.verb:
        return act.negated != other.negated
    return (act.verb, other.verb) in opposites and act.negated == other.negated


def _shared(act: Act, other: Act) -> frozenset[str]:
    """What both acts are done to: things; without any, most of the other words."""
    if act.things or other.things:
        return act.direct & other.direct or _shared_heads(act, other)
    shared = act.over & other.over
    enough = 2 * len(shared) >= min(len(act.over), len(other.over))
    return shared if enough else frozenset()


def _shared_heads(act: Act, other: Act) -> frozenset[str]:
    """The words that both acts are done to, if they are about the same thing."""
    if act.direct or other.direct or not act.things & other.things:
        return _NONE
    return act.heads & other.heads
