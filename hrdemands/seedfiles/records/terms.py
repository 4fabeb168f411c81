"""Records of the controlled vocabularies."""

from typing import Annotated

from pydantic import Field

from hrdemands.seedfiles.records.base import Record
from hrdemands.seedfiles.scalars import (
    M49,
    Alpha2,
    CountryCode,
    Day,
    Name,
    Period,
    Prose,
    Reference,
    Slug,
    Whole,
    Year,
    choice,
)
from hrdemands.vocabulary import (
    Match,
    MechanismKind,
    NameStatus,
    PlaceKind,
    RegionKind,
    Standing,
)


class Region(Record):
    """An M49 region or a UN regional group."""

    id: Slug
    """Stable id."""
    kind: Annotated[RegionKind, choice(RegionKind)]
    """`m49` or `un-group`."""
    m49: M49 | None = None
    """UN M49 code, three digits."""
    name: Name
    """Name as shown."""
    parent: Reference | None = None
    """The region it is part of."""


class OtherName(Record):
    """A further name of a country or an actor."""

    name: Name
    """The name as people write it."""
    status: Annotated[NameStatus, choice(NameStatus)]
    """Its standing beside the name shown."""
    from_: Annotated[Period | None, Field(alias="from")] = None
    """First year or day it was in use, where that is known."""
    to: Period | None = None
    """Last year or day it was in use."""
    note: Prose | None = None
    """What a reader should know before using it."""


class Country(Record):
    """A country or area of ISO 3166-1."""

    code: CountryCode
    """ISO 3166-1 alpha-3 code; the key everywhere (alpha-2 `NO` and `NA` are misread
    by YAML readers and spreadsheets)."""
    alpha2: Alpha2
    """ISO 3166-1 alpha-2 code; accepted wherever a user names a country."""
    m49: M49 | None = None
    """UN M49 code, three digits."""
    name: Name
    """Short name as shown."""
    standing: Annotated[Standing, choice(Standing)]
    """Its standing at the United Nations."""
    region: Reference | None = None
    """The smallest M49 region it is in."""
    un_group: Reference | None = None
    """Its UN regional group."""
    note: Prose | None = None
    """How it is listed, where that is disputed."""
    names: tuple[OtherName, ...] = ()
    """Official, alternative, former and disputed names, demonyms and capitals."""


class Place(Record):
    """A place that is no country: part of one (Darfur), or wider (Korean Peninsula)."""

    id: Slug
    """Stable id."""
    name: Name
    """Name as shown."""
    kind: Annotated[PlaceKind, choice(PlaceKind)]
    """`sub-national` or `wider`."""
    countries: tuple[CountryCode, ...]
    """The countries it belongs to."""
    names: tuple[Name, ...] = ()
    """Other names."""
    note: Prose | None = None
    """What a reader should know about its status."""


class Mapping(Record):
    """How a term of ours relates to a term of another scheme."""

    scheme: Slug
    """The other scheme: `uhri-level-2`, `uhri-theme`, `uhri-affected-persons`,
    `upr-info`."""
    code: Prose | None = None
    """The term's code there."""
    label: Prose
    """The term's label there, as spelt there."""
    match: Annotated[Match, choice(Match)]
    """How well the two agree."""


class Issue(Record):
    """A node of the issue tree. A country is never part of an issue."""

    id: Slug
    """Stable id."""
    code: Name
    """Short code: UHRI level-2 codes and our own below and beside them."""
    name: Name
    """Name as shown."""
    parent: Reference | None = None
    """The broader issue."""
    definition: Prose
    """What it means."""
    scope: Prose | None = None
    """What belongs here and what goes elsewhere."""
    mappings: tuple[Mapping, ...] = ()
    """Terms of other schemes."""


class Action(Record):
    """A class of acts, for the two action slots of a demand."""

    id: Slug
    """Stable id."""
    name: Name
    """Name as shown."""
    definition: Prose
    """What it covers, and the border to its neighbours."""
    mappings: tuple[Mapping, ...] = ()
    """Terms of other schemes."""


class Group(Record):
    """A group of people affected."""

    id: Slug
    """Stable id."""
    name: Name
    """Name as shown."""
    definition: Prose
    """Who belongs to it."""
    mappings: tuple[Mapping, ...] = ()
    """Terms of other schemes."""


class Mechanism(Record):
    """A mechanism (a body, a procedure) or an instrument (a text) named in demands."""

    id: Slug
    """Stable id."""
    kind: Annotated[MechanismKind, choice(MechanismKind)]
    """`mechanism` or `instrument`."""
    name: Name
    """Name as shown."""
    names: tuple[Name, ...] = ()
    """Other names: acronyms, full titles."""
    symbol: Prose | None = None
    """UN document symbol."""
    year: Year | None = None
    """Year of adoption or foundation."""
    definition: Prose
    """What it is."""


class Session(Record):
    """A session of the Universal Periodic Review, which dates the reviews in it.

    For imports only, which read the shipped ones; no table of the database.
    """

    n: Whole
    """Its number."""
    earliest: Day
    """Its first day."""
    latest: Day
    """Its last day."""
    source: Prose
    """Where the days are from; `from memory` says that no page was at hand."""


class Object(Record):
    """A thing that demands ask for by name and is no mechanism or instrument."""

    id: Slug
    """Stable id."""
    name: Name
    """Name as shown."""
    names: tuple[Name, ...] = ()
    """Other wordings; the longest that fits wins."""
    means: Reference | None = None
    """The mechanism or instrument that the wording means in a demand, where it has two
    meanings."""


class Verb(Record):
    """A verb of demands, by what it comes to."""

    id: Slug
    """Stable id."""
    action: Reference
    """The class of acts it usually is."""
    opposite: tuple[Reference, ...] = ()
    """Verbs that undo it; it is enough to say so on one side."""
    words: tuple[Name, ...]
    """Its forms, and the nouns made of it."""
