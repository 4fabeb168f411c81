"""Two letters compared by the asks their demands are judged to be."""

from collections import defaultdict
from typing import NamedTuple

from hrdemands.errors import UsageError
from hrdemands.queries.demands import OLDEST_FIRST, find_demands
from hrdemands.queries.filters import Filters
from hrdemands.queries.letters import get_letter
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.asks import Compared
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.results.letters import Letter
from hrdemands.queries.sqltext import Query, Row

_ACCEPTED = (
    "SELECT x.ask_id, k.name, x.demand_id, x.judgement, d.letter_id"
    " FROM ask_membership x"
    " JOIN ask k ON k.id = x.ask_id JOIN demand d ON d.id = x.demand_id"
    " WHERE d.letter_id IN (:first, :second)"
    " AND x.judgement IN ('same', 'narrower', 'broader')"
    " ORDER BY x.ask_id, d.n"
)


def compare_query(first: str, second: str) -> Query:
    """The statement that fetches what two letters' demands are judged to be."""
    return Query(_ACCEPTED, {"first": first, "second": second})


class Pair(NamedTuple):
    """Two letters, the earlier first if one surely is."""

    first: Letter
    second: Letter
    ordered: bool


def pair_letters(reader: Reader, one_named: str, other_named: str) -> Pair:
    """Put two letters in their order; raise NotFound, and UsageError for one twice."""
    one, other = get_letter(reader, one_named), get_letter(reader, other_named)
    if one.id == other.id:
        raise UsageError(f"{one.id} is one letter", "name two to compare")
    if one.earliest > other.latest:
        return Pair(other, one, ordered=True)
    return Pair(one, other, ordered=one.latest < other.earliest)


def compare_letters(
    reader: Reader, one_named: str, other_named: str
) -> tuple[Compared, ...]:
    """Two letters by ask: kept, gone, new; then the issues and countries they share.

    An ask is kept when both letters make it, and kept in part when one makes it
    narrower or broader. Where the date ranges overlap, neither letter is the earlier,
    and demands are only said to stand in one of them. Raises NotFound.
    """
    return compare_pair(reader, pair_letters(reader, one_named, other_named))


def compare_pair(reader: Reader, pair: Pair) -> tuple[Compared, ...]:
    """What `compare_letters` returns, of letters already in their order."""
    first, second = pair.first.id, pair.second.id
    gone = "gone" if pair.ordered else f"only in {first}"
    new = "new" if pair.ordered else f"only in {second}"
    kept, taken = _kept(reader, first, second)
    return (
        *kept,
        *(_alone(gone, d, 0) for d in _others(reader, first, taken)),
        *(_alone(new, d, 1) for d in _others(reader, second, taken)),
        *_shared(reader, first, second),
    )


def _others(reader: Reader, letter: str, taken: set[str]) -> list[Demand]:
    demands = find_demands(reader, Filters(letters=(letter,)), OLDEST_FIRST)
    return [demand for demand in demands if demand.id not in taken]


def _kept(reader: Reader, first: str, second: str) -> tuple[list[Compared], set[str]]:
    """The asks both letters make, and the demands that are taken by them."""
    by_ask: dict[str, list[Row]] = defaultdict(list)
    for row in reader.rows(compare_query(first, second)):
        by_ask[row["ask_id"]].append(row)
    kept: list[Compared] = []
    taken: set[str] = set()
    for ask_id, rows in by_ask.items():
        sides = [[r for r in rows if r["letter_id"] == i] for i in (first, second)]
        if all(sides):
            ids = [tuple(row["demand_id"] for row in side) for side in sides]
            taken.update(*ids)
            status = "kept" if all(map(_has_same, sides)) else "kept in part"
            kept.append(Compared(status, "ask", ask_id, rows[0]["name"], *ids))
    return sorted(kept, key=lambda c: (c.status, c.id)), taken


def _has_same(rows: list[Row]) -> bool:
    return any(row["judgement"] == "same" for row in rows)


def _alone(status: str, demand: Demand, side: int) -> Compared:
    ids = ((demand.id,), ()) if side == 0 else ((), (demand.id,))
    return Compared(status, "demand", demand.id, demand.summary, *ids)


_SHARED = {
    "issue": "demand_issue x JOIN issue t ON t.id = x.issue_id",
    "country": "demand_country x JOIN country t ON t.code = x.country_code",
}


def _shared(reader: Reader, first: str, second: str) -> list[Compared]:
    shared = []
    for what, source in _SHARED.items():
        key = "t.code" if what == "country" else "t.id"
        sql = (
            f"SELECT DISTINCT {key} AS id, t.name, d.letter_id, d.n, d.id AS demand_id"  # noqa: S608
            f" FROM {source} JOIN demand d ON d.id = x.demand_id"
            " WHERE d.letter_id IN (:first, :second)"
            f" ORDER BY t.name, {key}, d.letter_id, d.n"
        )
        found: dict[tuple[str, str], dict[str, list[str]]] = {}
        for row in reader.rows(Query(sql, {"first": first, "second": second})):
            sides = found.setdefault((row["id"], row["name"]), defaultdict(list))
            sides[row["letter_id"]].append(row["demand_id"])
        shared += [
            Compared("shared", what, key, name, tuple(s[first]), tuple(s[second]))
            for (key, name), s in found.items()
            if s[first] and s[second]
        ]
    return shared
