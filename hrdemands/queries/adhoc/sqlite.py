"""A user's statement on SQLite, run in a process of its own that can be killed.

`child` says what confines it. One call of a C function may outlast every handler that
SQLite has, and only its process can be ended then: this module starts one, takes rows
from it, kills it at the time limit and on Ctrl-C, and puts its complaints in words.
"""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from hrdemands.errors import SqlError
from hrdemands.queries.adhoc import child
from hrdemands.queries.adhoc.answer import (
    Limits,
    Row,
    Table,
    more_than_reading,
    several_statements,
    too_large,
    too_much_memory,
    too_slow,
)
from hrdemands.queries.adhoc.near import at_place, places_of, remedy_for
from hrdemands.queries.reader import SqliteReader, read_only_uri
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import WAIT_SECONDS
from hrdemands.text import visible

GRACE = 0.3
"""Seconds a process has after its time to end by itself, and in words."""


def run_on_sqlite(reader: SqliteReader, query: Query, limits: Limits) -> Table:
    """Run one statement that reads; raise SqlError for any other.

    It sees the state of its own moment: while it runs, the reader holds none, since a
    writer that waits for the reader would keep the statement waiting.
    """
    reader.connection.rollback()
    try:
        answer, complaint = _ask(_request(reader, query, limits), limits.seconds)
    finally:
        reader.connection.execute("BEGIN")
    if answer is not None:
        return answer
    refusal = _in_words(complaint, query.sql, limits.seconds)
    remedy = refusal.remedy or remedy_for(reader, refusal.message)
    raise SqlError(refusal.message, remedy)


def _request(reader: SqliteReader, query: Query, limits: Limits) -> bytes:
    request = {
        "uri": read_only_uri(os.path.realpath(reader.target.place)),
        "wait": min(WAIT_SECONDS, limits.seconds),
        "sql": query.sql,
        "parameters": dict(query.parameters),
        "seconds": limits.seconds,
        "rows": limits.max_rows,
    }
    return json.dumps(request).encode()


def _ask(request: bytes, seconds: float) -> tuple[Table | None, dict[str, Any]]:
    """The answer of a process, or its complaint."""
    last = time.monotonic() + seconds + GRACE
    with _process(seconds + GRACE) as process:
        with suppress(BrokenPipeError):
            _pipe(process.stdin).write(request)
            _pipe(process.stdin).close()
        table, complaint = _read(_pipe(process.stdout))
    if table is None and not complaint:
        over = time.monotonic() > last or process.returncode in _CPU_TIME_IS_OVER
        complaint = {"error": "SQLITE_INTERRUPT" if over else "ENDED", "text": ""}
    return table, complaint


_CPU_TIME_IS_OVER = (-24,)
"""SIGXCPU, which Windows does not name."""


@contextmanager
def _process(seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is killed after *seconds*, and whenever it is not wanted."""
    try:
        process = subprocess.Popen(  # noqa: S603 - this Python, and a file of ours
            [sys.executable, "-I", "-S", child.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise SqlError(
            f"no process can be started for the statement: {error.strerror}"
        ) from None
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        with process:
            try:
                yield process
            finally:
                process.kill()
    finally:
        timer.cancel()


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise TypeError(end)
    return end


def _read(said: IO[bytes]) -> tuple[Table | None, dict[str, Any]]:
    """The table that the lines of a process make, once its end is among them."""
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for line in said:
        if not line.endswith(b"\n"):
            break
        part = json.loads(line)
        if isinstance(part, list):
            rows.append(tuple(map(_value, part)))
        elif "columns" in part:
            columns = tuple(part["columns"])
        elif "error" in part:
            return None, part
        else:
            return Table(columns, tuple(rows), part["more"]), {}
    return None, {}


def _value(sent: Any) -> Any:  # noqa: ANN401 - any value SQLite has
    """Bytes travel as a list of their digits: no other value is a list."""
    return bytes.fromhex(sent[0]) if isinstance(sent, list) else sent


def _in_words(complaint: dict[str, Any], sql: str, seconds: float) -> SqlError:
    code, text = complaint["error"], visible(complaint["text"])
    if code in ("SQLITE_AUTH", "SQLITE_READONLY") or "prohibited" in text:
        return more_than_reading()
    if "one statement at a time" in text:
        return several_statements()
    if code == "ProgrammingError" and "inding" in text:
        return SqlError("a parameter has another form", "write it as :name")
    known = _over_a_limit(seconds).get(code)
    return known or SqlError(at_place(text, sql, _offset(complaint, text, sql)))


def _over_a_limit(seconds: float) -> dict[str, SqlError]:
    return {
        "SQLITE_INTERRUPT": too_slow(seconds),
        "SQLITE_NOMEM": too_much_memory(),
        "SQLITE_TOOBIG": SqlError(
            f"a value is longer than {child.LONGEST_VALUE:,} bytes", "cut it"
        ),
        "TOO_LARGE": too_large(),
        "ENDED": SqlError(
            "the process of the statement broke off", "ask more narrowly"
        ),
    }


_WORD = re.compile(
    r'(?:near|unrecognized token:) "(.+?)"'
    r"|(?:no such \w+|ambiguous column name): (\S+)",
    re.DOTALL,
)


def _offset(complaint: dict[str, Any], text: str, sql: str) -> int:
    """Where the word stands that SQLite complains of; it says only which it is."""
    found = _WORD.search(text)
    if not found:
        return -1
    places = places_of(found[1] or found[2], sql)
    if found[1]:
        places = [place for place in places if place[1] in complaint["ends"]]
    return places[0][0] if places else -1
