"""Demands as proposals compare them, streamed: no list of 250,000 rows is made."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from hrdemands.queries.conditions import where
from hrdemands.queries.demands import FROM
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader, Row
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.sqltext import Parameters, Query, literal

PAGE = 5_000
"""How many demands are read at a time."""

MOST_NARROWED = 2_000
"""Filters may narrow a page to fewer demands than its links are of."""

_COLUMNS = """\
d.id, d.letter_id, d.source, d.summary, d.quote, d.action_id, d.target_action_id,
       t.text"""


def statements_query(
    filters: Filters, after: str = "", *conditions: str, limit: int | None = PAGE
) -> Query:
    """The statement that reads a page of demands, those after the id *after*."""
    parameters = Parameters()
    later = f"d.id > {parameters.one('after', after)}"
    chosen = where(filters, parameters, later, *conditions)
    return Query(
        f"SELECT {_COLUMNS}\n{FROM}\n  LEFT JOIN demand_text t ON t.demand_id = d.id\n"
        f"{chosen}\n ORDER BY d.id{parameters.at_most(limit)}",
        parameters.values,
    )


def find_statements(
    reader: Reader, filters: Filters | None = None, *conditions: str
) -> Iterator[Statement]:
    """Every demand that *filters* and SQL *conditions* let through, by id."""
    chosen = (filters or Filters()).but(limit=None)
    after = ""
    while rows := reader.rows(statements_query(chosen, after, *conditions)):
        links = _links(reader, rows[0]["id"], rows[-1]["id"])
        yield from (_statement(row, links) for row in rows)
        after = rows[-1]["id"]


def find_near(
    reader: Reader, filters: Filters | None, countries: frozenset[str] | None
) -> Iterator[Statement]:
    """Demands about one of *countries*, or about none; every demand for None."""
    if countries is None:
        yield from find_statements(reader, filters)
        return
    listed = ", ".join(literal(code) for code in sorted(countries)) or "NULL"
    yield from find_statements(reader, filters, _NEAR.format(codes=listed))


_NEAR = """(EXISTS (SELECT 1 FROM demand_country x WHERE x.demand_id = d.id
         AND x.country_code IN ({codes}) AND x.role = 'subject')
    OR EXISTS (SELECT 1 FROM demand_actor x WHERE x.demand_id = d.id
         AND x.actor_id IN ({codes}) AND x.role = 'target')
    OR NOT EXISTS (SELECT 1 FROM demand_country x WHERE x.demand_id = d.id
         AND x.role = 'subject'))"""


def find_sample(reader: Reader) -> Iterator[Statement]:
    """Some demands of every kind: the first of documents at even distances."""
    letters = [row["id"] for row in reader.rows(Query(_LETTERS))]
    step = max(1, len(letters) // SAMPLED)
    listed = ", ".join(literal(each) for each in letters[::step])
    few = f"d.letter_id IN ({listed}) AND d.n <= {EACH}"
    yield from find_statements(reader, None, few if listed else "1 = 0")


_LETTERS = "SELECT id FROM letter ORDER BY id"
SAMPLED = 100
EACH = 30
"""How many documents a sample is of, and how many demands of each."""


def _links(reader: Reader, first: str, last: str) -> dict[str, dict[str, Any]]:
    """What stands in the link tables between two ids, by table and id."""
    span = {"first": first, "last": last}
    return {
        name: _by_demand(reader.rows(Query(sql, span))) for name, sql in _LINKS.items()
    }


def _by_demand(rows: list[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["demand_id"]].append(row["value"])
    return found


def _linked(table: str, column: str, condition: str = "") -> str:
    return (
        f"SELECT x.demand_id, x.{column} AS value FROM {table} x"  # noqa: S608
        f" WHERE x.demand_id BETWEEN :first AND :last{condition}"
        f" ORDER BY x.demand_id, x.{column}"
    )


_LINKS = {
    "subjects": _linked("demand_country", "country_code", " AND x.role = 'subject'"),
    "targets": _linked("demand_actor", "actor_id", " AND x.role = 'target'"),
    "asked": _linked("demand_actor", "actor_id", " AND x.role = 'asked'"),
    "states": (
        "SELECT x.demand_id, a.country_code AS value FROM demand_actor x"
        " JOIN actor a ON a.id = x.actor_id"
        " WHERE x.demand_id BETWEEN :first AND :last AND x.role = 'target'"
        " AND a.country_code IS NOT NULL AND a.kind = 'state'"
        " ORDER BY x.demand_id, a.country_code"
    ),
    "issues": _linked("demand_issue", "issue_id"),
    "mechanisms": _linked("demand_mechanism", "mechanism_id"),
    "asks": (
        "SELECT x.demand_id, x.ask_id || ' ' || x.judgement AS value"
        " FROM ask_membership x WHERE x.demand_id BETWEEN :first AND :last"
        " ORDER BY x.demand_id, x.ask_id"
    ),
    "paired": (
        "SELECT x.first_id AS demand_id, x.second_id AS value FROM demand_pair x"
        " WHERE x.first_id BETWEEN :first AND :last"
        " UNION ALL SELECT x.second_id, x.first_id FROM demand_pair x"
        " WHERE x.second_id BETWEEN :first AND :last"
    ),
}


def _statement(row: Row, links: dict[str, dict[str, Any]]) -> Statement:
    def of(name: str) -> frozenset[str]:
        return frozenset(links[name].get(row["id"], ()))

    asks = links["asks"].get(row["id"], ())
    return Statement(
        words=_words(row),
        id=row["id"],
        document=row["letter_id"],
        source=row["source"],
        countries=of("subjects") | of("states"),
        targets=of("targets") or of("asked"),
        actions=frozenset(filter(None, (row["action_id"], row["target_action_id"]))),
        issues=of("issues"),
        mechanisms=of("mechanisms"),
        asks=tuple((ask, judged) for ask, judged in map(str.split, asks)),
        paired=of("paired"),
    )


def _words(row: Row) -> str:
    """Its words, each sentence once; a summary says by itself what a quote leaves."""
    parts = (row["summary"], row["text"] or row["quote"])
    return " ".join(dict.fromkeys(part for part in parts if part))
