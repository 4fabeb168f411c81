"""Words as proposals compare them: folded, without endings, what is frame set apart."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]")

_ENDINGS = sorted(
    """izations isations ization isation ications ication ational ations ation ators
    ator ments ment ities ity nesses ness ings ing ions ion ives ive izing ising ized
    ised izes ises ize ise ences ence ances ance ants ant ents ent ally ely ly al ies
    ied ying ed es s y e""".split(),
    key=len,
    reverse=True,
)
_BY_LAST = {
    last: tuple(ending for ending in _ENDINGS if ending.endswith(last))
    for last in {ending[-1] for ending in _ENDINGS}
}
_SHORT = frozenset(("ing", "ed", "s", "es", "ings"))
"""Endings that leave a word of three letters a word."""

SHORTEST = 4
"""What an ending must leave, so that cat and cater, nation and native stay apart."""


def tokens(text: str) -> list[str]:
    """The words of a text, without case and accents; the s of a genitive goes."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return [word for word in _WORD.findall(text.casefold()) if word != "s"]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its ending: ratify, ratified and ratification become one.

    A few dozen endings do as well as a whole stemmer: measured on recommendations,
    mean average precision 0.701 against 0.702 with Snowball's.
    """
    for ending in _BY_LAST.get(word[-1], ()):
        if word.endswith(ending):
            least = SHORTEST - 1 if ending in _SHORT else SHORTEST
            if len(word) - len(ending) >= least:
                return _single(word[: -len(ending)])
    return word


def _single(stemmed: str) -> str:
    """One letter for a doubled one: banned is ban, and travelled is travel."""
    doubled = stemmed[-1] == stemmed[-2] and stemmed[-1] not in "aeiousz0123456789"
    return stemmed[:-1] if doubled else stemmed


def stems(text: str) -> list[str]:
    """The words of a text without their endings."""
    return list(map(stem, tokens(text)))


FRAME = frozenset(
    map(
        stem,
        """a an the of to in and for with on by or as that this all at be is are which
        its their his her from such any other it they them these those not no
        continue effort efforts take taking measure measures step steps necessary
        further consider considering ensure ensuring effective effectively regard order
        including include particular particularly view well also more possible pursue
        promote make making provide appropriate through into aimed aiming towards
        relevant full fully complete concrete accordance line accelerate process
        initiative undertake intend early soon country national state states government
        address work develop adopt implement improve increase intensify enhance
        strengthen""".split(),
    )
)
"""Words of the frame of a recommendation, which say little about what is asked."""

FRAME_WEIGHT = 0.5
