"""Letters and their parties."""

from typing import NamedTuple


class Party(NamedTuple):
    """A sender of a letter."""

    actor: str
    name: str
    stated: bool
    reason: str | None


class Affiliation(NamedTuple):
    """A role and organization as signed."""

    role: str | None
    as_signed: str | None
    organization: str | None
    former: bool
    stated: bool
    reason: str | None


class Signature(NamedTuple):
    """A signatory, in the order signed."""

    person: str
    as_signed: str
    affiliations: tuple[Affiliation, ...]


class Addressee(NamedTuple):
    """An office a letter is put to, apart from its holder."""

    office: str
    name: str
    holder: str | None
    holder_name: str | None
    state: str
    as_written: str | None
    addressed: str
    stated: bool
    reason: str | None


class LetterSummary(NamedTuple):
    """A letter in a list."""

    id: str
    source: str
    title: str
    kind: str
    date: str
    date_basis: str
    earliest: str
    latest: str
    senders: tuple[Party, ...]
    recipients: tuple[str, ...]
    demands: int
    explicit: int
    signatories: int


class Letter(NamedTuple):
    """A letter with all that is known of it; imports have no text nor coding day."""

    id: str
    source: str
    symbol: str | None
    title: str
    kind: str
    date: str
    earliest: str
    latest: str
    precision: str
    date_basis: str
    date_reason: str
    published_in: str | None
    written_at: str | None
    language: str
    url: str | None
    senders: tuple[Party, ...]
    signatories: tuple[Signature, ...]
    recipients: tuple[Addressee, ...]
    sections: tuple[str, ...]
    demands: int
    text_file: str | None
    text_sha256: str | None
    text_length: int | None
    text_loaded: bool
    rights: str
    coder: str
    coded: str | None
    seed_file: str
    loaded_at: str
    note: str | None
