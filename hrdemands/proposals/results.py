"""What is proposed: pairs for a person to judge, never a judgement."""

from typing import NamedTuple


class Proposal(NamedTuple):
    """A demand that may be the same ask as another demand, or a canonical ask.

    Either ``other`` is the id of a demand, or ``ask`` that of a canonical ask.
    ``demand`` is empty where a sentence of a draft was compared. ``score`` lies
    between 0 and 1 and says how much is alike, not how likely they are the same, and
    less where another ask is nearer; ``reasons`` say in words what is alike.
    """

    demand: str
    other: str | None
    ask: str | None
    score: float
    reasons: tuple[str, ...]
