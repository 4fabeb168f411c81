"""Tables of the controlled vocabularies: regions, countries, places, issues, ..."""

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
from hrdemands.vocabulary import (
    Match,
    MechanismKind,
    NameStatus,
    PlaceKind,
    RegionKind,
    Standing,
)


class Region(FromSeedFile, Base):
    """An M49 region or a UN regional group."""

    __tablename__ = "region"
    __table_args__ = (
        check("no_own_parent", "parent_id <> id"),
        options("M49 regions and UN regional groups"),
    )

    id: Mapped[Slug] = column("stable id", primary_key=True)
    kind: Mapped[RegionKind] = column("m49 or un-group")
    m49: Mapped[str | None] = column("UN M49 code", unique=True)
    name: Mapped[str] = column("name as shown")
    parent_id: Mapped[str | None] = column(
        "the region it is part of",
        refers("region.id"),
        index=True,
    )


class Country(FromSeedFile, Base):
    """A country or area of ISO 3166-1."""

    __tablename__ = "country"
    __table_args__ = (
        check("code_form", "length(code) = 3 AND code = upper(code)"),
        check("alpha2_form", "length(alpha2) = 2 AND alpha2 = upper(alpha2)"),
        options("countries and areas of ISO 3166-1"),
    )

    code: Mapped[Slug] = column("ISO 3166-1 alpha-3 code", primary_key=True)
    alpha2: Mapped[str] = column("ISO 3166-1 alpha-2 code", unique=True)
    m49: Mapped[str | None] = column("UN M49 code, three digits", unique=True)
    name: Mapped[str] = column("short name as shown")
    standing: Mapped[Standing] = column("standing at the United Nations")
    region_id: Mapped[str | None] = column(
        "smallest M49 region it is in", refers("region.id"), index=True
    )
    un_group_id: Mapped[str | None] = column(
        "UN regional group", refers("region.id"), index=True
    )
    note: Mapped[str | None] = column("how it is listed, where that is disputed")


class CountryName(Base):
    """A name a country is looked up by."""

    __tablename__ = "country_name"
    __table_args__ = options("every name of a country, the one shown included")

    country_code: Mapped[str] = column(
        "the country", refers("country.code"), primary_key=True
    )
    name: Mapped[str] = column("the name as people write it", primary_key=True)
    folded: Mapped[str] = column("the name as look-ups fold it", index=True)
    status: Mapped[NameStatus] = column("its standing beside the name shown")
    valid_from: Mapped[str | None] = column("first year or day in use, if known")
    valid_to: Mapped[str | None] = column("last year or day in use")
    note: Mapped[str | None] = column("what to know before using it")


class Place(FromSeedFile, Base):
    """A place that is no country."""

    __tablename__ = "place"
    __table_args__ = options("places that are no country: part of one, or wider")

    id: Mapped[Slug] = column("stable id", primary_key=True)
    name: Mapped[str] = column("name as shown")
    kind: Mapped[PlaceKind] = column("sub-national or wider")
    note: Mapped[str | None] = column("what to know about its status")


class PlaceName(Base):
    """A name a place is looked up by."""

    __tablename__ = "place_name"
    __table_args__ = options("every name of a place, the one shown included")

    place_id: Mapped[str] = column("the place", refers("place.id"), primary_key=True)
    name: Mapped[str] = column("the name as people write it", primary_key=True)
    folded: Mapped[str] = column("the name as look-ups fold it", index=True)


class PlaceCountry(Base):
    """A country a place belongs to."""

    __tablename__ = "place_country"
    __table_args__ = options("the countries a place belongs to", rowid=False)

    place_id: Mapped[str] = column("the place", refers("place.id"), primary_key=True)
    country_code: Mapped[str] = column(
        "the country", refers("country.code"), primary_key=True, index=True
    )


class Issue(FromSeedFile, Base):
    """A node of the issue tree."""

    __tablename__ = "issue"
    __table_args__ = (
        check("no_own_parent", "parent_id <> id"),
        options("the issue tree; a country is never part of an issue"),
    )

    id: Mapped[Slug] = column("stable id", primary_key=True)
    code: Mapped[str] = column("short code, after UHRI level 2", unique=True)
    name: Mapped[str] = column("name as shown")
    parent_id: Mapped[str | None] = column(
        "the broader issue",
        refers("issue.id"),
        index=True,
    )
    definition: Mapped[str] = column("what it means")
    scope: Mapped[str | None] = column("what belongs here and what goes elsewhere")


class Mapping:
    """What a term's mapping to a term of another scheme holds."""

    scheme: Mapped[str] = column("the other scheme", primary_key=True)
    label: Mapped[str] = column("the term as spelt there", primary_key=True)
    code: Mapped[str | None] = column("the term's code there")
    match: Mapped[Match] = column("exact, close or broad")


class IssueMapping(Mapping, Base):
    """How an issue relates to a term of another scheme."""

    __tablename__ = "issue_mapping"
    __table_args__ = options("issues beside UHRI themes and UPR Info issues")

    issue_id: Mapped[str] = column(
        "the issue", refers("issue.id"), primary_key=True, sort_order=-1
    )


class Action(FromSeedFile, Base):
    """A class of acts."""

    __tablename__ = "action"
    __table_args__ = options("classes of acts, for both action slots of a demand")

    id: Mapped[Slug] = column("stable id", primary_key=True)
    name: Mapped[str] = column("name as shown")
    definition: Mapped[str] = column("what it covers")


class ActionMapping(Mapping, Base):
    """How an action relates to a term of another scheme."""

    __tablename__ = "action_mapping"
    __table_args__ = options("actions beside PLOVER events and UPR Info categories")

    action_id: Mapped[str] = column(
        "the action", refers("action.id"), primary_key=True, sort_order=-1
    )


class AffectedGroup(FromSeedFile, Base):
    """A group of people affected; ``group`` is a reserved word of SQL."""

    __tablename__ = "affected_group"
    __table_args__ = options("groups of people affected")

    id: Mapped[Slug] = column("stable id", primary_key=True)
    name: Mapped[str] = column("name as shown")
    definition: Mapped[str] = column("who belongs to it")


class GroupMapping(Mapping, Base):
    """How a group relates to a term of another scheme."""

    __tablename__ = "group_mapping"
    __table_args__ = options("groups beside the affected persons of UHRI")

    group_id: Mapped[str] = column(
        "the group", refers("affected_group.id"), primary_key=True, sort_order=-1
    )


class Mechanism(FromSeedFile, Base):
    """A mechanism or an instrument named in demands."""

    __tablename__ = "mechanism"
    __table_args__ = options("mechanisms (bodies, procedures) and instruments (texts)")

    id: Mapped[Slug] = column("stable id", primary_key=True)
    kind: Mapped[MechanismKind] = column("mechanism or instrument")
    name: Mapped[str] = column("name as shown")
    symbol: Mapped[str | None] = column("UN document symbol")
    year: Mapped[str | None] = column("year of adoption or foundation")
    definition: Mapped[str] = column("what it is")


class MechanismName(Base):
    """A name a mechanism is looked up by."""

    __tablename__ = "mechanism_name"
    __table_args__ = options("every name of a mechanism, the one shown included")

    mechanism_id: Mapped[str] = column(
        "the mechanism", refers("mechanism.id"), primary_key=True
    )
    name: Mapped[str] = column("the name as people write it", primary_key=True)
    folded: Mapped[str] = column("the name as look-ups fold it", index=True)


class Object(FromSeedFile, Base):
    """A thing asked for that is no mechanism or instrument."""

    __tablename__ = "object"
    __table_args__ = options("things asked for by name: what proposals compare")

    id: Mapped[Slug] = column("stable id", primary_key=True)
    name: Mapped[str] = column("name as shown")
    mechanism_id: Mapped[str | None] = column(
        "the mechanism or instrument the wording means in a demand",
        refers("mechanism.id"),
        index=True,
    )


class ObjectName(Base):
    """A wording of a thing asked for."""

    __tablename__ = "object_name"
    __table_args__ = options("every wording of an object, the one shown included")

    object_id: Mapped[str] = column("the object", refers("object.id"), primary_key=True)
    name: Mapped[str] = column("the wording", primary_key=True)
    folded: Mapped[str] = column("the wording as look-ups fold it", index=True)


class Verb(FromSeedFile, Base):
    """A verb of demands."""

    __tablename__ = "verb"
    __table_args__ = options("verbs of demands, by what they come to")

    id: Mapped[Slug] = column("stable id", primary_key=True)
    action_id: Mapped[str] = column(
        "the class of acts it usually is", refers("action.id"), index=True
    )


class VerbWord(Base):
    """A form of a verb."""

    __tablename__ = "verb_word"
    __table_args__ = options("the forms of verbs, and the nouns made of them")

    verb_id: Mapped[str] = column("the verb", refers("verb.id"), primary_key=True)
    words: Mapped[str] = column("the form", primary_key=True)


class VerbOpposite(Base):
    """A verb that undoes another."""

    __tablename__ = "verb_opposite"
    __table_args__ = options(
        "verbs that undo each other, said on one side", rowid=False
    )

    verb_id: Mapped[str] = column("the verb", refers("verb.id"), primary_key=True)
    opposite_id: Mapped[str] = column(
        "the verb that undoes it", refers("verb.id"), primary_key=True, index=True
    )
