"""SQLite's full-text index of a large load, built beside it by another process.

It takes as long to build as the pages do, and like them it waits for the last letter;
so a helper builds it while the loader makes the pages. It finds the words as well: as
long as letters come, no processor has time for that. The helper has a temporary
database, and reads what demands say from where that is kept. What it hands over are
rows: FTS5 keeps an index in ordinary tables, whose form it documents
(https://www.sqlite.org/fts5.html, "FTS5 Data Structures"), and which one library wrote
and another of the same release takes over whole, before it has looked at any.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import IO, Any, NamedTuple

from sqlalchemy import Connection

from hrdemands.schema.fulltext import INDEX, SQLITE, TERMS
from hrdemands.seedfiles.processes import Helper
from hrdemands.store.batches import batched
from hrdemands.store.indexing import (
    Letter,
    Words,
    indexed,
    kept_in_file,
    told_where,
    words_of_said,
)
from hrdemands.store.writing import execute_many
from hrdemands.words import Stems

_ROWS_AT_ONCE = 2_000
_BLOCKS_AT_ONCE = 400
_WORDS = "demand_words"

Chunk = tuple[str, list[Any]]
"""Some rows of a table, by its name."""


class Wanted(NamedTuple):
    """What an index is to be built of."""

    letters: list[Letter]
    """In order, and all there are."""
    places: dict[str, int]
    """Where what their demands say is kept."""


class Beside:
    """An index that a helper builds while others work."""

    def __init__(self, helper: Helper) -> None:
        """Have *helper* build it."""
        self._helper = helper

    def share(self, name: str) -> None:
        """Hear of the file in which all will be kept, while it has a *name*."""
        self._helper.begin(_open, name)
        self._helper.result()

    def begin(self, letters: list[Letter], places: dict[str, int]) -> None:
        """Begin to build: all that is said is kept."""
        self._helper.begin(_build, Wanted(letters, places))

    def write(self, connection: Connection) -> dict[str, str]:
        """Make what was built the index of the database, and its words those here.

        Returns the stems of all words.
        """
        stems: dict[str, str] = self._helper.result()
        for name in (TERMS, INDEX):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql(f"DELETE FROM {_WORDS}")  # noqa: S608
        for statement in SQLITE:
            connection.exec_driver_sql(statement)
        emptied = {_WORDS}
        for name, rows in self._chunks():
            if name not in emptied:
                emptied.add(name)
                connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608
            marks = ", ".join("?" * len(rows[0]))
            insert = f"INSERT INTO {name} VALUES ({marks})"  # noqa: S608
            execute_many(connection, insert, rows)
        return stems

    def _chunks(self) -> Iterator[Chunk]:
        """What was built, the next of which is on its way while one is written."""
        self._helper.begin(_more, None)
        while True:
            self._helper.begin(_more, None)
            chunk = self._helper.result()
            if chunk is None:
                break
            yield chunk
        self._helper.result()


class _Built:
    """What this process, as a helper, has to build an index of, and of it."""

    said: IO[bytes]
    chunks: Iterator[Chunk]


def _open(name: str) -> None:
    _Built.said = open(name, "rb")  # noqa: SIM115, PTH123 - it ends with the process


def _build(wanted: Wanted) -> dict[str, str]:
    stems = Stems()
    with told_where():
        _Built.chunks = _chunks_of(_index(wanted, stems))
    return dict(stems)


def _index(wanted: Wanted, stems: Stems) -> sqlite3.Connection:
    built = sqlite3.connect("", isolation_level=None)
    built.execute("PRAGMA journal_mode = OFF")
    built.execute(
        f"CREATE TABLE {_WORDS}"
        " (position INTEGER PRIMARY KEY, demand_id TEXT, words TEXT)"
    )
    built.execute(SQLITE[0])
    built.execute("BEGIN")

    def words_of(letters: Iterable[str]) -> dict[str, Words]:
        found = kept_in_file(_Built.said, wanted.places, letters)
        return {key: words_of_said(said, stems) for key, said in found.items()}

    for rows in batched(indexed(wanted.letters, words_of), _ROWS_AT_ONCE):
        built.executemany(f"INSERT INTO {_WORDS} VALUES (?, ?, ?)", rows)  # noqa: S608
    built.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")  # noqa: S608
    # Until then FTS5 has the last of it in memory.
    built.execute("COMMIT")
    return built


def _chunks_of(built: sqlite3.Connection) -> Iterator[Chunk]:
    names = built.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> ?", (INDEX,)
    )
    for (name,) in names.fetchall():
        rows = built.execute(f"SELECT * FROM {name}")  # noqa: S608
        at_once = _ROWS_AT_ONCE if name == _WORDS else _BLOCKS_AT_ONCE
        for chunk in batched(rows, at_once):
            yield name, chunk


def _more(_: None) -> Chunk | None:
    with told_where():
        return next(_Built.chunks, None)
