"""Ids made of what sources call their documents."""

import hashlib
import re

from hrdemands.seedfiles.scalars import LONGEST_ID
from hrdemands.text import fold_name

_LONGEST = LONGEST_ID - 20
_DIGITS = 8


def slug(text: str) -> str:
    """*text* in lower-case ASCII letters, digits and hyphens; never empty.

    What is too long, or has nothing of the kind, ends in a hash of the whole.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", fold_name(text)).strip("-")
    if plain and len(plain) <= _LONGEST:
        return plain
    mark = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return f"{plain[: _LONGEST - _DIGITS - 1].strip('-')}-{mark}".strip("-")
