"""The hashes that a letter and its demands are known by, from their rows alone.

The loader writes them and passes over what still has them; the doctor makes them
again from what the database holds. What is not content stays out: where a letter came
from, when it was loaded, and what is made of it (folded words, texts, pages).
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Table

from hrdemands import schema
from hrdemands.store.rows.sink import Row, Rows, columns, table

FORMAT = "4"
"""Raised when the same rows come to have other words or texts: all load anew."""

LETTER = table(schema.Letter)
DEMAND = table(schema.Demand)
PARTS_OF_LETTER = [
    table(model)
    for model in (
        schema.Section,
        schema.LetterSender,
        schema.Signatory,
        schema.SignatoryAffiliation,
        schema.Recipient,
    )
]
PARTS_OF_DEMAND = [
    table(model)
    for model in (
        schema.DemandAlso,
        schema.DemandActor,
        schema.DemandCountry,
        schema.DemandPlace,
        schema.DemandIssue,
        schema.DemandGroup,
        schema.DemandMechanism,
        schema.SourceValue,
    )
]
HASH = "content_hash"
NO_CONTENT = {HASH, "loaded_at", "seed_file"}


class Hashes(NamedTuple):
    """The hash of a letter, and those of its demands by id."""

    letter: str
    demands: dict[str, str]


def hashes(rows: Rows, others: Mapping[str, str] | None = None) -> Hashes:
    """The hashes of one letter, whose *rows* are those of all its tables.

    *others* are hashes of further demands of the letter, whose rows are not at hand.
    Equal for the loader's own values and for those that either database gives back:
    rows are plain, and their order, which no database keeps, does not count.
    """
    demands = {**(others or {}), **_hashes_of_demands(rows)}
    own = [_ordered([content(LETTER)(row) for row in rows.get(LETTER, [])])]
    own += [_ordered(rows.get(each, [])) for each in PARTS_OF_LETTER]
    return Hashes(_digest("letter", own, sorted(demands.items())), demands)


def _hashes_of_demands(rows: Rows) -> dict[str, str]:
    key_of, content_of = value_of(DEMAND, "id"), content(DEMAND)
    links: dict[str, list[object]] = {key_of(row): [] for row in rows.get(DEMAND, [])}
    for each in PARTS_OF_DEMAND:
        demand_of = value_of(each, "demand_id")
        for row in _ordered(rows.get(each, [])):
            links.setdefault(demand_of(row), []).append((each.name, row))
    return {
        key_of(row): _digest("demand", content_of(row), links[key_of(row)])
        for row in rows.get(DEMAND, [])
    }


def seal(rows: Rows, others: Mapping[str, str] | None = None) -> None:
    """Write the hashes of one letter, with *others* of `hashes`, into its *rows*."""
    found = hashes(rows, others)
    place, key_of = columns(DEMAND).index(HASH), value_of(DEMAND, "id")
    rows[DEMAND] = [
        (*row[:place], found.demands[key_of(row)], *row[place + 1 :])
        for row in rows.get(DEMAND, [])
    ]
    place = columns(LETTER).index(HASH)
    rows[LETTER] = [
        (*row[:place], found.letter, *row[place + 1 :]) for row in rows[LETTER]
    ]


@cache
def value_of(each: Table, name: str) -> Callable[[Row], str]:
    """What takes one column out of a row."""
    return itemgetter(columns(each).index(name))


@cache
def content(each: Table) -> Callable[[Row], Row]:
    """What takes out of a row the columns that are content, of which there are more."""
    names = columns(each)
    return itemgetter(*(names.index(name) for name in names if name not in NO_CONTENT))


def _ordered(rows: list[Row]) -> list[Row]:
    """Rows in one order; keys come first in them, so that nothing else decides."""
    try:
        return sorted(rows)
    except TypeError:
        # A damaged key may be of another type.
        return sorted(rows, key=repr)


def _digest(kind: str, *parts: object) -> str:
    """SHA-256 of plain values, as Python writes them."""
    return hashlib.sha256(repr((FORMAT, kind, parts)).encode()).hexdigest()
