"""Canonical asks as proposals compare them: their words, and their members' codes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.sqltext import Query

ASK = "ask "
"""What the id of an ask begins with where asks stand among demands."""


class Pair(Protocol):
    """What a demand was paired with."""

    @property
    def other(self) -> str | None:
        """The id of a demand."""

    @property
    def ask(self) -> str | None:
        """The id of an ask."""


def find_ask_texts(reader: Reader) -> dict[str, str]:
    """The name and scope of every canonical ask, by its id."""
    rows = reader.rows(Query("SELECT id, name, scope FROM ask ORDER BY id"))
    return {row["id"]: f"{row['name']}. {_covers(row['scope'])}" for row in rows}


def _covers(scope: str) -> str:
    """A scope without what it says the ask is not."""
    return scope.partition(" Not ")[0]


def words_of(reader: Reader, proposals: Iterable[Pair]) -> dict[str, str]:
    """What the demands and asks of proposals say, by their ids."""
    told = list(proposals)
    demands = sorted({each.other for each in told if each.other})
    asks = sorted({each.ask for each in told if each.ask})
    rows = [*rows_of(reader, _DEMANDS, demands), *rows_of(reader, _ASKS, asks)]
    return {row["id"]: row["words"] for row in rows}


_DEMANDS = "SELECT id, coalesce(summary, quote) AS words FROM demand WHERE id IN {ids}"
_ASKS = "SELECT id, name AS words FROM ask WHERE id IN {ids}"


def ask_statements(
    texts: dict[str, str], demands: Iterable[Statement]
) -> list[Statement]:
    """Each ask as a statement: its own words, and what its demands share as codes.

    Only demands judged the same count, and only what all of them have.
    """
    members: dict[str, list[Statement]] = defaultdict(list)
    for demand in demands:
        for ask, judgement in demand.asks:
            if judgement == "same":
                members[ask].append(demand)
    return [_ask(ask, words, members[ask]) for ask, words in texts.items()]


def _ask(ask: str, words: str, members: list[Statement]) -> Statement:
    def common(field: str) -> frozenset[str]:
        sets = [getattr(member, field) for member in members]
        return frozenset.intersection(*sets) if sets else frozenset()

    return Statement(
        words=words,
        id=f"{ASK}{ask}",
        countries=common("countries"),
        targets=common("targets"),
        actions=common("actions"),
        issues=common("issues"),
        mechanisms=common("mechanisms"),
        asks=((ask, "same"),),
    )
