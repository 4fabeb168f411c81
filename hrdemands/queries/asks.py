"""Asks: the list of them, one's history, and two letters compared by them."""

from collections import defaultdict

from hrdemands.queries.demands import (
    BATCH,
    COLUMNS,
    FROM,
    OLDEST_FIRST,
    assemble,
    find_demands,
)
from hrdemands.queries.filters import Filters
from hrdemands.queries.letters import get_letter
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader, Row
from hrdemands.queries.recurrence import recurrence_query, summaries
from hrdemands.queries.results import (
    AskHistory,
    AskSummary,
    Compared,
    Demand,
    Judged,
    Letter,
    Move,
)
from hrdemands.queries.sqltext import Parameters, Query


def asks_query(filters: Filters) -> Query:
    """The statement that lists asks, those that recur first."""
    return recurrence_query("ask", filters, min_years=0)


def find_asks(reader: Reader, filters: Filters | None = None) -> tuple[AskSummary, ...]:
    """Every ask that a demand let through by *filters* is; those that recur first."""
    filters = filters or Filters()
    return summaries(reader, asks_query(filters), filters)


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
    filters = Filters(asks=(ask_id,))
    query = recurrence_query("ask", filters, min_years=0)
    ask = next(a for a in summaries(reader, query, filters) if a.id == ask_id)
    scope = reader.rows(Query("SELECT scope FROM ask WHERE id = :ask", {"ask": ask_id}))
    rows = reader.rows(history_query(ask_id))
    moves = _moves(reader, [row["id"] for row in rows])
    demands = assemble(reader, rows)
    members = tuple(
        _judged(row, demand, moves[demand.id])
        for row, demand in zip(rows, demands, strict=True)
    )
    return AskHistory(ask, scope[0]["scope"], members)


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
    for start in range(0, len(ids), BATCH):
        parameters = Parameters()
        listed = parameters.several("id", ids[start : start + BATCH])
        sql = (
            "SELECT later_id, earlier_id, kind, reason FROM demand_relation"  # noqa: S608
            f" WHERE later_id IN {listed} ORDER BY later_id, earlier_id, kind"
        )
        for row in reader.rows(Query(sql, parameters.values)):
            if row["earlier_id"] in ids:
                move = Move(row["kind"], row["earlier_id"], row["reason"])
                moves[row["later_id"]].append(move)
    return moves


_ACCEPTED = (
    "SELECT x.ask_id, k.name, x.demand_id, x.judgement FROM ask_membership x"
    " JOIN ask k ON k.id = x.ask_id JOIN demand d ON d.id = x.demand_id"
    " WHERE d.letter_id IN (:first, :second)"
    " AND x.judgement IN ('same', 'narrower', 'broader')"
    " ORDER BY x.ask_id, d.n"
)


def compare_query(first: str, second: str) -> Query:
    """The statement that fetches what two letters' demands are judged to be."""
    return Query(_ACCEPTED, {"first": first, "second": second})


def compare_letters(
    reader: Reader, first_named: str, second_named: str
) -> tuple[Compared, ...]:
    """Two letters by ask: kept, gone, new; then the issues and countries they share.

    An ask is kept when both letters make it, and kept in part when one makes it
    narrower or broader. Where the date ranges overlap, neither letter is the earlier,
    and demands are only said to stand in one of them. Raises NotFound.
    """
    first, second = (get_letter(reader, name) for name in (first_named, second_named))
    if first.earliest > second.latest:
        first, second = second, first
    gone, new = (
        ("gone", "new")
        if first.latest < second.earliest
        else (f"only in {first.id}", f"only in {second.id}")
    )
    kept, taken = _kept(reader, first.id, second.id)
    demands = {
        letter.id: find_demands(reader, Filters(letters=(letter.id,)))
        for letter in (first, second)
    }
    return (
        *kept,
        *(_alone(gone, d, 0) for d in demands[first.id] if d.id not in taken),
        *(_alone(new, d, 1) for d in demands[second.id] if d.id not in taken),
        *_shared(reader, first, second),
    )


def _kept(reader: Reader, first: str, second: str) -> tuple[list[Compared], set[str]]:
    """The asks both letters make, and the demands that are taken by them."""
    by_ask: dict[str, list[Row]] = defaultdict(list)
    for row in reader.rows(compare_query(first, second)):
        by_ask[row["ask_id"]].append(row)
    kept: list[Compared] = []
    taken: set[str] = set()
    for ask_id, rows in by_ask.items():
        sides = [
            [r for r in rows if r["demand_id"].startswith(f"{letter}/")]
            for letter in (first, second)
        ]
        if not all(sides):
            continue
        whole = all(any(r["judgement"] == "same" for r in side) for side in sides)
        ids = [tuple(r["demand_id"] for r in side) for side in sides]
        taken.update(*ids)
        status = "kept" if whole else "kept in part"
        kept.append(Compared(status, "ask", ask_id, rows[0]["name"], ids[0], ids[1]))
    return sorted(kept, key=lambda c: (c.status, c.id)), taken


def _alone(status: str, demand: Demand, side: int) -> Compared:
    ids = ((demand.id,), ()) if side == 0 else ((), (demand.id,))
    return Compared(status, "demand", demand.id, demand.summary, *ids)


_SHARED = {
    "issue": "demand_issue x JOIN issue t ON t.id = x.issue_id",
    "country": "demand_country x JOIN country t ON t.code = x.country_code",
}


def _shared(reader: Reader, first: Letter, second: Letter) -> list[Compared]:
    shared = []
    for what, source in _SHARED.items():
        key = "t.code" if what == "country" else "t.id"
        sql = (
            f"SELECT DISTINCT {key} AS id, t.name, d.letter_id, d.n, d.id AS demand_id"  # noqa: S608
            f" FROM {source} JOIN demand d ON d.id = x.demand_id"
            " WHERE d.letter_id IN (:first, :second) ORDER BY t.name, d.letter_id, d.n"
        )
        ids = {"first": first.id, "second": second.id}
        found: dict[tuple[str, str], dict[str, list[str]]] = {}
        for row in reader.rows(Query(sql, ids)):
            sides = found.setdefault((row["id"], row["name"]), defaultdict(list))
            sides[row["letter_id"]].append(row["demand_id"])
        shared += [
            Compared("shared", what, key, name, tuple(s[first.id]), tuple(s[second.id]))
            for (key, name), s in found.items()
            if s[first.id] and s[second.id]
        ]
    return shared
