"""Demands in outline, in pairs, and as echoes of letters."""

from typing import NamedTuple


class Outline(NamedTuple):
    """As much of a demand as names it: who asks what, when, and what was answered."""

    id: str
    letter: str
    source: str
    words: str
    asking: str | None
    response: str | None
    date: str
    earliest: str
    latest: str
    year: int | None


class Again(NamedTuple):
    """A demand, and a later one that may be the same ask: proposed, not judged."""

    earlier: Outline
    later: Outline
    score: float
    reasons: tuple[str, ...]
    judgement: str = "proposed"


class Echo(NamedTuple):
    """What letters ask, and the recommendations that may be the same ask: proposed.

    ``kind`` is ask, or demand where it is no ask's. ``countries`` counts the countries
    recommended to, ``best`` is the recommendation most alike, with its ``score``.
    """

    kind: str
    id: str
    name: str
    demands: int
    parties: int
    countries: int
    accepted: int
    noted: int
    first_year: int | None
    last_year: int | None
    score: float
    reasons: tuple[str, ...]
    best: Outline
    judgement: str = "proposed"
