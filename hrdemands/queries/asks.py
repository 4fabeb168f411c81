"""Asks: the list of them, and one's history."""

from collections import defaultdict

from hrdemands.queries.demands import FROM, OLDEST_FIRST
from hrdemands.queries.filters import Filters
from hrdemands.queries.links import COLUMNS, assemble
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader, Row, rows_of
from hrdemands.queries.recurrence import (
    EVERYTHING,
    find_count,
    recurrence_query,
    recurring_asks,
)
from hrdemands.queries.results.asks import AskHistory, AskSummary, Judged, Move
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.sqltext import Query


def asks_query(filters: Filters) -> Query:
    """The statement that lists asks, those that recur first."""
    return recurrence_query("ask", filters, EVERYTHING)


def find_asks(reader: Reader, filters: Filters | None = None) -> tuple[AskSummary, ...]:
    """Every ask that a demand let through by *filters* is; those that recur first."""
    return recurring_asks(reader, filters, EVERYTHING)


def history_query(ask_id: str) -> Query:
    """The statement that fetches every demand judged against an ask, oldest first."""
    sql = f"""\
SELECT x.judgement, x.reason AS judged_reason, x.method, x.coder, x.judged, {COLUMNS}
{FROM}
  JOIN ask_membership x ON x.demand_id = d.id
 WHERE x.ask_id = :ask
 ORDER BY {OLDEST_FIRST}"""
    return Query(sql, {"ask": ask_id})


def ask_history(reader: Reader, named: str) -> AskHistory:
    """An ask, every judgement about it, and how its wording moved.

    Raises NotFound when no ask is called *named*.
    """
    ask_id = resolve(reader, "ask", named)
    sql = "SELECT name, scope FROM ask WHERE id = :ask"
    ask = reader.rows(Query(sql, {"ask": ask_id}))[0]
    rows = reader.rows(history_query(ask_id))
    moves = _moves(reader, [row["id"] for row in rows])
    demands = assemble(reader, rows)
    members = tuple(
        _judged(row, demand, moves[demand.id])
        for row, demand in zip(rows, demands, strict=True)
    )
    return AskHistory(_summary(reader, ask_id, ask["name"]), ask["scope"], members)


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


def _moves(reader: Reader, ids: list[str]) -> dict[str, list[Move]]:
    """How each of some demands moved against others of them."""
    moves: dict[str, list[Move]] = defaultdict(list)
    known = set(ids)
    for row in rows_of(reader, _RELATIONS, ids):
        if row["earlier_id"] in known:
            move = Move(row["kind"], row["earlier_id"], row["reason"])
            moves[row["later_id"]].append(move)
    return moves


_RELATIONS = (
    "SELECT later_id, earlier_id, kind, reason FROM demand_relation"
    " WHERE later_id IN {ids} ORDER BY later_id, earlier_id, kind"
)
