"""The UPR corpus as statements, straight from the file of UPR Info's export."""

import csv
import gzip
import os
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from hrdemands.queries.results.statements import Statement

VARIABLE = "HRDEMANDS_UPR_CORPUS"


class Recommendation(NamedTuple):
    """A recommendation of a state's first or second review."""

    statement: Statement
    state: str
    cycle: int


def find_corpus(named: str | None) -> Path | None:
    """The file named by an option or the environment, if it is there."""
    path = named or os.environ.get(VARIABLE)
    return Path(path) if path and Path(path).is_file() else None


def read_corpus(path: Path) -> list[Recommendation]:
    """Every recommendation of the file, with its state as its country."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_recommendation(n, row) for n, row in enumerate(rows)]


def _recommendation(n: int, row: dict[str, str]) -> Recommendation:
    state, cycle = row["state_under_review"], int(row["cycle"])
    document = f"upr-{cycle}-{state}"
    statement = Statement(
        words=row["text"],
        id=f"{document}/{n}",
        document=document,
        source="upr",
        countries=frozenset([state]),
        targets=frozenset([state]),
        issues=frozenset(row["issues"].split(",")),
    )
    return Recommendation(statement, state, cycle)


class State(NamedTuple):
    """What a state was recommended in its first and in its second review."""

    name: str
    first: list[Statement]
    second: list[Statement]


def states_in(corpus: list[Recommendation], half: int) -> Iterator[State]:
    """The states of one half (by hash of the name) that were reviewed twice.

    Half 0 is for choosing weights; figures are reported on half 1.
    """
    found: dict[str, dict[int, list[Statement]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for each in corpus:
        found[each.state][each.cycle].append(each.statement)
    for name in sorted(found):
        reviews = found[name]
        if reviews[1] and reviews[2] and sha256(name.encode()).digest()[0] % 2 == half:
            yield State(name, reviews[1], reviews[2])
