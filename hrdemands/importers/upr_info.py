"""UPR Info's export: recommendations of states to states in the UPR, one a row.

Both forms are taken: the export as it comes (``To``, ``From``, ...) and with the column
names of the merged research files (``state_under_review``, ...). A document is one
state's review in one session. A voluntary pledge is a row whose state recommends to
itself; its response says so.
"""

import re
from collections.abc import Iterable, Iterator

from hrdemands.importers.gathering import Found, Gathering, Written
from hrdemands.importers.importer import Importer, Reading
from hrdemands.importers.sessions import dated, sessions
from hrdemands.importers.slugs import slug
from hrdemands.importers.tables import Column, Row
from hrdemands.importers.tables.failures import refuse
from hrdemands.seedfiles.records import Document
from hrdemands.text import quoted
from hrdemands.vocabulary import LetterKind, Response, Source

SCHEME = "upr-info"
COLUMNS = (
    Column("asked", ("To", "state_under_review", "State under review", "SuR")),
    Column("asking", ("From", "recommending_state", "Recommending state", "RS")),
    Column("text", ("Text", "Recommendation")),
    Column("response", ("Response",)),
    Column("category", ("Action", "action_category", "Action category"), needed=False),
    Column("issues", ("Issue", "Issues"), needed=False),
    Column("session", ("Session",)),
)
RESPONSES = {
    "accepted": Response.ACCEPTED,
    "supported": Response.ACCEPTED,
    "noted": Response.NOTED,
    "rejected": Response.NOTED,
    "voluntary pledge": Response.PLEDGE,
}
_SESSION = re.compile(r"(?:session\s*)?0*([1-9][0-9]{0,2})(?:\.0)?", re.IGNORECASE)
_CATEGORY = re.compile(r"([1-5])(?:\.0)?")
RIGHTS = (
    "The wordings are the recommending states', collected and classified by UPR Info;"
    " they are kept in the database of whoever imported them."
)


def read_documents(rows: Iterable[Row], reading: Reading) -> Iterator[Document]:
    """The reviews that *rows* are of; see `Importer`."""
    gathering = Gathering(reading.tally)
    for row in rows:
        reading.tally.rows += 1
        if not row.values["text"]:
            reading.tally.skipped["without a text"] += 1
            continue
        key = _review(row, reading, gathering)
        gathering.add(key, [_found(row, reading)])
    yield from gathering.documents()


def _review(row: Row, reading: Reading, gathering: Gathering) -> str:
    """The id of the row's review, which is begun if it is the first of it."""
    number = _session(row, reading)
    state = row.values["asked"]
    code = reading.names.country(state)
    key = f"upr-{number:02}-{(code or slug(state)).lower()}"
    if key not in gathering:
        name = reading.names.shown[code] if code else state or "an unnamed state"
        gathering.open(
            Document(
                id=key,
                source=Source.UPR,
                kind=LetterKind.REVIEW,
                title=f"Universal Periodic Review of {name}, session {number}",
                date=dated(sessions()[number]),
                language="en",
                rights=RIGHTS,
                coder="UPR Info",
            )
        )
    return key


def _session(row: Row, reading: Reading) -> int:
    written = row.values["session"]
    found = _SESSION.fullmatch(written)
    if not found:
        message = f"{quoted(written)} is no session of the UPR"
        refuse(reading.file, row.line, message, "give the session as a number")
    if int(found[1]) not in sessions():
        message = f"when session {found[1]} of the UPR was held is not known"
        remedy = (
            "upgrade the program, or add it to seeds/vocabularies/upr-sessions.yaml"
        )
        refuse(reading.file, row.line, message, remedy)
    return int(found[1])


def _found(row: Row, reading: Reading) -> Found:
    values, names = row.values, reading.names
    asked, asking = names.country(values["asked"]), names.country(values["asking"])
    issues, unknown = names.listed(SCHEME, values.get("issues", ""))
    response = RESPONSES.get(values["response"].lower())
    if response is Response.PLEDGE and not values["asking"]:
        asking = asked
    category = _CATEGORY.fullmatch(values.get("category", ""))
    unmapped: list[Written] = [("issue", label) for label in unknown]
    for field, mapped in (
        ("asked", asked),
        ("asking", asking),
        ("response", response),
        ("category", category),
    ):
        if not mapped and values.get(field):
            unmapped.append((field, " ".join(values[field].split())))
    return Found(
        text=" ".join(values["text"].split()),
        asking=asking,
        asked=(asked,) if asked else (),
        countries=((asked, values["asked"]),) if asked else (),
        issues=issues,
        response=response,
        category=int(category[1]) if category else None,
        unmapped=tuple(unmapped),
    )


UPR_INFO = Importer(Source.UPR, "UPR Info", COLUMNS, read_documents)
