"""What the fuzz tests and `make torture` throw at the program: under 10 kB each."""

import random
from functools import cache
from operator import mul

from fuzz_seeds import PIECES, mutated, originals
from hypothesis import strategies as st
from search_inputs import SEARCHES

from hrdemands.queries.names import KINDS

LARGEST = 9_900
"""Bytes; a part that takes longer than a second for so few is a fault."""

SIGNS = (
    "abcdeiost ABT 019 .,:;-_'\"`%*?()[]{}<>=&#!|@/\\\t\n\r\0\x1b\x7f\x85\xa0\xad\xe9"
    "\xdf\u0130\u0149\u0301\u0323\u034f\u0430\u05d0\u0600\u0627\u0915\u094d\u0e01\u0e33"
    "\u1100\u1161\u11a8\u115f\u1e9e\u200b\u200d\u200f\u2019\u202e\u2028\u2066\u212a\u3164"
    "\u4eba\uac00\ud55c\ufb01\ufdfa\ufe0f\ufeff\uff21\uffff\U0001f1f8\U0001f44d\U0001f3fd"
    "\U0001f468\U000e0041\ud800\udcff"
)
"""Characters that mean something to some reader, or to none."""

KNOWN = (
    "Burma|Myanmar|China|Sudan|North Korea|NO|010|the Gambia|C\xf4te d'Ivoire|darfur|"
    "UN Secretary-General|Human Rights Watch|HRW|genocide|speak-out|rapporteurs|"
    "2006-hrw-ban-ki-moon|2006-hrw-ban-ki-moon/4|2016-joint-next-sg|uphold-r2p|"
    "security-council|2016|2006-10-13|--|' OR 1=1 --|%|_|*|AND|NEAR(|\xfc|\u4eba\u6743"
).split("|")
"""What the shipped seeds know, and what other programs trip over."""


def _cut(text: str) -> str:
    """*text*, as much of it as stays under the limit."""
    return text.encode("utf-8", "surrogatepass")[:LARGEST].decode("utf-8", "ignore")


SHORT = st.text(max_size=40) | st.text(SIGNS, max_size=40)
LONG = st.builds(mul, st.text(SIGNS, min_size=1, max_size=4), st.integers(1, 9000))
SPOILT = st.builds(
    lambda known, sign, at: known[:at] + sign + known[at:],
    st.sampled_from(KNOWN),
    st.text(SIGNS, max_size=3),
    st.integers(0, 20),
)
SEVERAL = st.lists(st.sampled_from(KNOWN) | SHORT, max_size=6).map(" ".join)
TEXT = st.one_of(SHORT, SPOILT, SEVERAL, LONG.map(_cut))
"""Any text, and what looks like a name."""

TEXTS = st.tuples(TEXT, SHORT | SPOILT)
"""A text and words to look for in it."""

NAMES = st.tuples(st.sampled_from(sorted(KINDS)), TEXT)
"""A kind and what somebody typed for a name of it."""


@cache
def _originals() -> list[bytes]:
    return originals()


def _mutated(number: int) -> bytes:
    """A part of a seed file with random changes, all from *number*."""
    chance = random.Random(number)  # noqa: S311 - nobody is to be surprised
    content = chance.choice(_originals())
    at = content.rfind(b"\n", 0, chance.randint(0, len(content))) + 1
    return mutated(content[at : at + chance.choice((80, 800, 8000))], chance)[:LARGEST]


WORDS = TEXT | SEARCHES
"""Any text, and what looks like a search."""

CONTENTS = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join),
    st.builds(mul, st.sampled_from(PIECES), st.integers(1, LARGEST)).map(
        lambda content: content[:LARGEST]
    ),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(
        lambda pieces: (b"".join(pieces) * LARGEST)[:LARGEST]
    ),
    st.integers(0, 2**32).map(_mutated),
)
"""The bytes of a seed file: none, random, signs of YAML, one over and over, spoilt."""
