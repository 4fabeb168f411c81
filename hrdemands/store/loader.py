"""Catalogue to database: one transaction, only what changed.

A letter that the database does not know is written as it comes; one whose content hash
it already holds is passed over. Of all others, rows are compared with those that are
there: rows that changed are deleted and inserted anew, rows that left the seeds are
deleted, and foreign keys are checked when all is in place. Deleting first lets two rows
swap a value that must be unique. Letters go a few at a time, so that memory does not
grow with their number; when they are many beside what is there, indexes, pages and what
is searched are built after them. What was imported is none of a load's business, and
stays.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Table, func, select

from hrdemands import schema
from hrdemands.errors import DataError
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter
from hrdemands.store import fulltext, seals
from hrdemands.store.batches import batched
from hrdemands.store.beside import Beside
from hrdemands.store.changes import Change, Counts, compare
from hrdemands.store.indexing import KeptWords
from hrdemands.store.making import AtHand, Head, Letters, Made, Texts, Wish
from hrdemands.store.rewriting import MADE, OF_LETTERS, Writer, of_letters, rewriting
from hrdemands.store.rows import (
    Row,
    Rows,
    common_rows,
    letter_rows,
    moment,
    table,
)
from hrdemands.store.rows.hashes import HASH, LETTER, value_of
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
    connection: Connection,
    catalogue: Catalogue,
    texts: Texts,
    known: Mapping[str, Head] | None = None,
) -> LoadReport:
    """Make the database hold *catalogue*, and of *texts* what belongs to its letters.

    Heads of letters that are *known* are not made again. For the rest see
    `load_letters`.
    """
    return load_letters(connection, AtHand(catalogue, texts, known or {}))


def load_letters(connection: Connection, letters: Letters) -> LoadReport:
    """Make the database hold *letters* and the catalogue they are of.

    The caller's transaction must be one of `migrations.at_newest`. Raises SQLAlchemy's
    IntegrityError where the catalogue breaks a rule of the database.
    """
    report = LoadReport(_count(connection))
    stored = _stored(connection)
    new = letters.count - len(stored)
    with ExitStack() as ending:
        with rewriting(connection, (), new=new) as writer:
            loading = _Loading(connection, letters, stored, writer, report)
            if loading.kept:
                ending.callback(loading.kept.close)
            loading.load()
        letters_written = None if loading.kept else writer.letters
        fulltext.refresh(connection, letters_written, loading.kept, loading.beside)
    return report


class _Loading:
    """A load under way."""

    def __init__(
        self,
        connection: Connection,
        letters: Letters,
        stored: dict[str, "_Stored"],
        writer: Writer,
        report: LoadReport,
    ) -> None:
        self._connection, self._letters, self._stored = connection, letters, stored
        self._writer, self._report = writer, report
        self._now = moment(datetime.now(UTC))
        self.beside = self._beside() if writer.many and writer.first else None
        self.kept = self._kept_words() if writer.many else None

    def _beside(self) -> Beside | None:
        """What builds what is searched meanwhile; all there is will be new."""
        helper = self._letters.helper()
        way = fulltext.WAYS[self._connection.dialect.name]
        return Beside(helper, way) if helper else None

    def _kept_words(self) -> KeptWords:
        return KeptWords(self.beside.share) if self.beside else KeptWords()

    def load(self) -> None:
        """Write all that is new or changed, each after what it refers to."""
        self._writer.clear_way()
        catalogue = self._letters.catalogue
        common = common_rows(catalogue, self._now)
        changes = self._replace(_COMMON, (), common)
        self._writer.everything = self._moves_pages()
        heads = self._write_new()
        self._letters.finish()
        self._writer.send()
        if self.beside and self.kept:
            letters = fulltext.all_letters(self._connection)
            self.beside.begin(letters, self.kept.places())
        self._writer.settle()
        self._replace_known(heads)
        waiting = leave_out_waiting(self._connection, common, catalogue.demands)
        self._report.waiting = waiting
        changes += self._replace(_OF_DEMANDS, (), common)
        self._writer.asks.update(_asks_of(changes))
        seals.remember(self._connection, common)

    def _moves_pages(self) -> bool:
        """Whether pages change beyond those of letters that do.

        A country that is gone is no longer looked for where pages are taken away.
        """
        tables = self._report.tables
        changed = tables["issue"].touched or tables["organization"].touched
        return bool(changed or tables["country"].removed)

    def _write_new(self) -> dict[str, Head]:
        """Write letters that are not stored; return what the others are known by."""
        heads = {}
        searched = uuid4().hex if self.kept else ""
        wish = Wish(self._now, searched, later=self.beside is not None)
        for batch in self._letters.made(wish, self._stored.keys()):
            for made in batch.letters:
                if made.key in self._stored:
                    heads[made.key] = made.head
                else:
                    self._write(made)
            if self.kept:
                self.kept.stems.update(batch.stems)
        return heads

    def _write(self, made: Made) -> None:
        self._writer.write(made.by_table())
        for name, rows in made.rows.items():
            self._report.tables[name].added += len(rows)
        if self.kept:
            self.kept.add(made.key, made.words)

    def _replace_known(self, heads: Mapping[str, Head]) -> None:
        """Bring letters that were stored in step with what they are now."""
        known = dict(self._changed(heads))
        self._writer.replaces(list(known))
        letters = self._letters.catalogue.letters
        for some in batched(known, _LETTERS_AT_ONCE):
            wanted: Rows = defaultdict(list)
            for key in some:
                if key in letters:
                    entry = letters[key]
                    found = letter_rows(entry, self._now, known[key])
                    _refuse_changed(entry, found, heads)
                    for each, rows in found.items():
                        wanted[each] += rows
            self._replace(OF_LETTERS, some, wanted)

    def _changed(self, heads: Mapping[str, Head]) -> Iterator[tuple[str, str | None]]:
        """The letters to compare row by row, each with the text it is to have.

        They are those changed, gone or in another seed file, and those whose text is
        new. A text that an earlier load brought stays as long as the letter names the
        same one.
        """
        for key, old in self._stored.items():
            head = heads.get(key)
            if head is None:
                yield key, None
                continue
            text, held = self._letters.texts.get(key), None
            if old.has_text:
                held = _text(self._connection, key)
                if text is None and old.head.text_sha256 == head.text_sha256:
                    text = held
            if not old.is_as(head) or text != held:
                yield key, text

    def _replace(
        self, tables: list[Table], letters: Sequence[str], wanted: Rows
    ) -> list[Change]:
        """Make *tables*, or of them the rows of *letters*, hold the rows *wanted*."""
        changes = []
        for each in tables:
            present = _present(self._connection, each, letters)
            change = compare(each, present, wanted.get(each, []))
            change.count(self._report.tables[each.name])
            changes.append(change)
        for change in reversed(changes):
            gone = change.gone + change.stale
            remove(self._connection, change.table, map(key_of(change.table), gone))
        for change in changes:
            write(self._connection, change.table, change.fresh + change.new)
        return changes


def _refuse_changed(
    entry: Entry[Letter], rows: Rows, heads: Mapping[str, Head]
) -> None:
    """Raise DataError for a letter that was read again and is not what was checked."""
    hash_of, key = value_of(LETTER, HASH), entry.record.id
    if key not in heads or hash_of(rows[LETTER][0]) != heads[key].content_hash:
        raise DataError(f"{entry.where}: changed while it was read", "try again")


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


class _Stored(NamedTuple):
    """What the database knows of a letter, to tell whether it changed."""

    head: Head
    has_text: bool

    def is_as(self, head: Head) -> bool:
        """Whether the letter is the one stored, from the same file."""
        return self.head[:2] == head[:2]


def _stored(connection: Connection) -> dict[str, _Stored]:
    found = connection.execute(
        select(
            LETTER.c.id,
            _TEXT.c.letter_id.is_not(None),
            LETTER.c.seed_file,
            LETTER.c.content_hash,
            LETTER.c.text_sha256,
        )
        .join_from(LETTER, _TEXT, isouter=True)
        .where(LETTER.c.source == Source.LETTERS)
    )
    return {key: _Stored(Head(*head), has_text) for key, has_text, *head in found}


def _text(connection: Connection, letter: str) -> str:
    query = select(_TEXT.c.text).where(_TEXT.c.letter_id == letter)
    return str(connection.execute(query).scalar_one())


def _asks_of(changes: list[Change]) -> Iterator[str]:
    """The asks whose own rows, or whose judgements, changed."""
    for change in changes:
        if change.table in (_JUDGEMENT, _ASK):
            name = "ask_id" if change.table is _JUDGEMENT else "id"
            rows = (*change.gone, *change.stale, *change.fresh, *change.new)
            yield from map(value_of(change.table, name), rows)


def _present(connection: Connection, each: Table, letters: Sequence[str]) -> list[Row]:
    query = select(each)
    if each is _FILE:
        query = query.where(each.c.source == Source.LETTERS)
    elif each in OF_LETTERS:
        query = query.where(of_letters(each, letters))
    return as_rows(each, connection.execute(query).mappings())
