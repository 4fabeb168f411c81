"""Proposals as they are shown."""

from typing import NamedTuple


class Proposed(NamedTuple):
    """A proposal with the words of what is proposed; see `hrdemands.proposals`."""

    demand: str
    other: str | None
    ask: str | None
    score: float
    reasons: tuple[str, ...]
    words: str
    judgement: str = "proposed"
