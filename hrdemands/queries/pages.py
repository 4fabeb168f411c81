"""Where the order of an answer is an index: the pages that the loader keeps.

A page lists demands newest first, all of them, or those under a country or an issue;
an answer of 20 rows reads the first 20 that pass. What is of a country and an issue is
looked for in the page of one, each in the other page, or both are read side by side, in
their order; `leading` says which. `CROSS JOIN` makes SQLite keep to that order of the
tables; PostgreSQL decides by its own statistics.

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

AFTER = "~"
"""Sorts after every number."""

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
    """A page: its table, its conditions over ``x``, and the filters left to apply.

    Two pages that are read side by side have the places of each in ``merged``. Where
    it is led by another than the one whose ranks are headings, ``rank`` is theirs.
    """

    table: str
    conditions: tuple[str, ...]
    left: Filters
    days: Days
    merged: tuple[str, ...] = ()
    rank: str = ""


def page_of(
    filters: Filters, parameters: Parameters, *, by: str = "country", under: str = ""
) -> Page | None:
    """The page that *filters* ask for, *by* a country or an issue; None without any.

    One country in any role, or one issue. Where both are given, the other one is
    looked for in its own page, or by *both* the two are read side by side. What is
    listed *under* headings has its ranks from the country or the issue.
    """
    one_country = len(filters.countries) == 1 and not filters.roles
    one_issue = len(filters.issues) == 1
    left = filters.but(
        countries=() if one_country else filters.countries,
        issues=() if one_issue else filters.issues,
        since=None,
        until=None,
    )
    named = []
    if one_country:
        named.append(("page_country", "country_code", filters.countries[0]))
    if one_issue:
        named.append(("page_issue", "issue_id", filters.issues[0]))
    if by == "issue":
        named.reverse()
    days = Days.of(filters)
    if named:
        own = [
            (table, f"{column} = {parameters.one('of', key)}")
            for table, column, key in named
        ]
        page = _of(own, left, days, side_by_side=by == "both" and is_bare(left))
        led = under and under != by and len(own) > 1
        return _led(page, own[1]) if led else page
    if is_bare(left.but(general=False)):
        table = "page_general" if filters.general else "page_demand"
        return Page(table, (), left.but(general=False), days)
    return None


def _of(
    own: list[tuple[str, str]], left: Filters, days: Days, *, side_by_side: bool
) -> Page:
    """The page of a country, an issue, or both: tables, each with its condition."""
    (table, condition), *others = own
    also = tuple(
        f"EXISTS (SELECT 1 FROM {other} y"  # noqa: S608
        f" WHERE y.newest = x.newest AND y.{condition})"
        for other, condition in others
    )
    both = side_by_side and len(own) > 1
    merged = tuple(places_of(*each, days) for each in own) if both else ()
    return Page(table, (f"x.{condition}", *also), left, days, merged)


def _led(page: Page, headings: tuple[str, str]) -> Page:
    """The same page with the ranks of a table of *headings*, and its condition."""
    table, condition = headings
    rank = (
        f"(SELECT y.rank FROM {table} y"  # noqa: S608
        f" WHERE y.newest = x.newest AND y.{condition})"
    )
    return page._replace(rank=rank)


def places_of(table: str, own: str, days: Days) -> str:
    """The SELECT of the places of a page, on some days."""
    conditions = [f"x.{own}"] if own else []
    where_all = " AND ".join([*conditions, *days.within("x.newest")])
    where = f" WHERE {where_all}" if where_all else ""
    return f"SELECT x.newest AS newest FROM {table} x{where}"  # noqa: S608


def is_bare(left: Filters) -> bool:
    """Whether no filter is left to apply."""
    return left.but(limit=None) == Filters()


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
    parted = page.merged or page.rank or (since and ranks and limit)
    if until is None and not parted:
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
    rank = f"{page.rank or 'x.rank'} AS rank, " if ranks else ""
    columns = f"{rank}x.newest AS newest"
    each: list[tuple[str, ...]] = [()]
    if ranks and not page.rank:
        each = [(f"x.rank = {rank}",) for rank in range(ranks)]
    days = page.days.within("x.newest")
    parts = []
    if page.days.until is not None:
        ranging = f"{_ranging(page.days)}\n CROSS JOIN {page.table}"
        parts.append(_found(ranging, page, parameters, *_WITHIN))
    if page.merged:
        parts.append(_merged(page, parameters))
    else:
        parts += [_found(page.table, page, parameters, *own, *days) for own in each]
    return "\nUNION ALL\n".join(f"SELECT {columns}\n{part}" for part in parts)


def _merged(page: Page, parameters: Parameters) -> str:
    """The places of what stands in both pages, as SQLite finds them without sorting.

    That takes an order, and what is not to be read to its end a limit, here within.
    """
    both = "\nINTERSECT\n".join(page.merged)
    limit = parameters.at_most(page.left.limit)
    return f"  FROM (\n{both}\n ORDER BY newest{limit}) x"


_WITHIN = ("x.newest > r.newest", f"x.newest < r.newest || '{AFTER}'")


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
    if not is_bare(page.left):
        return _joined(tables, page, parameters, *more)
    conditions = "\n   AND ".join((*page.conditions, *more))
    return f"  FROM {tables} x" + (f"\n WHERE {conditions}" if conditions else "")


def _joined(tables: str, page: Page, parameters: Parameters, *more: str) -> str:
    conditions = where(page.left, parameters, *_JOINED, *page.conditions, *more)
    return f"  FROM {tables} x\n{OF_DEMANDS}\n{conditions}"
