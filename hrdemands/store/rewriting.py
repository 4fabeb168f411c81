"""Letters' rows written, and what is made of them kept in step.

For whoever writes documents: inside `rewriting`, delete and write rows of letters as
you like; when it ends, look-ups find what is there. Nothing is committed here.

    with rewriting(connection, replaced, new=len(documents)) as writer:
        writer.remove(replaced)
        for document in documents:
            writer.write(document_rows(document, file, now))
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, func, select

from hrdemands import schema
from hrdemands.schema import Base
from hrdemands.store import pages
from hrdemands.store.rows.hashes import LETTER, value_of
from hrdemands.store.rows.sink import Rows, table
from hrdemands.store.writing import prepare, without_indexes, write_all

MANY = 500
"""Letters from which on it may pay to take indexes away."""

AT_ONCE = 400
SENT_AT_ONCE = 50

PAGES = [
    Base.metadata.tables[name] for name in (*pages.TABLES, "page_ask", "ask_count")
]
"""The tables of pages, which are made of the others."""

MADE = [*PAGES, table(schema.DemandWords), table(schema.WordStem)]
"""All that is made of the others: pages here, what is searched in `fulltext`."""

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
    letters: list[str] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)
    everything: bool = False
    """Whether what all pages are made of has changed: issues, or organizations."""
    _waiting: Rows = field(default_factory=dict)
    _before_first: Callable[[], object] | None = None

    def before_first(self, do: Callable[[], object]) -> None:
        """Let something be done before the first rows are sent."""
        self._before_first = do

    def write(self, rows: Rows) -> None:
        """Insert the rows of letters that are not there, and of their file.

        They may wait for others to be sent with, at most until `rewriting` ends.
        """
        for each, more in rows.items():
            self._waiting.setdefault(each, []).extend(more)
        self.letters += map(value_of(LETTER, "id"), rows.get(LETTER, ()))
        if len(self._waiting.get(LETTER, ())) >= SENT_AT_ONCE:
            self.send()

    def send(self) -> None:
        """Send the rows that wait."""
        waiting, self._waiting = self._waiting, {}
        if waiting and self._before_first:
            before, self._before_first = self._before_first, None
            before()
        write_all(self.connection, waiting, (_FILE, *OF_LETTERS))

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
    with before any rows are written. Nor should rows refer to demands that are yet to
    come: with each demand SQLite would look, without an index, for who waits for it.
    """
    prepare(connection)
    writer = Writer(connection, asks=set(pages.asks_of(connection, known)))
    held = connection.execute(select(func.count()).select_from(LETTER)).scalar_one()
    # PostgreSQL alters no table of whose rows something is still to be checked.
    waits = connection.dialect.name == "postgresql" and bool(known)
    many = new >= MANY and new >= held and not waits
    if not many:
        pages.forget(connection, known)
    with ExitStack() as stack:
        if many:
            bare = without_indexes(connection, OF_LETTERS)
            writer.before_first(lambda: stack.enter_context(bare))
        yield writer
        writer.send()
    if many or writer.everything:
        with without_indexes(connection, PAGES) if many else nullcontext():
            pages.rebuild(connection)
        if many and connection.dialect.name == "postgresql":
            # Its plans go by statistics, which it would only make after a while.
            connection.exec_driver_sql("ANALYZE")
        return
    touched = sorted({*known, *writer.letters})
    pages.remember(connection, touched)
    writer.asks.update(pages.asks_of(connection, touched))
    pages.count_asks(connection, sorted(writer.asks))
