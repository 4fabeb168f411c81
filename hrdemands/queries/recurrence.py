"""What recurs across time, by ask or by any other key, and what fell silent.

Counting follows the codebook: two demands in one letter are no recurrence; letters of
one year recur in one year only; a letter whose date range spans two years adds no
certain year; letters and organizations are counted apart, since four letters with one
signatory are not four voices. Of an ask only demands judged the same count, unless
the wider count is asked for.
"""

from hrdemands.errors import UsageError
from hrdemands.queries.filters import Filters, where
from hrdemands.queries.reader import Reader, Row
from hrdemands.queries.results import AskSummary, Recurrence, Silent
from hrdemands.queries.sqltext import Parameters, Query

SOURCES = {
    "ask": "ask_membership x JOIN ask t ON t.id = x.ask_id",
    "issue": "demand_issue x JOIN issue t ON t.id = x.issue_id",
    "country": "demand_country x JOIN country t ON t.code = x.country_code",
    "target": "demand_actor x JOIN actor t ON t.id = x.actor_id AND x.role = 'target'",
    "action": (
        "(SELECT id AS demand_id, action_id FROM demand UNION"
        " SELECT id, target_action_id FROM demand WHERE target_action_id IS NOT NULL) x"
        " JOIN action t ON t.id = x.action_id"
    ),
    "group": "demand_group x JOIN affected_group t ON t.id = x.group_id",
    "mechanism": "demand_mechanism x JOIN mechanism t ON t.id = x.mechanism_id",
}
"""What recurrence can be counted by, and where its keys come from."""

SORTS = {
    "years": (
        "years DESC, letters DESC, longest_gap DESC NULLS LAST, last_year DESC, id"
    ),
    "letters": "letters DESC, years DESC, id",
    "organizations": "organizations DESC, years DESC, id",
    "gap": "longest_gap DESC NULLS LAST, years DESC, id",
    "first": "first_year NULLS LAST, years DESC, id",
    "last": "last_year DESC NULLS LAST, years DESC, id",
    "name": "name, id",
}
"""The orders of a list of recurrences."""

COUNTED = ("same",)
COUNTED_WIDER = ("same", "narrower", "broader")


def member_sql(
    by: str, filters: Filters, parameters: Parameters, judgements: tuple[str, ...]
) -> str:
    """A SELECT of every demand under its key, with its letter's dates."""
    key = "t.code" if by == "country" else "t.id"
    conditions = where(filters, parameters)
    if by == "ask":
        listed = parameters.several("judgement", judgements)
        link = " AND " if conditions else " WHERE "
        conditions += f"{link}x.judgement IN {listed}"
    return f"""\
SELECT {key}, t.name, d.id, d.strength, l.id, l.earliest, l.latest, l.year
    FROM {SOURCES[by]}
    JOIN demand d ON d.id = x.demand_id
    JOIN letter l ON l.id = d.letter_id
   {conditions}"""  # noqa: S608 - our own words; values are parameters


def recurrence_query(  # noqa: PLR0913 - one argument an option
    by: str,
    filters: Filters,
    *,
    min_years: int = 2,
    min_letters: int = 1,
    min_organizations: int = 0,
    sort: str = "years",
    wider: bool = False,
) -> Query:
    """The statement that counts recurrence by one of `SOURCES`."""
    if by not in SOURCES or sort not in SORTS:
        raise UsageError(f"cannot count by '{by}' or sort by '{sort}'")
    parameters = Parameters()
    member = member_sql(by, filters, parameters, COUNTED_WIDER if wider else COUNTED)
    limit = (
        ""
        if filters.limit is None
        else f"\n LIMIT {parameters.one('limit', filters.limit)}"
    )
    sql = f"""\
WITH member (id, name, demand_id, strength, letter_id, earliest, latest, year) AS (
  {member}),
years (id, year) AS (SELECT DISTINCT id, year FROM member WHERE year IS NOT NULL),
gaps (id, gap) AS (
  SELECT id, year - lag(year) OVER (PARTITION BY id ORDER BY year) FROM years),
voices (id, organizations) AS (
  SELECT m.id, count(DISTINCT o.organization_id)
    FROM member m JOIN v_letter_organization o ON o.letter_id = m.letter_id
   GROUP BY m.id),
counted AS (
  SELECT m.id, m.name, min(m.year) AS first_year, max(m.year) AS last_year,
         count(DISTINCT m.year) AS years, count(DISTINCT m.letter_id) AS letters,
         coalesce((SELECT v.organizations FROM voices v WHERE v.id = m.id), 0)
           AS organizations,
         count(DISTINCT m.demand_id) AS demands,
         (SELECT max(g.gap) FROM gaps g WHERE g.id = m.id) AS longest_gap
    FROM member m
   GROUP BY m.id, m.name)
SELECT * FROM counted
 WHERE years >= {parameters.one("min_years", min_years)}
   AND letters >= {parameters.one("min_letters", min_letters)}
   AND organizations >= {parameters.one("min_organizations", min_organizations)}
 ORDER BY {SORTS[sort]}{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def find_recurring(reader: Reader, query: Query) -> tuple[Recurrence, ...]:
    """What the statement of `recurrence_query` counts."""
    return tuple(Recurrence(**row) for row in reader.rows(query))


def summaries(
    reader: Reader, query: Query, filters: Filters, *, wider: bool = False
) -> tuple[AskSummary, ...]:
    """Asks counted by `recurrence_query`, with their strengths then and now."""
    rows = reader.rows(query)
    ends = _ends(reader, filters, COUNTED_WIDER if wider else COUNTED)
    return tuple(
        AskSummary(
            **row,
            strength_then=ends.get((row["id"], "then"), ()),
            strength_now=ends.get((row["id"], "now"), ()),
        )
        for row in rows
    )


def _ends(
    reader: Reader, filters: Filters, judgements: tuple[str, ...]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Strengths in all letters that may be an ask's first, and its last.

    Letters whose ranges overlap have no order, so that several may be first or last.
    """
    parameters = Parameters()
    member = member_sql("ask", filters, parameters, judgements)
    sql = f"""\
WITH member (id, name, demand_id, strength, letter_id, earliest, latest, year) AS (
  {member})
SELECT m.id, m.strength,
       NOT EXISTS (SELECT 1 FROM member o
                    WHERE o.id = m.id AND o.latest < m.earliest) AS may_be_first,
       NOT EXISTS (SELECT 1 FROM member o
                    WHERE o.id = m.id AND o.earliest > m.latest) AS may_be_last
  FROM member m
 ORDER BY m.id, m.earliest, m.latest, m.demand_id"""  # noqa: S608
    ends: dict[tuple[str, str], list[str]] = {}
    for row in reader.rows(Query(sql, parameters.values)):
        for end, column in (("then", "may_be_first"), ("now", "may_be_last")):
            known = ends.setdefault((row["id"], end), [])
            if row[column] and row["strength"] not in known:
                known.append(row["strength"])
    return {key: tuple(strengths) for key, strengths in ends.items()}


def silent_query(year: int, filters: Filters) -> Query:
    """The statement that finds what was asked before *year* and not since.

    An ask, by the demands that are the same; and each demand that is no ask's. A
    letter that may be of *year* or later counts as since.
    """
    return _asked_once(filters, "max(latest) < :day", f"{year:04}-01-01")


def new_query(year: int, filters: Filters) -> Query:
    """The statement that finds what was asked since *year* and not before."""
    return _asked_once(filters, "min(earliest) >= :day", f"{year:04}-01-01")


def _asked_once(filters: Filters, having: str, day: str) -> Query:
    parameters = Parameters()
    member = member_sql("ask", filters, parameters, COUNTED)
    conditions = where(filters, parameters)
    alone = (
        "NOT EXISTS (SELECT 1 FROM ask_membership x"
        " WHERE x.demand_id = d.id AND x.judgement = 'same')"
    )
    parameters.values["day"] = day
    limit = (
        ""
        if filters.limit is None
        else f"\n LIMIT {parameters.one('limit', filters.limit)}"
    )
    sql = f"""\
WITH member (id, name, demand_id, strength, letter_id, earliest, latest, year) AS (
  {member}),
unit (id, name, kind, letter_id, earliest, latest, year) AS (
  SELECT id, name, 'ask', letter_id, earliest, latest, year FROM member
  UNION ALL
  SELECT d.id, d.summary, 'demand', l.id, l.earliest, l.latest, l.year
    FROM demand d JOIN letter l ON l.id = d.letter_id
   {conditions}{" AND " if conditions else " WHERE "}{alone})
SELECT id, name, kind, min(year) AS first_year, max(year) AS last_year,
       count(DISTINCT letter_id) AS letters,
       (SELECT max(year) FROM letter) - max(year) AS silent_years
  FROM unit
 GROUP BY id, name, kind
HAVING {having}
 ORDER BY kind, last_year, first_year, id{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def find_silent(reader: Reader, query: Query) -> tuple[Silent, ...]:
    """What the statement of `silent_query` or `new_query` finds."""
    return tuple(Silent(**row) for row in reader.rows(query))


def corpus(reader: Reader) -> Row:
    """How much the database holds: the limits of what it can say about silence."""
    return reader.rows(
        Query(
            """\
SELECT (SELECT count(*) FROM letter) AS letters,
       (SELECT count(*) FROM demand) AS demands,
       (SELECT count(DISTINCT organization_id) FROM v_letter_organization)
         AS organizations,
       (SELECT min(earliest) FROM letter) AS earliest,
       (SELECT max(latest) FROM letter) AS latest"""
        )
    )[0]
