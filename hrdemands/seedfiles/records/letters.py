"""Records of a letter: its date, its text, who sends it, signs it, gets it."""

from typing import Annotated

from pydantic import Field

from hrdemands.seedfiles.records.base import Claim, Record
from hrdemands.seedfiles.records.demands import Demand
from hrdemands.seedfiles.scalars import (
    Day,
    FileName,
    Flag,
    Language,
    Prose,
    Reference,
    Sha256,
    Slug,
    Url,
    Whole,
    choice,
)
from hrdemands.vocabulary import (
    Addressed,
    DateBasis,
    HolderState,
    LetterKind,
    Precision,
)


class Dated(Record):
    """A date as a range with a reason."""

    earliest: Day
    """First day the letter may be of."""
    latest: Day
    """Last day the letter may be of."""
    precision: Annotated[Precision, choice(Precision)]
    """How fine the date is: `day`, `month`, `year`, `range`."""
    basis: Annotated[DateBasis, choice(DateBasis)]
    """`stated` in the letter, or `inferred`."""
    reason: Prose
    """From what the date is known; names the source of outside facts."""


class LetterText(Record):
    """The text the offsets count in; the text itself is not shipped."""

    file: FileName
    """File name in the folder of texts."""
    sha256: Sha256
    """SHA-256 of the file's bytes."""
    length: Whole
    """Characters of the file decoded as UTF-8."""


class Sender(Claim):
    """A party in whose voice the letter speaks."""

    actor: Reference
    """An organization or a person."""


class Affiliation(Claim):
    """A signatory's role and organization, as signed."""

    role: Prose | None = None
    """The role as signed."""
    as_signed: Prose | None = None
    """The organization's name as signed."""
    organization: Reference | None = None
    """The organization it is resolved to."""
    former: Flag = False
    """Whether it is signed as a former one."""


class Signatory(Record):
    """A person who signed."""

    person: Reference
    """The person."""
    as_signed: Prose
    """The name as signed."""
    affiliations: tuple[Affiliation, ...] = ()
    """Roles and organizations as signed: none, one or several."""


class Recipient(Claim):
    """An office a letter is put to, apart from who held it."""

    office: Reference
    """The office."""
    holder: Reference | None = None
    """The person, where one is known."""
    state: Annotated[HolderState, choice(HolderState)]
    """What the holder was to the office then."""
    as_written: Prose | None = None
    """The addressee as written."""
    addressed: Annotated[Addressed, choice(Addressed)]
    """`direct`, in `public`, or `none` (a statement)."""


class Section(Record):
    """A heading that orders the demands under it."""

    n: Whole
    """Its place among the sections, from 1."""
    heading: Prose
    """The heading as written."""


class Letter(Record):
    """A letter, statement or agenda, and every demand in it."""

    id: Slug
    """`<year>-<sender>-<recipient or subject>`."""
    title: Prose
    """Its title, or one made from its subject line."""
    kind: Annotated[LetterKind, choice(LetterKind)]
    """What kind of document."""
    date: Dated
    """Its date as a range with a reason."""
    published_in: Prose | None = None
    """The medium that published it."""
    written_at: Prose | None = None
    """Where it was written."""
    language: Language
    """ISO 639 code."""
    url: Url | None = None
    """Where it can be read."""
    text: LetterText
    """The text that offsets count in."""
    rights: Prose
    """Whose the text is, and what of it is kept here."""
    coder: Prose
    """Who coded it."""
    coded: Day
    """When it was coded."""
    note: Prose | None = None
    """What a reader should know of it."""
    senders: Annotated[tuple[Sender, ...], Field(min_length=1)]
    """In whose voice it speaks."""
    signatories: tuple[Signatory, ...] = ()
    """Who signed, in the order signed."""
    recipients: tuple[Recipient, ...] = ()
    """Whom it is put to."""
    sections: tuple[Section, ...] = ()
    """Its headings."""
    demands: Annotated[tuple[Demand, ...], Field(min_length=1)]
    """Every demand, in the order of the text."""
