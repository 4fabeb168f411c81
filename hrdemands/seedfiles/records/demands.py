"""Records of a demand."""

from typing import Annotated

from pydantic import Field

from hrdemands.seedfiles.records.base import Claim, Record
from hrdemands.seedfiles.scalars import (
    CountryCode,
    Day,
    Flag,
    Prose,
    Reference,
    Share,
    Whole,
    choice,
)
from hrdemands.vocabulary import ActorRole, Audience, Basis, CountryRole, Strength


class Span(Record):
    """Characters `[start, end)` of the letter's text."""

    start: Whole
    """Offset of the first character."""
    end: Whole
    """Offset after the last character."""


class DemandActor(Claim):
    """A link in the chain of those who are to act."""

    actor: Reference
    """An actor's id, or a state's alpha-3 code."""
    role: Annotated[ActorRole, choice(ActorRole)]
    """`asked`, `intermediary`, `target` or `against`."""


class DemandCountry(Record):
    """A country the demand names, and what it is to the demand."""

    country: CountryCode
    """Alpha-3 code."""
    role: Annotated[CountryRole, choice(CountryRole)]
    """`subject`, `example`, `venue` or `actor`."""
    as_written: Prose
    """The words that name it."""


class Timing(Record):
    """A deadline or occasion, as worded and as resolved."""

    words: Prose
    """The words."""
    earliest: Day | None = None
    """First day meant."""
    latest: Day | None = None
    """Last day meant."""


class Demand(Record):
    """One act or abstention the sender asks of a nameable actor."""

    n: Whole
    """Its number in the letter, from 1 without gaps; never given to another demand."""
    section: Whole | None = None
    """Number of the section it stands in."""
    start: Whole
    """Offset of the span's first character in the letter's text."""
    end: Whole
    """Offset after the span's last character."""
    also: tuple[Span, ...] = ()
    """Spans of repetitions without new content."""
    quote: Prose
    """The operative words, verbatim: 6 to 15, or the whole of a shorter ask."""
    summary: Prose
    """One imperative sentence in our own words, with today's names."""
    strength: Annotated[Strength, choice(Strength)]
    """How strongly it is worded, by its cue."""
    cue: Prose | None = None
    """The words that carry the strength."""
    explicit: Flag
    """Whether the act is asked for outright."""
    basis: Annotated[Basis | None, choice(Basis)] = None
    """Why an implied demand counts as one."""
    reason: Prose | None = None
    """What makes an implied demand a demand."""
    action: Reference
    """What the addressee is to do."""
    target_action: Reference | None = None
    """What the final target must then do."""
    actors: Annotated[tuple[DemandActor, ...], Field(min_length=1)]
    """The chain, in order."""
    countries: tuple[DemandCountry, ...] = ()
    """Countries named, each with a role."""
    places: tuple[Reference, ...] = ()
    """Places named that are no countries."""
    issues: Annotated[tuple[Reference, ...], Field(min_length=1, max_length=3)]
    """The primary issue first, up to two more."""
    groups: tuple[Reference, ...] = ()
    """Groups affected."""
    mechanisms: tuple[Reference, ...] = ()
    """Mechanisms and instruments named."""
    audience: Annotated[Audience, choice(Audience)]
    """`public`, `private`, `both`, or `unspecified`."""
    timing: Timing | None = None
    """Deadline or occasion."""
    parent: Whole | None = None
    """Number of the head this is a means to."""
    confidence: Share
    """The chance that a careful second coder makes it a demand of its own."""
    note: Prose | None = None
    """A judgement call and its reason."""
