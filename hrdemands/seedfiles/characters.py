"""Characters as readers see them: extended grapheme clusters, and look-alikes.

The clusters are those of UAX 29, by a rule of our own: the standard library knows the
categories of characters but not their clusters, and a dependency with tables of them
would be one for a handful of signs. In doubt the rule keeps signs together: every
mark (M*) extends, as do joiners, tags and skin tones; a zero-width joiner joins
whatever it stands between (UAX 29: pictographs only); a letter stays with a virama
before it, unless that bears a further mark; flags are pairs of regional indicators;
Korean syllables in pieces, signs written before a number, and CR with LF are one each.
"""

import re
import unicodedata

_BREAKS = "[\x00-\x1f\x7f-\x9f\u2028\u2029]"
"""Controls, on which nothing is built."""
_EXTENDS = (
    "[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_PREPENDS = (
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd"
    "\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a\U00011a84-\U00011a89"
    "\U00011d46\U00011f02]"
)
_VIRAMA = (
    "[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\u1bab\ua9c0\uaaf6"
    "\U00010a3f\U00011133\U000113d0\U0001193e\U00011a47\U00011a99\U00011f42]"
)
_LEADING = "[\u1100-\u115f\ua960-\ua97c]"
_VOWEL = "[\u1160-\u11a7\ud7b0-\ud7c6]"
_TRAILING = "[\u11a8-\u11ff\ud7cb-\ud7fb]"
_SYLLABLE = "[\uac00-\ud7a3]"
_OPEN_SYLLABLE = f"[{''.join(map(chr, range(0xAC00, 0xD7A4, 28)))}]"
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]*$")

_JOINED = re.compile(
    f"\r\n|(?!{_BREAKS})(?:.{_EXTENDS}|\u200d[^\\s\\0]|{_PREPENDS}(?!{_BREAKS}).|{_VIRAMA}(?=[^\x00-\x7f])\\w"
    f"|{_LEADING}(?:{_LEADING}|{_VOWEL}|{_SYLLABLE})"
    f"|(?:{_VOWEL}|{_OPEN_SYLLABLE}){_VOWEL}"
    f"|(?:{_VOWEL}|{_TRAILING}|{_SYLLABLE}){_TRAILING})",
    re.DOTALL,
)
"""Two code points that are of one cluster, marks and flags aside."""


def inside_character(text: str, offset: int) -> bool:
    """Say whether *offset* falls between two code points of one character."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if _JOINED.fullmatch(before + after):
        return True
    if unicodedata.category(after).startswith("M"):
        return not re.match(_BREAKS, before)
    return _halves_a_flag(text, offset)


def _halves_a_flag(text: str, offset: int) -> bool:
    """Whether an odd number of regional indicators stands before one more."""
    if not _REGIONAL.fullmatch(text[offset]):
        return False
    # No text has a thousand flags in a row, but an attacker's.
    before = _REGIONAL.search(text, max(0, offset - 1000), offset)
    return before is not None and len(before[0]) % 2 == 1


def look_alike(text: str) -> str:
    """Name the first sign that may pass for ASCII, where *text* ought to be ASCII.

    Letters of other scripts look like a-z; what they are called does not. An accent
    on a letter is seen without being named.
    """
    for place, sign in enumerate(text, 1):
        parts = unicodedata.normalize("NFD", sign)
        accented = len(parts) > 1 and parts[0].isascii()
        if not (sign.isascii() or accented):
            name = f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
            return f"; character {place} is {name}"
    return ""
