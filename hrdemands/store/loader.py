"""Catalogue to database: one transaction, only what changed.

A letter whose content hash the database already holds is passed over. Of all others,
rows are compared with those that are there: rows that changed are deleted and inserted
anew, rows that left the seeds are deleted, and foreign keys are checked when all is in
place. Deleting first lets two rows swap a value that must be unique. Letters go a few
at a time, so that memory does not grow with their number. What was imported is none of
a load's business, and stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import (
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from hrdemands import schema
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter
from hrdemands.store import fulltext
from hrdemands.store.rows import (
    Row,
    Rows,
    common_rows,
    content_hash,
    letter_rows,
    table,
)
from hrdemands.store.waiting import leave_out_waiting
from hrdemands.vocabulary import Source

_LETTER = table(schema.Letter)
_DEMAND = table(schema.Demand)
_FILE = table(schema.SeedFile)
_TEXT = table(schema.LetterText)
_JUDGEMENT = table(schema.AskMembership)

_WRITTEN = [
    each
    for each in Base.metadata.sorted_tables
    if each not in (table(schema.DemandWords), table(schema.WordStem))
]
"""What is searched is made from the rest when that is in place."""

_OF_LETTERS = [
    each
    for each in _WRITTEN
    if each is _LETTER or {"letter_id", "demand_id"} & {*each.c.keys()}
    if each is not _JUDGEMENT
]
_COMMON = [each for each in _WRITTEN if each not in _OF_LETTERS]
_LETTERS_AT_ONCE = 50


@dataclass(slots=True)
class Counts:
    """Rows of one table that a load adds, changes, removes, and leaves alone."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def touched(self) -> int:
        """Rows the load writes."""
        return self.added + self.changed + self.removed


@dataclass(slots=True)
class LoadReport:
    """What a load did, or would do, by table.

    ``waiting`` judgements are of demands that are not imported here, and left out.
    """

    tables: dict[str, Counts] = field(default_factory=dict)
    waiting: int = 0

    def total(self) -> Counts:
        """The counts of all tables together."""
        return Counts(
            sum(c.added for c in self.tables.values()),
            sum(c.changed for c in self.tables.values()),
            sum(c.removed for c in self.tables.values()),
            sum(c.unchanged for c in self.tables.values()),
        )


def load(
    connection: Connection, catalogue: Catalogue, texts: dict[str, str]
) -> LoadReport:
    """Make the database hold *catalogue*, and of *texts* what belongs to its letters.

    The caller's transaction must be one of `migrations.at_newest`. Raises SQLAlchemy's
    IntegrityError where the catalogue breaks a rule of the database.
    """
    now = datetime.now(UTC)
    defer_references(connection)
    report = LoadReport(_count(connection))
    pending = _pending(connection, catalogue, texts)
    common = common_rows(catalogue, now)
    report.waiting = leave_out_waiting(connection, common, catalogue.demands)
    _replace(connection, report, _COMMON, (), common)
    for letters in _batches(pending):
        wanted: Rows = defaultdict(list)
        for key in letters:
            if key in catalogue.letters:
                rows = letter_rows(catalogue.letters[key], now, pending[key])
                _extend(wanted, rows)
        _replace(connection, report, _OF_LETTERS, letters, wanted)
    fulltext.refresh(connection, pending.keys())
    return report


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while batch := list(islice(left, _LETTERS_AT_ONCE)):
        yield batch


def _extend(rows: Rows, more: Rows) -> None:
    for each, new in more.items():
        rows[each] += new


def defer_references(connection: Connection) -> None:
    """Let rows refer to what is not there yet, until the transaction commits."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _count(connection: Connection) -> dict[str, Counts]:
    """Every table's rows, which a load leaves alone until it turns out otherwise."""
    return {
        each.name: Counts(
            unchanged=connection.execute(
                select(func.count()).select_from(each)
            ).scalar_one()
        )
        for each in _WRITTEN
    }


def _pending(
    connection: Connection, catalogue: Catalogue, texts: dict[str, str]
) -> dict[str, str | None]:
    """The letters to compare row by row, each with its text if one is known.

    Those that are new, changed, gone or in another seed file, and those whose text is
    new. A text that an earlier load brought stays as long as the letter names the
    same one.
    """
    stored = _stored(connection)
    pending: dict[str, str | None] = dict.fromkeys(stored)
    for key, entry in catalogue.letters.items():
        old, text = stored.get(key), texts.get(key)
        if old and text is None and old["text_sha256"] == entry.record.text.sha256:
            text = old["text"]
        if old and _is_as_before(old, entry, text):
            del pending[key]
        else:
            pending[key] = text
    return pending


def _is_as_before(old: Row, entry: Entry[Letter], text: str | None) -> bool:
    if (old["seed_file"], old["text"]) != (entry.file.key, text):
        return False
    return bool(old["content_hash"] == content_hash(entry))


def _stored(connection: Connection) -> dict[str, Row]:
    """What the database knows of each letter, to tell whether it changed."""
    found = connection.execute(
        select(
            _LETTER.c.id,
            _LETTER.c.seed_file,
            _LETTER.c.content_hash,
            _LETTER.c.text_sha256,
            _TEXT.c.text,
        )
        .join_from(_LETTER, _TEXT, isouter=True)
        .where(_LETTER.c.source == Source.LETTERS)
    )
    return {row["id"]: dict(row) for row in found.mappings()}


def _replace(
    connection: Connection,
    report: LoadReport,
    tables: list[Table],
    letters: Iterable[str],
    wanted: Rows,
) -> None:
    """Make *tables*, or of them the rows of *letters*, hold the rows *wanted*."""
    changes = []
    for each in tables:
        present = _present(connection, each, list(letters))
        change = _compare(each, present, wanted.get(each, []))
        change.count(report.tables[each.name])
        changes.append(change)
    for change in reversed(changes):
        _delete(connection, change.table, change.gone + change.stale)
    for change in changes:
        _insert(connection, change.table, change.fresh + change.new)


def _present(connection: Connection, each: Table, letters: list[str]) -> list[Row]:
    query = select(each)
    if each is _FILE:
        query = query.where(each.c.source == Source.LETTERS)
    elif each is _LETTER:
        query = query.where(each.c.id.in_(letters))
    elif each in _OF_LETTERS and "letter_id" in each.c:
        query = query.where(each.c.letter_id.in_(letters))
    elif each in _OF_LETTERS:
        demands = select(_DEMAND.c.id).where(_DEMAND.c.letter_id.in_(letters))
        query = query.where(each.c.demand_id.in_(demands))
    return [dict(row) for row in connection.execute(query).mappings()]


@dataclass(slots=True)
class _Change:
    """What is to happen to one table: rows to delete, and rows to insert."""

    table: Table
    gone: list[Row] = field(default_factory=list)
    stale: list[Row] = field(default_factory=list)
    fresh: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)

    def count(self, counts: Counts) -> None:
        """Add this change to the counts of its table."""
        counts.added += len(self.new)
        counts.changed += len(self.fresh)
        counts.removed += len(self.gone)
        counts.unchanged -= len(self.stale) + len(self.gone)


def _compare(each: Table, present: list[Row], wanted: list[Row]) -> _Change:
    """What must go and come for *present* to become *wanted*."""
    keys = [column.name for column in each.primary_key]
    old = {tuple(row[k] for k in keys): row for row in present}
    change = _Change(each)
    for row in wanted:
        before = old.pop(tuple(row[k] for k in keys), None)
        if before is None:
            change.new.append(row)
        elif _content(before) != _content(row):
            change.stale.append(before)
            change.fresh.append(row)
    change.gone += old.values()
    return change


def _content(row: Row) -> Row:
    """A row without the time it was loaded at, which is no content."""
    return {name: value for name, value in row.items() if name != "loaded_at"}


def _delete(connection: Connection, each: Table, rows: list[Row]) -> None:
    if rows:
        keys = list(each.primary_key)
        this = and_(*(key == bindparam(f"this_{key.name}") for key in keys))
        ids = [{f"this_{key.name}": row[key.name] for key in keys} for row in rows]
        connection.execute(delete(each).where(this), ids)


def _insert(connection: Connection, each: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(each), rows)
