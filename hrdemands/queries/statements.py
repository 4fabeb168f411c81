"""Demands as proposals compare them, streamed: no list of 250,000 rows is made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from hrdemands.queries.conditions import where
from hrdemands.queries.demands import FROM
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.sqltext import Parameters, Query, Row, literal

PAGE = 5_000
"""How many demands are read at a time."""

Links = dict[str, dict[str, list[str]]]
"""What stands in each link table, by the demand's id."""

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
    narrowed = bool(conditions) or chosen != Filters()
    while rows := reader.rows(statements_query(chosen, after, *conditions)):
        ids = [row["id"] for row in rows]
        links = _links_of(reader, ids) if narrowed else _links(reader, ids)
        yield from (_statement(row, links) for row in rows)
        after = ids[-1]


def find_judged(reader: Reader) -> Iterator[Statement]:
    """The demands that somebody judged against an ask."""
    judged = "d.id IN (SELECT x.demand_id FROM ask_membership x)"
    return find_statements(reader, None, judged)


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
SAMPLED = 80
EACH = 30
"""How many documents a sample is of, and how many demands of each."""


def _links(reader: Reader, ids: list[str]) -> Links:
    """What stands in the link tables from the first id to the last, which are all."""
    span = {"first": ids[0], "last": ids[-1]}
    between = "BETWEEN :first AND :last"
    return {
        name: _by_demand(reader.rows(Query(sql.format(which=between), span)))
        for name, sql in _LINKS.items()
    }


def _links_of(reader: Reader, ids: list[str]) -> Links:
    """The same of a few ids among many."""
    return {
        name: _by_demand(rows_of(reader, sql.format(which="IN {ids}"), ids))
        for name, sql in _LINKS.items()
    }


def _by_demand(rows: Iterable[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["demand_id"]].append(row["value"])
    return found


def _linked(table: str, column: str, condition: str = "") -> str:
    return (
        f"SELECT x.demand_id, x.{column} AS value FROM {table} x"  # noqa: S608
        f" WHERE x.demand_id {{which}}{condition}"
        f" ORDER BY x.demand_id, x.{column}"
    )


_LINKS = {
    "subjects": _linked("demand_country", "country_code", " AND x.role = 'subject'"),
    "targets": _linked("demand_actor", "actor_id", " AND x.role = 'target'"),
    "asked": _linked("demand_actor", "actor_id", " AND x.role = 'asked'"),
    "states": (
        "SELECT x.demand_id, a.country_code AS value FROM demand_actor x"
        " JOIN actor a ON a.id = x.actor_id"
        " WHERE x.demand_id {which} AND x.role = 'target'"
        " AND a.country_code IS NOT NULL AND a.kind = 'state'"
        " ORDER BY x.demand_id, a.country_code"
    ),
    "issues": _linked("demand_issue", "issue_id"),
    "mechanisms": _linked("demand_mechanism", "mechanism_id"),
    "asks": (
        "SELECT x.demand_id, x.ask_id || ' ' || x.judgement AS value"
        " FROM ask_membership x WHERE x.demand_id {which}"
        " ORDER BY x.demand_id, x.ask_id"
    ),
    "paired": (
        "SELECT x.first_id AS demand_id, x.second_id AS value FROM demand_pair x"
        " WHERE x.first_id {which}"
        " UNION ALL SELECT x.second_id, x.first_id FROM demand_pair x"
        " WHERE x.second_id {which}"
    ),
}


def _statement(row: Row, links: Links) -> Statement:
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
