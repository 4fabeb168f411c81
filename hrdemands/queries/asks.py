"""Asks: the list of them, and one's history."""

from collections import defaultdict

from hrdemands.queries.demands import FROM, OLDEST_FIRST
from hrdemands.queries.filters import Filters
from hrdemands.queries.links import COLUMNS, assemble
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.recurrence import (
    EVERYTHING,
    find_count,
    recurrence_query,
    recurring_asks,
)
from hrdemands.queries.results.asks import AskHistory, AskSummary, Judged, Move
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.sqltext import Parameters, Query, Row


def asks_query(filters: Filters) -> Query:
    """The statement that lists asks, those that recur first."""
    return recurrence_query("ask", filters, EVERYTHING)


def find_asks(reader: Reader, filters: Filters | None = None) -> tuple[AskSummary, ...]:
    """Every ask that a demand let through by *filters* is; those that recur first."""
    return recurring_asks(reader, filters, EVERYTHING)


def history_query(ask_id: str, limit: int | None = None) -> Query:
    """The statement that fetches the demands judged against an ask, oldest first.

    All of them, or the newest *limit*.
    """
    parameters = Parameters()
    ask, most = parameters.one("ask", ask_id), parameters.at_most(limit)
    newest = f"""\
  FROM (SELECT newest FROM page_ask WHERE ask_id = {ask} ORDER BY newest{most}) p
 CROSS JOIN page_demand k
 CROSS JOIN demand d
 CROSS JOIN letter l
 CROSS JOIN ask_membership x
 WHERE k.newest = p.newest AND d.id = k.demand_id AND l.id = d.letter_id
   AND x.demand_id = d.id AND"""  # noqa: S608
    every = f"""\
{FROM}
  JOIN ask_membership x ON x.demand_id = d.id
 WHERE"""
    sql = f"""\
SELECT x.judgement, x.reason AS judged_reason, x.method, x.coder, x.judged, {COLUMNS}
{newest if most else every} x.ask_id = {ask}
 ORDER BY {OLDEST_FIRST}"""
    return Query(sql, parameters.values)


def ask_history(reader: Reader, named: str, limit: int | None = None) -> AskHistory:
    """An ask, the judgements about it, and how its wording moved.

    All of them, or of those about the newest *limit* demands; what is counted is
    counted over all. Raises NotFound when no ask is called *named*.
    """
    ask_id = resolve(reader, "ask", named)
    sql = """\
SELECT name, scope, (SELECT count(*) FROM page_ask WHERE ask_id = :ask) AS judged
  FROM ask WHERE id = :ask"""
    ask = reader.rows(Query(sql, {"ask": ask_id}))[0]
    rows = reader.rows(history_query(ask_id, limit))
    moves = _moves(reader, ask_id, [row["id"] for row in rows])
    demands = assemble(reader, rows)
    members = tuple(
        _judged(row, demand, moves[demand.id])
        for row, demand in zip(rows, demands, strict=True)
    )
    summary = _summary(reader, ask_id, ask["name"])
    return AskHistory(summary, ask["scope"], ask["judged"], members)


def _summary(reader: Reader, ask_id: str, name: str) -> AskSummary:
    """An ask counted; one that no demand is the same as is counted as nothing."""
    nothing = AskSummary(ask_id, name, None, None, 0, 0, 0, 0, 0, 0, None, (), ())
    return find_count(reader, ask_id) or nothing


def _judged(row: Row, demand: Demand, moves: list[Move]) -> Judged:
    return Judged(
        judgement=row["judgement"],
        reason=row["judged_reason"],
        method=row["method"],
        coder=row["coder"],
        judged=row["judged"],
        demand=demand,
        moves=tuple(moves),
    )


def _moves(reader: Reader, ask_id: str, ids: list[str]) -> dict[str, list[Move]]:
    """How each of some demands moved against others judged against the ask."""
    moves: dict[str, list[Move]] = defaultdict(list)
    for row in rows_of(reader, _RELATIONS, ids):
        if row["ask_id"] == ask_id:
            move = Move(row["kind"], row["earlier_id"], row["reason"])
            moves[row["later_id"]].append(move)
    return moves


_RELATIONS = (
    "SELECT r.later_id, r.earlier_id, r.kind, r.reason, x.ask_id"
    " FROM demand_relation r JOIN ask_membership x ON x.demand_id = r.earlier_id"
    " WHERE r.later_id IN {ids} ORDER BY r.later_id, r.earlier_id, r.kind"
)
