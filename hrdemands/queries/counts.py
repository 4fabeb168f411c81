"""Lists with counts, and the years."""

from hrdemands.errors import UsageError
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import STRENGTHS, Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.counts import Counted, Year
from hrdemands.queries.sqltext import Parameters, Query

DOCUMENTS = """\
count(DISTINCT CASE WHEN l.source = 'letters' THEN l.id END) AS letters,
       count(DISTINCT CASE WHEN l.source = 'upr' THEN l.id END) AS reviews,
       count(DISTINCT CASE WHEN l.source = 'uhri' THEN l.id END) AS reports,"""
"""Letters, reviews and reports, counted apart."""

_SOURCES = {
    "issues": (
        "t.id, t.code",
        "t.name",
        """\
  FROM (WITH RECURSIVE broader (issue_id, under_id) AS (
          SELECT id, id FROM issue
          UNION
          SELECT b.issue_id, i.parent_id
            FROM broader b JOIN issue i ON i.id = b.under_id
           WHERE i.parent_id IS NOT NULL)
        SELECT * FROM broader) b
  JOIN issue t ON t.id = b.under_id
  JOIN demand_issue x ON x.issue_id = b.issue_id
  JOIN demand d ON d.id = x.demand_id""",
        "t.code",
    ),
    "countries": (
        "t.code",
        "t.name",
        """\
  FROM demand_country x
  JOIN country t ON t.code = x.country_code
  JOIN demand d ON d.id = x.demand_id""",
        "demands DESC, name, id",
    ),
    "organizations": (
        "t.id",
        "t.name",
        """\
  FROM v_letter_organization x
  JOIN actor t ON t.id = x.organization_id
  JOIN demand d ON d.letter_id = x.letter_id""",
        "demands DESC, name, id",
    ),
    "recipients": (
        "t.id",
        "t.name",
        """\
  FROM (SELECT letter_id, office_id AS actor_id FROM recipient
        UNION
        SELECT letter_id, holder_id FROM recipient WHERE holder_id IS NOT NULL) x
  JOIN actor t ON t.id = x.actor_id
  JOIN demand d ON d.letter_id = x.letter_id""",
        "demands DESC, name, id",
    ),
}
LISTS = tuple(_SOURCES)
"""What can be listed with counts."""


def count_query(what: str, filters: Filters) -> Query:
    """The statement that counts demands and letters by one of `LISTS`."""
    if what not in _SOURCES:
        raise UsageError(f"cannot list '{what}'", f"use one of {', '.join(LISTS)}")
    key, name, source, order = _SOURCES[what]
    parameters = Parameters()
    conditions = where(filters, parameters)
    limit = parameters.at_most(filters.limit)
    sql = f"""\
SELECT {key.split(",")[0]} AS id, {name} AS name, count(DISTINCT d.id) AS demands,
       {DOCUMENTS}
       min(l.year) AS first_year, max(l.year) AS last_year
{source}
  JOIN letter l ON l.id = d.letter_id
{conditions}
 GROUP BY {key}, {name}
 ORDER BY {order}{limit}"""
    return Query(sql, parameters.values)


def count_by(
    reader: Reader, what: str, filters: Filters | None = None
) -> tuple[Counted, ...]:
    """How many demands and letters there are by issue, country, ...

    An issue counts its narrower ones too, and stands in the order of the tree; others
    stand by their number of demands.
    """
    rows = reader.rows(count_query(what, filters or Filters()))
    return tuple(Counted(**row) for row in rows)


def timeline_query(filters: Filters) -> Query:
    """The statement that counts letters and demands by year."""
    parameters = Parameters()
    counts = ",\n       ".join(
        f"sum(CASE WHEN d.strength = '{s}' THEN 1 ELSE 0 END)"
        f" AS {'unmarked' if s == 'implied' else s}"
        for s in STRENGTHS
    )
    sql = f"""\
SELECT l.year,
       {DOCUMENTS}
       count(*) AS demands,
       sum(CASE WHEN d.explicit THEN 0 ELSE 1 END) AS implied,
       {counts}
  FROM demand d
  JOIN letter l ON l.id = d.letter_id
{where(filters, parameters)}
 GROUP BY l.year
 ORDER BY l.year NULLS LAST"""  # noqa: S608
    return Query(sql, parameters.values)


def timeline(reader: Reader, filters: Filters | None = None) -> tuple[Year, ...]:
    """Letters and demands by year, with the demands' strengths."""
    rows = reader.rows(timeline_query(filters or Filters()))
    return tuple(Year(**row) for row in rows)
