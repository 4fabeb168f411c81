"""Which encoding a file has, found out from its bytes alone.

In this order: a byte order mark says it; NUL in every other byte is UTF-16; bytes that
are valid UTF-8 throughout are UTF-8, for text of another encoding with more than a few
accents never is. What is left is Windows-1252 or MacRoman, in which exports to this
day arrive. Each word with a byte above 127 then bears witness: read as the one it may
make sense ("Autorité"), read as the other not ("AutoritŽ"): a capital after a small
letter, a symbol amid letters, three accents on end. A value that is a known name ("Côte
d'Ivoire") in one reading alone counts as well. One must win clearly and read next to
nothing as nonsense; else the file is refused, since a guess would corrupt what people
cite. A file with words of UTF-8 beside others is of two encodings, and refused too.
"""

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hrdemands.errors import UsageError
from hrdemands.importers.tables.failures import refuse
from hrdemands.importers.tables.plausible import sense

LEGACY = {"cp1252": "Windows-1252", "mac_roman": "MacRoman"}
CLEARLY = 5
"""Times as many witnesses as the other reading has."""
NONSENSE = 0.1
"""The share of words that may make no sense in the reading that wins."""
MOST_WORDS = 20_000
LONGEST_WORD = 4_000
MANY = 10
"""Times as many NUL bytes in one half of UTF-16 as in the other."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FAMILIES = (
    *("ascii", "utf-8", "utf-16", "utf-32", "cp", "iso8859", "mac", "koi8", "big5"),
    *("gb", "shift_jis", "euc", "latin"),
)
_REMEDY = "save it as UTF-8, or say --encoding if you know it"

Pieces = Callable[[], Iterable[bytes]]
"""A file's bytes, from the start at each call."""

Knows = Callable[[str], bool]
"""Whether a text is a name that is known."""


class Encoding(NamedTuple):
    """An encoding by its name for Python, and why it was taken."""

    name: str
    reason: str


def named_encoding(typed: str) -> Encoding:
    """The encoding a user named; raise UsageError when it is none of text."""
    try:
        found = codecs.lookup(typed).name
    except (LookupError, ValueError, UnicodeError):
        found = ""
    if not found.startswith(_FAMILIES):
        raise UsageError(
            f"'{typed[:40]}' is no encoding of text",
            "name one like utf-8, cp1252, mac-roman or utf-16",
        )
    # Also where the user names UTF-8: a mark is no letter of the first column.
    return Encoding("utf-8-sig" if found == "utf-8" else found, "as you said")


def find_encoding(name: str, pieces: Pieces, knows: Knows) -> Encoding:
    """The encoding of a file's bytes, which *pieces* gives from the start each time.

    Raises DataError when it is of none, of two, or two are equally likely.
    """
    first = next(iter(pieces()), b"")
    if marked := marked_encoding(name, first):
        return marked
    if _is_utf8(pieces()):
        return Encoding("utf-8", "every byte is valid UTF-8")
    words = _Words(name)
    for piece in pieces():
        words.add(piece)
    words.end()
    return _Legacy(words, knows).decide()


def marked_encoding(name: str, first: bytes) -> Encoding | None:
    """The encoding that a file's first bytes give away; else nothing.

    Raises DataError for NUL bytes, which no other text has.
    """
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return Encoding(encoding, "a byte order mark says so")
    even, odd = first[:4000:2].count(0), first[1:4000:2].count(0)
    if odd > MANY * even and odd > len(first[:4000]) / MANY:
        return Encoding("utf-16-le", "every other byte is NUL")
    if even > MANY * odd and even > len(first[:4000]) / MANY:
        return Encoding("utf-16-be", "every other byte is NUL")
    if 0 in first:
        refuse(name, None, "holds NUL bytes", "it is no CSV, XLSX or JSON file")
    return None


def _is_utf8(pieces: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_HIGH = re.compile(rb"[\x80-\xff]+(?:[A-Za-z'-]{0,40}[\x80-\xff]+)*")
_BEFORE = re.compile(rb"[^A-Za-z'-]?[A-Za-z'-]{0,40}\Z")
_AFTER = re.compile(rb"[A-Za-z'-]{0,40}[^A-Za-z'-]?")
_VALUE_BEFORE = re.compile(rb'[^,;\t\r\n"]{0,40}\Z')
_VALUE_AFTER = re.compile(rb'[^,;\t\r\n"]{0,40}')
_NEAR = 41


@dataclass(slots=True)
class _Words:
    """The distinct words, and short values, that have bytes above 127.

    A word comes with the sign before and after it, which says how it is used.
    """

    name: str
    words: dict[bytes, int] = field(default_factory=dict)
    fields: dict[bytes, int] = field(default_factory=dict)
    _left: bytes = b""
    _lines: int = 1

    def add(self, piece: bytes) -> None:
        text = self._left + piece
        # A word that the end of the piece may cut in two waits for the next.
        cut = max(text.rfind(b"\n"), text.rfind(b"\r")) + 1
        if not cut or len(text) - cut > LONGEST_WORD:
            cut = len(text)
        self._left = text[cut:]
        self._take(text[:cut])

    def end(self) -> None:
        self._take(self._left)

    def _take(self, text: bytes) -> None:
        seen = 0
        for match in _HIGH.finditer(text):
            start, end = match.span()
            self._lines += _line_ends(text[seen:start])
            seen = start
            if len(self.words) >= MOST_WORDS:
                return
            before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
            for found, left, right in (
                (self.words, _BEFORE, _AFTER),
                (self.fields, _VALUE_BEFORE, _VALUE_AFTER),
            ):
                around = _whole(left, before), _whole(right, after, first=True)
                found.setdefault(around[0] + match[0] + around[1], self._lines)
        self._lines += _line_ends(text[seen:])


def _whole(pattern: re.Pattern[bytes], text: bytes, *, first: bool = False) -> bytes:
    found = pattern.match(text) if first else pattern.search(text)
    return found[0] if found else b""


def _line_ends(text: bytes) -> int:
    return text.count(b"\n") or text.count(b"\r")


@dataclass(slots=True)
class _Legacy:
    """The two readings of a file that is not UTF-8, and their witnesses."""

    words: _Words
    knows: Knows

    def decide(self) -> Encoding:
        readings = {encoding: self._readings(encoding) for encoding in LEGACY}
        self._refuse_mixed(readings)
        if all(a == b for a, b in zip(*readings.values(), strict=True)):
            first = next(iter(LEGACY))
            return Encoding(first, "all likely encodings read it alike")
        witnesses = self._witnesses(readings)
        best, other = sorted(LEGACY, key=witnesses.__getitem__, reverse=True)
        enough = witnesses[best] > 0 and witnesses[best] >= CLEARLY * witnesses[other]
        if not enough or not self._makessense(readings[best]):
            self._refuse_undecided(readings)
        count = witnesses[best]
        return Encoding(
            best, f"{count} words or names make sense in {LEGACY[best]} only"
        )

    def _readings(self, encoding: str) -> list[str]:
        return [word.decode(encoding, "replace") for word in self.words.words]

    def _refuse_mixed(self, readings: dict[str, list[str]]) -> None:
        """Refuse words of UTF-8 that make no sense otherwise, beside words of none."""
        other = line = None
        for at, (word, where) in enumerate(self.words.words.items()):
            if not _is_utf8([word]):
                other = other or where
            elif all(sense(reading[at]) < 0 for reading in readings.values()):
                line = line or where
        if line and other:
            message = f"is not UTF-8, though line {line} is: the file has two encodings"
            refuse(self.words.name, other, message, _REMEDY)

    def _witnesses(self, readings: dict[str, list[str]]) -> dict[str, int]:
        first, second = LEGACY
        found = dict.fromkeys(LEGACY, 0)
        for one, two in zip(readings[first], readings[second], strict=True):
            senses = sense(one), sense(two)
            found[first] += senses == (1, -1)
            found[second] += senses == (-1, 1)
        for value in self.words.fields:
            known = [self._knows(value, encoding) for encoding in LEGACY]
            found[first] += known == [True, False]
            found[second] += known == [False, True]
        return found

    def _knows(self, value: bytes, encoding: str) -> bool:
        return self.knows(value.decode(encoding, "replace").strip())

    def _makessense(self, reading: list[str]) -> bool:
        nonsense = sum(sense(word) < 0 for word in reading)
        return nonsense <= NONSENSE * len(reading)

    def _refuse_undecided(self, readings: dict[str, list[str]]) -> None:
        pairs = zip(*readings.values(), self.words.words.values(), strict=True)
        one, two, line = next((p for p in pairs if p[0] != p[1]), ("", "", 1))
        first, second = LEGACY.values()
        refuse(
            self.words.name,
            line,
            f"is not UTF-8, and what else it is cannot be told: '{one.strip()}' in"
            f" {first} is '{two.strip()}' in {second}",
            _REMEDY,
        )
