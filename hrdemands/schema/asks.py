"""Tables of recurrence: canonical asks, judgements, and how wording moved."""

from datetime import date

from sqlalchemy.orm import Mapped

from hrdemands.schema.base import (
    Base,
    FromSeedFile,
    Slug,
    check,
    column,
    options,
    refers,
)
from hrdemands.vocabulary import Judgement, Method, RelationKind


class Ask(FromSeedFile, Base):
    """A canonical ask."""

    __tablename__ = "ask"
    __table_args__ = options("canonical asks: what demands of several letters share")

    id: Mapped[Slug] = column("stable id", primary_key=True)
    name: Mapped[str] = column("the ask in general words")
    scope: Mapped[str] = column("which act would satisfy it, and what it is not")


class AskMembership(Base):
    """A judgement whether a demand is a given ask."""

    __tablename__ = "ask_membership"
    __table_args__ = options("judgements; only 'same' counts, rejected ones are kept")

    ask_id: Mapped[str] = column("the ask", refers("ask.id"), primary_key=True)
    demand_id: Mapped[str] = column(
        "the demand", refers("demand.id"), primary_key=True, index=True
    )
    judgement: Mapped[Judgement] = column(
        "same, narrower, broader, unsure, or rejected"
    )
    method: Mapped[Method] = column("reading, or a proposal that a person judged")
    coder: Mapped[str] = column("who judged")
    judged: Mapped[date] = column("when")
    reason: Mapped[str] = column("would one and the same act satisfy both?")


class DemandPair(FromSeedFile, Base):
    """Two demands judged against each other, without an ask."""

    __tablename__ = "demand_pair"
    __table_args__ = (
        check("in_order", "first_id < second_id"),
        options("two demands judged against each other, without an ask"),
    )

    first_id: Mapped[str] = column(
        "the demand of the lesser id", refers("demand.id"), primary_key=True
    )
    second_id: Mapped[str] = column(
        "the other demand", refers("demand.id"), primary_key=True, index=True
    )
    judgement: Mapped[Judgement] = column(
        "what the first is to the second: same, narrower, broader, unsure, or rejected"
    )
    method: Mapped[Method] = column("reading, or a proposal that a person judged")
    coder: Mapped[str] = column("who judged")
    judged: Mapped[date] = column("when")
    reason: Mapped[str] = column("would one and the same act satisfy both?")


class DemandRelation(FromSeedFile, Base):
    """How a later demand moved against an earlier one."""

    __tablename__ = "demand_relation"
    __table_args__ = (
        check("two_demands", "later_id <> earlier_id"),
        options("how a later demand moved against an earlier one"),
    )

    later_id: Mapped[str] = column(
        "the later demand", refers("demand.id"), primary_key=True
    )
    earlier_id: Mapped[str] = column(
        "the earlier demand", refers("demand.id"), primary_key=True, index=True
    )
    kind: Mapped[RelationKind] = column("how the wording moved", primary_key=True)
    reason: Mapped[str] = column("what changed")
    coder: Mapped[str] = column("who judged")
    judged: Mapped[date] = column("when")
