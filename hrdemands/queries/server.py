"""The reader of PostgreSQL, apart because only servers need it.

A read-only transaction that sees one state, with the values SQLite would give: dates
as ISO strings, times in UTC, numbers as int and float.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hrdemands.errors import DatabaseError
from hrdemands.queries.failures import postgresql_failure
from hrdemands.queries.sqltext import Query, Row
from hrdemands.queries.target import WAIT_SECONDS, Target

if TYPE_CHECKING:
    import psycopg

TABLES = (
    "SELECT tablename AS name FROM pg_tables"
    " WHERE schemaname = ANY (current_schemas(false))"
)
"""The statement that names the tables in reach."""

LARGEST_EXPONENT = 300
"""Of ten, in a number that is shown as one; a longer one comes as its digits."""


class PostgresqlReader:
    """Reads a PostgreSQL database."""

    def __init__(self, target: Target, connection: "psycopg.Connection[Any]") -> None:
        self.target = target
        self.connection = connection

    def rows(self, query: Query) -> list[Row]:
        """Run a statement; see `Reader`."""
        cursor = self._execute(query)
        names = [column.name for column in cursor.description or ()]
        found = _plain_rows(cursor) if cursor.description else ()
        return [dict(zip(names, row, strict=True)) for row in found]

    def values(self, query: Query) -> Iterable[tuple[Any, ...]]:
        """Run a statement; see `Reader`."""
        return _plain_rows(self._execute(query))

    def _execute(self, query: Query) -> "psycopg.Cursor[Any]":
        if not query.parameters:
            return self.connection.execute(query.sql.encode())
        sql = query.for_postgresql().encode()
        return self.connection.execute(sql, query.parameters)


_PLAIN_TYPES = {16, 20, 21, 23, 25, 701}
"""What PostgreSQL calls bool, int8, int2, int4, text and float8."""


def _plain_rows(cursor: "psycopg.Cursor[Any]") -> Iterable[tuple[Any, ...]]:
    """The rows of a statement, looked at one by one only if their types ask for it."""
    found = cursor.fetchall()
    if _PLAIN_TYPES.issuperset(column.type_code for column in cursor.description or ()):
        return found
    return (tuple(map(plain, row)) for row in found)


_PLAIN = {str, int, float, bool, type(None)}
"""What comes as it is, which is most."""


def plain(value: object) -> object:
    """Give a server's value the type that SQLite has for it."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value


def _number(value: Decimal) -> int | float | str:
    if value.is_finite() and value.adjusted() > LARGEST_EXPONENT:
        return str(value)
    whole = value.is_finite() and value == value.to_integral_value()
    return int(value) if whole else float(value)


@contextmanager
def connect_server(target: Target) -> Iterator[PostgresqlReader]:
    """Connect to a PostgreSQL database, whatever it holds, in one read-only state.

    Raises DatabaseError when there is no driver, when the server is out of reach, and
    for any failure while it is read.
    """
    try:
        import psycopg  # noqa: PLC0415 - an extra, which may not be installed
    except ImportError:
        raise DatabaseError(
            "the PostgreSQL driver is not installed",
            "pip install 'psycopg[binary]'",
        ) from None
    try:
        # A plan kept for any words and any limit is a bad one for most.
        with psycopg.connect(
            target.place,
            connect_timeout=WAIT_SECONDS,
            client_encoding="utf8",
            prepare_threshold=None,
        ) as connection:
            connection.execute(b"SET TIME ZONE 'UTC'")
            connection.commit()
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield PostgresqlReader(target, connection)
    except psycopg.Error as error:
        raise postgresql_failure(error, target) from None
