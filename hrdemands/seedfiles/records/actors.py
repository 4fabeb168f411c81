"""Records of those who ask, are asked, and must act."""

from typing import Annotated

from pydantic import Field

from hrdemands.seedfiles.records.base import Record
from hrdemands.seedfiles.records.terms import OtherName
from hrdemands.seedfiles.scalars import (
    CountryCode,
    Day,
    Name,
    Prose,
    Reference,
    Slug,
    choice,
)
from hrdemands.vocabulary import OrganizationKind


class Actor(Record):
    """What every actor has; its id is unique among actors of all kinds."""

    id: Slug
    """Stable id."""
    name: Name
    """Name as shown."""
    names: tuple[OtherName, ...] = ()
    """Acronyms, former and alternative names."""
    country: CountryCode | None = None
    """The country it belongs to, where it belongs to one."""
    source: Prose | None = None
    """Where facts that are not in the letters come from."""
    note: Prose | None = None
    """What a reader should know."""


class Organization(Actor):
    """An organization that sends letters or that people sign for."""

    kind: Annotated[OrganizationKind, choice(OrganizationKind)]
    """What kind of organization."""
    parent: Reference | None = None
    """The organization it is part of."""


class Person(Actor):
    """A natural person: a signatory, or a holder of an office."""


class Office(Actor):
    """An office that outlives its holders."""

    organization: Reference | None = None
    """The organization or body it belongs to."""


class Tenure(Record):
    """A person's time in an office."""

    office: Reference
    """The office."""
    person: Reference
    """The person."""
    from_: Annotated[Day, Field(alias="from")]
    """First day in office."""
    to: Day | None = None
    """Last day in office; left out while it lasts."""
    source: Prose
    """Where the dates come from."""


class Body(Actor):
    """An institution, an organ, or people acting for one."""


class StateClass(Actor):
    """A class of states or other actors, such as the permanent members.

    It is never expanded into its members.
    """
