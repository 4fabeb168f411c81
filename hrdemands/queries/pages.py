"""Where the order of an answer is an index: the pages that the loader keeps.

A page lists demands newest first, all of them, or those under a country or an issue;
an answer of 20 rows reads the first 20 that pass. `CROSS JOIN` makes SQLite keep to
that order of the tables; PostgreSQL decides by its own statistics.

Days bound where in a page to look. A letter stands by its latest day, so that the first
and the last day asked for are two places in a page; but before the second there may be
letters whose range holds it. Those are found among letters, of which there are fewer
than demands, by the length of their ranges, so that nobody reads past all that came
within the longest range there is.
"""

from datetime import date
from typing import NamedTuple

from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Parameters, Query

FAR = 9_000_000
"""The day from which letters' days are taken; what is left has seven digits."""

MOST_DIGITS = 7
"""Those of the days between any two days of the calendar."""

_EARLIEST = (
    "CAST(substr(p.newest, 1, 7) AS INTEGER) + CAST(substr(p.newest, 9,"
    " CAST(substr(p.newest, 8, 1) AS INTEGER)) AS INTEGER)"
)
"""The earliest day, out of the place: what is not of the days need not be fetched."""

_AFTER = "~"
"""Sorts after every number."""

FILLED = 100
"""So many demands of a page say how long it takes to fill."""

OF_DEMANDS = """\
 CROSS JOIN page_demand p
 CROSS JOIN demand d
 CROSS JOIN letter l"""
_JOINED = ("p.newest = x.newest", "d.id = p.demand_id", "l.id = d.letter_id")


def _place(day: str) -> int:
    """Where a day stands: the days from it to a far one."""
    return FAR - date.fromisoformat(day).toordinal()


class Days(NamedTuple):
    """The first and the last day asked for, as places count days."""

    since: int | None
    until: int | None

    @classmethod
    def of(cls, filters: Filters) -> "Days":
        """The days of *filters*."""
        first, last = filters.since, filters.until
        return cls(_place(first) if first else None, _place(last) if last else None)

    def within(self, column: str) -> tuple[str, ...]:
        """The conditions that a letter ends on one of them."""
        since, until = self
        first = () if since is None else (f"{column} < '{since + 1}'",)
        last = () if until is None else (f"{column} >= '{until}'",)
        return first + last


class Page(NamedTuple):
    """A page: its table, its conditions over ``x``, and the filters left to apply."""

    table: str
    conditions: tuple[str, ...]
    left: Filters
    days: Days


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
        since=None,
        until=None,
    )
    found = []
    if one_country:
        found.append(("page_country", "country_code", filters.countries[0]))
    if one_issue:
        found.append(("page_issue", "issue_id", filters.issues[0]))
    if by == "issue":
        found.reverse()
    days = Days.of(filters)
    if found:
        (table, column, key), *others = found
        own = f"x.{column} = {parameters.one('of', key)}"
        also = tuple(
            f"EXISTS (SELECT 1 FROM {table} y WHERE y.newest = x.newest"  # noqa: S608
            f" AND y.{column} = {parameters.one('also', key)})"
            for table, column, key in others
        )
        return Page(table, (own, *also), left, days)
    if left.but(limit=None, general=False) == Filters():
        table = "page_general" if filters.general else "page_demand"
        return Page(table, (), left.but(general=False), days)
    return None


def sparser(reader: Reader, filters: Filters) -> str:
    """Whether what is of one country and one issue is better read by the one or other.

    By the one that is rarer in the days asked for, so that less is read past: the one
    whose page takes more days to fill. Said as `page_of` takes it.
    """
    if len(filters.countries) != 1 or filters.roles or len(filters.issues) != 1:
        return "country"
    parameters = Parameters()
    within = "".join(f" AND {day}" for day in Days.of(filters).within("x.newest"))
    country, issue = (
        f"coalesce((SELECT x.newest FROM {table} x"  # noqa: S608
        f" WHERE x.{column} = {parameters.one('key', key)}{within}"
        f" ORDER BY x.newest LIMIT 1 OFFSET {FILLED}), '{_AFTER}')"
        for table, column, key in (
            ("page_country", "country_code", filters.countries[0]),
            ("page_issue", "issue_id", filters.issues[0]),
        )
    )
    sql = f"SELECT {issue} > {country} AS rarer"
    rarer = reader.rows(Query(sql, parameters.values))[0]["rarer"]
    return "issue" if rarer else "country"


def page_query(
    columns: str, page: Page, parameters: Parameters, ranks: int = 0
) -> Query:
    """The statement that lists a page newest letters first, or by *ranks* first.

    Where days bound it, the places to look at are found before anything is fetched.
    """
    order = "x.rank, x.newest" if ranks else "x.newest"
    shown = f"x.rank AS under, {columns}" if ranks else columns
    limit = parameters.at_most(page.left.limit)
    since, until = page.days
    if until is None and not (since and ranks and limit):
        days = page.days.within("x.newest")
        found = f"SELECT {shown}\n{_joined(page.table, page, parameters, *days)}"
    else:
        wanted = order.replace("x.", "")
        rows = f"{_rows(page, parameters, ranks)}\n ORDER BY {wanted}{limit}"
        joined = "\n   AND ".join(_JOINED)
        found = f"SELECT {shown}\n  FROM (\n{rows}) x\n{OF_DEMANDS}\n WHERE {joined}"  # noqa: S608
    return Query(f"{found}\n ORDER BY {order}{limit}", parameters.values)


def count_query(page: Page, parameters: Parameters, most: int) -> Query:
    """The statement that counts a page, as far as *most*."""
    limit = parameters.at_most(most)
    rows = _rows(page, parameters)
    sql = f"SELECT count(*) AS n FROM (\n{rows}{limit}) counted"  # noqa: S608
    return Query(sql, parameters.values)


def _rows(page: Page, parameters: Parameters, ranks: int = 0) -> str:
    """The places of a page's demands, in parts of which each has its order.

    Of each rank those by the last day, and those of the ranges that hold it.
    """
    columns = "x.rank AS rank, x.newest AS newest" if ranks else "x.newest AS newest"
    each: list[tuple[str, ...]] = [(f"x.rank = {rank}",) for rank in range(ranks)]
    days = page.days.within("x.newest")
    parts = []
    if page.days.until is not None:
        ranging = f"{_ranging(page.days)}\n CROSS JOIN {page.table}"
        parts.append(_found(ranging, page, parameters, *_WITHIN))
    parts += [_found(page.table, page, parameters, *own, *days) for own in each or [()]]
    return "\nUNION ALL\n".join(f"SELECT {columns}\n{part}" for part in parts)


_WITHIN = ("x.newest > r.newest", f"x.newest < r.newest || '{_AFTER}'")


def _ranging(days: Days) -> str:
    """The letters that end after the last day asked for, and begin by then.

    A range of so many digits begins at most so many days before it ends.
    """
    since, until = days.since, days.until or 0
    longest = ", ".join(
        f"({digits}, '{max(0, until - 10**digits + 1):07}')"
        for digits in range(1, MOST_DIGITS + 1)
    )
    before = until if since is None else min(until, since + 1)
    return f"""\
(SELECT p.newest FROM (VALUES {longest}) v
          CROSS JOIN page_letter p
         WHERE p.digits = v.column1 AND p.newest >= v.column2
           AND p.newest < '{before}' AND {_EARLIEST} >= {until}) r"""  # noqa: S608


def _found(tables: str, page: Page, parameters: Parameters, *more: str) -> str:
    """What passes, without what need not be looked at for that."""
    if page.left.but(limit=None) != Filters():
        return _joined(tables, page, parameters, *more)
    conditions = "\n   AND ".join((*page.conditions, *more))
    return f"  FROM {tables} x" + (f"\n WHERE {conditions}" if conditions else "")


def _joined(tables: str, page: Page, parameters: Parameters, *more: str) -> str:
    conditions = where(page.left, parameters, *_JOINED, *page.conditions, *more)
    return f"  FROM {tables} x\n{OF_DEMANDS}\n{conditions}"
