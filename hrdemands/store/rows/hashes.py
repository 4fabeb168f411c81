"""The hashes that a letter and its demands are known by, from their rows alone.

The loader writes them and passes over what still has them; the doctor makes them
again from what the database holds. What is not content stays out: where a letter came
from, when it was loaded, and what is made of it (folded words, texts).
"""

import hashlib
import json
from typing import NamedTuple

from hrdemands import schema
from hrdemands.store.rows.sink import Row, Rows, table

FORMAT = "3"
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


def hashes(rows: Rows) -> Hashes:
    """The hashes of one letter, whose *rows* are those of all its tables.

    Equal for the loader's own values and for those that either database gives back.
    """
    demands = _hashes_of_demands(rows)
    own = (rows.get(each, []) for each in (LETTER, *PARTS_OF_LETTER))
    return Hashes(_digest("letter", *own, [demands]), demands)


def _hashes_of_demands(rows: Rows) -> dict[str, str]:
    links = [_by_demand(rows.get(each, [])) for each in PARTS_OF_DEMAND]
    return {
        row["id"]: _digest("demand", [row], *(of.get(row["id"], []) for of in links))
        for row in rows.get(DEMAND, [])
    }


def seal(rows: Rows) -> None:
    """Write the hashes of one letter into its *rows*."""
    found = hashes(rows)
    for row in rows[LETTER]:
        row[HASH] = found.letter
    for row in rows.get(DEMAND, []):
        row[HASH] = found.demands[row["id"]]


def _by_demand(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["demand_id"], []).append(row)
    return found


def _digest(kind: str, *tables: list[Row]) -> str:
    """SHA-256 of rows, whatever their order and that of their columns."""
    content = json.dumps([FORMAT, kind, [sorted(map(_canonical, t)) for t in tables]])
    return hashlib.sha256(content.encode()).hexdigest()


def _canonical(row: Row) -> str:
    content = {key: _plain(row[key]) for key in row if key not in NO_CONTENT}
    return json.dumps(content, sort_keys=True, default=str)


def _plain(value: object) -> object:
    """SQLite has no booleans."""
    return int(value) if isinstance(value, bool) else value
