"""Records of recurrence: asks, judgements, and how wording moved."""

from typing import Annotated

from pydantic import Field

from hrdemands.seedfiles.records.base import Record
from hrdemands.seedfiles.scalars import Day, Name, Prose, Reference, Slug, choice
from hrdemands.vocabulary import Judgement, Method, RelationKind


class Membership(Record):
    """A person's judgement whether a demand is a given ask."""

    demand: Reference
    """`<letter>/<n>`."""
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
