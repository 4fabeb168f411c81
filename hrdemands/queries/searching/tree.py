"""What a search says, as a tree: any text has one.

A word, "words in quotes", a beginning*; AND between them or nothing, OR, NOT or a
hyphen before a word, and parentheses. AND binds closer than OR. The databases' own
languages are none of it: as a raw query of FTS5, nine random texts in ten are an
error. What makes no sense here is read as words, or, without a letter or digit in it,
passed over: an operator without its operands is a word, a parenthesis or a quotation
mark without its other half is not there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hrdemands.words import words_of

MOST_WORDS = 300
"""Words of a search that count."""

LONGEST = 20_000
"""Characters of a search that count."""

DEEPEST = 20
"""Parentheses in each other; further ones are passed over."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that must stand one after the other, folded; one, mostly.

    Of the last one, only the beginning is meant where *prefix* is true.
    """

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """All parts must be found."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of the parts must be found."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not be found."""

    part: "Tree"


Tree = Sought | All | Any | Not
_Token = Sought | str

AND, OR, NOT, OPEN, CLOSE = "AND", "OR", "NOT", "(", ")"
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\uff02", '"'))
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"(?P<star>\*?)|(?P<sign>[()])'
    r'|(?:^|(?<=[\s(]))(?P<minus>-)(?=[^\s)-])|(?P<word>[^\s"()]+)|"'
)
_STAR = re.compile(r"[^\W_]\*[\W_]*$")


def parse(text: str) -> Tree | None:
    """The tree of a search; None where it has no words at all."""
    tokens = _paired(list(_tokens(text[:LONGEST].translate(_QUOTES))))
    return _Parser(_with_operands(tokens)).tree()


def all_of(parts: list[Tree]) -> Tree | None:
    """The tree of parts that must all be found."""
    return _joined(All, parts)


def any_of(parts: list[Tree]) -> Tree | None:
    """The tree of parts of which one must be found."""
    return _joined(Any, parts)


def _joined(kind: type[All] | type[Any], parts: list[Tree]) -> Tree | None:
    flat: list[Tree] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    each = tuple(dict.fromkeys(flat))
    if len(each) > 1:
        return kind(each)
    return each[0] if each else None


def leaves(tree: Tree) -> Iterator[Sought]:
    """What is to be found; not what is not."""
    if isinstance(tree, Sought):
        yield tree
    elif not isinstance(tree, Not):
        for part in tree.parts:
            yield from leaves(part)


def _tokens(text: str) -> Iterator[_Token]:
    left = MOST_WORDS
    for found in _TOKEN.finditer(text):
        word = found["word"] or found["quoted"] or ""
        if found["sign"] or found["minus"]:
            yield found["sign"] or NOT
        elif found["word"] in (AND, OR, NOT):
            yield word
        elif words := tuple(words_of(word)[:left]):
            left -= len(words)
            starred = found["star"] or (found["word"] and _STAR.search(word))
            yield Sought(words, bool(starred))


def _paired(tokens: list[_Token]) -> list[_Token]:
    """The tokens without parentheses that have no other half, or stand too deep."""
    opened: list[int] = []
    kept: set[int] = set()
    for at, token in enumerate(tokens):
        if token == OPEN:
            opened.append(at)
        elif token == CLOSE and opened:
            pair = {opened.pop(), at}
            kept |= pair if len(opened) < DEEPEST else set()
    return [
        token
        for at, token in enumerate(tokens)
        if token not in (OPEN, CLOSE) or at in kept
    ]


def _with_operands(tokens: list[_Token]) -> list[_Token]:
    """The tokens, with words for the operators that have nothing to operate on."""
    begins = False
    after: list[bool] = []
    for token in reversed(tokens):
        after.append(begins)
        begins = isinstance(token, Sought) or token == OPEN or (token == NOT and begins)
    made: list[_Token] = []
    for token, followed in zip(tokens, reversed(after), strict=True):
        preceded = bool(made) and (isinstance(made[-1], Sought) or made[-1] == CLOSE)
        works = followed and (token == NOT or preceded)
        if token in (AND, OR, NOT) and not works:
            made.append(Sought((str(token).lower(),)))
        else:
            made.append(token)
    return made


class _Parser:
    """Reads tokens whose parentheses and operators fit."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def tree(self) -> Tree | None:
        """Alternatives, up to the end or to a closing parenthesis."""
        return any_of(list(self._several(self._all, OR, (CLOSE, None))))

    def _all(self) -> Tree | None:
        return all_of(list(self._several(self._one, AND, (CLOSE, OR, None))))

    def _several(
        self,
        read: Callable[[], Tree | None],
        between: str,
        ends: tuple[str | None, ...],
    ) -> Iterator[Tree]:
        while self._next() not in ends:
            if self._next() == between:
                self._at += 1
            elif tree := read():
                yield tree

    def _one(self) -> Tree | None:
        token = self._next()
        self._at += 1
        if isinstance(token, Sought):
            return token
        if token == NOT:
            part = self._one()
            return part.part if isinstance(part, Not) else part and Not(part)
        tree = self.tree()
        self._at += 1
        return tree

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None
