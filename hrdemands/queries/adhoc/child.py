"""The process in which a user's statement meets SQLite, and can do no harm.

It is started with this file's path and knows only the standard library: it takes one
request on its standard input (JSON), and answers on its standard output, a JSON line
for the columns, one for each row and one for the end. Its limits are of four kinds:
the system's (memory, time, no file may grow), SQLite's own (`LIMITS`, a heap of
`HEAP`), an authorizer that knows what is allowed, and a handler that ends it in time.
What none of them stops, such as one endless call of C, its parent kills.
"""

import json
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from typing import Any

MEMORY = 512 << 20
"""Bytes of memory the process may have."""

HEAP = 256 << 20
"""Bytes of it that SQLite may have: it then fails in words."""

LARGEST_ANSWER = 32 << 20
"""Bytes of an answer, as Python holds them."""

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 10_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 200,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 1000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""The length of a value is what a user may meet; `LONGEST_VALUE` is its name."""

LONGEST_VALUE = LIMITS[sqlite3.SQLITE_LIMIT_LENGTH]

FUNCTIONS = set(
    # Scalars.
    "abs changes char coalesce concat concat_ws format glob hex ifnull iif instr"
    " last_insert_rowid length like likelihood likely lower ltrim max min nullif"
    " octet_length printf quote random randomblob replace round rtrim sign soundex"
    " sqlite_compileoption_get sqlite_compileoption_used sqlite_source_id"
    " sqlite_version substr substring total_changes trim typeof unhex unicode unistr"
    " unlikely upper zeroblob if match regexp"
    # Of numbers.
    " acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor"
    " ln log log10 log2 mod pi pow power radians sin sinh sqrt tan tanh trunc"
    # Of dates.
    " current_date current_time current_timestamp date datetime julianday strftime"
    " time timediff unixepoch"
    # Aggregates and windows.
    " avg count cume_dist dense_rank first_value group_concat lag last_value lead"
    " median nth_value ntile percent_rank percentile rank row_number string_agg sum"
    " total"
    # JSON.
    " -> ->> json json_array json_array_length json_error_position json_extract"
    " json_group_array json_group_object json_insert json_object json_patch"
    " json_pretty json_quote json_remove json_replace json_set json_type json_valid"
    " jsonb jsonb_array jsonb_extract jsonb_group_array jsonb_group_object"
    " jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace"
    " jsonb_set".split()
)
"""What a statement may call; whatever SQLite adds is denied until it stands here."""

PRAGMAS = set(
    "collation_list compile_options data_version foreign_key_check"
    " foreign_key_list function_list index_info index_list index_xinfo"
    " integrity_check quick_check table_info table_list table_xinfo".split()
)
"""What a statement may ask of the schema; none of them sets anything."""

TABLES = ("json_each", "json_tree")
"""Functions that are tables. SQLite declares them at their first use."""

READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_RECURSIVE,
}
INDEXES = ("demand_index", "demand_index_term")
"""Tables that are no tables: SQLite declares them once for each connection."""

STEPS_BETWEEN_LOOKS = 5000
CELL, ROW = 64, 256
"""Bytes that a cell and a row take beside their values."""

PLACES = 50
"""How many places a word may have for the wrong one to be looked for."""

Lines = Iterator[dict[str, Any] | list[Any]]


def main() -> None:
    """Take a request, answer it, and end without looking back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    request = json.loads(sys.stdin.buffer.read())
    confine_process(request["seconds"])
    out = sys.stdout.buffer
    for line in answer(request):
        out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    out.flush()


def confine_process(seconds: float) -> None:
    """Let the system limit memory and time and keep every file as long as it is."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: int(seconds) + 2,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
    }
    for which, limit in limits.items():
        try:
            resource.setrlimit(which, (limit, limit))
        except (ValueError, OSError):
            # A system may refuse one, as macOS does the first, or allow less.
            continue


def answer(request: dict[str, Any]) -> Lines:
    """The lines of the answer: columns, rows, and how it ended."""
    connection = None
    try:
        connection = sqlite3.connect(request["uri"], uri=True, timeout=request["wait"])
        confine(connection, time.monotonic() + request["seconds"])
        cursor = connection.execute(request["sql"], request["parameters"])
        yield {"columns": [column[0] for column in cursor.description or ()]}
        yield from rows_of(cursor, request["rows"])
    except MemoryError:
        yield {"error": "SQLITE_NOMEM", "text": "out of memory"}
    except (sqlite3.Error, sqlite3.Warning) as error:
        text = str(error)
        ends = [] if connection is None else ends_of(connection, request["sql"], text)
        name = getattr(error, "sqlite_errorname", "") or type(error).__name__
        yield {"error": name, "text": text, "ends": ends}


def confine(connection: sqlite3.Connection, deadline: float) -> None:
    """Confine the connection to reading, until *deadline*."""
    for setting in (
        "query_only = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        "cell_size_check = ON",
        "mmap_size = 0",
        f"hard_heap_limit = {HEAP}",
    ):
        connection.execute(f"PRAGMA {setting}")
    declare_tables(connection)
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(authorize)
    connection.set_progress_handler(
        lambda: time.monotonic() > deadline, STEPS_BETWEEN_LOOKS
    )


def declare_tables(connection: sqlite3.Connection) -> None:
    """Use each table that is a function once: its declaration looks like a write."""
    for table in (*TABLES, *INDEXES, *(f"pragma_{name}" for name in sorted(PRAGMAS))):
        try:
            connection.execute(f"EXPLAIN SELECT 1 FROM {table}").close()  # noqa: S608
        except sqlite3.Error:
            # This SQLite was built without it, or the database has it not.
            continue


def authorize(
    action: int, first: str | None, second: str | None, *_: str | None
) -> int:
    """SQLite's question before each thing a statement does."""
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() in FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        allowed = (first or "").lower() in PRAGMAS
    else:
        allowed = action in READS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def rows_of(cursor: sqlite3.Cursor, most: int | None) -> Lines:
    """The rows, at most so many, and whether there are more or they grew too large."""
    size = 0
    for number, row in enumerate(cursor):
        if number == most:
            yield {"more": True}
            return
        size += ROW + sum(CELL + sys.getsizeof(value) for value in row)
        if size > LARGEST_ANSWER:
            yield {"error": "TOO_LARGE", "text": ""}
            return
        yield [[v.hex()] if isinstance(v, bytes) else v for v in row]
    yield {"more": False}


def ends_of(connection: sqlite3.Connection, sql: str, text: str) -> list[int]:
    """Up to where the statement must go to be wrong: where a complaint may belong.

    SQLite says only which word it is near.
    """
    found = re.search(r'(?:near|unrecognized token:) "(.+?)"', text, re.DOTALL)
    if not found:
        return []
    places = re.finditer(re.escape(found[1]), sql, re.IGNORECASE)
    ends = [place.end() for place, _ in zip(places, range(PLACES), strict=False)]
    return [end for end in ends if fails_at(connection, found[0], sql[:end])]


def fails_at(connection: sqlite3.Connection, complaint: str, beginning: str) -> bool:
    """Whether a statement is wrong from this word on, and not only unfinished."""
    try:
        connection.execute(f"EXPLAIN {beginning}").close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        return complaint in str(error)
    return False


if __name__ == "__main__":
    main()
