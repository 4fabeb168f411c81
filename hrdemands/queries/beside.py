"""What letters ask of a country beside what was recommended to it, by issue.

Sharing an issue is no sameness: it says where to look, and `proposals` look closer.
"""

from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.counts import Beside
from hrdemands.queries.sqltext import Parameters, Query

SIDES = ("in both", "in letters only", "in imports only")
"""The headings, in their order."""


def beside_query(filters: Filters) -> Query:
    """The statement that counts demands by issue, letters beside imports."""
    parameters = Parameters()
    conditions = where(filters, parameters)
    limit = parameters.at_most(filters.limit)
    sql = f"""\
WITH counted AS (
  SELECT t.id, t.name,
         sum(CASE WHEN d.source = 'letters' THEN 1 ELSE 0 END) AS demands,
         count(DISTINCT CASE WHEN d.source = 'letters' THEN l.id END) AS letters,
         max(CASE WHEN d.source = 'letters' THEN l.year END) AS last_year,
         sum(CASE WHEN d.source = 'letters' THEN 0 ELSE 1 END) AS recommendations,
         count(DISTINCT d.asking_id) AS parties,
         sum(CASE WHEN d.response = 'accepted' THEN 1 ELSE 0 END) AS accepted,
         sum(CASE WHEN d.response = 'noted' THEN 1 ELSE 0 END) AS noted,
         max(CASE WHEN d.source <> 'letters' THEN l.year END) AS last_recommended
    FROM demand_issue x
    JOIN issue t ON t.id = x.issue_id
    JOIN demand d ON d.id = x.demand_id
    JOIN letter l ON l.id = d.letter_id
{conditions}
   GROUP BY t.id, t.name)
SELECT CASE WHEN demands > 0 AND recommendations > 0 THEN 0
            WHEN demands > 0 THEN 1 ELSE 2 END AS under, counted.*
  FROM counted
 ORDER BY under, demands DESC, recommendations DESC, name, id{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def find_beside(reader: Reader, filters: Filters | None = None) -> tuple[Beside, ...]:
    """Issues with the demands of letters and of imports, those of both first."""
    rows = reader.rows(beside_query(filters or Filters()))
    return tuple(Beside(SIDES[row.pop("under")], **row) for row in rows)
