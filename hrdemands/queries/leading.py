"""Which of two pages leads where a country and an issue are both asked for.

Whichever is read, the same is found; but one may be full of what the other lacks. A
few looks into each, by its index, tell how rare they are in the days asked for.
"""

from math import isqrt

from hrdemands.queries.filters import Filters
from hrdemands.queries.pages import AFTER, MOST_DIGITS, Days, is_bare, places_of
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Parameters, Query

FILLED = 400
"""So many demands of a page say how long it takes to fill."""

MERGED = 4
"""How many times as dense as the other one of two pages may be where both are read:
SQLite reads seven rows in the time that it looks for one."""

ALL_SORTED = 3
"""Under headings all demands of a page are sorted that has fewer than so many times the
square root of all there are.

To find twenty that one in n demands is looks at twenty times n; to sort them all, at a
nth of all there are. The two meet at 4.5 times the root, less for what sorting takes.
"""


def read_by(reader: Reader, filters: Filters) -> str:
    """By what demands of one country and one issue are found soonest.

    By the one that is rarer in the days asked for, so that less is read past: the one
    whose page takes more days to fill. By both where neither is much rarer, as nothing
    else is asked: SQLite then merges the two, where PostgreSQL would read them whole.
    Said as `page_of` takes it.
    """
    if not _asks_for_both(filters):
        return "country"
    first, country, issue = _filled(reader, filters)
    left = filters.but(countries=(), issues=(), since=None, until=None)
    merges = reader.target.kind == "sqlite" and left.limit and is_bare(left)
    if merges and AFTER not in (country, issue):
        fewer, more = sorted(_day(each) - _day(first) + 1 for each in (country, issue))
        if more <= fewer * MERGED:
            return "both"
    return "issue" if issue > country else "country"


def led_by(reader: Reader, filters: Filters, under: str) -> str:
    """By what demands *under* the headings of a country or an issue are found soonest.

    By the other one, if both are asked for and it is rarer, and so rare that all it has
    are sooner sorted than twenty found past what it lacks. PostgreSQL decides that by
    itself. Said as `page_of` takes it.
    """
    if not _asks_for_both(filters) or reader.target.kind != "sqlite":
        return under
    countries, issues = _counted(reader, filters)
    if issues == countries:
        return under
    return "issue" if issues < countries else "country"


def _asks_for_both(filters: Filters) -> bool:
    """Whether one country, in any role, and one issue are asked for."""
    return len(filters.countries) == len(filters.issues) == 1 and not filters.roles


def _counted(reader: Reader, filters: Filters) -> tuple[int, int]:
    """How many demands two pages have in the days asked for, of those to sort."""
    ((last,),) = reader.values(Query("SELECT max(rowid) FROM demand"))
    parameters = Parameters()
    limit = parameters.at_most(ALL_SORTED * isqrt(last or 0))
    counts = ", ".join(
        f"(SELECT count(*) FROM ({places}{limit}) counted)"  # noqa: S608
        for places in _both_places(filters, parameters)
    )
    found = reader.values(Query(f"SELECT {counts}", parameters.values))
    ((countries, issues),) = found
    return countries, issues


def _filled(reader: Reader, filters: Filters) -> tuple[str, str, str]:
    """Where all pages begin in the days asked for, and where two of them are full."""
    parameters = Parameters()
    country, issue = _both_places(filters, parameters)
    places = ", ".join(
        f"coalesce(({select} ORDER BY newest LIMIT 1 OFFSET {at}), '{AFTER}')"
        for select, at in (
            (places_of("page_demand", "", Days.of(filters)), 0),
            (country, FILLED),
            (issue, FILLED),
        )
    )
    found = reader.values(Query(f"SELECT {places}", parameters.values))
    ((first, full_country, full_issue),) = found
    return first, full_country, full_issue


def _day(place: str) -> int:
    return int(place[:MOST_DIGITS])


def _both_places(filters: Filters, parameters: Parameters) -> tuple[str, str]:
    """The SELECTs of the places of a country and of an issue."""
    (country,), (issue,) = filters.countries, filters.issues
    of_country = f"country_code = {parameters.one('country', country)}"
    of_issue = f"issue_id = {parameters.one('issue', issue)}"
    days = Days.of(filters)
    return (
        places_of("page_country", of_country, days),
        places_of("page_issue", of_issue, days),
    )
