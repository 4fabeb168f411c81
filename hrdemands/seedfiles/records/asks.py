"""Records of recurrence: asks, judgements, and how wording moved."""

from typing import Annotated

from pydantic import Field

from hrdemands.seedfiles.records.base import Record
from hrdemands.seedfiles.scalars import Day, Name, Prose, Reference, Slug, choice
from hrdemands.vocabulary import Judgement, Method, RelationKind


class _OfDemand(Record):
    demand: Reference
    """`<letter>/<n>`."""


class _OfAsk(Record):
    ask: Reference
    """The ask, which may stand in any folder of seeds that is loaded with this one."""


class Decision(Record):
    """What a person decided, by which test, and who and when."""

    judgement: Annotated[Judgement, choice(Judgement)]
    """`same`, `narrower`, `broader`, `unsure`, or `rejected` (kept, so that it is not
    proposed again)."""
    reason: Prose
    """Why, by the test: would one and the same act satisfy both?"""
    method: Annotated[Method, choice(Method)]
    """`reading`, or a `proposal` that a person judged."""
    coder: Prose
    """Who judged."""
    judged: Day
    """When."""


class Membership(Decision, _OfDemand):
    """A person's judgement whether a demand is a given ask."""


class AskJudgement(Membership, _OfAsk):
    """The same, standing apart from its ask, so that any folder can judge."""


class _OfTwo(Record):
    first: Reference
    """`<letter>/<n>`; it is what `narrower` and `broader` are said of."""
    second: Reference
    """A demand of another letter."""


class Pair(Decision, _OfTwo):
    """Two demands judged against each other, without an ask; each two once."""


class Ask(Record):
    """A canonical ask: what demands of several letters ask alike."""

    id: Slug
    """Stable id."""
    name: Name
    """The ask in general words; it outlives the holder of the office."""
    scope: Prose
    """Which act would satisfy it, and what it is not."""
    memberships: Annotated[tuple[Membership, ...], Field(min_length=1)]
    """Demands judged against it."""


class Relation(Record):
    """How a later demand moved against an earlier one."""

    later: Reference
    """The later demand, `<letter>/<n>`."""
    earlier: Reference
    """The earlier demand."""
    kind: Annotated[RelationKind, choice(RelationKind)]
    """How the wording moved."""
    reason: Prose
    """What changed."""
    coder: Prose
    """Who judged."""
    judged: Day
    """When."""
