"""Canonical asks as proposals compare them: their words, and their members' codes."""

from collections import defaultdict
from collections.abc import Iterable

from hrdemands.queries.reader import Reader
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.sqltext import Query

ASK = "ask "
"""What the id of an ask begins with where asks stand among demands."""


def find_ask_texts(reader: Reader) -> dict[str, str]:
    """The name and scope of every canonical ask, by its id."""
    rows = reader.rows(Query("SELECT id, name, scope FROM ask ORDER BY id"))
    return {row["id"]: f"{row['name']}. {row['scope']}" for row in rows}


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
