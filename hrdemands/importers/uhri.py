"""The Universal Human Rights Index: what UN mechanisms recommend to states.

Exports are JSON, or XLSX with columns of other and partly misspelt names; cells of
several values have a line for each that begins with ``- ``, and days may be Excel's
serial numbers. A row is a paragraph of a report: one demand of the mechanism, or, of a
Universal Periodic Review, one of each state that made it. Paragraphs that are no
recommendation (concerns, observations) are skipped and counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from hrdemands.dates import parse_date
from hrdemands.importers.gathering import Found, Gathering, Written
from hrdemands.importers.importer import Importer, Reading
from hrdemands.importers.slugs import slug
from hrdemands.importers.tables import Column, Row
from hrdemands.importers.tables.failures import refuse
from hrdemands.seedfiles.records import Dated, Document
from hrdemands.text import quoted
from hrdemands.vocabulary import (
    DateBasis,
    LetterKind,
    Precision,
    Response,
    Source,
)

THEMES = "uhri-theme"
PERSONS = "uhri-affected-persons"
REVIEW = "UPR"
COLUMNS = (
    Column("id", ("AnnotationId", "OHCHR Annotation Id"), needed=False),
    Column("symbol", ("Symbol", "Document Symbol")),
    Column("text", ("Text",)),
    Column("date", ("PublicationDate", "Document Publication Date")),
    Column("type", ("AnnotationType",), needed=False),
    Column("asked", ("Countries", "Countries Concerned")),
    Column("groups", ("AffectedPersons",), needed=False),
    Column("issues", ("Themes",), needed=False),
    Column("asking", ("Body", "Reccomending Body", "Recommending Body")),
    Column(
        "states",
        ("UPR Reccomending States", "UPR Recommending States"),
        needed=False,
    ),
    Column("response", ("UPR Position",), needed=False),
)
RESPONSES = {
    "supported": Response.ACCEPTED,
    "accepted": Response.ACCEPTED,
    "noted": Response.NOTED,
}
RIGHTS = (
    "The wordings are the United Nations', collected and classified by OHCHR in the"
    " Universal Human Rights Index; they are kept in the database of whoever imported"
    " them."
)
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"([0-9]{5,6})(?:\.[0-9]+)?")
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")
_EARLIEST = date(1945, 10, 24)
"""No document of the United Nations is older than they are."""
_LATEST = date(2200, 1, 1)


def read_documents(rows: Iterable[Row], reading: Reading) -> Iterator[Document]:
    """The reports and reviews that *rows* are of; see `Importer`."""
    gathering = Gathering(reading.tally)
    for row in rows:
        reading.tally.rows += 1
        if reason := _no_recommendation(row):
            reading.tally.skipped[reason] += 1
        else:
            key = _document(row, reading, gathering)
            gathering.add(key, _found(row, reading))
    yield from gathering.documents()


def values_of(cell: str) -> list[str]:
    """The values of a cell: lines that begin with a hyphen, or the one there is."""
    lines = (line.strip() for line in cell.split("\n"))
    plain = (line[1:].strip() if line.startswith("-") else line for line in lines)
    return list(dict.fromkeys(" ".join(line.split()) for line in plain if line))


def _no_recommendation(row: Row) -> str:
    """Why the row is none; empty when it is one."""
    if not row.values.get("text"):
        return "without a text"
    if "type" not in row.values:
        return ""
    types = values_of(row.values["type"])
    if any("recommendation" in each.lower() for each in types):
        return ""
    return f"of type {quoted(', '.join(types))}" if types else "without a type"


def _document(row: Row, reading: Reading, gathering: Gathering) -> str:
    """The id of the row's document, which is begun if it is the first of it."""
    symbol = next(iter(values_of(row.values.get("symbol", ""))), "")
    if not symbol:
        message, remedy = "has no document symbol", "fill it in, or leave the row out"
        refuse(reading.file, row.line, message, remedy)
    key, day = f"uhri-{slug(symbol)}", _day(row, reading)
    if key in gathering:
        gathering.refuse_other(key, symbol, f"{reading.file}:{row.line}")
        gathering.widen(key, day)
        return key
    is_review = values_of(row.values.get("asking", "")) == [REVIEW]
    gathering.open(
        Document(
            id=key,
            source=Source.UHRI,
            kind=LetterKind.REVIEW if is_review else LetterKind.REPORT,
            title=symbol,
            symbol=symbol,
            date=_dated(day),
            language="en",
            rights=RIGHTS,
            coder="OHCHR, Universal Human Rights Index",
        )
    )
    return key


def _dated(day: date) -> Dated:
    return Dated(
        earliest=day,
        latest=day,
        precision=Precision.DAY,
        basis=DateBasis.STATED,
        reason="publication date in the export",
    )


def _day(row: Row, reading: Reading) -> date:
    written = "".join(values_of(row.values.get("date", "")))
    day = _read_day(written)
    if day is None or not _EARLIEST <= day < _LATEST:
        message = f"{quoted(written)} is no date of publication"
        remedy = "write it like 2009-01-05, or leave the row out"
        refuse(reading.file, row.line, message, remedy)
    return day


def _read_day(written: str) -> date | None:
    if serial := _SERIAL.fullmatch(written):
        return _EPOCH + timedelta(days=int(serial[1]))
    found = _ISO.fullmatch(written)
    try:
        return parse_date(found[1]) if found else None
    except ValueError:
        return None


def _found(row: Row, reading: Reading) -> list[Found]:
    """What the row recommends: once for each state or body that does."""
    values, names = row.values, reading.names
    unmapped: list[Written] = []
    countries = _mapped("asked", values.get("asked", ""), names.country, unmapped)
    issues = _terms("issue", THEMES, values.get("issues", ""), reading, unmapped)
    groups = _terms("group", PERSONS, values.get("groups", ""), reading, unmapped)
    position = ", ".join(values_of(values.get("response", "")))
    response = RESPONSES.get(position.lower())
    if position and not response:
        unmapped.append(("response", position))
    shared = Found(
        text=" ".join(values["text"].split()),
        asking=None,
        asked=tuple(code for code, _ in countries),
        countries=tuple(countries),
        issues=issues,
        groups=groups,
        response=response,
        external_id=" ".join(values_of(values.get("id", ""))) or None,
        unmapped=tuple(unmapped),
    )
    return [_asked_by(shared, party) for party in _parties(row, reading)]


def _asked_by(found: Found, party: tuple[str | None, str]) -> Found:
    actor, written = party
    if actor or not written:
        return found._replace(asking=actor)
    return found._replace(unmapped=(*found.unmapped, ("asking", written)))


def _parties(row: Row, reading: Reading) -> list[tuple[str | None, str]]:
    """Who recommends, by id and as written: states in a review, else the body."""
    names = reading.names
    bodies = values_of(row.values.get("asking", ""))
    states = values_of(row.values.get("states", "")) if bodies == [REVIEW] else []
    if states:
        found = {names.country(state) or state: state for state in states}
        return [(names.country(state), state) for state in found.values()]
    return [(names.body(body), body) for body in bodies] or [(None, "")]


def _mapped(
    field: str,
    cell: str,
    lookup: Callable[[str], str | None],
    unmapped: list[Written],
) -> list[Written]:
    """The codes of what is known, each once; the rest goes to *unmapped*."""
    found: dict[str, str] = {}
    for written in values_of(cell):
        code = lookup(written)
        if code:
            found.setdefault(code, written)
        else:
            unmapped.append((field, written))
    return list(found.items())


def _terms(
    field: str, scheme: str, cell: str, reading: Reading, unmapped: list[Written]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for label in values_of(cell):
        terms = reading.names.terms(scheme, label)
        found |= dict.fromkeys(terms)
        if not terms:
            unmapped.append((field, label))
    return tuple(found)


UHRI = Importer(
    Source.UHRI, "the Universal Human Rights Index", COLUMNS, read_documents
)
