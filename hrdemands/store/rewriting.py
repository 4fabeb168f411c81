"""Letters' rows written, and what is made of them kept in step.

For whoever writes documents: inside `rewriting`, delete and write rows of letters as
you like; when it ends, look-ups find what is there. Nothing is committed here.

    with rewriting(connection, replaced, new=len(documents)) as writer:
        writer.remove(replaced)
        for document in documents:
            writer.write(document_rows(document, file, now))
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, func, select

from hrdemands import schema
from hrdemands.schema import Base
from hrdemands.store import pages
from hrdemands.store.constraints import (
    checked_at_once,
    without_indexes,
    without_references,
)
from hrdemands.store.rows.hashes import LETTER, value_of
from hrdemands.store.rows.sink import Rows, table
from hrdemands.store.writing import (
    SORTING_KIB,
    analyze,
    keep_in_memory,
    prepare,
    write_all,
)

MANY = 500
"""Letters from which on it may pay to take indexes away."""

AT_ONCE = 400
SENT_AT_ONCE = 35_000
"""Rows that wait to be sent, so that PostgreSQL has few COPYs to begin and to end."""

MADE = [
    *(*pages.EVERY, table(schema.DemandWords), table(schema.WordStem)),
    table(schema.TableHash),
]
"""All that is made of the others: pages here, what is searched in `fulltext`, and what
common tables are known by in `seals`."""

_GIVEN = [each for each in Base.metadata.sorted_tables if each not in MADE]
_OF_JUDGEMENT, _FILE = table(schema.AskMembership), table(schema.SeedFile)
OF_LETTERS = [
    each
    for each in Base.metadata.sorted_tables
    if each is LETTER or {"letter_id", "demand_id"} & {*each.c.keys()}
    if each is not _OF_JUDGEMENT and each not in MADE
]
"""The tables of letters, each after those it refers to."""


@dataclass(slots=True)
class Writer:
    """Writes rows of letters, and remembers which."""

    connection: Connection
    first: bool = False
    """Whether there were no letters before."""
    letters: list[str] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)
    everything: bool = False
    """Whether what all pages are made of has changed: issues, or organizations."""
    many: bool = False
    """Whether so much is new that what is made of it is made after it."""
    _waiting: Rows = field(default_factory=dict)
    _rows: int = 0
    _indexes: ExitStack = field(default_factory=ExitStack)
    _references: ExitStack = field(default_factory=ExitStack)
    _cleared: bool = False

    def replaces(self, known: Sequence[str]) -> None:
        """Hear that rows of *known* letters are about to change."""
        self.asks.update(pages.asks_of(self.connection, known))
        self.letters += known
        if not self.many:
            pages.forget(self.connection, known)

    def write(self, rows: Rows) -> None:
        """Insert the rows of letters that are not there, and of their file.

        They may wait for others to be sent with, at most until `rewriting` ends.
        """
        for each, more in rows.items():
            self._waiting.setdefault(each, []).extend(more)
            self._rows += len(more)
        self.letters += map(value_of(LETTER, "id"), rows.get(LETTER, ()))
        if self._rows >= SENT_AT_ONCE:
            self.send()

    def send(self) -> None:
        """Send the rows that wait."""
        waiting, self._waiting, self._rows = self._waiting, {}, 0
        if waiting:
            self.clear_way()
        write_all(self.connection, waiting, (_FILE, *OF_LETTERS))

    def clear_way(self) -> None:
        """Take indexes and keys away, and put CHECKs off, if it pays, before rows go.

        To be called before rows that letters refer to go in the same transaction.
        """
        if self.many and not self._cleared:
            self._cleared = True
            checked = checked_at_once(self.connection, Base.metadata.sorted_tables)
            free = without_references(self.connection, OF_LETTERS)
            self._indexes.enter_context(checked)
            self._references.enter_context(free)
            self._indexes.enter_context(without_indexes(self.connection, OF_LETTERS))

    def settle(self) -> None:
        """Send the rows that wait; bring indexes and CHECKs back: no more is new.

        What rows refer to is looked at when all has changed that is to.
        """
        self.send()
        keep_in_memory(self.connection, SORTING_KIB)
        self._indexes.close()

    def remove(self, letters: Sequence[str]) -> None:
        """Delete every row of *letters*."""
        self.send()
        for start in range(0, len(letters), AT_ONCE):
            ids = letters[start : start + AT_ONCE]
            for each in reversed(OF_LETTERS):
                where = of_letters(each, ids)
                self.connection.execute(each.delete().where(where))


def of_letters(each: Table, ids: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a row of *each* is of a letter with one of *ids*."""
    if each is LETTER:
        return each.c.id.in_(ids)
    if "letter_id" in each.c:
        return each.c.letter_id.in_(ids)
    demand = table(schema.Demand)
    return each.c.demand_id.in_(select(demand.c.id).where(demand.c.letter_id.in_(ids)))


@contextmanager
def rewriting(
    connection: Connection, known: Sequence[str], *, new: int
) -> Iterator[Writer]:
    """Let rows of *known* letters change, and those of about so many *new* ones come.

    Look-ups are wrong until it ends. When the new are many beside those there are,
    indexes are built after them, and so are pages; *known* letters must then be dealt
    with before any rows are written, and others told to the writer when it has settled.
    Nor should rows refer to demands that are yet to come: with each demand SQLite would
    look, without an index, for who waits for it.
    """
    prepare(connection)
    held = connection.execute(select(func.count()).select_from(LETTER)).scalar_one()
    # What refers to letters that are dealt with first waits for them to come back, and
    # PostgreSQL alters no table of whose rows something waits.
    waits = connection.dialect.name == "postgresql" and bool(known)
    many = new >= MANY and new >= held and not waits
    writer = Writer(connection, first=not held, many=many)
    writer.replaces(known)
    with writer._references, writer._indexes:  # noqa: SLF001 - they come back
        yield writer
        writer.settle()
    if writer.many or writer.everything:
        _make_all_pages(connection, many=writer.many)
        return
    touched = sorted(set(writer.letters))
    pages.remember(connection, touched)
    writer.asks.update(pages.asks_of(connection, touched))
    pages.count_asks(connection, sorted(writer.asks))


def _make_all_pages(connection: Connection, *, many: bool) -> None:
    if not many:
        pages.rebuild(connection)
        return
    # Plans go by statistics, which a server would only make after a while.
    analyze(connection, _GIVEN)
    pages.rebuild(connection, many=True)
    analyze(connection, pages.EVERY)
