"""From searches to ranked candidates: keys part what words bring together."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.index import Index, Scored
from hrdemands.proposals.keys import Keys, conflict
from hrdemands.proposals.profiles import USUAL, Profile, Weights
from hrdemands.proposals.space import Space
from hrdemands.queries.results.statements import Statement

if TYPE_CHECKING:
    from hrdemands.proposals.arrays import Learnt

Found = TypeVar("Found")

SHORTLIST = 60
"""How many candidates keys are compared with, beyond those that are asked for."""


SAMPLED = 500
"""How many texts the mean meaning is taken of."""


class Search(Protocol):
    """Finds candidates by their features."""

    def best(self, query: Profile, wanted: int) -> list[Scored]:
        """The places of the *wanted* candidates most like *query*, with scores."""


class Method(NamedTuple):
    """How proposals are ranked: with which weights, and whether with NumPy."""

    weights: Weights = USUAL
    arrays: bool | None = None
    """None takes NumPy and SciPy where they are installed."""

    model: str | None = None
    """A model of sentence embeddings; see `meanings`."""


class Ground:
    """What some statements teach: what is rare, and what goes together."""

    def __init__(
        self,
        known: Sequence[Profile],
        gazetteer: Gazetteer,
        method: Method = Method(),  # noqa: B008 - an immutable one
    ) -> None:
        self.space = Space(known, method.weights)
        self.gazetteer = gazetteer
        self.has_arrays = _with_arrays(method)
        self.learnt: Learnt | None = None
        if self.has_arrays:
            self.learnt = self._learn(known, method.model)

    def _learn(self, known: Sequence[Profile], model: str | None) -> "Learnt":
        from hrdemands.proposals import arrays  # noqa: PLC0415 - heavy

        enough = self.space.weights.topics and len(known) > 1
        topics = arrays.Topics(self.space, known) if enough else None
        if model is None:
            return arrays.Learnt(topics)
        from hrdemands.proposals.meanings import (  # noqa: PLC0415
            Meanings,
            find_encoder,
        )

        texts = [each.statement.words for each in known[:SAMPLED]]
        return arrays.Learnt(topics, Meanings(find_encoder(model), texts))

    def search(self, candidates: Sequence[Profile]) -> Search:
        """A search among *candidates*."""
        if self.learnt is None:
            return Index(self.space, candidates)
        from hrdemands.proposals.arrays import Arrays  # noqa: PLC0415 - heavy

        return Arrays(self.space, candidates, self.learnt)

    def parted(self, query: Keys, candidate: Keys, score: float) -> float:
        """What keys leave of a score."""
        if not self.space.weights.parting:
            return score
        gazetteer = self.gazetteer
        parting = conflict(query, candidate, gazetteer.opposites, gazetteer.instruments)
        return score * parting.left if parting else score


def _with_arrays(method: Method) -> bool:
    if method.arrays is not None:
        return method.arrays
    from importlib.util import find_spec  # noqa: PLC0415 - only suggestions need it

    return bool(find_spec("numpy") and find_spec("scipy"))


class Ranker:
    """Ranks candidates for one statement after another."""

    def __init__(self, ground: Ground, candidates: Sequence[Profile]) -> None:
        self.candidates = candidates
        self._ground = ground
        self._search = ground.search(candidates)

    def rank(
        self, query: Profile, limit: int, skip: Callable[[Profile], bool] | None = None
    ) -> list[tuple[Profile, float]]:
        """The best *limit* candidates that *skip* lets through, with their scores."""
        found: list[tuple[Profile, float]] = []
        for place, score in self._search.best(query, limit * 3 + SHORTLIST):
            candidate = self.candidates[place]
            if skip is None or not skip(candidate):
                left = self._ground.parted(query.keys, candidate.keys, score)
                found.append((candidate, left))
        found.sort(key=lambda each: (-each[1], each[0].statement.id))
        return found[:limit]


def same_asks(statement: Statement) -> list[str]:
    """The asks that somebody judged a statement to be the same as."""
    return [ask for ask, judgement in statement.asks if judgement == "same"]


def lower_second_asks(
    found: Sequence[tuple[Found, float]], asks_of: Callable[[Found], Sequence[str]]
) -> list[tuple[Found, float]]:
    """*found*, best first, with what belongs to a second-best ask lowered.

    A demand has rarely two asks: where the best is an ask's, what is another's keeps of
    its score the share that its ask has of the nearest one's. The order of asks stays,
    and so does the score of whatever is no ask's.
    """
    if not found or not asks_of(found[0][0]):
        return list(found)
    told = [(each, score, asks_of(each)) for each, score in found]
    nearest: dict[str, float] = {}
    for _, score, asks in told:
        for ask in asks:
            nearest[ask] = max(nearest.get(ask, 0.0), score)
    most = found[0][1]
    left = [
        (each, score * max((nearest[ask] / most for ask in asks), default=1.0))
        for each, score, asks in told
    ]
    return sorted(left, key=lambda each: -each[1])
