"""What recurs across time, by ask or by any other key.

Counting follows the codebook: two demands in one letter are no recurrence; letters of
one year recur in one year only; a letter whose date range spans two years adds no
certain year; letters and organizations are counted apart, since four letters with one
signatory are not four voices. Of an ask only demands judged the same count, unless
the wider count is asked for. Letters, reviews and reports are counted apart; a year or
a demand is one in whichever it stands.
"""

from typing import NamedTuple

from hrdemands.errors import UsageError
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.asks import AskSummary
from hrdemands.queries.results.counts import Recurrence
from hrdemands.queries.sqltext import LARGEST, Parameters, Query

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

SORTS = {
    "years": (
        "years DESC, letters DESC, reviews + reports DESC, longest_gap DESC NULLS LAST,"
        " last_year DESC NULLS LAST, id"
    ),
    "letters": "letters + reviews + reports DESC, years DESC, id",
    "organizations": "organizations DESC, years DESC, id",
    "gap": "longest_gap DESC NULLS LAST, years DESC, id",
    "first": "first_year NULLS LAST, years DESC, id",
    "last": "last_year DESC NULLS LAST, years DESC, id",
    "name": "name, id",
}
"""The orders of a list of recurrences."""


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
voices (id, organizations) AS (
  SELECT m.id, count(DISTINCT o.organization_id)
    FROM member m JOIN v_letter_organization o ON o.letter_id = m.letter_id
   GROUP BY m.id),
counted AS (
  SELECT m.id, m.name, min(m.year) AS first_year, max(m.year) AS last_year,
         count(DISTINCT m.year) AS years,
         count(DISTINCT CASE WHEN m.source = 'letters' THEN m.letter_id END) AS letters,
         count(DISTINCT CASE WHEN m.source = 'upr' THEN m.letter_id END) AS reviews,
         count(DISTINCT CASE WHEN m.source = 'uhri' THEN m.letter_id END) AS reports,
         coalesce((SELECT v.organizations FROM voices v WHERE v.id = m.id), 0)
           AS organizations,
         count(DISTINCT m.demand_id) AS demands,
         (SELECT max(g.gap) FROM gaps g WHERE g.id = m.id) AS longest_gap
    FROM member m
   GROUP BY m.id, m.name)
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
    rows = reader.rows(recurrence_query("ask", filters, counting))
    ends = _ends(reader, filters, counting.judgements)
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
WITH {MEMBER} AS (
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
            if row[column] and row["strength"] not in (None, *known):
                known.append(row["strength"])
    return {key: tuple(strengths) for key, strengths in ends.items()}
