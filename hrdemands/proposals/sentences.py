"""A draft letter cut into sentences and list items, with nothing lost between them.

By rule, not by a model: a letter is short, a person reads the result, and a sentence
cut once too often costs a glance. Every character of the text is in one piece, so that
the pieces joined are the text, and offsets lead back into the user's file.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a piece of a text is."""

    SENTENCE = "sentence"
    ITEM = "item"
    HEADING = "heading"
    GAP = "gap"


class Piece(NamedTuple):
    """The characters ``[start, end)`` of a text; a gap is all that is no words."""

    kind: Kind
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARK = re.compile(
    r"[^\S\n]*(?:>[^\S\n]*)*(?:[-*+\u2022\u2023\u25e6\u25aa\u25cf\u00b7\u2013]"
    r"|\(?\d{1,3}[.)]|\(?(?:[a-z]|[ivx]{1,5})\))[^\S\n]+"
)
"""What begins a list item; a letter with a full stop would be an initial."""
_QUOTE = re.compile(r"[^\S\n]*(?:>[^\S\n]?)*")
_HEADING = re.compile(r"[^\S\n]*#{1,6}[^\S\n]+")
_RULE = re.compile(r"[^\S\n]*(?:=+|-{2,}|_{3,}|\*{3,}|(?:\* ){2,}\*)[^\S\n]*")
_FENCE = re.compile(r"[^\S\n]*(?:```|~~~)")

_END = re.compile(
    # Signs that end, what closes, and a mark of a footnote; then those that need no
    # space after them. Nothing is tried twice: a draft may be a million full stops.
    r"(?<![.!?\u2026])[.!?\u2026]++[\"'\u201d\u2019\u00bb)\]]*+(?:\[\d{1,3}\])?(?=\s)"
    r"|[\u3002\uff01\uff1f\u061f\u06d4\u0964]++[\u300d\u300f\u201d\u2019)]*+"
)
_NEXT = re.compile(r"\s*[\"'\u201c\u2018\u00ab(\[]*(\S)")
_LAST_WORD = re.compile(r"[^\s(\[\"'\u201c\u2018\u00ab]*\Z")
_INITIALS = re.compile(r"(?:\w\.)*\w")
_TITLES = frozenset(
    "mr mrs ms mx dr prof hon gen col lt sgt capt cmdr maj adm rev fr st sr jr amb sen"
    " rep gov pres min messrs mme mlle m esq e.g i.e cf vs viz al inc ltd co corp dept"
    " univ approx est jan feb mar apr jun jul aug sept sep oct nov dec mt ft".split()
)
"""What ends in a full stop and ends no sentence, even before a capital."""
_NUMBERED = frozenset(
    "no nos art arts para paras par p pp vol ch chap sec sect fig figs n nn add rev res"
    " resp app annex doc ser".split()
)
"""The same before a number only: "No." alone is an answer."""
_NUMBER = re.compile(r"\s*[(\[]?(?:\d|[IVXLC]+\b|[A-Z]?/)")
_LONGEST_WORD = 40


def split(text: str) -> list[Piece]:
    """Cut *text* into pieces that are the text again when they are joined."""
    pieces: list[Piece] = []
    end = 0
    for kind, start, stop in _blocks(text):
        for first, last in _units(text, kind, start, stop):
            if end < first:
                pieces.append(_piece(text, Kind.GAP, end, first))
            pieces.append(_piece(text, kind, first, last))
            end = last
    if end < len(text):
        pieces.append(_piece(text, Kind.GAP, end, len(text)))
    return pieces


def sentences(text: str) -> list[Piece]:
    """The sentences and list items of *text*, in order."""
    return [p for p in split(text) if p.kind in (Kind.SENTENCE, Kind.ITEM)]


def _piece(text: str, kind: Kind, start: int, end: int) -> Piece:
    return Piece(kind, start, end, text[start:end])


def _units(text: str, kind: Kind, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of a block's sentences, or that of the block, without outer space."""
    spans = _cut(text, start, end) if kind is Kind.SENTENCE else [(start, end)]
    for first, last in spans:
        words = text[first:last].strip()
        if any(map(str.isalnum, words)):
            begin = text.index(words, first, last)
            yield begin, begin + len(words)


class _Line(NamedTuple):
    kind: Kind
    begins: bool
    start: int
    end: int


def _blocks(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Paragraphs, items and headings: runs of lines."""
    block: _Line | None = None
    for line in _lines(text):
        if block and not line.begins and line.kind is not Kind.GAP:
            block = block._replace(end=line.end)
            continue
        if block:
            yield block.kind, block.start, block.end
        block = None if line.kind is Kind.GAP else line
    if block:
        yield block.kind, block.start, block.end


def _lines(text: str) -> Iterator[_Line]:
    """Each line: what it is of, whether it begins that, and where its words are."""
    fenced = False
    around = Kind.GAP
    for found in _LINE.finditer(text):
        start, end = found.span()
        if start == end:
            continue
        if _FENCE.match(text, start, end):
            fenced = not fenced
            line = _Line(Kind.GAP, begins=True, start=start, end=end)
        else:
            line = _line(text, start, end, around, fenced=fenced)
        around = Kind.GAP if line.kind is Kind.HEADING else line.kind
        yield line


def _line(text: str, start: int, end: int, around: Kind, *, fenced: bool) -> _Line:
    if fenced or not text[start:end].strip(" \t\r\n>") or _is_rule(text, start, end):
        return _Line(Kind.GAP, begins=True, start=start, end=end)
    if heading := _HEADING.match(text, start, end):
        return _Line(Kind.HEADING, begins=True, start=heading.end(), end=end)
    if mark := _MARK.match(text, start, end):
        return _Line(Kind.ITEM, begins=True, start=mark.end(), end=end)
    quote = _QUOTE.match(text, start, end)
    words = quote.end() if quote else start
    if around is Kind.GAP:
        return _Line(Kind.SENTENCE, begins=True, start=words, end=end)
    return _Line(around, begins=False, start=words, end=end)


def _is_rule(text: str, start: int, end: int) -> bool:
    return _RULE.fullmatch(text[start:end].rstrip("\r\n")) is not None


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans between the ends of sentences."""
    begin = start
    for found in _END.finditer(text, start, end):
        if _ends(text, found, end):
            yield begin, found.end()
            begin = found.end()
    yield begin, end


def _ends(text: str, found: re.Match[str], end: int) -> bool:
    """Whether the sign *found* ends a sentence, by the words around it."""
    following = _NEXT.match(text, found.end(), end)
    if following is None:
        return True
    if following[1].islower() and following[1].isascii():
        return False
    if found[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, found.start() - _LONGEST_WORD), found.start())
    last = word[0] if word else ""
    if last.lower() in _NUMBERED:
        return _NUMBER.match(text, found.end(), end) is None
    initials = _INITIALS.fullmatch(last) and not last.isdecimal()
    return not initials and last.lower() not in _TITLES
