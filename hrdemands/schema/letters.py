"""Tables of letters: their dates, their texts, who sends, signs and receives them."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from hrdemands.schema.base import (
    Base,
    FromSeedFile,
    Slug,
    check,
    column,
    flag,
    options,
    refers,
    refers_together,
)
from hrdemands.vocabulary import (
    Addressed,
    DateBasis,
    HolderState,
    LetterKind,
    Precision,
    Source,
)

LETTER = "letter.id"


class SeedFile(Base):
    """A seed file that rows came from."""

    __tablename__ = "seed_file"
    __table_args__ = options("the files that rows came from: seeds, and imports")

    path: Mapped[Slug] = column("name of its folder and path in it", primary_key=True)
    source: Mapped[Source] = column("whether it holds letters, or was imported")
    sha256: Mapped[str] = column("SHA-256 of the file's bytes")
    loaded_at: Mapped[datetime] = column("when this content was loaded, UTC")


class Letter(FromSeedFile, Base):
    """A letter, statement or agenda."""

    __tablename__ = "letter"
    __table_args__ = (
        check("in_order", "earliest <= latest"),
        check("days_are_one", "precision <> 'day' OR earliest = latest"),
        check("sha256_form", "length(text_sha256) = 64"),
        check(
            "coded_by_hand",
            "source <> 'letters' OR (text_file IS NOT NULL AND text_sha256 IS NOT NULL"
            " AND text_length IS NOT NULL AND coded IS NOT NULL)",
        ),
        UniqueConstraint("id", "source"),
        options(
            "letters, statements and agendas, and imported documents,"
            " each with a date range"
        ),
    )

    id: Mapped[Slug] = column("stable id", primary_key=True)
    source: Mapped[Source] = column("letters coded by hand, or an import")
    title: Mapped[str] = column("title")
    symbol: Mapped[str | None] = column("its UN document symbol")
    kind: Mapped[LetterKind] = column("what kind of document")
    earliest: Mapped[date] = column("first day it may be of", index=True)
    latest: Mapped[date] = column("last day it may be of", index=True)
    year: Mapped[int | None] = column("its year, unless the range spans two")
    precision: Mapped[Precision] = column("how fine the date is")
    date_basis: Mapped[DateBasis] = column("stated or inferred")
    date_reason: Mapped[str] = column("from what the date is known")
    date_words: Mapped[str] = column("the date with its uncertainty, as printed")
    published_in: Mapped[str | None] = column("the medium that published it")
    written_at: Mapped[str | None] = column("where it was written")
    language: Mapped[str] = column("ISO 639 code")
    url: Mapped[str | None] = column("where it can be read")
    text_file: Mapped[str | None] = column("file name of the text in a folder of texts")
    text_sha256: Mapped[str | None] = column("SHA-256 of the text's bytes")
    text_length: Mapped[int | None] = column("characters of the text")
    rights: Mapped[str] = column("whose the text is, and what of it is kept")
    coder: Mapped[str] = column("who coded it")
    coded: Mapped[date | None] = column("when it was coded")
    note: Mapped[str | None] = column("what a reader should know of it")
    content_hash: Mapped[str] = column("SHA-256 of the letter's record, demands too")
    loaded_at: Mapped[datetime] = column("when this content was loaded, UTC")


class LetterText(Base):
    """A letter's text, where the user has it."""

    __tablename__ = "letter_text"
    __table_args__ = options("letters' full texts; only from a folder the user named")

    letter_id: Mapped[str] = column("the letter", refers(LETTER), primary_key=True)
    text: Mapped[str] = column("the text, decoded and otherwise untouched")


class Section(Base):
    """A heading that orders the demands under it."""

    __tablename__ = "section"
    __table_args__ = (check("from_one", "n >= 1"), options("headings of letters"))

    letter_id: Mapped[str] = column("the letter", refers(LETTER), primary_key=True)
    n: Mapped[int] = column("its number, from 1", primary_key=True)
    heading: Mapped[str] = column("the heading as written")


class LetterSender(Base):
    """A party in whose voice a letter speaks."""

    __tablename__ = "letter_sender"
    __table_args__ = (
        check("reason_given", "stated OR reason IS NOT NULL"),
        options("the parties in whose voice a letter speaks"),
    )

    letter_id: Mapped[str] = column("the letter", refers(LETTER), primary_key=True)
    position: Mapped[int] = column("its place in the list, from 1", primary_key=True)
    actor_id: Mapped[str] = column(
        "the organization or person", refers("actor.id"), index=True
    )
    stated: Mapped[bool] = flag("stated", "whether the letter says so")
    reason: Mapped[str | None] = column("why it is inferred")


class Signatory(Base):
    """A person who signed a letter."""

    __tablename__ = "signatory"
    __table_args__ = options("the persons who signed, in their order")

    letter_id: Mapped[str] = column("the letter", refers(LETTER), primary_key=True)
    position: Mapped[int] = column("place among the signatures", primary_key=True)
    person_id: Mapped[str] = column("the person", refers("person.actor_id"), index=True)
    as_signed: Mapped[str] = column("the name as signed")


class SignatoryAffiliation(Base):
    """A role and organization as signed."""

    __tablename__ = "signatory_affiliation"
    __table_args__ = (
        refers_together(
            ["letter_id", "position"], ["signatory.letter_id", "signatory.position"]
        ),
        check("reason_given", "stated OR reason IS NOT NULL"),
        options("roles and organizations as signed: none, one or several"),
    )

    letter_id: Mapped[str] = column("the letter", primary_key=True)
    position: Mapped[int] = column("place among the signatures", primary_key=True)
    n: Mapped[int] = column("place among the affiliations", primary_key=True)
    role: Mapped[str | None] = column("the role as signed")
    as_signed: Mapped[str | None] = column("the organization as signed")
    organization_id: Mapped[str | None] = column(
        "the organization it is resolved to",
        refers("organization.actor_id"),
        index=True,
    )
    former: Mapped[bool] = flag("former", "whether signed as a former one")
    stated: Mapped[bool] = flag("stated", "whether the letter says so")
    reason: Mapped[str | None] = column("why it is inferred")


class Recipient(Base):
    """An office a letter is put to, apart from its holder."""

    __tablename__ = "recipient"
    __table_args__ = (
        check("reason_given", "stated OR reason IS NOT NULL"),
        options("the offices a letter is put to, with their holders then"),
    )

    letter_id: Mapped[str] = column("the letter", refers(LETTER), primary_key=True)
    position: Mapped[int] = column("its place in the list, from 1", primary_key=True)
    office_id: Mapped[str] = column("the office", refers("office.actor_id"), index=True)
    holder_id: Mapped[str | None] = column(
        "the person, where one is known", refers("person.actor_id"), index=True
    )
    holder_state: Mapped[HolderState] = column("what the holder was to the office then")
    as_written: Mapped[str | None] = column("the addressee as written")
    addressed: Mapped[Addressed] = column("direct, in public, or none (a statement)")
    stated: Mapped[bool] = flag("stated", "whether the letter says so")
    reason: Mapped[str | None] = column("why it is inferred")
