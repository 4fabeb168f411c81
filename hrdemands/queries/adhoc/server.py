"""A user's statement on PostgreSQL.

A read-only transaction, one statement by the extended protocol, so that nothing can be
stacked behind it, and the server's own timeouts. Rows are taken as they come: a cut
answer is never held whole. `memory` bounds what one value may take here, and a
superuser, whom the server refuses nothing, is refused; `role` makes one to be instead.
"""

import socket
import threading
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from typing import cast

import psycopg

from hrdemands.errors import SqlError
from hrdemands.queries.adhoc.answer import (
    Limits,
    Row,
    Table,
    cut,
    more_than_reading,
    several_statements,
    too_large,
    too_slow,
)
from hrdemands.queries.adhoc.memory import bounded_memory
from hrdemands.queries.adhoc.near import at_place, remedy_for
from hrdemands.queries.server import PostgresqlReader, plain
from hrdemands.queries.sqltext import Query, place_in, without_texts
from hrdemands.text import visible

_TIMED_OUT = "57014"
_WOULD_WRITE = ("25006", "42501")


_READS = ("SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "SHOW")
_GRACE = 0.4
"""Seconds that a server has, after the time, to say that it is over."""

_POWERS = """
SELECT current_setting('is_superuser') = 'on'
    OR bool_or(rolsuper OR pg_has_role(current_user, oid, 'MEMBER') AND rolname IN (
        'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'))
  FROM pg_roles WHERE rolname = current_user OR rolname LIKE 'pg\\_%'
"""
_LIMITS = """
SET LOCAL statement_timeout = {time}; SET LOCAL lock_timeout = {time};
SET LOCAL work_mem = '16MB'; SET LOCAL hash_mem_multiplier = 1;
SET LOCAL max_parallel_workers_per_gather = 0
"""
"""Only a superuser may bound temporary files, so `role` does."""


def run_on_server(
    reader: PostgresqlReader, query: Query, limits: Limits, *, as_superuser: bool
) -> Table:
    """Run one statement that reads; raise SqlError for any other."""
    _refuse_others(query.sql)
    over = threading.Event()
    try:
        if not as_superuser:
            _refuse_superuser(reader)
        with _confined(reader, limits.seconds, over), bounded_memory():
            return _run(reader, query, limits.max_rows)
    except psycopg.Error as error:
        if over.is_set():
            raise too_slow(limits.seconds) from None
        raise _in_words(reader, error, query.sql, limits.seconds) from None
    except MemoryError:
        raise too_large() from None


def _refuse_others(sql: str) -> None:
    """Raise SqlError for a statement that begins like none that reads."""
    words = without_texts(sql).replace("(", " ").split(None, 1)
    first = words[0].rstrip(";") if words else ""
    if first.upper() not in _READS and first.isidentifier():
        raise more_than_reading(f"it begins with {visible(first)}")


def _refuse_superuser(reader: PostgresqlReader) -> None:
    """Raise SqlError for a user whom read-only transactions do not confine."""
    row = reader.connection.execute(_POWERS.encode()).fetchone()
    if row and row[0]:
        raise SqlError(
            "the user is a superuser, whose SQL could write files and run programs",
            "make a role that only reads with 'hrdemands grants', or add"
            " --as-superuser",
        )


@contextmanager
def _confined(
    reader: PostgresqlReader, seconds: float, over: threading.Event
) -> Iterator[None]:
    """Set the limits; whatever comes, leave the transaction fit for use."""
    connection = reader.connection
    connection.execute(b"SAVEPOINT statement")
    time = min(max(1, int(seconds * 1000)), 2**31 - 1)
    connection.execute(_LIMITS.format(time=time).encode())
    timer = threading.Timer(seconds + _GRACE, _hang_up, (connection.fileno(), over))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        try:
            connection.execute(b"ROLLBACK TO SAVEPOINT statement")
        except psycopg.Error:
            # A COMMIT, or a lost connection, leaves nothing to go back to.
            with suppress(psycopg.Error):
                connection.rollback()


def _hang_up(descriptor: int, over: threading.Event) -> None:
    """End a connection whose server does not keep to its own time limit."""
    over.set()
    with socket.socket(fileno=socket.dup(descriptor)) as line:
        line.shutdown(socket.SHUT_RDWR)


def _run(reader: PostgresqlReader, query: Query, max_rows: int | None) -> Table:
    text = (query.for_postgresql() if query.parameters else query.sql).encode()
    given = query.parameters or None
    with reader.connection.cursor() as cursor:
        # Closed early, a stream ends the statement on the server.
        with closing(cast("Generator[Row]", cursor.stream(text, given))) as rows:
            first = list(islice(rows, 1))
            columns = cursor.description
            answer, more = cut(chain(first, rows), max_rows)
        if not first:
            # A stream of no rows does not say what its columns are.
            columns = cursor.execute(text, given, prepare=True).description
    names = tuple(column.name for column in columns or ())
    return Table(names, tuple(tuple(map(plain, row)) for row in answer), more)


def _in_words(
    reader: PostgresqlReader, error: psycopg.Error, sql: str, seconds: float
) -> SqlError:
    state = error.sqlstate or ""
    text = visible(error.diag.message_primary or str(error).splitlines()[0])
    if state == _TIMED_OUT:
        return too_slow(seconds)
    if state in _WOULD_WRITE:
        return more_than_reading(text)
    if "multiple commands" in text:
        return several_statements()
    if "out of memory" in text or "cannot allocate" in text:
        return too_large()
    if not state and isinstance(error, psycopg.ProgrammingError):
        return SqlError("the statement returns no rows", "write SELECT ...")
    position = error.diag.statement_position
    at = place_in(sql, int(position) - 1) if position else -1
    return SqlError(at_place(text, sql, at), remedy_for(reader, text))
