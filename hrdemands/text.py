"""Text compared as people read it, and made safe to print.

A quote is verbatim once white space, quotation marks, dashes and the composition of
letters are folded: compared strictly, half of the real sentences would fail because
of wrapped lines and no-break spaces. Offsets always count characters of the raw text,
so folding keeps, for each folded character, where it came from.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

_QUOTES = dict.fromkeys(
    map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4"), "'"
)
_QUOTES |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"')
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_FOLDED_SIGNS = _QUOTES | _DASHES
_NOT_WORD = re.compile(r"[\W_]+")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
    "|[\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the raw offset it starts at.

    ``starts`` has one entry more than ``text``: the end of the last character.
    """

    text: str
    starts: tuple[int, ...]

    def find_all(self, words: str) -> list[tuple[int, int]]:
        """Every raw span ``[start, end)`` whose folded text is folded *words*."""
        sought = fold(words).text.strip()
        return [self._raw_span(at, len(sought)) for at in _finds(self.text, sought)]

    def _raw_span(self, at: int, length: int) -> tuple[int, int]:
        return self.starts[at], self.starts[at + length]


def fold(text: str) -> Folded:
    """Fold white space to single spaces, quotes and dashes to ASCII, letters to NFC."""
    characters: list[str] = []
    starts: list[int] = []
    for start, cluster in _clusters(text):
        for character in unicodedata.normalize("NFC", cluster).translate(_FOLDED_SIGNS):
            if character.isspace():
                if characters and characters[-1] == " ":
                    continue
                character = " "  # noqa: PLW2901 - one space stands for the run
            characters.append(character)
            starts.append(start)
    return Folded("".join(characters), (*starts, len(text)))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each letter with the combining characters that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, text[start:at]
            start = at


def _finds(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def inside_word(text: str, offset: int) -> bool:
    """Say whether *offset* falls between two characters of one word."""
    if not 0 < offset < len(text):
        return False
    return _of_word(text[offset - 1]) and _of_word(text[offset])


def _of_word(character: str) -> bool:
    return character.isalnum() or bool(unicodedata.combining(character))


def count_words(text: str) -> int:
    """The number of words, counted as runs between white space."""
    return len(text.split())


def fold_name(name: str) -> str:
    """Fold a name for look-up: case, accents, punctuation and a leading 'the' go.

    ``Côte d'Ivoire`` and ``cote d ivoire`` fold alike; other scripts keep their
    letters. An apostrophe counts as a gap, as people leave it out or type a space;
    the dots of an acronym do not (``D.P.R.K.`` is ``dprk``).
    """
    plain = re.sub(r"\b(\w)\.(?=\w\b|\s|$)", r"\1", name)
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", kept.casefold()).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def suggestion(word: str, known: list[str]) -> str:
    """A ``did you mean ...`` for *word*, or nothing when no known word is near."""
    lower = {k.lower(): k for k in known}
    near = [lower[k] for k in get_close_matches(word.lower(), lower, n=3, cutoff=0.6)]
    return f"did you mean {alternatives(near)}?" if near else ""


def alternatives(words: list[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def visible(text: str) -> str:
    """Show control, bidirectional and zero-width characters as ``<U+XXXX>``.

    What a letter's title contains must not steer the terminal it is printed on.
    """
    return _UNPRINTABLE.sub(lambda m: f"<U+{ord(m[0]):04X}>", text)


def first_invisible(text: str) -> tuple[int, str] | None:
    """The offset and name (``U+202E``) of the first unprintable character."""
    found = _UNPRINTABLE.search(text)
    return (found.start(), f"U+{ord(found[0]):04X}") if found else None


def width(text: str) -> int:
    """The columns *text* takes on a terminal: wide letters two, combining none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
