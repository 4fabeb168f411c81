"""Whether a word makes sense as it was decoded: the witness of `encodings`.

Rules for languages in Latin letters, in which exports of other encodings than Unicode
come. They look at what stands beside each sign above ASCII, and know no words.
"""

import unicodedata
from collections.abc import Iterator


def sense(word: str) -> int:
    """1 for a word whose letters make sense, -1 for one with nonsense, else 0."""
    senses = set(_senses(word))
    return -1 if -1 in senses else int(1 in senses)


def _senses(word: str) -> Iterator[int]:
    padded = f"  {word}  "
    for at, sign in enumerate(padded):
        if sign > "\x7f":
            yield _sense_of_sign(sign, padded[at - 2 : at], padded[at + 1 : at + 3])


def _sense_of_sign(sign: str, before: str, after: str) -> int:
    if sign.isalpha() and sign not in _NO_LETTERS:
        return _sense_of_letter(sign, before, after)
    opens, closes = not before[-1].isalpha(), not after[0].isalpha()
    for signs, fits in (
        (_OPENING, opens),
        (_CLOSING, closes),
        (_BETWEEN, opens == closes),
        (_APOSTROPHE, not opens),
    ):
        if sign in signs:
            return 1 if fits else -1
    return 0 if sign in _USUAL and (opens or closes) else -1


def _sense_of_letter(sign: str, before: str, after: str) -> int:
    """Whether a letter is Latin, of a fitting case, and not one of many accents."""
    if not unicodedata.name(sign, "").startswith("LATIN"):
        return -1
    if _is_accented(before[-1]) and _is_accented(after[0]):
        return -1
    if sign.isupper():
        return -1 if before[-1].islower() else 1
    return -1 if after[0].isupper() or (before.isupper() and before.isalpha()) else 1


def _is_accented(sign: str) -> bool:
    return sign > "\x7f" and sign.isalpha()


_NO_LETTERS = "\u00aa\u00ba\u0192\u02c6"
"""Signs that Unicode calls letters: ordinals, the florin, a circumflex alone."""
_USUAL = (
    "\u00aa\u00ba\u00a3\u20ac\u00a7\u00a9\u00ae\u2122\u00b0"
    "\u00b1\u00b7\u00bd\u00bc\u00be\u00d7"
)
"""Symbols that prose has, but not amid a word: money, sections, degrees, fractions."""
_OPENING = "\u2018\u201c\u00ab"
_CLOSING = "\u201d\u00bb\u2026"
_BETWEEN = "\u2013\u2014\u2022\u00a0"
"""Dashes, bullets and no-break spaces: between two words, or amid one."""
_APOSTROPHE = "\u2019"
