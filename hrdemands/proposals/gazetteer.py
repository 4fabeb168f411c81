"""What the words of a demand name: things asked for, and verbs, by their wordings.

The longest wording wins, so that the Convention against Torture is never found in the
name of its protocol. A protocol is known by every name of its treaty: who knows
"Optional Protocol to the Convention against Torture" and that CAT means that
convention, knows "OP-CAT" and "CAT and its Optional Protocol".

Small words make no difference, nor do the forms of a word (see `forms`). Stems would be
too coarse for names: they take criminal and criminalize, access and accession,
executions and executives for one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hrdemands.proposals.forms import Forms
from hrdemands.queries.results.wordings import Wordings
from hrdemands.words import words_of

SMALL = frozenset(
    """the of to on and or for all form forms from in its it an a at by with any united
    nation nations national un international s so call called concern concerned
    concerning relate related relates relating no number nr their""".split()
)
_PROTOCOL = ("optional", "protocol")
_ORDINALS = ("first", "second", "third")
_EXPANDED = {"op": _PROTOCOL, "gov": ("government",)}

Phrase = tuple[str, ...]


class Mention(NamedTuple):
    """Where, in words counted from 0, which thing or verb is named."""

    id: str
    start: int
    end: int


class Phrases:
    """Phrases of words; the longest that stands at a place is found there."""

    def __init__(self) -> None:
        self._ids: dict[Phrase, tuple[str, ...]] = {}
        self.firsts: dict[str, int] = {}
        """The words that phrases begin with, and how long the longest is."""

    def add(self, phrase: Phrase, *ids: str) -> None:
        """Let *phrase* name *ids*; an earlier meaning of it goes."""
        if phrase:
            self._ids[phrase] = ids
            known = self.firsts.get(phrase[0], 0)
            self.firsts[phrase[0]] = max(known, len(phrase))

    def get(self, phrase: Phrase) -> tuple[str, ...]:
        """What *phrase* names."""
        return self._ids.get(phrase, ())

    def at(self, words: Sequence[str], start: int) -> tuple[tuple[str, ...], int]:
        """What the longest phrase that begins at *start* names, and its length."""
        longest = self.firsts.get(words[start], 0)
        for length in range(min(longest, len(words) - start), 0, -1):
            found = self._ids.get(tuple(words[start : start + length]))
            if found is not None:
                return found, length
        return (), 0


class Gazetteer:
    """Finds things and verbs in the words of a text."""

    def __init__(self, wordings: Wordings) -> None:
        self.labels = dict(wordings.labels)
        self.instruments = frozenset(wordings.instruments)
        self.opposites = _both_ways(wordings.opposites)
        self.actions = dict(wordings.actions)
        self._things, self._verbs, self._countries = Phrases(), Phrases(), Phrases()
        self._whole = Phrases()
        names = (*wordings.countries, *wordings.labels)
        self._known = {word for _, name in names for word in words_of(name)}
        self._protocols: dict[str, dict[str, str]] = defaultdict(dict)
        self._forms = Forms(_listed(wordings))
        for id_, words in wordings.verbs:
            self._verbs.add(self.forms(words_of(words)), id_)
        for code, name in wordings.countries:
            if len(name) > len("USA") or name.isupper():
                self._countries.add(tuple(words_of(name)), code)
        self._add_things(wordings)

    def knows(self, word: str) -> bool:
        """Whether a word stands in any name or verb of the vocabularies."""
        return word in self._known or self._forms.knows(word)

    def forms(self, words: Sequence[str]) -> Phrase:
        """The words of a text as vocabularies list them: what the others here take."""
        return self._forms.of(words)

    def _add_things(self, wordings: Wordings) -> None:
        names: dict[str, list[Phrase]] = defaultdict(list)
        for id_, name in wordings.mechanisms:
            phrase = self._reduced(name)
            # "CRPD-OP" stands in lists such as "CRPD, OP-CAT" as well.
            if phrase[-2:] != _PROTOCOL:
                self._add_thing(id_, name, phrase)
                names[id_].append(phrase)
        for id_, name in wordings.objects:
            phrase = self._reduced(name)
            for known in self._things.get(phrase):
                # CEDAW is the convention from here on, the CEDAW committee is not.
                if known != id_:
                    self._things.add((*phrase, "committee"), known)
            names[id_].append(phrase)
            self._add_thing(id_, name, phrase)
        for id_, name in (*wordings.mechanisms, *wordings.objects):
            self._add_protocol(id_, self._reduced(name), names)

    def _add_thing(self, id_: str, name: str, phrase: Phrase) -> None:
        """Add a name; "UN Women" without small words would be any women."""
        whole = self.forms(words_of(name))
        if len(phrase) == 1 < len(whole):
            self._whole.add(whole, id_)
        else:
            self._things.add(phrase, id_)

    def _reduced(self, name: str) -> Phrase:
        """A name as things are found by it: without small words."""
        return tuple(w for word in self.forms(words_of(name)) for w in _kept(word))

    def _add_protocol(
        self, id_: str, phrase: Phrase, names: dict[str, list[Phrase]]
    ) -> None:
        """Let a protocol be known by every name of its treaty."""
        lead, rest = _lead(phrase)
        treaty, length = self._things.at(rest, 0) if rest else ((), 0)
        if not lead or not treaty:
            return
        if length == len(rest):
            self._protocols[treaty[0]][lead[0]] = id_
        for name in names[treaty[0]]:
            derived = (*lead, *name, *rest[length:])
            if not self._things.get(derived):
                self._things.add(derived, id_)

    def things_in(self, words: Sequence[str]) -> list[Mention]:
        """The things named in the forms of words, in order."""
        where = [(i, w) for i, word in enumerate(words) for w in _kept(word)]
        places = [i for i, _ in where]
        found = list(self._things_at([word for _, word in where], places))
        taken = {place for each in found for place in range(each.start, each.end)}
        whole = self._named(self._whole, words)
        found += (each for each in whole if each.start not in taken)
        return sorted(found, key=lambda each: each.start)

    def _named(self, phrases: Phrases, words: Sequence[str]) -> Iterator[Mention]:
        past = 0
        # Most words begin nothing: they are passed over before anything is called.
        for at, word in enumerate(words):
            if at < past or word not in phrases.firsts:
                continue
            ids, length = phrases.at(words, at)
            for id_ in ids:
                yield Mention(id_, at, at + length)
            past = at + length

    def _things_at(self, kept: list[str], places: list[int]) -> Iterator[Mention]:
        at, treaty = 0, ""
        while at < len(kept):
            ids, length = self._things.at(kept, at)
            if not ids and treaty and tuple(kept[at : at + 2]) == _PROTOCOL:
                ids, length = self._protocols_of(treaty, kept[at - 1]), 2
            for id_ in ids:
                yield Mention(id_, places[at], places[at + length - 1] + 1)
                treaty = id_ if id_ in self._protocols else treaty
            at += length or 1

    def _protocols_of(self, treaty: str, lead: str) -> tuple[str, ...]:
        """What "its optional protocol" is of a treaty just named; or both of two."""
        known = self._protocols[treaty]
        if lead == "two":
            return tuple(known.values())
        found = known.get(lead if lead in _ORDINALS else _PROTOCOL[0])
        return (found,) if found else ()

    def verbs_in(self, words: Sequence[str]) -> Iterator[Mention]:
        """The verbs in the forms of words."""
        return self._named(self._verbs, words)

    def countries_in(self, words: Sequence[str], things: list[Mention]) -> set[str]:
        """The countries named in words; Rome in the Rome Statute is no country."""
        inside = {place for thing in things for place in range(thing.start, thing.end)}
        at, found = 0, set[str]()
        while at < len(words):
            codes, length = self._countries.at(words, at)
            if at not in inside:
                found.update(codes)
            at += length or 1
        return found


def _listed(wordings: Wordings) -> Iterator[str]:
    """Every word of the names and verbs."""
    for pairs in (wordings.mechanisms, wordings.objects, wordings.verbs):
        for _, words in pairs:
            yield from words_of(words)
    yield "committee"


def _kept(word: str) -> Phrase:
    return () if word in SMALL else _EXPANDED.get(word, (word,))


def _lead(phrase: Phrase) -> tuple[Phrase, Phrase]:
    """The head of a protocol's name, and the rest; no head when it is none."""
    for lead in (_PROTOCOL, *((ordinal, *_PROTOCOL) for ordinal in _ORDINALS)):
        if phrase[: len(lead)] == lead:
            return lead, phrase[len(lead) :]
    return (), phrase


def _both_ways(pairs: Sequence[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pairs) | {(b, a) for a, b in pairs}
