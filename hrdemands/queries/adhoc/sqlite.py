"""A user's statement on SQLite.

The file is opened read-only, an authorizer lets the statement read and call functions
and nothing else (no ATTACH, no PRAGMA that sets, no extension), and a progress handler
ends it at its time limit and on Ctrl-C.
"""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hrdemands.errors import SqlError
from hrdemands.queries.adhoc.answer import (
    Limits,
    Table,
    cut,
    more_than_reading,
    several_statements,
    too_slow,
)
from hrdemands.queries.adhoc.near import at_place, places_of, remedy_for
from hrdemands.queries.reader import SqliteReader
from hrdemands.queries.sqltext import Query
from hrdemands.text import visible

_READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_HARMLESS_PRAGMAS = {
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "foreign_key_list",
    "foreign_key_check",
    "integrity_check",
    "quick_check",
    "function_list",
    "collation_list",
    "compile_options",
}
_FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer", "edit"}
_STEPS_BETWEEN_LOOKS = 5000
_LONGEST_VALUE = 50_000_000


def run_on_sqlite(reader: SqliteReader, query: Query, limits: Limits) -> Table:
    """Run one statement that reads; raise SqlError for any other."""
    deadline = time.monotonic() + limits.seconds
    with _confined(reader.connection, deadline) as connection:
        try:
            cursor = connection.execute(query.sql, query.parameters)
            names = tuple(column[0] for column in cursor.description or ())
            return Table(names, *cut(cursor, limits.max_rows))
        except (sqlite3.Error, sqlite3.Warning) as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == "SQLITE_INTERRUPT" and time.monotonic() <= deadline:
                # The handler of Ctrl-C ran inside of SQLite, which drops its error.
                raise KeyboardInterrupt from None
            refusal = _in_words(reader, error, query.sql, limits.seconds)
    remedy = refusal.remedy or remedy_for(reader, refusal.message)
    raise SqlError(refusal.message, remedy)


@contextmanager
def _confined(
    connection: sqlite3.Connection, deadline: float
) -> Iterator[sqlite3.Connection]:
    """Confine the connection to reading until *deadline*, and let it go again."""
    longest = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    attached = connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(
        lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS
    )
    try:
        yield connection
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, attached)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)


def _authorize(
    action: int, first: str | None, second: str | None, *_: str | None
) -> int:
    """SQLite's question before each thing a statement does."""
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in _FORBIDDEN_FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        allowed = (first or "").lower() in _HARMLESS_PRAGMAS
    else:
        allowed = action in _READS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _in_words(
    reader: SqliteReader, error: Exception, sql: str, seconds: float
) -> SqlError:
    code = getattr(error, "sqlite_errorname", "") or ""
    text = visible(str(error))
    if code == "SQLITE_INTERRUPT":
        return too_slow(seconds)
    if code in ("SQLITE_AUTH", "SQLITE_READONLY") or "prohibited" in text:
        return more_than_reading()
    if "one statement at a time" in text:
        return several_statements()
    if isinstance(error, sqlite3.ProgrammingError) and "inding" in text:
        return SqlError("a parameter has another form", "write it as :name")
    if code == "SQLITE_TOOBIG":
        return SqlError(f"a value is longer than {_LONGEST_VALUE:,} bytes", "cut it")
    return SqlError(at_place(text, sql, _offset(reader, text, sql)))


_WORD = re.compile(
    r'(?:near|unrecognized token:) "(.+?)"'
    r"|(?:no such \w+|ambiguous column name): (\S+)",
    re.DOTALL,
)


def _offset(reader: SqliteReader, text: str, sql: str) -> int:
    """Where the word stands that SQLite complains of; it says only which it is."""
    found = _WORD.search(text)
    if not found:
        return -1
    places = places_of(found[1] or found[2], sql)
    if found[1]:
        places = [end for end in places if _fails_at(reader, found[0], sql[: end[1]])]
    return places[0][0] if places else -1


def _fails_at(reader: SqliteReader, complaint: str, beginning: str) -> bool:
    """Whether a statement is wrong from this word on, and not only unfinished."""
    try:
        reader.connection.execute(f"EXPLAIN {beginning}")
    except sqlite3.Error as error:
        return complaint in str(error)
    return False
