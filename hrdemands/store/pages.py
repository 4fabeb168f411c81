"""What look-ups list, made from the tables it stands in; see `schema.pages`.

Before rows of some letters change, `forget` takes their pages away; once they have
changed, `remember` makes them again. After a large load `rebuild` makes all anew, which
is as fast as sorting goes. The same statements do all three, so that they agree.
"""

# ruff: noqa: S608 - the SQL is written here; ids are made literals of it

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from sqlalchemy import Connection

from hrdemands import schema
from hrdemands.queries.filters import ROLES, Filters
from hrdemands.queries.pages import FAR
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


def _number(sql: str) -> str:
    """A number as text that sorts as numbers do: its length, then itself."""
    return f"length(CAST({sql} AS TEXT)) || CAST({sql} AS TEXT)"


def _days(day: str, dialect: str) -> str:
    """The days from the first of the calendar to *day*, which is day 1."""
    if dialect == "postgresql":
        return f"({day} - DATE '0001-01-01' + 1)"
    return f"CAST(julianday({day}) - 1721424.5 AS INTEGER)"


_KEY = f"p.newest || {_number('d.n')}"
_RANKS = " ".join(f"WHEN '{role}' THEN {rank}" for rank, role in enumerate(ROLES))
_BROADER = """\
WITH RECURSIVE broader (id, above) AS (
  SELECT id, id FROM issue
  UNION
  SELECT b.id, i.parent_id FROM broader b JOIN issue i ON i.id = b.above
   WHERE i.parent_id IS NOT NULL)"""
"""Every issue with itself and all that it is part of."""
_PLACED = "JOIN page_letter p ON p.letter_id = d.letter_id"


def statements(dialect: str, some: str = "") -> dict[str, str]:
    """For each table the SELECT of its rows: all, or those of *some* letters.

    *some* is what an IN may hold; each statement needs the rows of the one before.
    """
    letters = f" WHERE l.id IN ({some})" if some else ""
    demands = f" WHERE d.letter_id IN ({some})" if some else ""
    # Of all demands the places are at hand; of some they are sooner made once more.
    placed = f"demand d {_PLACED}" if some else "page_demand p"
    key, demand = (_KEY, "d.id") if some else ("p.newest", "p.demand_id")
    with_demand = placed if some else f"{placed} JOIN demand d ON d.id = p.demand_id"
    only = f" AND d.letter_id IN ({some})" if some else ""
    latest, earliest = (_days(f"l.{end}", dialect) for end in ("latest", "earliest"))
    span = f"({latest} - {earliest})"
    countries = f"{placed} JOIN demand_country x ON x.demand_id = {demand}{demands}"
    role = f"CASE x.role {_RANKS} END"
    if dialect == "postgresql":
        of_countries = _first("x.country_code", role, key, countries)
        of_issues = _first("b.above", _BY_POSITION, key, _issues(with_demand, demands))
    else:
        of_countries = _grouped("x.country_code", role, key, countries)
        of_issues = _first_named(with_demand, key, only)
    return {
        "page_letter": f"""\
SELECT l.id, CAST({FAR} - {latest} AS TEXT) || {_number(span)} || l.id || ' ',
       CASE WHEN {span} = 0 THEN 0 ELSE length(CAST({span} AS TEXT)) END
  FROM letter l{letters}""",
        "page_demand": f"""\
SELECT {_KEY} AS newest, d.id
  FROM demand d {_PLACED}{demands}
 ORDER BY newest""",
        "page_general": f"""\
SELECT {key} AS newest
  FROM {placed}
  LEFT JOIN demand_country x ON x.demand_id = {demand}
 WHERE x.demand_id IS NULL{only}
 ORDER BY newest""",
        "page_country": of_countries,
        "page_issue": _BROADER + of_issues,
    }  # fmt: skip


_BY_POSITION = """\
CASE WHEN d.source <> 'letters' THEN 2 WHEN x.position = 1 THEN 0 ELSE 1 END"""


def _issues(demands: str, where: str) -> str:
    return f"""\
{demands} JOIN demand_issue x ON x.demand_id = d.id
  JOIN broader b ON b.id = x.issue_id{where}"""


def _grouped(heading: str, rank: str, key: str, found: str) -> str:
    """The SELECT of demands under each heading, by their best rank."""
    return f"""\
SELECT {heading}, min({rank}) AS best, {key} AS newest
  FROM {found}
 GROUP BY {heading}, {key}
 ORDER BY {heading}, best, newest"""


def _first(heading: str, rank: str, key: str, found: str) -> str:
    """The same by a single sort, for PostgreSQL, which alone has words for it.

    With a GROUP BY it sorts again, or first makes a hash of all; its keys are built
    after the rows, and sort by rank then.
    """
    return f"""
SELECT DISTINCT ON ({heading}, newest) {heading}, {rank} AS best, {key} AS newest
  FROM {found}
 ORDER BY {heading}, newest, best"""


def _first_named(demands: str, key: str, only: str) -> str:
    """The same for issues on SQLite, which sorts longer than it looks at others.

    Demands are under the issue that was named first of all that come under it.
    """
    return f"""
SELECT b.above, {_BY_POSITION} AS best, {key} AS newest
  FROM {demands} CROSS JOIN demand_issue x CROSS JOIN broader b
 WHERE x.demand_id = d.id AND b.id = x.issue_id{only}
   AND (x.position = 1 OR NOT EXISTS (
     SELECT 1 FROM demand_issue y CROSS JOIN broader o
      WHERE y.demand_id = x.demand_id AND y.position < x.position
        AND o.id = y.issue_id AND o.above = b.above))
 ORDER BY b.above, best, newest"""


def judged_statement(some: str = "") -> str:
    """The SELECT of the rows of page_ask: all, or those of *some* asks."""
    asks = f" WHERE m.ask_id IN ({some})" if some else ""
    return f"""\
SELECT m.ask_id, {_KEY} AS newest
  FROM ask_membership m JOIN demand d ON d.id = m.demand_id {_PLACED}{asks}
 ORDER BY m.ask_id, newest"""


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
