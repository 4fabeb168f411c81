"""Where the order of an answer is an index: the pages that the loader keeps.

A page lists demands newest first, all of them, or those under a country or an issue;
an answer of 20 rows reads the first 20 that pass. `CROSS JOIN` makes SQLite keep to
that order of the tables; PostgreSQL decides by its own statistics. Days bound where in
a page to look: a letter's latest day is what it is ordered by, and its earliest day
cannot lie further back than the longest range there is.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.sqltext import Parameters, Query

FAR = 9_000_000
"""The day from which letters' days are taken; what is left has seven digits."""

_EARLIEST = (
    "CAST(substr(x.newest, 1, 7) AS INTEGER) + CAST(substr(x.newest, 9,"
    " CAST(substr(x.newest, 8, 1) AS INTEGER)) AS INTEGER)"
)
"""The earliest day, out of the place: what is not of the days need not be fetched."""

_SPANS_DAYS = "substr(x.newest, 8, 2) <> '10'"
"""Whether the letter's range is more than one day; said first, as it costs less."""

OF_DEMANDS = """\
 CROSS JOIN page_demand p
 CROSS JOIN demand d
 CROSS JOIN letter l"""
_JOINED = ("p.newest = x.newest", "d.id = p.demand_id", "l.id = d.letter_id")


class Page(NamedTuple):
    """A page: its table, its conditions over ``x``, and the filters left to apply."""

    table: str
    conditions: tuple[str, ...]
    left: Filters


def page_of(
    filters: Filters, parameters: Parameters, *, by: str = "country"
) -> Page | None:
    """The page that *filters* ask for, *by* a country or an issue; None without any.

    One country in any role, or one issue. Where both are given, the other one is
    looked for in its own page.
    """
    one_country = len(filters.countries) == 1 and not filters.roles
    one_issue = len(filters.issues) == 1
    left = filters.but(
        countries=() if one_country else filters.countries,
        issues=() if one_issue else filters.issues,
    )
    found = []
    if one_country:
        found.append(("page_country", "country_code", filters.countries[0]))
    if one_issue:
        found.append(("page_issue", "issue_id", filters.issues[0]))
    if by == "issue":
        found.reverse()
    if found:
        bounds = tuple(_bounds(filters, parameters))
        (table, column, key), *others = found
        own = f"x.{column} = {parameters.one('of', key)}"
        also = tuple(
            f"EXISTS (SELECT 1 FROM {table} y WHERE y.newest = x.newest"  # noqa: S608
            f" AND y.{column} = {parameters.one('also', key)})"
            for table, column, key in others
        )
        return Page(table, (own, *bounds, *also), left)
    if left.but(since=None, until=None, limit=None, general=False) == Filters():
        table = "page_general" if filters.general else "page_demand"
        return Page(table, tuple(_bounds(filters, parameters)), left.but(general=False))
    return None


def _bounds(filters: Filters, parameters: Parameters) -> Iterator[str]:
    """The part of a page that can be of the days asked for."""
    if filters.since:
        first = FAR - date.fromisoformat(filters.since).toordinal()
        yield f"x.newest < {parameters.one('before', str(first + 1))}"
    if filters.until:
        last = FAR - date.fromisoformat(filters.until).toordinal()
        longest = "(SELECT coalesce(max(days), 0) FROM page_letter)"
        until = parameters.one("until_day", last)
        yield f"x.newest >= CAST({until} - {longest} AS TEXT)"
        yield f"(x.newest >= CAST({until} AS TEXT) OR {_SPANS_DAYS})"
        yield f"{_EARLIEST} >= {until}"


def page_query(columns: str, page: Page, parameters: Parameters) -> Query:
    """The statement that lists a page, newest letters first."""
    limit = parameters.at_most(page.left.limit)
    sql = f"SELECT {columns}\n{_from(page, parameters)}\n ORDER BY x.newest{limit}"
    return Query(sql, parameters.values)


def ranked_query(columns: str, page: Page, parameters: Parameters, ranks: int) -> Query:
    """The statement that lists a page by rank, then newest letters first.

    Days are bounds within a rank, so that with days each rank is asked for by itself.
    """
    limit = parameters.at_most(page.left.limit)
    if not limit or not (page.left.since or page.left.until):
        sql = (
            f"SELECT x.rank AS under, {columns}\n{_from(page, parameters)}\n"
            f" ORDER BY x.rank, x.newest{limit}"
        )
        return Query(sql, parameters.values)
    rows = f"SELECT x.rank, x.newest\n{_from(page, parameters)}"
    first = [
        f"{rows}\n   AND x.rank = {rank}\n ORDER BY x.newest{limit}"
        for rank in range(ranks)
    ]
    each = "\nUNION ALL\n".join(
        f"SELECT * FROM (\n{sql}) r{rank}"  # noqa: S608 - our own words
        for rank, sql in enumerate(first)
    )
    conditions = "\n   AND ".join(_JOINED)
    sql = (
        f"SELECT x.rank AS under, {columns}\n  FROM (\n{each}) x\n{OF_DEMANDS}\n"  # noqa: S608
        f" WHERE {conditions}\n ORDER BY x.rank, x.newest{limit}"
    )
    return Query(sql, parameters.values)


def count_query(page: Page, parameters: Parameters, most: int) -> Query:
    """The statement that counts a page, as far as *most*."""
    if page.left.but(limit=None) == Filters():
        within = " WHERE " + " AND ".join(page.conditions) if page.conditions else ""
        rows = f"SELECT 1 FROM {page.table} x{within}"  # noqa: S608
    else:
        rows = f"SELECT 1\n{_from(page, parameters)}"
    limit = parameters.at_most(most)
    sql = f"SELECT count(*) AS n FROM ({rows}{limit}) counted"  # noqa: S608
    return Query(sql, parameters.values)


def _from(page: Page, parameters: Parameters) -> str:
    conditions = where(page.left, parameters, *_JOINED, *page.conditions)
    return f"  FROM {page.table} x\n{OF_DEMANDS}\n{conditions}"
