"""Catalogue to database: one transaction, only what changed.

A letter whose content hash the database already holds is passed over. Of all others,
rows are compared with those that are there: rows that changed are deleted and inserted
anew, rows that left the seeds are deleted, and foreign keys are checked when all is in
place. Nothing is committed unless everything is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Table, and_, delete, func, insert, select

from hrdemands import schema
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.rows import (
    Row,
    Rows,
    ask_rows,
    content_hash,
    letter_rows,
    table,
    vocabulary_rows,
)

_LETTER = table(schema.Letter)
_DEMAND = table(schema.Demand)
_TEXTS = table(schema.LetterText)
_OF_LETTERS = [
    t for t in Base.metadata.sorted_tables if "letter_id" in t.c or t is _LETTER
]
_OF_DEMANDS = [
    t
    for t in Base.metadata.sorted_tables
    if "demand_id" in t.c and t is not table(schema.AskMembership)
]
_OF_NO_LETTER = [
    t
    for t in Base.metadata.sorted_tables
    if t not in _OF_LETTERS and t not in _OF_DEMANDS
]
_BATCH = 500


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
    """What a load did, or would do, by table."""

    tables: dict[str, Counts] = field(default_factory=dict)

    def total(self) -> Counts:
        """The counts of all tables together."""
        return Counts(
            sum(c.added for c in self.tables.values()),
            sum(c.changed for c in self.tables.values()),
            sum(c.removed for c in self.tables.values()),
            sum(c.unchanged for c in self.tables.values()),
        )


@dataclass(slots=True)
class _Change:
    """What is to happen to one table."""

    table: Table
    gone: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)


def load(
    engine: Engine,
    catalogue: Catalogue,
    texts: dict[str, str],
    *,
    dry_run: bool = False,
) -> LoadReport:
    """Make the database hold *catalogue*, and of *texts* what belongs to its letters.

    The database must be at the newest revision. All or nothing is committed; with
    *dry_run*, nothing. Raises SQLAlchemy's errors, after a rollback.
    """
    with engine.connect() as connection, connection.begin() as transaction:
        _defer_references(connection)
        report = _load(connection, catalogue, texts, datetime.now(UTC))
        if dry_run or not report.total().touched:
            transaction.rollback()
    return report


def _defer_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _load(
    connection: Connection, catalogue: Catalogue, texts: dict[str, str], now: datetime
) -> LoadReport:
    wanted = _joined([vocabulary_rows(catalogue, now), ask_rows(catalogue)])
    pending = _pending(connection, catalogue, texts)
    for letter_id, text in pending.items():
        if letter_id in catalogue.letters:
            rows = letter_rows(catalogue.letters[letter_id], now, text)
            wanted = _joined([wanted, rows])
    report = LoadReport()
    changes = []
    for each in Base.metadata.sorted_tables:
        present = _present(connection, each, pending)
        change, counts = _compare(each, present, wanted.get(each, []))
        total = select(func.count()).select_from(each)
        kept = connection.execute(total).scalar_one() - counts.changed - counts.removed
        counts.unchanged = kept
        report.tables[each.name] = counts
        changes.append(change)
    _apply(connection, changes)
    return report


def _joined(parts: Iterable[Rows]) -> Rows:
    joined: Rows = defaultdict(list)
    for part in parts:
        for each, rows in part.items():
            joined[each] += rows
    return joined


def _pending(
    connection: Connection, catalogue: Catalogue, texts: dict[str, str]
) -> dict[str, str | None]:
    """The letters to compare row by row, each with its text if one is known.

    Those that are new, changed or gone, and those whose text is new. A text that an
    earlier load brought stays as long as the letter names the same one.
    """
    found = connection.execute(
        select(
            _LETTER.c.id, _LETTER.c.content_hash, _LETTER.c.text_sha256, _TEXTS.c.text
        ).join_from(_LETTER, _TEXTS, isouter=True)
    )
    stored = {row.id: row for row in found}
    pending: dict[str, str | None] = dict.fromkeys(stored)
    for letter_id, entry in catalogue.letters.items():
        old = stored.get(letter_id)
        text = texts.get(letter_id)
        if old and text is None and old.text_sha256 == entry.record.text.sha256:
            text = old.text
        same = old and old.content_hash == content_hash(entry.record)
        if same and old and (text is None or old.text is not None):
            del pending[letter_id]
        else:
            pending[letter_id] = text
    return pending


def _present(connection: Connection, each: Table, letters: Iterable[str]) -> list[Row]:
    """The rows of a table; of letters' tables only those of *letters*."""
    if each in _OF_NO_LETTER:
        return [dict(row) for row in connection.execute(select(each)).mappings()]
    rows: list[Row] = []
    ids = list(letters)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        if each in _OF_DEMANDS:
            of_letters = select(_DEMAND.c.id).where(_DEMAND.c.letter_id.in_(batch))
            query = select(each).where(each.c.demand_id.in_(of_letters))
        else:
            key = each.c.id if each is _LETTER else each.c.letter_id
            query = select(each).where(key.in_(batch))
        rows += [dict(row) for row in connection.execute(query).mappings()]
    return rows


def _compare(
    each: Table, present: list[Row], wanted: list[Row]
) -> tuple[_Change, Counts]:
    """What must go and come for *present* to become *wanted*."""
    keys = [column.name for column in each.primary_key]
    old = {tuple(row[k] for k in keys): row for row in present}
    change, counts = _Change(each), Counts()
    for row in wanted:
        before = old.pop(tuple(row[k] for k in keys), None)
        if before is None:
            counts.added += 1
        elif _content(before) == _content(row):
            continue
        else:
            counts.changed += 1
            change.gone.append(before)
        change.new.append(row)
    counts.removed = len(old)
    change.gone += old.values()
    return change, counts


def _content(row: Row) -> Row:
    """A row without the time it was loaded at, which is no content."""
    return {name: value for name, value in row.items() if name != "loaded_at"}


def _apply(connection: Connection, changes: list[_Change]) -> None:
    """Delete what goes, then insert what comes; references hold again at the end."""
    for change in reversed(changes):
        keys = list(change.table.primary_key)
        for row in change.gone:
            same = and_(*(key == row[key.name] for key in keys))
            connection.execute(delete(change.table).where(same))
    for change in changes:
        for start in range(0, len(change.new), _BATCH):
            rows = change.new[start : start + _BATCH]
            connection.execute(insert(change.table), rows)
