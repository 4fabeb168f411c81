"""Tables of those who ask, are asked, and must act.

Every link of a demand's chain is an actor, whatever its kind, so that one foreign key
serves them all; what only one kind has stands in a table of that kind.
"""

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
from hrdemands.vocabulary import ActorKind, NameStatus, OrganizationKind


class Actor(FromSeedFile, Base):
    """An organization, person, office, body, class of states, or state."""

    __tablename__ = "actor"
    __table_args__ = (
        check(
            "states_are_countries",
            "kind <> 'state' OR (country_code IS NOT NULL AND id = country_code)",
        ),
        options("all who ask, are asked or must act; states have their alpha-3 code"),
    )

    id: Mapped[Slug] = column("stable id", primary_key=True)
    kind: Mapped[ActorKind] = column("what kind of actor")
    name: Mapped[str] = column("name as shown")
    country_code: Mapped[str | None] = column(
        "the country it belongs to", refers("country.code"), index=True
    )
    source: Mapped[str | None] = column("where facts from outside the letters are from")
    note: Mapped[str | None] = column("what a reader should know")


class ActorName(Base):
    """A name an actor is looked up by; states are looked up as countries."""

    __tablename__ = "actor_name"
    __table_args__ = options("every name of an actor, the one shown included")

    actor_id: Mapped[str] = column("the actor", refers("actor.id"), primary_key=True)
    name: Mapped[str] = column("the name as people write it", primary_key=True)
    folded: Mapped[str] = column("the name as look-ups fold it", index=True)
    status: Mapped[NameStatus] = column("its standing beside the name shown")
    valid_from: Mapped[str | None] = column("first year or day in use, if known")
    valid_to: Mapped[str | None] = column("last year or day in use")
    note: Mapped[str | None] = column("what to know before using it")


class Organization(Base):
    """What only organizations have."""

    __tablename__ = "organization"
    __table_args__ = (
        check("no_own_parent", "parent_id <> actor_id"),
        options("organizations that send letters or are signed for"),
    )

    actor_id: Mapped[str] = column(
        "the organization", refers("actor.id"), primary_key=True
    )
    kind: Mapped[OrganizationKind] = column("what kind of organization")
    parent_id: Mapped[str | None] = column(
        "the organization it is part of",
        refers("organization.actor_id"),
        index=True,
    )


class Person(Base):
    """What only natural persons have: nothing yet but being one."""

    __tablename__ = "person"
    __table_args__ = options("natural persons: signatories and holders of offices")

    actor_id: Mapped[str] = column("the person", refers("actor.id"), primary_key=True)


class Office(Base):
    """What only offices have."""

    __tablename__ = "office"
    __table_args__ = options("offices, apart from those who hold them")

    actor_id: Mapped[str] = column("the office", refers("actor.id"), primary_key=True)
    organization_id: Mapped[str | None] = column(
        "the organization or body it belongs to", refers("actor.id"), index=True
    )


class Tenure(FromSeedFile, Base):
    """A person's time in an office."""

    __tablename__ = "tenure"
    __table_args__ = (
        check("in_order", "valid_from <= valid_to"),
        options("who held an office, when"),
    )

    office_id: Mapped[str] = column(
        "the office", refers("office.actor_id"), primary_key=True
    )
    person_id: Mapped[str] = column(
        "the person", refers("person.actor_id"), primary_key=True, index=True
    )
    valid_from: Mapped[date] = column("first day in office", primary_key=True)
    valid_to: Mapped[date | None] = column("last day in office; empty while it lasts")
    source: Mapped[str] = column("where the dates come from")
