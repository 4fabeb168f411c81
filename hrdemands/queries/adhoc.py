"""A user's own SQL, read-only by construction, within a time and a row limit.

On SQLite: the file is opened read-only, and an authorizer lets a statement read and
call functions and nothing else (no ATTACH, no PRAGMA that sets, no extension); a
progress handler ends it at its time limit and on Ctrl-C. On PostgreSQL: a read-only
transaction, one statement by the extended protocol, so that nothing can be stacked
behind it, and the server's own timeout.
"""

import re
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from hrdemands.errors import SqlError
from hrdemands.queries.reader import PostgresqlReader, Reader, SqliteReader, plain
from hrdemands.queries.sqltext import Query, Value, check_parameters
from hrdemands.text import visible

if TYPE_CHECKING:
    import psycopg

DEFAULT_SECONDS = 30.0
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
    "user_version",
}
_FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer", "edit"}
_STEPS_BETWEEN_LOOKS = 5000
_LONGEST_VALUE = 50_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer, cut at a limit if ``more`` is true."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool = False


def run_sql(
    reader: Reader,
    sql: str,
    parameters: Mapping[str, Value] | None = None,
    *,
    seconds: float = DEFAULT_SECONDS,
    max_rows: int | None = None,
) -> Table:
    """Run one statement that reads; return its columns and rows.

    Raises SqlError when it fails, would write, or takes longer than *seconds*.
    """
    query = Query(sql, parameters or {})
    if not sql.strip().rstrip(";").strip():
        raise SqlError("there is no statement", "write SELECT ...")
    check_parameters(query)
    if isinstance(reader, SqliteReader):
        return _run_sqlite(reader, query, seconds, max_rows)
    if isinstance(reader, PostgresqlReader):
        return _run_server(reader, query, seconds, max_rows)
    raise TypeError(reader)


def _run_sqlite(
    reader: SqliteReader, query: Query, seconds: float, max_rows: int | None
) -> Table:
    connection = reader.connection
    deadline = time.monotonic() + seconds
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(
        lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS
    )
    try:
        cursor = connection.execute(query.sql, query.parameters)
        names = tuple(column[0] for column in cursor.description or ())
        rows, more = _cut(cursor, max_rows)
    except sqlite3.Error as error:
        raise _in_words(reader, error, query.sql, seconds) from None
    return Table(names, rows, more)


def _cut(cursor: Any, max_rows: int | None) -> tuple[tuple[Any, ...], bool]:  # noqa: ANN401
    if max_rows is None:
        return tuple(cursor.fetchall()), False
    rows = tuple(cursor.fetchmany(max_rows + 1))
    return rows[:max_rows], len(rows) > max_rows


def _authorize(
    action: int, first: str | None, second: str | None, *_: str | None
) -> int:
    """SQLite's question before each thing a statement does."""
    if action == sqlite3.SQLITE_FUNCTION:
        denied = (second or "").lower() in _FORBIDDEN_FUNCTIONS
        return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK
    if action in _READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _HARMLESS_PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _in_words(
    reader: Reader, error: sqlite3.Error, sql: str, seconds: float
) -> SqlError:
    code = getattr(error, "sqlite_errorname", "") or ""
    text = visible(str(error))
    if code == "SQLITE_INTERRUPT":
        return _too_slow(seconds)
    if code == "SQLITE_AUTH" or "not authorized" in text or "prohibited" in text:
        return SqlError("the statement does more than read", "write SELECT ...")
    if "one statement at a time" in text:
        return SqlError("there are several statements", "run them one by one")
    return SqlError(_at_place(text, sql), _near(reader, text))


def _too_slow(seconds: float) -> SqlError:
    return SqlError(
        f"the statement took longer than {seconds:g} s", "raise the limit by --timeout"
    )


_QUOTED = re.compile(
    r'near "(.+?)"|(?:no such \w+|ambiguous column name): (\S+)', re.DOTALL
)


def _at_place(text: str, sql: str) -> str:
    """The message with the line and column of the word it complains of."""
    found = _QUOTED.search(text)
    word = (found[1] or found[2]) if found else ""
    at = sql.find(word) if word else -1
    if at < 0:
        return text
    line = sql.count("\n", 0, at) + 1
    column = at - (sql.rfind("\n", 0, at) + 1) + 1
    return f"line {line}, column {column}: {text}"


def _near(reader: Reader, text: str) -> str:
    """Names like the unknown one."""
    found = _QUOTED.search(text)
    if not found or not found[2]:
        return (
            "'hrdemands schema' lists tables and columns" if "no such" in text else ""
        )
    return near_names(reader, found[2])


def near_names(reader: Reader, unknown: str) -> str:
    """Tables and columns called like *unknown*, as a remedy."""
    known = known_names(reader)
    near = get_close_matches(unknown.rpartition(".")[2], known, n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return "'hrdemands schema' lists tables and columns"


def known_names(reader: Reader) -> list[str]:
    """The names of all tables, views and columns."""
    if isinstance(reader, SqliteReader):
        sql = (
            "SELECT m.name FROM sqlite_master m WHERE m.type IN ('table', 'view')"
            " UNION SELECT p.name FROM sqlite_master m, pragma_table_info(m.name) p"
            " WHERE m.type IN ('table', 'view')"
        )
        reader.connection.set_authorizer(None)
    else:
        sql = (
            "SELECT table_name AS name FROM information_schema.columns"
            " WHERE table_schema = ANY (current_schemas(false)::text[])"
            " UNION SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = ANY (current_schemas(false)::text[])"
        )
    return [row["name"] for row in reader.rows(Query(sql))]


def _run_server(
    reader: PostgresqlReader, query: Query, seconds: float, max_rows: int | None
) -> Table:
    import psycopg  # noqa: PLC0415 - only servers need it

    connection = reader.connection
    connection.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}".encode())
    connection.execute(b"SAVEPOINT statement")
    text = query.for_postgresql() if query.parameters else query.sql
    try:
        # prepare=True takes the extended protocol, which runs one statement only.
        cursor = connection.execute(
            text.encode(), query.parameters or None, prepare=True
        )
        names = tuple(column.name for column in cursor.description or ())
        rows, more = _cut(cursor, max_rows) if names else ((), False)
    except psycopg.Error as error:
        connection.execute(b"ROLLBACK TO SAVEPOINT statement")
        raise _server_in_words(reader, error, query.sql, seconds) from None
    return Table(names, tuple(tuple(map(plain, row)) for row in rows), more)


def _server_in_words(
    reader: Reader, error: "psycopg.Error", sql: str, seconds: float
) -> SqlError:
    state = error.sqlstate or ""
    text = visible(error.diag.message_primary or str(error).splitlines()[0])
    if state == "57014":
        return _too_slow(seconds)
    if state in ("25006", "42501"):
        return SqlError(
            f"the statement does more than read: {text}", "write SELECT ..."
        )
    if "multiple commands" in text:
        return SqlError("there are several statements", "run them one by one")
    position = error.diag.statement_position
    if position:
        before = sql[: int(position) - 1]
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        text = f"line {line}, column {column}: {text}"
    unknown = re.search(r'(?:column|relation) "?([\w.]+)"? does not exist', text)
    return SqlError(text, near_names(reader, unknown[1]) if unknown else "")
