"""Records of imported documents: what an importer makes of a source's rows.

They hold what the source says and no more: a recommendation is not coded, so that it
has no summary of ours, no strength and no span. What a value of the source becomes in
our vocabularies stands beside what no vocabulary knows, as written.
"""

from typing import Annotated

from pydantic import Field

from hrdemands.seedfiles.records.base import Record
from hrdemands.seedfiles.records.demands import DemandCountry
from hrdemands.seedfiles.records.letters import Dated
from hrdemands.seedfiles.scalars import Language, Prose, Reference, Slug, Url
from hrdemands.vocabulary import LetterKind, Response, Source


class Unmapped(Record):
    """A value that no vocabulary knows."""

    field: str
    """What it would be: `asking`, `asked`, `country`, `issue`, ..."""
    value: Prose
    """The value as the source has it."""


class Recommendation(Record):
    """One act that one state or mechanism recommends."""

    n: Annotated[int, Field(ge=1)]
    """Its number in the document, from 1; never given to another."""
    text: Prose
    """Its whole wording, as the source has it."""
    asking: Reference | None = None
    """The actor that recommends; none where no vocabulary knows it."""
    asked: tuple[Reference, ...] = ()
    """The actors that are to act: the states under review."""
    countries: tuple[DemandCountry, ...] = ()
    """Countries it is about, as written."""
    issues: tuple[Reference, ...] = ()
    """Issues, in the source's order, which is no rank."""
    groups: tuple[Reference, ...] = ()
    """Groups affected."""
    mechanisms: tuple[Reference, ...] = ()
    """Mechanisms and instruments, where the source codes them."""
    response: Response | None = None
    """What the state under review answered."""
    category: Annotated[int, Field(ge=1, le=5)] | None = None
    """How specific the act is, 1 to 5."""
    external_id: Prose | None = None
    """Its id in the source."""
    unmapped: tuple[Unmapped, ...] = ()
    """Values that no vocabulary knows."""


class Document(Record):
    """A state's review, or a mechanism's report, with its recommendations."""

    id: Slug
    """`upr-<session>-<alpha-3>` or `uhri-<symbol>`."""
    source: Source
    """The source it was imported from."""
    kind: LetterKind
    """`review` or `report`."""
    title: Prose
    """What it is called here."""
    symbol: Prose | None = None
    """Its UN document symbol."""
    date: Dated
    """Its date as a range with a reason."""
    language: Language
    """ISO 639 code of the wordings."""
    url: Url | None = None
    """Where it can be read."""
    rights: Prose
    """Whose the wordings are."""
    coder: Prose
    """Who coded it at the source."""
    note: Prose | None = None
    """What a reader should know of it."""
    recommendations: tuple[Recommendation, ...] = ()
    """Its recommendations, in the order of the source."""
