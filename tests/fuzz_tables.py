"""Tables to fuzz the importers with: mutated exports, in whatever they are packed."""

import gzip
import random
from functools import cache

from fuzz_inputs import LARGEST
from fuzz_seeds import mutated
from hypothesis import strategies as st
from tables import EXPORTED, INDEX, MERGED, archive, index_rows, members_of, workbook

SOURCES = ("upr-info", "uhri")
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "mac_roman")


@cache
def _originals() -> list[bytes]:
    texts = [MERGED.read_bytes().decode(), INDEX.read_text("utf-8")]
    encoded = [t.encode(e, "replace") for t in texts for e in ENCODINGS]
    exported = EXPORTED.read_bytes()
    packed = [workbook(index_rows()), gzip.compress(exported)]
    return [exported, *encoded, *packed, *packed]


def _spoilt(number: int) -> bytes:
    """An export with random changes, all from *number*."""
    chance = random.Random(number)  # noqa: S311 - nobody is to be surprised
    return mutated(chance.choice(_originals()), chance)[:LARGEST]


def _spoilt_inside(number: int) -> bytes:
    """A workbook, or a packed export, that is whole but for what is in it."""
    chance = random.Random(number)  # noqa: S311
    if chance.random() < 0.3:
        return gzip.compress(_spoilt(number), 1)
    members = members_of(index_rows())
    name = chance.choice(list(members))
    content = members[name]
    members[name] = mutated(str(content).encode(), chance)
    return archive(members)[:LARGEST]


NUMBERS = st.integers(0, 2**32)
TABLES = st.tuples(
    st.sampled_from(SOURCES),
    st.one_of(
        NUMBERS.map(_spoilt), NUMBERS.map(_spoilt_inside), st.binary(max_size=200)
    ),
)
"""A source, and the bytes of a file that is to be imported."""
