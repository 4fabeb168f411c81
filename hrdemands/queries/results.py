"""What queries return: frozen records of plain values.

Lists are tuples, dates are ISO strings, what is not known is None. Field names are
the keys of the JSON output and part of its documented form.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorLink:
    """A link of a demand's chain."""

    actor: str
    role: str
    position: int
    stated: bool
    name: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CountryLink:
    """A country a demand names."""

    code: str
    name: str
    role: str
    as_written: str


@dataclass(frozen=True, slots=True)
class Timing:
    """A deadline or occasion, as worded and as resolved."""

    words: str
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand with everything coded of it, and its letter's date and parties.

    ``start`` and ``end`` count characters ``[start, end)`` of the letter's text;
    ``text`` is the whole span where the database holds it.
    """

    id: str
    letter: str
    n: int
    section: str | None
    summary: str
    quote: str
    start: int
    end: int
    strength: str
    cue: str | None
    explicit: bool
    basis: str | None
    reason: str | None
    audience: str
    action: str
    target_action: str | None
    actors: tuple[ActorLink, ...]
    countries: tuple[CountryLink, ...]
    places: tuple[str, ...]
    issues: tuple[str, ...]
    groups: tuple[str, ...]
    mechanisms: tuple[str, ...]
    parent: str | None
    asks: tuple[str, ...]
    timing: Timing | None
    confidence: float
    note: str | None
    title: str
    date: str
    earliest: str
    latest: str
    senders: tuple[str, ...]
    sender_names: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_names: tuple[str, ...]
    text: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A demand in an answer that sorts demands under headings."""

    under: str
    demand: Demand


@dataclass(frozen=True, slots=True)
class Party:
    """A sender of a letter."""

    actor: str
    name: str
    stated: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A role and organization as signed."""

    role: str | None
    as_signed: str | None
    organization: str | None
    former: bool
    stated: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signatory, in the order signed."""

    person: str
    as_signed: str
    affiliations: tuple[Affiliation, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
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


@dataclass(frozen=True, slots=True)
class LetterSummary:
    """A letter in a list."""

    id: str
    title: str
    kind: str
    date: str
    earliest: str
    latest: str
    senders: tuple[Party, ...]
    recipients: tuple[str, ...]
    demands: int
    explicit: int
    signatories: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with all that is known of it."""

    id: str
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
    text_file: str
    text_sha256: str
    text_length: int
    text_loaded: bool
    rights: str
    coder: str
    coded: str
    seed_file: str
    loaded_at: str
    note: str | None


@dataclass(frozen=True, slots=True)
class AskSummary:
    """An ask counted over the demands that are it.

    Years are those surely asked in: a letter whose date range spans two adds none.
    ``organizations`` counts the organizations behind the letters, as senders or by
    signatories' affiliations; ``longest_gap`` is in years. ``strength_then`` and
    ``strength_now`` are those of all letters that may be the first or the last.
    """

    id: str
    name: str
    first_year: int | None
    last_year: int | None
    years: int
    letters: int
    organizations: int
    demands: int
    longest_gap: int | None
    strength_then: tuple[str, ...]
    strength_now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """How a demand moved against an earlier one."""

    kind: str
    earlier: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A demand judged against an ask."""

    judgement: str
    reason: str
    method: str
    coder: str
    judged: str
    demand: Demand
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class AskHistory:
    """An ask and every demand judged against it, oldest first."""

    ask: AskSummary
    scope: str
    members: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A value (an issue, a country, ...) that several letters share."""

    id: str
    name: str
    first_year: int | None
    last_year: int | None
    years: int
    letters: int
    organizations: int
    demands: int
    longest_gap: int | None


@dataclass(frozen=True, slots=True)
class Silent:
    """An ask, or a demand that is no ask, not made since a year."""

    id: str
    name: str
    kind: str
    first_year: int | None
    last_year: int | None
    letters: int
    silent_years: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the comparison of two letters."""

    status: str
    what: str
    id: str
    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A term, country, organization or office, and how much is said of it."""

    id: str
    name: str
    demands: int
    letters: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Year:
    """What a year's letters ask. ``year`` is None for letters that span two."""

    year: int | None
    letters: int
    demands: int
    implied: int
    must: int
    should: int
    urge: int
    recommend: int
    request: int
    hope: int
    unmarked: int
