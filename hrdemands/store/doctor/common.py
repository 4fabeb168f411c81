"""Whether vocabularies, actors, asks and judgements are what was loaded."""

from collections.abc import Iterator

from sqlalchemy import Table

from hrdemands.errors import DatabaseError
from hrdemands.store.doctor.contents import CHANGED
from hrdemands.store.doctor.findings import AGAIN, ANEW, Finding
from hrdemands.store.doctor.source import Source
from hrdemands.store.rows.sink import as_rows
from hrdemands.store.seals import OF_SEEDS, SEALED, hash_of
from hrdemands.text import counted


def tables(source: Source) -> Iterator[Finding]:
    """Whether the rows of each common table have the hash they were loaded with."""
    found = source.rows("SELECT name, sha256 FROM table_hash")
    loaded = {row["name"]: row["sha256"] for row in found}
    wrong = False
    for each in SEALED:
        try:
            rows = as_rows(each, source.rows(_select(source, each)))
        except DatabaseError as error:
            wrong = True
            yield Finding(f"table {each.name}", error.message, error.remedy or ANEW)
            continue
        if hash_of(each, rows) != loaded.get(each.name):
            wrong = True
            yield Finding(f"table {each.name}", CHANGED, AGAIN)
    if not wrong:
        counts = counted(len(SEALED), "table")
        words = f"{counts} of vocabularies, actors and judgements have the hashes"
        yield Finding("tables", f"{words} they were loaded with")


def _select(source: Source, each: Table) -> str:
    """Select the rows themselves, and not what an index has of them.

    SQLite takes a table without row ids for an index like any other, so that only the
    order of its key makes sure.
    """
    columns, key = (", ".join(names.keys()) for names in (each.c, each.primary_key.c))
    select = f"SELECT {columns} FROM {each.name}"  # noqa: S608
    if source.target.kind == "sqlite":
        select += " NOT INDEXED"
    if each.name == "seed_file":
        select += f" WHERE {OF_SEEDS}"
    return f"{select} ORDER BY {key}"
