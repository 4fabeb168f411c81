"""Demands by words; any string is a legal search.

`searching.tree` says how a search is read, `hrdemands.words` what a word is: case,
accents and endings are ignored, on both databases by the same stems. A name of a
country, a place, or a mechanism finds its other names, and demands coded with it under
whatever name: Burma finds Myanmar.

Answers come best first, or newest first. Ranking is bounded, finding is not: of more
hits than `searching.ranking.RANKED` only the newest are ranked, and the answer says so.
"""

from collections.abc import Sequence
from typing import NamedTuple

from hrdemands.errors import UsageError
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.links import COLUMNS, assemble
from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.demands import Demand, Hit, Match
from hrdemands.queries.searching.expansion import Plan, widened
from hrdemands.queries.searching.highlight import Highlighter
from hrdemands.queries.searching.ranking import RANKED, ranked
from hrdemands.queries.searching.rendering import for_postgresql, for_sqlite
from hrdemands.queries.searching.tree import parse
from hrdemands.queries.sqltext import Parameters, Query, Row

SORTS = ("rank", "newest")

_FIELDS = ("summary", "quote", "text")
_INDEXES = {
    "sqlite": (
        "demand_index JOIN demand_words s ON s.position = demand_index.rowid",
        "demand_index MATCH {}",
        "demand_index.rowid",
    ),
    "postgresql": (
        "demand_words s",
        "s.terms @@ CAST({} AS tsquery)",
        "s.position",
    ),
}
"""Where to look on each database, on what condition, and what time goes by there."""


class Hits(NamedTuple):
    """What a search found."""

    hits: tuple[Hit, ...]
    all_ranked: bool
    """Whether none was left out of the ranking for being too many."""


def search_demands(
    reader: Reader, words: str, filters: Filters | None = None, sort: str = "rank"
) -> tuple[Demand, ...]:
    """Demands in which *words* are found, best first, or newest letters first."""
    return tuple(hit.demand for hit in find_hits(reader, words, filters, sort).hits)


def find_hits(
    reader: Reader, words: str, filters: Filters | None = None, sort: str = "rank"
) -> Hits:
    """What `search_demands` finds, with its score and the places of the words."""
    if sort not in SORTS:
        raise UsageError(f"'{sort}' is no order", f"use {' or '.join(SORTS)}")
    chosen = filters or Filters()
    plan = _plan(reader, words)
    if plan is None:
        return Hits((), all_ranked=True)
    if sort == "newest":
        rows = reader.rows(_found(reader, plan, chosen, COLUMNS))
        return Hits(_hits(reader, rows, plan, {}), all_ranked=True)
    return _best(reader, plan, chosen)


def search_query(
    reader: Reader, words: str, filters: Filters | None = None
) -> Query | None:
    """The statement that finds demands by words, newest first; None without words."""
    plan = _plan(reader, words)
    return _found(reader, plan, filters or Filters(), COLUMNS) if plan else None


def in_words(reader: Reader, words: str, parameters: Parameters) -> str:
    """The condition that *words* are found in demand ``d``; never, without words."""
    plan = _plan(reader, words)
    if plan is None:
        return "1 = 0"
    sqlite = reader.target.kind == "sqlite"
    index, condition, _ = _INDEXES[reader.target.kind]
    sought = for_sqlite(plan) if sqlite else for_postgresql(plan)
    found = condition.format(parameters.one("words", sought))
    return f"d.id IN (SELECT s.demand_id FROM {index} WHERE {found})"  # noqa: S608


def _plan(reader: Reader, words: str) -> Plan | None:
    tree = parse(words)
    return widened(reader, tree, words) if tree else None


def _found(reader: Reader, plan: Plan, filters: Filters, columns: str) -> Query:
    sqlite = reader.target.kind == "sqlite"
    index, condition, time = _INDEXES[reader.target.kind]
    parameters = Parameters()
    sought = for_sqlite(plan) if sqlite else for_postgresql(plan)
    found = condition.format(parameters.one("words", sought))
    conditions = where(filters, parameters, found)
    limit = parameters.at_most(filters.limit)
    # Without filters, demands and letters are looked at only for their columns.
    joined = filters.but(limit=None) != Filters() or columns == COLUMNS
    demands = (
        "\n  JOIN demand d ON d.id = s.demand_id\n  JOIN letter l ON l.id = d.letter_id"
        if joined
        else ""
    )
    return Query(
        f"SELECT {columns}\n  FROM {index}{demands}\n{conditions}"  # noqa: S608
        f"\n ORDER BY {time} DESC{limit}",
        parameters.values,
    )


def _best(reader: Reader, plan: Plan, filters: Filters) -> Hits:
    """The newest hits best first, and if there is room, the others after them."""
    few = filters.but(limit=RANKED + 1)
    query = _found(reader, plan, few, "s.demand_id, s.words")
    candidates = list(reader.values(query))
    scores = ranked(candidates[:RANKED], plan)
    limit = filters.limit
    all_ranked = len(candidates) <= RANKED
    if all_ranked or (limit is not None and limit <= RANKED):
        rows = _rows(reader, list(scores)[:limit])
    else:
        order = {key: at for at, key in enumerate(scores)}
        found = reader.rows(_found(reader, plan, filters, COLUMNS))
        rows = sorted(found, key=lambda row: order.get(row["id"], RANKED))
    return Hits(_hits(reader, rows, plan, scores), all_ranked)


def _rows(reader: Reader, ids: Sequence[str]) -> list[Row]:
    sql = (
        f"SELECT {COLUMNS} FROM demand d JOIN letter l ON l.id = d.letter_id"  # noqa: S608
        " WHERE d.id IN {ids}"
    )
    found = {row["id"]: row for row in rows_of(reader, sql, ids)}
    return [found[key] for key in ids]


def _hits(
    reader: Reader, rows: Sequence[Row], plan: Plan, scores: dict[str, float]
) -> tuple[Hit, ...]:
    highlighter = Highlighter(plan)
    return tuple(
        Hit(demand, scores.get(demand.id), _matches(demand, highlighter))
        for demand in assemble(reader, rows)
    )


def _matches(demand: Demand, highlighter: Highlighter) -> tuple[Match, ...]:
    # A recommendation has no summary but its own wording, which is shown once.
    own = demand.summary != demand.quote
    return tuple(
        Match(field, start, end)
        for field in (_FIELDS if own else _FIELDS[1:])
        for start, end in highlighter.spans(getattr(demand, field) or "")
    )
