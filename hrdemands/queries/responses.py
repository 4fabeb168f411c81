"""What was answered to recommendations: by who asks, who is asked, or what about."""

from collections import defaultdict
from collections.abc import Callable

from hrdemands.errors import UsageError
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.counts import Answered
from hrdemands.queries.sqltext import Parameters, Query

_KEYS = {
    "asking": ("actor t ON t.id = d.asking_id", "t.id"),
    "country": (
        """\
(SELECT DISTINCT demand_id, country_code FROM demand_country) x ON x.demand_id = d.id
  JOIN country t ON t.code = x.country_code""",
        "t.code",
    ),
    "issue": (
        "demand_issue x ON x.demand_id = d.id JOIN issue t ON t.id = x.issue_id",
        "t.id",
    ),
}
BY = tuple(_KEYS)
"""What answers can be counted by."""

_RECOMMENDED = "d.source <> 'letters'"
_ANSWERS = ",\n       ".join(
    f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {name}"
    for name, condition in (
        ("accepted", "d.response = 'accepted'"),
        ("noted", "d.response = 'noted'"),
        ("pledges", "d.response = 'pledge'"),
        ("unanswered", "d.response IS NULL"),
    )
)


Worded = Callable[[Parameters], str]
"""What makes a condition of words to be found, as `search.in_words` does."""


def responses_query(by: str, filters: Filters, worded: Worded | None = None) -> Query:
    """The statement that counts answers to recommendations by one of `BY`."""
    if by not in _KEYS:
        raise UsageError(f"cannot count by '{by}'", f"use {', '.join(BY)}")
    source, key = _KEYS[by]
    parameters = Parameters()
    conditions = where(filters, parameters, *_bounds(parameters, worded))
    limit = parameters.at_most(filters.limit)
    sql = f"""\
SELECT {key} AS id, t.name, count(*) AS demands,
       {_ANSWERS},
       count(DISTINCT d.letter_id) AS documents,
       min(l.year) AS first_year, max(l.year) AS last_year
  FROM demand d
  JOIN letter l ON l.id = d.letter_id
  JOIN {source}
{conditions}
 GROUP BY {key}, t.name
 ORDER BY demands DESC, t.name, id{limit}"""  # noqa: S608 - our own words
    return Query(sql, parameters.values)


def _bounds(parameters: Parameters, worded: Worded | None) -> list[str]:
    return [_RECOMMENDED, *([worded(parameters)] if worded else [])]


def find_responses(
    reader: Reader,
    by: str,
    filters: Filters | None = None,
    worded: Worded | None = None,
) -> tuple[Answered, ...]:
    """How often recommendations were made, and accepted, noted or not answered.

    ``accepted_by`` are the codes of the countries that accepted one.
    """
    filters = filters or Filters()
    rows = reader.rows(responses_query(by, filters, worded))
    accepting = {} if by == "country" else _accepting(reader, by, filters, worded)
    return tuple(
        Answered(**row, accepted_by=tuple(accepting.get(row["id"], ()))) for row in rows
    )


def _accepting(
    reader: Reader, by: str, filters: Filters, worded: Worded | None
) -> dict[str, list[str]]:
    source, key = _KEYS[by]
    parameters = Parameters()
    accepted = "d.response = 'accepted'"
    conditions = where(filters, parameters, *_bounds(parameters, worded), accepted)
    sql = f"""\
SELECT DISTINCT {key} AS id, c.country_code
  FROM demand d
  JOIN letter l ON l.id = d.letter_id
  JOIN {source}
  JOIN demand_country c ON c.demand_id = d.id AND c.role = 'subject'
{conditions}
 ORDER BY id, c.country_code"""  # noqa: S608
    found: dict[str, list[str]] = defaultdict(list)
    for row in reader.rows(Query(sql, parameters.values)):
        found[row["id"]].append(row["country_code"])
    return found
