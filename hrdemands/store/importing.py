"""Imported documents to database: one transaction, merged with what is there.

A document is often told by several files (a merged corpus, an export of some sessions),
none of which need have all of it. So nothing is ever removed: a recommendation that
the database has, by its asking party, its wording and its id at the source, keeps its
number; the first of several equal ones is the first, the second the second. What else
is known of it is made to be what the file says. New ones get the next numbers. Equal
content is told by the hashes that letters and demands carry, so that an import of what
is there writes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from hrdemands import schema
from hrdemands.errors import DataError
from hrdemands.schema import Base
from hrdemands.seedfiles.records import Document
from hrdemands.store import fulltext
from hrdemands.store.rows import Row, Rows, document_rows, table
from hrdemands.vocabulary import Source

_LETTER = table(schema.Letter)
_DEMAND = table(schema.Demand)
_FILE = table(schema.SeedFile)
_OF_DEMANDS = [
    each
    for each in Base.metadata.sorted_tables
    if "demand_id" in each.c
    if each not in (table(schema.AskMembership), table(schema.DemandWords))
]
_AT_ONCE = 2_000
"""Recommendations that are merged together."""
_IDS = 400
"""How many ids go into one IN."""


class FileRow(NamedTuple):
    """The file that documents come from, as the database remembers it."""

    path: str
    source: Source
    sha256: str


@dataclass(slots=True)
class Merged:
    """What an import did with documents and demands."""

    documents: Counter[str] = field(default_factory=Counter)
    demands: Counter[str] = field(default_factory=Counter)

    def take(self, other: "Merged") -> None:
        """Add the counts of *other*."""
        self.documents.update(other.documents)
        self.demands.update(other.demands)


def merge(
    connection: Connection,
    documents: Iterable[Document],
    file: FileRow,
    told: Callable[[int], None] = lambda _merged: None,
) -> Merged:
    """Make the database hold *documents*, each of which comes once.

    For a transaction whose references are deferred. *told* hears how many demands
    were merged so far. Raises DataError for an id that a document of another source
    has.
    """
    writing = _Writing(connection, file, datetime.now(UTC))
    merged = Merged()
    for batch in _batches(documents):
        merged.take(writing.merge(batch))
        told(merged.demands.total())
    fulltext.refresh(connection, writing.written)
    return merged


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.recommendations)
        if size >= _AT_ONCE or len(batch) >= _IDS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


Key = tuple[str | None, str, str | None, int]
"""Asking party, wording, id at the source, and which of several equal ones."""


@dataclass(slots=True)
class _Known:
    """What the database has of one document."""

    letter: Row | None = None
    numbers: dict[Key, int] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    last: int = 0


class _Writing:
    def __init__(self, connection: Connection, file: FileRow, now: datetime) -> None:
        self._connection, self._file, self._now = connection, file, now
        self._has_file = False
        self.written: set[str] = set()
        """The documents of which anything was written."""

    def merge(self, documents: list[Document]) -> Merged:
        """Write what is new or changed in *documents*."""
        known = self._known([document.id for document in documents])
        merged = Merged()
        new: Rows = defaultdict(list)
        stale: list[str] = []
        for document in documents:
            changes = self._changes(document, known[document.id], merged)
            stale += changes.stale
            for each, rows in changes.rows.items():
                new[each] += rows
        if new:
            self._write(new, stale, known)
        return merged

    def _changes(self, document: Document, known: _Known, merged: Merged) -> "_Changes":
        numbered = _numbered(document, known)
        rows = document_rows(numbered, self._file.path, self._now, known.hashes)
        letter = rows[_LETTER][0]
        old = known.letter
        if old and old["content_hash"] == letter["content_hash"]:
            merged.documents["unchanged"] += 1
            merged.demands["unchanged"] += len(rows[_DEMAND])
            return _Changes()
        merged.documents["changed" if old else "added"] += 1
        return _changed(rows, known, merged)

    def _known(self, ids: list[str]) -> dict[str, _Known]:
        found = {key: _Known() for key in ids}
        letters = select(_LETTER.c.id, _LETTER.c.source, _LETTER.c.content_hash)
        for row in self._rows(letters.where(_LETTER.c.id.in_(ids))):
            self._refuse_others(row)
            found[row["id"]].letter = row
        d = _DEMAND.c
        demands = select(
            d.id, d.letter_id, d.n, d.asking_id, d.quote, d.external_id, d.content_hash
        )
        ordered = demands.where(d.letter_id.in_(ids)).order_by(d.letter_id, d.n)
        counts: Counter[tuple[Any, ...]] = Counter()
        for row in self._rows(ordered):
            known = found[row["letter_id"]]
            same = row["asking_id"], row["quote"], row["external_id"]
            counts[row["letter_id"], *same] += 1
            known.numbers[(*same, counts[row["letter_id"], *same])] = row["n"]
            known.hashes[row["id"]] = row["content_hash"]
            known.last = row["n"]
        return found

    def _refuse_others(self, row: Row) -> None:
        if row["source"] != self._file.source:
            raise DataError(
                f"{row['id']}: is a document of the source {row['source']}",
                "give that document another id",
            )

    def _rows(self, query: Any) -> Iterator[Row]:  # noqa: ANN401 - any SELECT
        for row in self._connection.execute(query).mappings():
            yield dict(row)

    def _write(self, new: Rows, stale: list[str], known: Mapping[str, _Known]) -> None:
        self._remember_file()
        for each in reversed(_OF_DEMANDS):
            _delete(self._connection, each, "demand_id", stale)
        _delete(self._connection, _DEMAND, "id", stale)
        letters = new.pop(_LETTER)
        self.written |= {row["id"] for row in letters}
        self._update_letters([row for row in letters if known[row["id"]].letter])
        new[_LETTER] = [row for row in letters if not known[row["id"]].letter]
        for each in Base.metadata.sorted_tables:
            if rows := new.get(each):
                self._connection.execute(insert(each), rows)

    def _update_letters(self, rows: list[Row]) -> None:
        if rows:
            changed = update(_LETTER).where(_LETTER.c.id == bindparam("its_id"))
            values: Row = {name: bindparam(name) for name in rows[0] if name != "id"}
            named = [{**row, "its_id": row["id"]} for row in rows]
            self._connection.execute(changed.values(values), named)

    def _remember_file(self) -> None:
        """Enter the file, once something of it is written."""
        if self._has_file:
            return
        self._has_file = True
        path = self._file.path
        row = {**self._file._asdict(), "loaded_at": self._now}
        known = select(_FILE.c.source).where(_FILE.c.path == path)
        if self._connection.execute(known).first() is None:
            self._connection.execute(insert(_FILE), row)
        else:
            changed = update(_FILE).where(_FILE.c.path == path)
            self._connection.execute(changed.values(**row))


class _Changes(NamedTuple):
    """Rows to write, and the demands whose rows are to go first."""

    rows: Rows = {}  # noqa: RUF012 - nothing adds to it
    stale: list[str] = []  # noqa: RUF012


def _changed(rows: Rows, known: _Known, merged: Merged) -> _Changes:
    """Of a document's *rows* its own, and those of demands not known as they are."""
    stale, fresh = [], set()
    for row in rows[_DEMAND]:
        key = row["id"]
        if known.hashes.get(key) == row["content_hash"]:
            merged.demands["unchanged"] += 1
            continue
        fresh.add(key)
        merged.demands["changed" if key in known.hashes else "added"] += 1
        if key in known.hashes:
            stale.append(key)
    written: Rows = {_LETTER: rows[_LETTER]}
    for each in (_DEMAND, *_OF_DEMANDS):
        name = "id" if each is _DEMAND else "demand_id"
        written[each] = [row for row in rows.get(each, []) if row[name] in fresh]
    return _Changes(written, stale)


def _numbered(document: Document, known: _Known) -> Document:
    """*document* with the numbers that its recommendations have, or are to get."""
    counts: Counter[tuple[Any, ...]] = Counter()
    following = count(known.last + 1)
    found = []
    for each in document.recommendations:
        same = each.asking, each.text, each.external_id
        counts[same] += 1
        n = known.numbers.get((*same, counts[same])) or next(following)
        found.append(each if each.n == n else each.model_copy(update={"n": n}))
    return document.model_copy(update={"recommendations": tuple(found)})


def _delete(connection: Connection, each: Table, name: str, ids: list[str]) -> None:
    for start in range(0, len(ids), _IDS):
        some = ids[start : start + _IDS]
        connection.execute(delete(each).where(each.c[name].in_(some)))
