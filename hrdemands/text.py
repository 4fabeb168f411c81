"""Text compared as people read it, and made safe to print.

A quote is verbatim once white space, quotation marks, dashes and the composition of
letters are folded: compared strictly, half of the real sentences would fail because
of wrapped lines and no-break spaces. Offsets always count characters of the raw text,
so folding keeps, for each folded character, where it came from.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_QUOTES = dict.fromkeys(
    map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bb\u02bc\u0060\u00b4"), "'"
)
_QUOTES |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"')
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_FOLDED_SIGNS = _QUOTES | _DASHES
_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What orders, joins, varies or hides characters, and fillers: none of it is seen."""
_UNSEEN = f"[{_HIDDEN}]"
_UNPRINTABLE = (
    f"[{_HIDDEN}\x00-\x1f\x7f-\x9f\u2028\u2029\u2800\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
"""The same, and controls, a blank that is no space, and what is no character."""
_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese letters: no space parts words."""
_DOTTED = r"\b(\w)\.(?=\w\b|\s|$)"
"""A letter of an acronym, with its dot."""
_LONGEST = 60


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile it when it is first wanted: ASCII, most of all text, needs none."""
    return re.compile(pattern)


class Folded(NamedTuple):
    """A folded text and, for each of its characters, the raw span it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find_all(
        self, words: str, start: int = 0, end: int | None = None
    ) -> list[tuple[int, int]]:
        """Every raw span in ``[start, end)`` whose folded text is folded *words*.

        A letter is found with its combining characters or not at all.
        """
        sought = fold(words).text.strip()
        first, last = self._inside(start, end)
        return [
            (self.starts[at], self.ends[at + len(sought) - 1])
            for at in _finds(self.text, sought, first, last)
            if self._is_edge(at) and self._is_edge(at + len(sought))
        ]

    def between(self, start: int, end: int) -> str:
        """The folded text of the raw span ``[start, end)``, stripped."""
        first, last = self._inside(start, end)
        return self.text[first:last].strip()

    def _inside(self, start: int, end: int | None) -> tuple[int, int]:
        last = len(self.ends) if end is None else bisect_right(self.ends, end)
        return bisect_left(self.starts, start), last

    def _is_edge(self, at: int) -> bool:
        """Whether the folded characters before and at *at* are of two raw letters."""
        inside = 0 < at < len(self.starts)
        return not inside or self.starts[at - 1] != self.starts[at]


def fold(text: str) -> Folded:
    """Fold white space to single spaces, quotes and dashes to ASCII, letters to NFC.

    What no reader sees (soft hyphens, zero-width characters) is left out.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in _folded_cluster(text[start:end]):
            if character == " " and characters and characters[-1] == " ":
                continue
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return Folded("".join(characters), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The span of each letter with the combining characters that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _joins(text[at]):
            yield start, at
            start = at


def _joins(character: str) -> bool:
    """Whether NFC may join *character* to the one before it, or it is left out.

    Marks join, and so do the vowels and finals of Korean syllables in pieces.
    """
    if character.isspace() or " " <= character <= "~":
        return False
    korean = "\u1160" <= character <= "\u11ff"
    return (
        korean or is_mark(character) or bool(_compiled(_UNPRINTABLE).match(character))
    )


def is_mark(character: str) -> bool:
    """Say whether *character* belongs to the letter before it."""
    return unicodedata.category(character).startswith("M")


def is_hidden(character: str) -> bool:
    """Say whether no reader sees *character*."""
    return bool(_compiled(_UNSEEN).match(character))


def is_unspaced(character: str) -> bool:
    """Say whether *character* is of a script that writes no spaces."""
    return bool(_compiled(_UNSPACED).match(character))


def _folded_cluster(cluster: str) -> str:
    if cluster.isspace():
        return " "
    if cluster.isalnum() and cluster.isascii():
        return cluster
    seen = _compiled(_UNPRINTABLE).sub("", re.sub(r"\s", " ", cluster))
    return unicodedata.normalize("NFC", seen).translate(_FOLDED_SIGNS)


def _finds(text: str, sought: str, start: int, end: int) -> Iterator[int]:
    at = text.find(sought, start, end) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + 1, end)


def inside_word(text: str, offset: int) -> bool:
    """Say whether *offset* falls between two characters of one word.

    In scripts without spaces nobody can tell, so there it falls between words.
    """
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if is_mark(after):
        return True
    if _compiled(_UNSPACED).match(before) or _compiled(_UNSPACED).match(after):
        return False
    return (before.isalnum() or is_mark(before)) and after.isalnum()


_SIGNS = "".join(
    sign for sign in map(chr, range(128)) if not sign.isalnum() and not sign.isspace()
).encode()
"""What makes no word of a run between white space."""


def count_words(text: str) -> int:
    """The number of words: runs between white space that hold a letter or digit.

    In scripts without spaces, two characters count as a word.
    """
    if text.isascii():
        return len(text.encode().translate(None, _SIGNS).decode().split())
    return sum(_words_in(run) for run in text.split())


def _has_letter(run: str) -> bool:
    return run.isalnum() or any(map(str.isalnum, run))


def _words_in(run: str) -> int:
    unspaced = len(_compiled(_UNSPACED).findall(run))
    others = _has_letter(_compiled(_UNSPACED).sub("", run))
    return (unspaced + 1) // 2 + others


def seen(text: str) -> str:
    """*text* without what orders, joins, varies or hides its characters."""
    return text if text.isascii() else _compiled(_UNSEEN).sub("", text)


def fold_name(name: str) -> str:
    """Fold a name for look-up: case, accents, punctuation and a leading 'the' go.

    ``Côte d'Ivoire`` and ``cote d ivoire`` fold alike; other scripts keep their
    letters. An apostrophe counts as a gap, as people leave it out or type a space;
    the dots of an acronym do not (``D.P.R.K.`` is ``dprk``), nor what no reader sees.
    """
    plain = name if name.isascii() else unicodedata.normalize("NFC", seen(name))
    if "." in plain:
        plain = _compiled(_DOTTED).sub(r"\1", plain)
    words = without_accents(plain).translate(_LETTERS_AND_GAPS).split()
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def without_accents(text: str) -> str:
    """*text* without case and accents; a second round takes what case brings forth."""
    if text.isascii():
        return text.lower()
    for _ in range(2):
        decomposed = unicodedata.normalize("NFKD", text)
        kept = (c for c in decomposed if not unicodedata.combining(c))
        text = "".join(kept).casefold().translate(_FOLDED_SIGNS)
    return text


class _LettersAndGaps(dict[int, str]):
    """What each character is to a folded name, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        """The letter, digit or mark of a *code*, or a gap."""
        character = chr(code)
        known = character.isalnum() or is_mark(character)
        self[code] = character if known else " "
        return self[code]


_LETTERS_AND_GAPS = _LettersAndGaps()


def counted(number: int, noun: str) -> str:
    """``1 word``, ``2 words``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def suggestion(word: str, known: list[str]) -> str:
    """A ``did you mean ...`` for *word*, or nothing when no known word is near."""
    if len(word) > _LONGEST:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    lower = {k.lower(): k for k in known}
    near = [lower[k] for k in get_close_matches(word.lower(), lower, n=3, cutoff=0.6)]
    return f"did you mean {alternatives(near)}?" if near else ""


def alternatives(words: list[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def shortened(text: str) -> str:
    """*text* for a message: as it is, or the beginning of a long one."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def quoted(value: object) -> str:
    """A value for a message: its text, made visible, in quotes, or what else it is."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return f"'{visible(shortened(str(value)))}'"


def visible(text: str) -> str:
    """Show control, bidirectional and zero-width characters as ``<U+XXXX>``.

    What a letter's title contains must not steer the terminal it is printed on.
    """
    if text.isascii() and text.isprintable():
        return text
    return _compiled(_UNPRINTABLE).sub(lambda m: f"<U+{ord(m[0]):04X}>", text)


def first_invisible(text: str) -> tuple[int, str] | None:
    """The offset and name (``U+202E``) of the first unprintable character."""
    if text.isascii() and text.isprintable():
        return None
    found = _compiled(_UNPRINTABLE).search(text)
    return (found.start(), f"U+{ord(found[0]):04X}") if found else None


def width(text: str) -> int:
    """The columns *text* takes on a terminal: wide letters two, combining none."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_columns(sign) - 1 for sign in text if sign > _LAST_OF_ASCII)


_LAST_OF_ASCII = "\x7f"


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
