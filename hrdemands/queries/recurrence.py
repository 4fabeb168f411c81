"""What recurs across time, by ask or by any other key.

Counting follows the codebook: two demands in one letter are no recurrence; letters of
one year recur in one year only; a letter whose date range spans two years adds no
certain year; letters and organizations are counted apart, since four letters with one
signatory are not four voices. Of an ask only demands judged the same count, unless
the wider count is asked for. Letters, reviews and reports are counted apart; a year or
a demand is one in whichever it stands.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from hrdemands.errors import UsageError
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.asks import AskSummary
from hrdemands.queries.results.counts import Recurrence
from hrdemands.queries.sqltext import LARGEST, Parameters, Query

Strengths = tuple[str, ...]

KEYS = {
    "ask": "ask_membership x JOIN ask t ON t.id = x.ask_id",
    "issue": "demand_issue x JOIN issue t ON t.id = x.issue_id",
    "country": "demand_country x JOIN country t ON t.code = x.country_code",
    "target": "demand_actor x JOIN actor t ON t.id = x.actor_id AND x.role = 'target'",
    "action": (
        "(SELECT id AS demand_id, action_id FROM demand UNION"
        " SELECT id, target_action_id FROM demand WHERE target_action_id IS NOT NULL) x"
        " JOIN action t ON t.id = x.action_id"
    ),
    "asking": (
        "(SELECT id AS demand_id, asking_id FROM demand) x"
        " JOIN actor t ON t.id = x.asking_id"
    ),
    "group": "demand_group x JOIN affected_group t ON t.id = x.group_id",
    "mechanism": "demand_mechanism x JOIN mechanism t ON t.id = x.mechanism_id",
}
"""What recurrence can be counted by, and where its keys come from."""


def _sorts(documents: str, others: str) -> dict[str, str]:
    """The orders, given how all *documents* are written, and how those but letters."""
    return {
        "years": (
            f"years DESC, letters DESC, {others} DESC, longest_gap DESC NULLS LAST,"
            " last_year DESC NULLS LAST, id"
        ),
        "letters": f"{documents} DESC, years DESC, id",
        "organizations": "organizations DESC, years DESC, id",
        "gap": "longest_gap DESC NULLS LAST, years DESC, id",
        "first": "first_year NULLS LAST, years DESC, id",
        "last": "last_year DESC NULLS LAST, years DESC, id",
        "name": "name, id",
    }


SORTS = _sorts("letters + reviews + reports", "reviews + reports")
"""The orders of a list of recurrences."""

_COUNTED_SORTS = _sorts("documents", "documents")
"""The same where the loader has counted documents, which after letters sort as the
rest of them."""

MEMBER = (
    "member (id, name, demand_id, strength, letter_id, source, earliest, latest, year)"
)
"""The columns of `member_sql`, as a statement names them."""


def member_sql(
    by: str, filters: Filters, parameters: Parameters, judgements: tuple[str, ...]
) -> str:
    """A SELECT of every demand under its key, with its letter's dates."""
    key = "t.code" if by == "country" else "t.id"
    judged = (
        [f"x.judgement IN {parameters.several('judgement', judgements)}"]
        if by == "ask"
        else []
    )
    conditions = where(filters, parameters, *judged)
    return f"""\
SELECT {key}, t.name, d.id, d.strength, l.id, l.source,
       l.earliest, l.latest, l.year
    FROM {KEYS[by]}
    JOIN demand d ON d.id = x.demand_id
    JOIN letter l ON l.id = d.letter_id
   {conditions}"""  # noqa: S608 - our own words; values are parameters


class Counting(NamedTuple):
    """What counts as recurring, and what stands first.

    ``min_years`` are distinct years, and one letter (or review, or report) is no
    recurrence; ``wider`` counts
    demands judged narrower or broader than an ask, too.
    """

    min_years: int = 2
    min_letters: int = 2
    min_organizations: int = 0
    sort: str = "years"
    wider: bool = False

    @property
    def judgements(self) -> tuple[str, ...]:
        """The judgements that make a demand an ask."""
        return ("same", "narrower", "broader") if self.wider else ("same",)


USUAL = Counting()
EVERYTHING = Counting(min_years=0, min_letters=0)


def recurrence_query(by: str, filters: Filters, counting: Counting = USUAL) -> Query:
    """The statement that counts recurrence by one of `KEYS`."""
    _check(by, counting)
    parameters = Parameters()
    member = member_sql(by, filters, parameters, counting.judgements)
    min_years, min_letters, min_organizations = (
        parameters.one(name, min(getattr(counting, name), LARGEST))
        for name in ("min_years", "min_letters", "min_organizations")
    )
    limit = parameters.at_most(filters.limit)
    sql = f"""\
WITH {MEMBER} AS (
  {member}),
years (id, year) AS (SELECT DISTINCT id, year FROM member WHERE year IS NOT NULL),
gaps (id, gap) AS (
  SELECT id, year - lag(year) OVER (PARTITION BY id ORDER BY year) FROM years),
longest (id, gap) AS (SELECT id, max(gap) FROM gaps GROUP BY id),
voices (id, organizations) AS (
  SELECT m.id, count(DISTINCT o.organization_id)
    FROM member m JOIN v_letter_organization o ON o.letter_id = m.letter_id
   GROUP BY m.id),
unit (id, name, first_year, last_year, years, letters, reviews, reports, demands) AS (
  SELECT id, name, min(year), max(year), count(DISTINCT year),
         count(DISTINCT CASE WHEN source = 'letters' THEN letter_id END),
         count(DISTINCT CASE WHEN source = 'upr' THEN letter_id END),
         count(DISTINCT CASE WHEN source = 'uhri' THEN letter_id END),
         count(DISTINCT demand_id)
    FROM member
   GROUP BY id, name),
counted AS (
  SELECT u.id, u.name, u.first_year, u.last_year, u.years,
         u.letters, u.reviews, u.reports,
         coalesce(v.organizations, 0) AS organizations, u.demands,
         g.gap AS longest_gap
    FROM unit u
    LEFT JOIN voices v ON v.id = u.id
    LEFT JOIN longest g ON g.id = u.id)
SELECT * FROM counted
 WHERE years >= {min_years}
   AND letters + reviews + reports >= {min_letters}
   AND organizations >= {min_organizations}
 ORDER BY {SORTS[counting.sort]}{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def _check(by: str, counting: Counting) -> None:
    if by not in KEYS:
        raise UsageError(f"cannot count by '{by}'", f"use {', '.join(KEYS)}")
    if counting.sort not in SORTS:
        raise UsageError(f"cannot sort by '{counting.sort}'", f"use {', '.join(SORTS)}")
    if counting.wider and by != "ask":
        raise UsageError(f"a wider count by {by} means nothing", "count by ask")


def find_recurring(
    reader: Reader, by: str, filters: Filters | None = None, counting: Counting = USUAL
) -> tuple[Recurrence, ...]:
    """What recurs: issues, countries, ...; ``by`` is one of `KEYS`."""
    rows = reader.rows(recurrence_query(by, filters or Filters(), counting))
    return tuple(Recurrence(**row) for row in rows)


def recurring_asks(
    reader: Reader, filters: Filters | None = None, counting: Counting = USUAL
) -> tuple[AskSummary, ...]:
    """The asks that recur, with their strengths then and now."""
    filters = filters or Filters()
    if is_counted(filters, counting):
        return tuple(_counted(reader.values(counted_query(filters, counting))))
    rows = reader.rows(recurrence_query("ask", filters, counting))
    ends = ask_ends(reader.rows(ends_query(filters, counting.judgements)))
    return tuple(
        AskSummary(
            **row,
            strength_then=ends.get((row["id"], "then"), ()),
            strength_now=ends.get((row["id"], "now"), ()),
        )
        for row in rows
    )


def is_counted(filters: Filters, counting: Counting) -> bool:
    """Whether the loader has counted it: every ask, and no filter."""
    return filters.but(limit=None) == Filters() and not counting.wider


def find_count(reader: Reader, ask_id: str) -> AskSummary | None:
    """One ask as the loader counted it; None where no demand is the same."""
    query = counted_query(Filters(asks=(ask_id,)), EVERYTHING)
    return next(iter(_counted(reader.values(query))), None)


def counted_query(filters: Filters, counting: Counting = USUAL) -> Query:
    """The statement that reads what the loader counted, by ask."""
    _check("ask", counting)
    parameters = Parameters()
    one = [f"s.ask_id = {parameters.one('ask', ask)}" for ask in filters.asks]
    least = [
        f"{counted} >= {parameters.one(name, min(fewest, LARGEST))}"
        for name, counted, fewest in (
            ("min_years", "s.years", counting.min_years),
            ("min_letters", "s.documents", counting.min_letters),
            ("min_organizations", "s.organizations", counting.min_organizations),
        )
        if fewest
    ]
    where_all = " AND ".join([*one, *least])
    limit = parameters.at_most(filters.limit)
    sql = f"""\
SELECT s.ask_id AS id, s.name, s.first_year, s.last_year, s.years, s.letters,
       s.reviews, s.reports, s.organizations, s.demands, s.longest_gap,
       s.strength_then, s.strength_now
  FROM ask_count s
{f" WHERE {where_all}" if where_all else ""}
 ORDER BY {_COUNTED_SORTS[counting.sort]}{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def _counted(rows: Iterable[tuple[Any, ...]]) -> list[AskSummary]:
    """Rows of `counted_query`, whose columns are in the order of the result's.

    Each is taken apart by names, which takes half as long as slices of it.
    """
    make = AskSummary._make
    return [
        make((a, b, c, d, e, f, g, h, i, j, k, _STRENGTHS[then], _STRENGTHS[now]))
        for a, b, c, d, e, f, g, h, i, j, k, then, now in rows
    ]


class _Parted(dict[str, Strengths]):
    """Strengths by their joined words: thousands of asks share a few dozen."""

    def __missing__(self, joined: str) -> Strengths:
        self[joined] = found = tuple(joined.split())
        return found


_STRENGTHS = _Parted()


def ends_query(filters: Filters, judgements: tuple[str, ...] = ("same",)) -> Query:
    """The statement that finds the strengths an ask may have begun and ended with.

    Letters whose ranges overlap have no order, so that several may be first or last.
    """
    parameters = Parameters()
    member = member_sql("ask", filters, parameters, judgements)
    sql = f"""\
WITH {MEMBER} AS (
  {member}),
bounded (id, demand_id, strength, earliest, latest, first_latest, last_earliest) AS (
  SELECT id, demand_id, strength, earliest, latest,
         min(latest) OVER (PARTITION BY id), max(earliest) OVER (PARTITION BY id)
    FROM member)
SELECT id, strength, earliest <= first_latest AS may_be_first,
       latest >= last_earliest AS may_be_last
  FROM bounded
 WHERE strength IS NOT NULL
 ORDER BY id, earliest, latest, demand_id"""  # noqa: S608
    return Query(sql, parameters.values)


def ask_ends(rows: Iterable[Any]) -> dict[tuple[str, str], Strengths]:
    """By ask, and ``then`` or ``now``, the strengths of the rows of `ends_query`."""
    ends: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for end, column in (("then", "may_be_first"), ("now", "may_be_last")):
            known = ends.setdefault((row["id"], end), [])
            if row[column] and row["strength"] not in (None, *known):
                known.append(row["strength"])
    return {key: tuple(strengths) for key, strengths in ends.items()}
