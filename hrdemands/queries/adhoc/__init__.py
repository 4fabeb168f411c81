"""A user's own SQL, read-only by construction, within a time and a row limit.

One statement at a time; `sqlite` and `server` say what keeps it from writing on each
database, `answer` what comes back, `near` where a mistake is and what was meant.
"""

from collections.abc import Mapping

from hrdemands.errors import SqlError
from hrdemands.queries.adhoc.answer import DEFAULT_SECONDS, Limits, Table
from hrdemands.queries.adhoc.sqlite import run_on_sqlite
from hrdemands.queries.reader import Reader, SqliteReader
from hrdemands.queries.sqltext import Query, Value, check_parameters, storable

__all__ = ["DEFAULT_SECONDS", "Table", "run_sql"]

LONGEST_STATEMENT = 20_000
"""Signs of a statement: ten times what a person writes."""


def run_sql(  # noqa: PLR0913 - one statement, and all that bounds it
    reader: Reader,
    sql: str,
    parameters: Mapping[str, Value] | None = None,
    *,
    seconds: float = DEFAULT_SECONDS,
    max_rows: int | None = None,
    as_superuser: bool = False,
) -> Table:
    """Run one statement that reads; return its columns and rows.

    Raises SqlError when it fails, would write, takes longer than *seconds*, or when
    its answer would fill the memory; and for a superuser of PostgreSQL, whom nothing
    confines, unless *as_superuser*.
    """
    if not sql.strip().rstrip(";").strip():
        raise SqlError("there is no statement", "write SELECT ...")
    if len(sql) > LONGEST_STATEMENT:
        raise SqlError(
            f"the statement is longer than {LONGEST_STATEMENT:,} signs", "shorten it"
        )
    if sql != storable(sql):
        raise SqlError("the statement is no valid text", "give UTF-8 without NUL")
    query, limits = Query(sql, parameters or {}), Limits(seconds, max_rows)
    check_parameters(query)
    if isinstance(reader, SqliteReader):
        return run_on_sqlite(reader, query, limits)
    from hrdemands.queries.adhoc.server import run_on_server  # noqa: PLC0415
    from hrdemands.queries.server import PostgresqlReader  # noqa: PLC0415

    if isinstance(reader, PostgresqlReader):
        return run_on_server(reader, query, limits, as_superuser=as_superuser)
    raise TypeError(reader)
