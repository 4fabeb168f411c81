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
    if not sql.strip().rstrip(";").strip():
        raise SqlError("there is no statement", "write SELECT ...")
    if sql != storable(sql):
        raise SqlError("the statement is no valid text", "give UTF-8 without NUL")
    query, limits = Query(sql, parameters or {}), Limits(seconds, max_rows)
    check_parameters(query)
    if isinstance(reader, SqliteReader):
        return run_on_sqlite(reader, query, limits)
    from hrdemands.queries.adhoc.server import run_on_server  # noqa: PLC0415
    from hrdemands.queries.server import PostgresqlReader  # noqa: PLC0415

    if isinstance(reader, PostgresqlReader):
        return run_on_server(reader, query, limits)
    raise TypeError(reader)
