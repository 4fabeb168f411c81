"""The hashes that a letter and its demands are known by, from their rows alone.

The loader writes them and passes over what still has them; the doctor makes them
again from what the database holds. What is not content stays out: where a letter came
from, when it was loaded, and what is made of it (folded words, texts, pages).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Table

from hrdemands import schema
from hrdemands.store.rows.sink import Row, Rows, columns, table

FORMAT = "5"
"""Raised when the same rows come to have other words or texts: all load anew."""

_SEPARATOR = "\x1f"
_NOTHING = "\0"

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
    values: list[object] = []
    for row in _ordered(rows.get(LETTER, [])):
        values += content(LETTER)(row)
    for each in PARTS_OF_LETTER:
        for row in _ordered(rows.get(each, [])):
            values.append(name_of(each))
            values += row
    for key in sorted(demands):
        values += key, demands[key]
    return Hashes(_digest(values), demands)


def _hashes_of_demands(rows: Rows) -> dict[str, str]:
    key_of, content_of = value_of(DEMAND, "id"), content(DEMAND)
    found = {key_of(row): [*content_of(row)] for row in rows.get(DEMAND, [])}
    for each in PARTS_OF_DEMAND:
        demand_of, name = value_of(each, "demand_id"), name_of(each)
        for row in _ordered(rows.get(each, [])):
            # A damaged link may be of no demand.
            if values := found.get(demand_of(row)):
                values.append(name)
                values += row
    return {key: _digest(values) for key, values in found.items()}


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


@cache
def name_of(each: Table) -> str:
    """The name of a table, as plain text."""
    return str(each.name)


def _digest(values: Iterable[Any]) -> str:
    """SHA-256 of plain values, one after the other.

    They are parted, and what is nothing written, by signs that texts do not have; how
    many a row has is settled by the name of the table that it begins with.
    """
    texts = [
        each if each.__class__ is str else _NOTHING if each is None else repr(each)
        for each in values
    ]
    text = _SEPARATOR.join([FORMAT, *texts])
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
