"""What of a letter asks nothing by its form: who is addressed, who signs, and headings.

Cautious: a line that might ask something is looked up, since one sentence too many is
a glance more. What is left out opens or closes a letter, or is written like a name and
begins with no verb: every word has a capital, but for of, the, and their like. Items
of a list are always looked up.
"""

import re
from collections.abc import Set as AbstractSet

from hrdemands.proposals.sentences import Kind, Piece

LONGEST = 40
"""Words of an address or a signature at most."""

_GREETING = re.compile(
    r"(?:dear|your excellenc(?:y|ies)|excellenc(?:y|ies)|honou?rable|to whom it may"
    r"|sir|madam)\b[^.!?]{0,120}[,:]",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:yours|sincerely|respectfully|best regards|kind regards|regards"
    r"|with (?:best|kind|warm|deep|great|high|all due)\w* \w+|in solidarity"
    r"|cordially)\b[^.!?]{0,40}(?:,|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w'\u2019-]*")
_ENDS = (".", "!", "?", ";", "\u2026", ".\u201d", '."', ".\u2019")
_SMALL = frozenset(
    "a an and at by de del der des di du for from in la le of on or the to van von"
    " with".split()
)
"""What may be small in a name."""


def asks_nothing(piece: Piece, verbs: AbstractSet[str]) -> bool:
    """Whether *piece* is a greeting, a closing, an address, a signature or a heading.

    What begins with one of *verbs* ("Free Liu Xia") may be none of them.
    """
    words = piece.words
    if piece.kind is Kind.ITEM or len(_WORD.findall(words)) > LONGEST:
        return piece.kind is Kind.HEADING
    for opening in (_GREETING, _CLOSING):
        if found := opening.match(words):
            rest = words[found.end() :]
            return not rest.endswith(_ENDS) and _is_named(rest)
    first = _WORD.search(words)
    if first is None or first[0].casefold() in verbs:
        return False
    return not words.endswith(_ENDS) and _is_named(words)


def _is_named(words: str) -> bool:
    """Whether every word has a capital, or is a number, or may be small in a name."""
    return not any(
        word[0].islower() and word not in _SMALL for word in _WORD.findall(words)
    )
