"""Tables of demands: the act asked for, its evidence, and what it is about."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from hrdemands.schema.base import (
    Base,
    Slug,
    check,
    column,
    flag,
    options,
    refers,
    refers_together,
)
from hrdemands.vocabulary import (
    ActorRole,
    Audience,
    Basis,
    CountryRole,
    Response,
    Source,
    Strength,
)

DEMAND = "demand.id"


class Demand(Base):
    """One act or abstention asked of a nameable actor."""

    __tablename__ = "demand"
    __table_args__ = (
        UniqueConstraint("letter_id", "n"),
        refers_together(["letter_id", "source"], ["letter.id", "letter.source"]),
        refers_together(["letter_id", "section_n"], ["section.letter_id", "section.n"]),
        check(
            "coded_by_hand",
            "source <> 'letters' OR (summary IS NOT NULL AND span_start IS NOT NULL"
            " AND span_end IS NOT NULL AND strength IS NOT NULL"
            " AND action_id IS NOT NULL AND confidence IS NOT NULL"
            " AND asking_id IS NULL AND response IS NULL AND category IS NULL)",
        ),
        check("category_known", "category BETWEEN 1 AND 5"),
        check("span_in_order", "0 <= span_start AND span_start < span_end"),
        check("share", "confidence BETWEEN 0 AND 1"),
        check("no_own_parent", "parent_id <> id"),
        check(
            "basis_given",
            "(explicit AND basis IS NULL AND reason IS NULL)"
            " OR (NOT explicit AND basis IS NOT NULL AND reason IS NOT NULL)",
        ),
        check("cue_given", "NOT explicit OR strength <> 'implied'"),
        check("from_one", "n >= 1"),
        check("timing_in_order", "timing_earliest <= timing_latest"),
        check(
            "timing_whole",
            "(timing_earliest IS NULL) = (timing_latest IS NULL)"
            " AND (timing_earliest IS NULL OR timing_words IS NOT NULL)",
        ),
        options(
            "demands: one act each that a letter asks of a nameable actor,"
            " and imported recommendations"
        ),
    )

    id: Mapped[Slug] = column("<letter>/<n>, as cited", primary_key=True)
    letter_id: Mapped[str] = column("the letter or document it stands in")
    source: Mapped[Source] = column("the source of its letter")
    n: Mapped[int] = column("its number in the letter, from 1")
    section_n: Mapped[int | None] = column("the section it stands in")
    span_start: Mapped[int | None] = column("offset of its first character in the text")
    span_end: Mapped[int | None] = column("offset after its last character")
    quote: Mapped[str] = column(
        "its operative words, verbatim, at most 15; a recommendation's whole wording"
    )
    summary: Mapped[str | None] = column(
        "what is asked, in the project's own words; a recommendation has none"
    )
    strength: Mapped[Strength | None] = column("how strongly it is worded, by its cue")
    cue: Mapped[str | None] = column("the words that carry the strength")
    explicit: Mapped[bool] = flag("explicit", "asked outright, or only implied")
    basis: Mapped[Basis | None] = column("why an implied demand counts as one")
    reason: Mapped[str | None] = column("what makes an implied demand a demand")
    action_id: Mapped[str | None] = column(
        "what the addressee is to do", refers("action.id"), index=True
    )
    target_action_id: Mapped[str | None] = column(
        "what the final target must then do", refers("action.id"), index=True
    )
    audience: Mapped[Audience] = column("public, private, both, or unspecified")
    timing_words: Mapped[str | None] = column("deadline or occasion as worded")
    timing_earliest: Mapped[date | None] = column("first day meant")
    timing_latest: Mapped[date | None] = column("last day meant")
    parent_id: Mapped[str | None] = column(
        "the head this is a means to",
        refers(DEMAND),
        index=True,
    )
    confidence: Mapped[float | None] = column(
        "chance that a second coder makes it a demand"
    )
    asking_id: Mapped[str | None] = column(
        "the state or mechanism that recommends; a letter's senders ask as one",
        refers("actor.id"),
        index=True,
    )
    response: Mapped[Response | None] = column(
        "what the state under review answered, or that it is its own pledge"
    )
    category: Mapped[int | None] = column(
        "how specific the act is, 1 to 5, after McMahon; as the source has it"
    )
    external_id: Mapped[str | None] = column("its id in the source it came from")
    note: Mapped[str | None] = column("a judgement call and its reason")
    content_hash: Mapped[str] = column("SHA-256 of the demand's record")


class DemandText(Base):
    """A demand's whole span, where the user has the letter's text."""

    __tablename__ = "demand_text"
    __table_args__ = options("demands' whole spans; only where the user has the text")

    demand_id: Mapped[str] = column("the demand", refers(DEMAND), primary_key=True)
    text: Mapped[str] = column("the characters from span_start to span_end")


class DemandAlso(Base):
    """A repetition of a demand in its letter."""

    __tablename__ = "demand_also"
    __table_args__ = (
        check("span_in_order", "0 <= span_start AND span_start < span_end"),
        options("where a letter repeats a demand without new content"),
    )

    demand_id: Mapped[str] = column("the demand", refers(DEMAND), primary_key=True)
    position: Mapped[int] = column("place in the list, from 1", primary_key=True)
    span_start: Mapped[int] = column("offset of its first character")
    span_end: Mapped[int] = column("offset after its last character")


class DemandActor(Base):
    """A link in a demand's chain of actors."""

    __tablename__ = "demand_actor"
    __table_args__ = (
        UniqueConstraint("demand_id", "actor_id", "role"),
        check("reason_given", "stated OR reason IS NOT NULL"),
        options("the chain of those who are to act, in order"),
    )

    demand_id: Mapped[str] = column("the demand", refers(DEMAND), primary_key=True)
    position: Mapped[int] = column("place in the chain, from 1", primary_key=True)
    actor_id: Mapped[str] = column("the actor", refers("actor.id"), index=True)
    role: Mapped[ActorRole] = column("asked, intermediary, target or against")
    stated: Mapped[bool] = flag("stated", "whether the letter says so")
    reason: Mapped[str | None] = column("why it is inferred")


class DemandCountry(Base):
    """A country a demand names."""

    __tablename__ = "demand_country"
    __table_args__ = options("countries named, each with its role", rowid=False)

    country_code: Mapped[str] = column(
        "the country", refers("country.code"), primary_key=True
    )
    demand_id: Mapped[str] = column(
        "the demand", refers(DEMAND), primary_key=True, index=True
    )
    role: Mapped[CountryRole] = column(
        "subject, example, venue or actor", primary_key=True
    )
    position: Mapped[int] = column("place in the list, from 1")
    as_written: Mapped[str] = column("the words that name it")


class DemandPlace(Base):
    """A place a demand names."""

    __tablename__ = "demand_place"
    __table_args__ = options("places named that are no countries", rowid=False)

    place_id: Mapped[str] = column("the place", refers("place.id"), primary_key=True)
    demand_id: Mapped[str] = column(
        "the demand", refers(DEMAND), primary_key=True, index=True
    )
    position: Mapped[int] = column("place in the list, from 1")


class DemandIssue(Base):
    """An issue of a demand."""

    __tablename__ = "demand_issue"
    __table_args__ = (
        UniqueConstraint("demand_id", "position"),
        check("from_one", "position >= 1"),
        options(
            "issues of demands; position 1 is the primary one, but in imports,"
            " whose issues have no rank",
            rowid=False,
        ),
    )

    issue_id: Mapped[str] = column("the issue", refers("issue.id"), primary_key=True)
    demand_id: Mapped[str] = column("the demand", refers(DEMAND), primary_key=True)
    position: Mapped[int] = column("1 primary, then further ones")


class DemandGroup(Base):
    """A group a demand is about."""

    __tablename__ = "demand_group"
    __table_args__ = options("groups of people affected", rowid=False)

    group_id: Mapped[str] = column(
        "the group", refers("affected_group.id"), primary_key=True
    )
    demand_id: Mapped[str] = column(
        "the demand", refers(DEMAND), primary_key=True, index=True
    )
    position: Mapped[int] = column("place in the list, from 1")


class DemandMechanism(Base):
    """A mechanism or instrument a demand names."""

    __tablename__ = "demand_mechanism"
    __table_args__ = options("mechanisms and instruments named", rowid=False)

    mechanism_id: Mapped[str] = column(
        "the mechanism", refers("mechanism.id"), primary_key=True
    )
    demand_id: Mapped[str] = column(
        "the demand", refers(DEMAND), primary_key=True, index=True
    )
    position: Mapped[int] = column("place in the list, from 1")


class SourceValue(Base):
    """A value of an imported recommendation that no vocabulary knows."""

    __tablename__ = "source_value"
    __table_args__ = options("values of imports that no vocabulary knows, as written")

    demand_id: Mapped[str] = column("the demand", refers(DEMAND), primary_key=True)
    field: Mapped[str] = column(
        "what it would be: asking, country, issue, ...", primary_key=True
    )
    position: Mapped[int] = column("place among them, from 1", primary_key=True)
    value: Mapped[str] = column("the value as the source has it")
