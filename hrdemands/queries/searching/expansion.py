"""What is really looked for: stems instead of words, and other names beside a name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.searching.codes import CODED, code
from hrdemands.queries.searching.tree import LONGEST, Any, Not, Sought, Tree, leaves
from hrdemands.queries.sqltext import Query, storable
from hrdemands.text import fold_name
from hrdemands.words import LONGEST_STEM, Stems, words_of

MOST_STEMS = 50
"""Irregular stems of words that begin alike, such as happi for happy*."""

SHORTEST_NAME = 3
"""Letters of a name that is looked for beside another: not every US is America."""

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems one after the other; of the last, only the beginning if *prefix*."""

    stems: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """Phrases and codes of which any will do: what one part of a search finds."""

    phrases: tuple[Phrase, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Every:
    """All parts must be found, and none of *without*; no parts stand for anything."""

    parts: tuple["Plan", ...]
    without: tuple["Plan", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """One of the parts must be found."""

    parts: tuple["Plan", ...]


Plan = Either | Every | Some
Names = dict[tuple[str, ...], list[tuple[str, str]]]
"""Words of names to what they name, as kind and id."""


def widened(reader: Reader, tree: Tree, text: str) -> Plan:
    """The plan for *tree*, which is that of *text*."""
    names = _names_in(reader, text)
    return _Widening(reader, names).plan(tree)


def _names_in(reader: Reader, text: str) -> Names:
    """The known names that stand in the search, word for word."""
    names: Names = {}
    folded = f" {fold_name(storable(text[:LONGEST]))} "
    for kind, coded in CODED.items():
        query = Query(
            f"SELECT id, name FROM ({coded.names}) n"  # noqa: S608
            " WHERE :words LIKE '% ' || folded || ' %' ORDER BY folded, id",
            {"words": folded},
        )
        for row in reader.rows(query):
            things = names.setdefault(_name(row["name"]), [])
            if (kind, row["id"]) not in things:
                things.append((kind, row["id"]))
    return names


class _Widening:
    """Makes plans of trees, with what the database knows of words and names."""

    def __init__(self, reader: Reader, names: Names) -> None:
        self._reader = reader
        self._names = names
        self._stems = Stems()

    def plan(self, tree: Tree) -> Plan:
        """The plan for a tree."""
        if isinstance(tree, Sought):
            return self._either(tree)
        if isinstance(tree, Not):
            return Every((), (self.plan(tree.part),))
        if isinstance(tree, Any):
            return Some(tuple(map(self.plan, tree.parts)))
        without = [p.part for p in tree.parts if isinstance(p, Not)]
        parts = [part for part in tree.parts if not isinstance(part, Not)]
        return Every(
            tuple(map(self.plan, self._with_names(parts))),
            tuple(map(self.plan, without)),
        )

    def _with_names(self, parts: Sequence[Tree]) -> Iterator[Tree]:
        """The parts, with one for the words that make up a known name: north korea."""
        at = 0
        while at < len(parts):
            length = self._name_at(parts, at)
            yield _phrase(parts[at : at + length]) if length else parts[at]
            at += length or 1

    def _name_at(self, parts: Sequence[Tree], at: int) -> int:
        """How many parts from *at* on are the words of the longest known name."""
        longest = 0
        for name in self._names:
            here = parts[at : at + len(name)]
            if len(name) > longest and here == [Sought((word,)) for word in name]:
                longest = len(name)
        return longest

    def _either(self, sought: Sought) -> Either:
        phrases = [*self._phrases(sought)]
        things = [] if sought.prefix else self._names.get(sought.words, [])
        phrases += map(self._stemmed, self._other_names(things))
        codes = tuple(code(kind, key) for kind, key in things)
        return Either(_fewest(phrases), codes)

    def _stemmed(self, words: Sequence[str]) -> Phrase:
        return Phrase(tuple(self._stems[word] for word in words))

    def _phrases(self, sought: Sought) -> Iterator[Phrase]:
        if not sought.prefix:
            yield self._stemmed(sought.words)
            return
        *before, last = sought.words
        beginning = last[:LONGEST_STEM]
        stems = self._stemmed(before).stems
        yield Phrase((*stems, beginning), prefix=True)
        for stem in self._irregular(beginning):
            yield Phrase((*stems, stem))

    def _irregular(self, beginning: str) -> list[str]:
        """Stems that begin otherwise than their words, which begin like that."""
        query = Query(
            "SELECT DISTINCT stem FROM word_stem WHERE word >= :first"
            " AND word < :last AND substr(stem, 1, :length) <> :first"
            " ORDER BY stem LIMIT :most",
            {
                "first": beginning,
                "last": beginning + _LAST,
                "length": len(beginning),
                "most": MOST_STEMS,
            },
        )
        return [row["stem"] for row in self._reader.rows(query)]

    def _other_names(self, things: list[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
        for kind, coded in CODED.items():
            ids = [key for named, key in things if named == kind]
            for row in rows_of(self._reader, coded.others, ids):
                words = _name(row["name"])
                if sum(map(len, words)) >= SHORTEST_NAME:
                    yield words


def _name(name: str) -> tuple[str, ...]:
    """The words of a name, without the article that some have."""
    words = words_of(name)
    return tuple(words[1:] if words[:1] == ["the"] and words[1:] else words)


def _fewest(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The phrases without those that another one is part of, and so finds as well."""
    each = list(dict.fromkeys(phrases))
    return tuple(p for p in each if not any(_is_part(q, p) for q in each if q != p))


def _is_part(part: Phrase, whole: Phrase) -> bool:
    if part.prefix or len(part.stems) > len(whole.stems) - whole.prefix:
        return False
    starts = range(len(whole.stems) - whole.prefix - len(part.stems) + 1)
    return any(whole.stems[n : n + len(part.stems)] == part.stems for n in starts)


def _phrase(parts: Sequence[Tree]) -> Sought:
    return Sought(
        tuple(word for part in parts for s in leaves(part) for word in s.words)
    )


def eithers(plan: Plan) -> Iterator[Either]:
    """What is to be found by a plan, each once it is met; not what is not."""
    if isinstance(plan, Either):
        yield plan
    else:
        for part in plan.parts:
            yield from eithers(part)
