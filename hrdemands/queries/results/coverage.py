"""A draft letter beside what was asked before."""

from typing import NamedTuple


class Precedent(NamedTuple):
    """A demand, or a canonical ask, that a sentence may repeat.

    ``made_in`` are the ids of the demands that make it, to be cited; a demand is its
    own. ``date`` gives the years of an ask, ``response`` the answer to a
    recommendation.
    """

    id: str
    made_in: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]
    date: str
    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    summary: str | None
    quote: str | None
    asks: tuple[str, ...]
    response: str | None


class Covered(NamedTuple):
    """A sentence or item of the draft, and what was asked before, best first.

    ``start`` and ``end`` count characters of the draft, ``line`` its lines from 1.
    """

    n: int
    kind: str
    line: int
    start: int
    end: int
    text: str
    precedent_found: bool
    precedents: tuple[Precedent, ...]
