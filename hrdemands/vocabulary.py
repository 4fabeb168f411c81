"""The closed lists: values the code itself knows, in the order they are printed.

What curators may extend (issues, actions, groups, mechanisms, countries, actors) is
data and lives in ``seeds/``. These lists are enforced three times: when a seed file
is read, by CHECK constraints in the database, and by the options of the program.
"""

from enum import StrEnum


class Strength(StrEnum):
    """How strongly a demand is worded, by its cue; strongest first."""

    MUST = "must"
    SHOULD = "should"
    URGE = "urge"
    RECOMMEND = "recommend"
    REQUEST = "request"
    HOPE = "hope"
    IMPLIED = "implied"


class Basis(StrEnum):
    """Why an implied demand counts as a demand."""

    EXPECTATION = "expectation"
    EVALUATIVE = "evaluative"
    PURPOSE = "purpose"
    OMISSION = "omission"
    BY_REFERENCE = "by-reference"


class Audience(StrEnum):
    """Whether the act is asked for in public or behind closed doors."""

    PUBLIC = "public"
    PRIVATE = "private"
    BOTH = "both"
    UNSPECIFIED = "unspecified"


class ActorRole(StrEnum):
    """An actor's link in the chain of a demand."""

    ASKED = "asked"
    INTERMEDIARY = "intermediary"
    TARGET = "target"
    AGAINST = "against"


class CountryRole(StrEnum):
    """What a country is to a demand, in the order look-ups show them."""

    SUBJECT = "subject"
    EXAMPLE = "example"
    VENUE = "venue"
    ACTOR = "actor"


class Source(StrEnum):
    """Where demands come from: letters coded by hand, or recommendations imported."""

    LETTERS = "letters"
    UPR = "upr"
    UHRI = "uhri"


class LetterKind(StrEnum):
    """What kind of document the demands stand in; the last two are imported."""

    OPEN_LETTER = "open-letter"
    PRIVATE_LETTER = "private-letter"
    JOINT_LETTER = "joint-letter"
    STATEMENT = "statement"
    AGENDA = "agenda"
    REVIEW = "review"
    REPORT = "report"


class Precision(StrEnum):
    """How finely a letter's date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class DateBasis(StrEnum):
    """Whether a date stands in the letter or was inferred."""

    STATED = "stated"
    INFERRED = "inferred"


class Response(StrEnum):
    """What the state under review answered to a recommendation."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    PLEDGE = "pledge"


class Addressed(StrEnum):
    """How a letter is put to its recipient; a statement has no addressee."""

    DIRECT = "direct"
    PUBLIC = "public"
    NONE = "none"


class HolderState(StrEnum):
    """What the holder was to the office when the letter was written."""

    INCOMING = "incoming"
    INCUMBENT = "incumbent"
    CANDIDATE = "candidate"


class ActorKind(StrEnum):
    """The kinds of actor; a class is a group of states that is never expanded."""

    ORGANIZATION = "organization"
    PERSON = "person"
    OFFICE = "office"
    BODY = "body"
    CLASS = "class"
    STATE = "state"


class OrganizationKind(StrEnum):
    """What kind of organization a sender or an affiliation is."""

    NGO = "ngo"
    COALITION = "coalition"
    THINK_TANK = "think-tank"
    UNIVERSITY = "university"
    FOUNDATION = "foundation"
    GOVERNMENT = "government"
    INTERGOVERNMENTAL = "intergovernmental"
    MEDIA = "media"
    OTHER = "other"


class NameStatus(StrEnum):
    """The standing of a name beside the one that is shown."""

    OFFICIAL = "official"
    SHORT = "short"
    ACRONYM = "acronym"
    ALTERNATIVE = "alternative"
    FORMER = "former"
    DISPUTED = "disputed"
    DEMONYM = "demonym"
    CAPITAL = "capital"


class Standing(StrEnum):
    """A country's or area's standing at the United Nations."""

    UN_MEMBER = "un-member"
    UN_OBSERVER = "un-observer"
    TERRITORY = "territory"
    OTHER = "other"


class RegionKind(StrEnum):
    """The two ways the United Nations divides the world."""

    M49 = "m49"
    UN_GROUP = "un-group"


class PlaceKind(StrEnum):
    """A place that is no country: part of one, or wider than one."""

    SUB_NATIONAL = "sub-national"
    WIDER = "wider"


class MechanismKind(StrEnum):
    """A body or procedure, or a text."""

    MECHANISM = "mechanism"
    INSTRUMENT = "instrument"


class Match(StrEnum):
    """How a term of ours relates to a term of another scheme (after SKOS)."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"


class Judgement(StrEnum):
    """Whether a demand is a given ask; rejected ones are kept."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    UNSURE = "unsure"
    REJECTED = "rejected"


class Method(StrEnum):
    """How a judgement came about; a person decides in every case."""

    READING = "reading"
    PROPOSAL = "proposal"


class RelationKind(StrEnum):
    """How a later demand moved against an earlier one."""

    REPEATS = "repeats"
    NARROWS = "narrows"
    BROADENS = "broadens"
    ESCALATES = "escalates"
    SOFTENS = "softens"
    REDIRECTS = "redirects"
    EXTENDS = "extends"


def values(enumeration: type[StrEnum]) -> list[str]:
    """Return the values of *enumeration*, in their order."""
    return [member.value for member in enumeration]
