"""What fell silent and what is new, and how much the letters can say about it."""

from collections.abc import Sequence

from hrdemands.errors import UsageError
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import SOURCES, Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.recurrence import MEMBER, member_sql
from hrdemands.queries.results.counts import Silent
from hrdemands.queries.sqltext import Parameters, Query, Row

FIRST_YEAR, LAST_YEAR = 1, 9999
"""Of the calendar that both databases keep."""


def silent_query(year: int, filters: Filters) -> Query:
    """The statement that finds what was asked before *year* and not since.

    An ask, by the demands that are the same; and each demand that is no ask's, of
    letters only unless *filters* name sources. A
    letter that may be of *year* or later counts as since. ``in_part`` is the last year
    since in which a demand was judged narrower or broader than the ask.
    """
    return _asked_once(filters, "max(latest) < :day", _new_year(year))


def new_query(year: int, filters: Filters) -> Query:
    """The statement that finds what was asked since *year* and not before."""
    return _asked_once(filters, "min(earliest) >= :day", _new_year(year))


def _new_year(year: int) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"no calendar has the year {year}", "write it as 2016")
    return f"{year:04}-01-01"


def _asked_once(filters: Filters, having: str, day: str) -> Query:
    parameters = Parameters()
    member = member_sql("ask", filters, parameters, ("same",))
    alone = (
        "NOT EXISTS (SELECT 1 FROM ask_membership x"
        " WHERE x.demand_id = d.id AND x.judgement = 'same')"
    )
    # A review's demands are of that review; to list them all would say nothing.
    lone = filters if filters.sources else filters.but(sources=("letters",))
    conditions = where(lone, parameters, alone)
    parameters.values["day"] = day
    limit = parameters.at_most(filters.limit)
    sql = f"""\
WITH {MEMBER} AS (
  {member}),
unit (id, name, kind, letter_id, earliest, latest, year) AS (
  SELECT id, name, 'ask', letter_id, earliest, latest, year FROM member
  UNION ALL
  SELECT d.id, coalesce(d.summary, d.quote), 'demand', l.id,
         l.earliest, l.latest, l.year
    FROM demand d JOIN letter l ON l.id = d.letter_id
   {conditions})
SELECT id, name, kind, min(year) AS first_year, max(year) AS last_year,
       count(DISTINCT letter_id) AS letters,
       (SELECT max(year) FROM letter) - max(year) AS silent_years,
       (SELECT max(h.year)
          FROM ask_membership n
          JOIN demand e ON e.id = n.demand_id
          JOIN letter h ON h.id = e.letter_id
         WHERE unit.kind = 'ask' AND n.ask_id = unit.id
           AND n.judgement IN ('narrower', 'broader') AND h.latest >= :day) AS in_part
  FROM unit
 GROUP BY id, name, kind
HAVING {having}
 ORDER BY kind, last_year NULLS LAST, first_year NULLS LAST, id{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def find_silent(
    reader: Reader, year: int, filters: Filters | None = None, *, new: bool = False
) -> tuple[Silent, ...]:
    """What was asked before *year* and not since; with *new*, the other way round."""
    make = new_query if new else silent_query
    rows = reader.rows(make(year, filters or Filters()))
    return tuple(Silent(**row) for row in rows)


def corpus(reader: Reader, sources: Sequence[str] = ()) -> Row:
    """How much the database holds: the limits of what it can say about silence.

    Of all sources, or of those named.
    """
    parameters = Parameters()
    listed = parameters.several("source", sources or SOURCES)
    held = f"(SELECT id, source, earliest, latest FROM letter WHERE source IN {listed})"  # noqa: S608
    sql = f"""\
SELECT (SELECT count(*) FROM {held} l WHERE l.source = 'letters') AS letters,
       (SELECT count(*) FROM {held} l WHERE l.source = 'upr') AS reviews,
       (SELECT count(*) FROM {held} l WHERE l.source = 'uhri') AS reports,
       (SELECT count(DISTINCT organization_id) FROM v_letter_organization)
         AS organizations,
       (SELECT count(DISTINCT organization_id) FROM v_letter_organization
         WHERE voice <> 'affiliation') AS sending,
       (SELECT min(earliest) FROM {held} l) AS earliest,
       (SELECT max(latest) FROM {held} l) AS latest"""  # noqa: S608
    return reader.rows(Query(sql, parameters.values))[0]
