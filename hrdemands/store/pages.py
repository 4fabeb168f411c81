"""What look-ups list, made from the tables it stands in; see `schema.pages`.

Before rows of some letters change, `forget` takes their pages away; once they have
changed, `remember` makes them again. After a large load `rebuild` makes all anew, which
is as fast as sorting goes. The statements of `placing` do all three, and so agree.
"""

# ruff: noqa: S608 - the SQL is written here; ids are made literals of it

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from sqlalchemy import Connection

from hrdemands import schema
from hrdemands.queries.filters import Filters
from hrdemands.queries.recurrence import (
    EVERYTHING,
    Strengths,
    ask_ends,
    ends_query,
    recurrence_query,
)
from hrdemands.queries.sqltext import Query
from hrdemands.schema import Base
from hrdemands.store.batches import batched
from hrdemands.store.constraints import without_indexes
from hrdemands.store.placing import judged_statement, statements
from hrdemands.store.rows.sink import Row, columns, table
from hrdemands.store.writing import write

TABLES = ("page_letter", "page_demand", "page_general", "page_country", "page_issue")
OF_ASKS = ("page_ask", "ask_count")
EVERY = [Base.metadata.tables[name] for name in (*TABLES, *OF_ASKS)]
"""The tables of all pages, and of what is counted by ask."""
AT_ONCE = 400

_COUNTS = table(schema.AskCount)
COUNTED = columns(_COUNTS)
_ENDS = ("then", "now")
_AFTER = "~"
"""Sorts after every number."""


def forget(connection: Connection, letters: Sequence[str]) -> None:
    """Take away the pages of *letters*, as they were before their rows change."""
    for some in batched(letters, AT_ONCE):
        listed = ", ".join(map(_literal, some))
        found = connection.exec_driver_sql(
            f"SELECT newest FROM page_letter WHERE letter_id IN ({listed})"
        )
        for (newest,) in found.fetchall():
            _forget(connection, str(newest))
        connection.exec_driver_sql(
            f"DELETE FROM page_letter WHERE letter_id IN ({listed})"
        )


def _forget(connection: Connection, newest: str) -> None:
    within = f"newest > {_literal(newest)} AND newest < {_literal(newest + _AFTER)}"
    for name, keyed in (
        ("page_demand", ""),
        ("page_general", ""),
        ("page_country", "country_code IN (SELECT code FROM country) AND "),
        ("page_issue", "issue_id IN (SELECT id FROM issue) AND "),
    ):
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE {keyed}{within}")


def remember(connection: Connection, letters: Sequence[str]) -> None:
    """Make the pages of *letters*, which have none."""
    for some in batched(letters, AT_ONCE):
        _make(connection, ", ".join(map(_literal, some)))


def rebuild(connection: Connection, *, many: bool = False) -> None:
    """Make all pages and counts anew; if they are *many*, before their indexes."""
    for each in EVERY:
        connection.exec_driver_sql(f"DELETE FROM {each.name}")
    with without_indexes(connection, EVERY) if many else nullcontext():
        _make(connection)
        _fill_asks(connection, Filters())


def _make(connection: Connection, some: str = "") -> None:
    for name, select in statements(connection.dialect.name, some).items():
        connection.exec_driver_sql(f"INSERT INTO {name} {select}")


def asks_of(connection: Connection, letters: Sequence[str]) -> Iterator[str]:
    """The asks that demands of *letters* are judged against."""
    for some in batched(letters, AT_ONCE):
        listed = ", ".join(map(_literal, some))
        found = connection.exec_driver_sql(
            "SELECT DISTINCT m.ask_id FROM demand d JOIN ask_membership m"
            f" ON m.demand_id = d.id WHERE d.letter_id IN ({listed})"
        )
        yield from (str(ask) for (ask,) in found.fetchall())


def count_asks(connection: Connection, asks: Sequence[str]) -> None:
    """Count *asks* anew, and make their pages; letters have theirs."""
    for some in batched(asks, AT_ONCE):
        listed = ", ".join(map(_literal, some))
        for name in OF_ASKS:
            connection.exec_driver_sql(f"DELETE FROM {name} WHERE ask_id IN ({listed})")
        _fill_asks(connection, Filters(asks=tuple(some)), listed)


def _fill_asks(connection: Connection, filters: Filters, some: str = "") -> None:
    """Count by the very statements that count where there are filters."""
    connection.exec_driver_sql(f"INSERT INTO page_ask {judged_statement(some)}")
    # A demand that is two asks brings both, of which one may not be asked for.
    counted = [
        row
        for row in _rows(connection, recurrence_query("ask", filters, EVERYTHING))
        if not filters.asks or row["id"] in filters.asks
    ]
    ends = ask_ends(_rows(connection, ends_query(filters)))
    write(connection, _COUNTS, list(counts_of(counted, ends)))


def counts_of(
    counted: Iterable[Mapping[str, Any]], ends: Mapping[tuple[str, str], Strengths]
) -> Iterator[Row]:
    """The rows of ask_count, of what the statements of `recurrence` return."""
    for row in counted:
        then, now = (" ".join(ends.get((row["id"], end), ())) for end in _ENDS)
        documents = row["letters"] + row["reviews"] + row["reports"]
        values = {**row, "ask_id": row["id"], "documents": documents}
        values["strength_then"] = then
        yield tuple(({**values, "strength_now": now})[name] for name in COUNTED)


def _rows(connection: Connection, query: Query) -> Iterator[dict[str, Any]]:
    found = connection.exec_driver_sql(query.literal())
    return (dict(row) for row in found.mappings())


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
