"""Demands, and what is linked to them."""

from typing import NamedTuple


class ActorLink(NamedTuple):
    """A link of a demand's chain."""

    actor: str
    role: str
    position: int
    stated: bool
    name: str
    reason: str | None = None


class CountryLink(NamedTuple):
    """A country a demand names."""

    code: str
    name: str
    role: str
    as_written: str


class Timing(NamedTuple):
    """A deadline or occasion, as worded and as resolved."""

    words: str
    earliest: str | None
    latest: str | None


class Demand(NamedTuple):
    """A demand with everything coded of it, and its letter's date and parties.

    ``start`` and ``end`` count characters ``[start, end)`` of the letter's text;
    ``text`` is the whole span where the database holds it. Of an imported
    recommendation ``summary`` and ``quote`` are its whole wording, what a person codes
    is None, ``asking`` is who recommends, and ``unmapped`` are the values no vocabulary
    knows, each with what it would be.
    """

    id: str
    source: str
    letter: str
    n: int
    section: str | None
    summary: str
    quote: str
    start: int | None
    end: int | None
    strength: str | None
    cue: str | None
    explicit: bool
    basis: str | None
    reason: str | None
    audience: str
    action: str | None
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
    confidence: float | None
    note: str | None
    title: str
    date: str
    date_basis: str
    earliest: str
    latest: str
    senders: tuple[str, ...]
    sender_names: tuple[str, ...]
    senders_inferred: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_names: tuple[str, ...]
    asking: str | None
    asking_name: str | None
    response: str | None
    category: int | None
    external_id: str | None
    unmapped: tuple[tuple[str, str], ...]
    text: str | None


class Listed(NamedTuple):
    """A demand in an answer that sorts demands under headings."""

    under: str
    demand: Demand


class Match(NamedTuple):
    """Characters ``[start, end)`` of a field of a demand that a search found."""

    field: str
    start: int
    end: int


class Hit(NamedTuple):
    """A demand that a search found.

    The larger its score, the better it fits; it has none in an answer by time, or
    where there were too many to rank. ``matches`` has no place for what a demand is
    found by without a word of it, such as a country it is coded with.
    """

    demand: Demand
    score: float | None
    matches: tuple[Match, ...]
