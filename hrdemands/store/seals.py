"""The hashes that common tables are known by: vocabularies, actors, asks, judgements.

Only a load writes these tables, and it has all their rows at hand: it writes a hash of
each beside them, in the same transaction, and the doctor makes it again from what the
database holds. Imports add to seed files alone, of which those of seeds are hashed.
"""

import hashlib
from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, Table, select

from hrdemands import schema
from hrdemands.schema import Base
from hrdemands.store.rewriting import MADE, OF_LETTERS
from hrdemands.store.rows import Row, Rows, columns, table
from hrdemands.store.rows.sink import as_rows
from hrdemands.store.writing import remove, write
from hrdemands.vocabulary import Source

FORMAT = "1"
"""Raised when the same rows come to have other hashes; a migration must come with it,
as it makes all of them anew."""

SEALED = [
    each for each in Base.metadata.sorted_tables if each not in (*OF_LETTERS, *MADE)
]
"""The tables that no letter has rows of its own in."""

OF_SEEDS = f"source = '{Source.LETTERS}'"
"""The condition that a seed file is a load's, and no import's."""

_FILE, _HASH = table(schema.SeedFile), table(schema.TableHash)


def remember(connection: Connection, rows: Rows) -> None:
    """Write the hashes of tables that hold *rows*, where they are others by now."""
    found = connection.execute(select(_HASH.c.name, _HASH.c.sha256))
    held = {str(name): str(sha256) for name, sha256 in found}
    made = {each.name: hash_of(each, rows.get(each, ())) for each in SEALED}
    wrong = [name for name in made.keys() | held if made.get(name) != held.get(name)]
    remove(connection, _HASH, ((name,) for name in wrong if name in held))
    write(connection, _HASH, [(name, made[name]) for name in wrong if name in made])


def rebuild(connection: Connection) -> None:
    """Write the hashes of what the tables hold now, as after a migration."""
    rows: Rows = {}
    for each in SEALED:
        query = select(each)
        if each is _FILE:
            query = query.where(_FILE.c.source == Source.LETTERS)
        rows[each] = as_rows(each, connection.execute(query).mappings())
    remember(connection, rows)


def hash_of(each: Table, rows: Iterable[Row]) -> str:
    """SHA-256 of the *rows* of a table, in whatever order, but for when they came.

    Equal for a load's own values and for those that either database gives back.
    """
    names, places = _content(each)
    lines = sorted(ascii([row[place] for place in places]) for row in rows)
    return hashlib.sha256("\n".join([FORMAT, names, *lines]).encode()).hexdigest()


@cache
def _content(each: Table) -> tuple[str, list[int]]:
    """The names of the columns that are content, and their places in a row."""
    names = columns(each)
    places = [place for place, name in enumerate(names) if name != "loaded_at"]
    return " ".join([each.name, *(names[place] for place in places)]), places
