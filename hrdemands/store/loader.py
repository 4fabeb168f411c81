"""Catalogue to database: one transaction, only what changed.

A letter that the database does not know is written as it is; one whose content hash it
already holds is passed over. Of all others, rows are compared with those that are
there: rows that changed are deleted and inserted anew, rows that left the seeds are
deleted, and foreign keys are checked when all is in place. Deleting first lets two rows
swap a value that must be unique. Letters go a few at a time, so that memory does not
grow with their number; when they are many beside what is there, indexes and pages are
built after them. What was imported is none of a load's business, and stays.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select

from hrdemands import schema
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter
from hrdemands.store import fulltext
from hrdemands.store.rewriting import MADE, OF_LETTERS, of_letters, rewriting
from hrdemands.store.rows import (
    Row,
    Rows,
    columns,
    common_rows,
    content_hash,
    letter_rows,
    moment,
    table,
)
from hrdemands.store.rows.hashes import LETTER, value_of
from hrdemands.store.rows.sink import as_rows
from hrdemands.store.waiting import leave_out_waiting
from hrdemands.store.writing import key_of, remove, write
from hrdemands.vocabulary import Source

_FILE, _TEXT = table(schema.SeedFile), table(schema.LetterText)
_ASK, _JUDGEMENT = table(schema.Ask), table(schema.AskMembership)
_OF_DEMANDS = [
    _JUDGEMENT,
    table(schema.DemandPair),
    table(schema.DemandRelation),
]
"""Common tables that refer to demands, and come after them."""

_COMMON = [
    each
    for each in Base.metadata.sorted_tables
    if each not in (*OF_LETTERS, *MADE, *_OF_DEMANDS)
]
_LETTERS_AT_ONCE = 50

Texts = Mapping[str, str | None]


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
    now = moment(datetime.now(UTC))
    report = LoadReport(_count(connection))
    known, new = _pending(connection, catalogue, texts)
    with rewriting(connection, list(known), new=len(new)) as writer:
        common = common_rows(catalogue, now)
        report.waiting = leave_out_waiting(connection, common, catalogue.demands)
        changes = _replace(connection, report, _COMMON, (), common)
        writer.everything = any(
            report.tables[name].touched for name in ("issue", "organization")
        )
        for letters in _batches(known):
            wanted = _wanted(catalogue, letters, known, now)
            _replace(connection, report, OF_LETTERS, letters, wanted)
        for letters in _batches(new):
            wanted = _wanted(catalogue, letters, texts, now)
            writer.write(wanted)
            for each, rows in wanted.items():
                report.tables[each.name].added += len(rows)
        writer.send()
        changes += _replace(connection, report, _OF_DEMANDS, (), common)
        writer.asks.update(_asks_of(changes))
    fulltext.refresh(connection, {*known, *new})
    return report


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while batch := list(islice(left, _LETTERS_AT_ONCE)):
        yield batch


def _wanted(catalogue: Catalogue, letters: list[str], texts: Texts, now: str) -> Rows:
    """The rows of those *letters* that the catalogue has."""
    wanted: Rows = defaultdict(list)
    for key in letters:
        if key in catalogue.letters:
            found = letter_rows(catalogue.letters[key], now, texts.get(key))
            for each, rows in found.items():
                wanted[each] += rows
    return wanted


def _count(connection: Connection) -> dict[str, Counts]:
    """Every table's rows, which a load leaves alone until it turns out otherwise."""
    return {
        each.name: Counts(
            unchanged=connection.execute(
                select(func.count()).select_from(each)
            ).scalar_one()
        )
        for each in (*_COMMON, *OF_LETTERS, *_OF_DEMANDS)
    }


def _pending(
    connection: Connection, catalogue: Catalogue, given: Texts
) -> tuple[dict[str, str | None], list[str]]:
    """The letters to compare row by row, with the text they are to have; and the new.

    To compare are those changed, gone or in another seed file, and those whose text is
    new. A text that an earlier load brought stays as long as the letter names the
    same one.
    """
    stored = _stored(connection)
    known: dict[str, str | None] = {}
    for key, old in stored.items():
        if key not in catalogue.letters:
            known[key] = None
            continue
        entry = catalogue.letters[key]
        text, held = given.get(key), None
        if old.has_text:
            held = _text(connection, key)
            if text is None and old.text_sha256 == entry.record.text.sha256:
                text = held
        if not _is_as_before(old, entry) or text != held:
            known[key] = text
    return known, [key for key in catalogue.letters if key not in stored]


class _Stored(NamedTuple):
    """What the database knows of a letter, to tell whether it changed."""

    seed_file: str
    content_hash: str
    text_sha256: str
    has_text: bool


def _is_as_before(old: _Stored, entry: Entry[Letter]) -> bool:
    return old.seed_file == entry.file.key and old.content_hash == content_hash(entry)


def _stored(connection: Connection) -> dict[str, _Stored]:
    found = connection.execute(
        select(
            LETTER.c.id,
            LETTER.c.seed_file,
            LETTER.c.content_hash,
            LETTER.c.text_sha256,
            _TEXT.c.letter_id.is_not(None),
        )
        .join_from(LETTER, _TEXT, isouter=True)
        .where(LETTER.c.source == Source.LETTERS)
    )
    return {key: _Stored(*row) for key, *row in found}


def _text(connection: Connection, letter: str) -> str:
    query = select(_TEXT.c.text).where(_TEXT.c.letter_id == letter)
    return str(connection.execute(query).scalar_one())


def _asks_of(changes: list["_Change"]) -> Iterator[str]:
    """The asks whose own rows, or whose judgements, changed."""
    for change in changes:
        if change.table in (_JUDGEMENT, _ASK):
            name = "ask_id" if change.table is _JUDGEMENT else "id"
            rows = (*change.gone, *change.stale, *change.fresh, *change.new)
            yield from map(value_of(change.table, name), rows)


def _replace(
    connection: Connection,
    report: LoadReport,
    tables: list[Table],
    letters: Sequence[str],
    wanted: Rows,
) -> list["_Change"]:
    """Make *tables*, or of them the rows of *letters*, hold the rows *wanted*."""
    changes = []
    for each in tables:
        present = _present(connection, each, letters)
        change = _compare(each, present, wanted.get(each, []))
        change.count(report.tables[each.name])
        changes.append(change)
    for change in reversed(changes):
        gone = change.gone + change.stale
        remove(connection, change.table, map(key_of(change.table), gone))
    for change in changes:
        write(connection, change.table, change.fresh + change.new)
    return changes


def _present(connection: Connection, each: Table, letters: Sequence[str]) -> list[Row]:
    query = select(each)
    if each is _FILE:
        query = query.where(each.c.source == Source.LETTERS)
    elif each in OF_LETTERS:
        query = query.where(of_letters(each, letters))
    return as_rows(each, connection.execute(query).mappings())


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
    key, content_of = key_of(each), _content(each)
    old = {key(row): row for row in present}
    change = _Change(each)
    for row in wanted:
        before = old.pop(key(row), None)
        if before is None:
            change.new.append(row)
        elif content_of(before) != content_of(row):
            change.stale.append(before)
            change.fresh.append(row)
    change.gone += old.values()
    return change


@cache
def _content(each: Table) -> Callable[[Row], Row]:
    """What takes out of a row all but when it was loaded, which is no content."""
    places = [n for n, name in enumerate(columns(each)) if name != "loaded_at"]
    return lambda row: tuple(row[place] for place in places)
