"""A database with every letter several times: what look-ups cost among ten times more.

    python benchmarks/multiplied.py FROM.db TO.db 10

Copies are made by SQL, which takes minutes where writing them takes an hour: each has
its own ids, its letters are a few days older, and its asks are its own.
"""

import contextlib
import shutil
import sqlite3
import sys

from hrdemands.queries.target import read_target
from hrdemands.schema import Base
from hrdemands.store import pages
from hrdemands.store.engine import write_engine

_KEYS = {"letter": {"id"}, "demand": {"id"}, "ask": {"id"}}
"""What is another in each copy, and with it whatever refers to it."""


def multiply(source: str, target: str, times: int) -> None:
    """Copy the file *source*, and in the copy make each letter be there *times*."""
    shutil.copy(source, target)
    with contextlib.closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
            " AND sql IS NOT NULL AND tbl_name NOT LIKE 'page%'"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        for table, ids in _ids().items():
            _copy(connection, table, ids, times)
        _copy_words(connection, times)
        for _, sql in indexes:
            connection.execute(sql)
        connection.commit()
        _check(connection)
    with write_engine(read_target(target)) as engine, engine.begin() as writing:
        pages.rebuild(writing, many=True)


def _ids() -> dict[str, set[str]]:
    """The tables to copy, each after those it refers to, and which columns are ids."""
    ids = {name: set(keys) for name, keys in _KEYS.items()}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.name in ids.get(key.column.table.name, ()):
                ids.setdefault(table.name, set()).add(key.parent.name)
    return {t.name: ids[t.name] for t in Base.metadata.sorted_tables if t.name in ids}


def _copy(
    connection: sqlite3.Connection, table: str, ids: set[str], times: int
) -> None:
    found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    names = [row[1] for row in found]
    first = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    connection.execute(f"CREATE TEMP TABLE old AS SELECT * FROM {table}")  # noqa: S608
    for number in range(1, times):
        values = ", ".join(_value(name, number, ids) for name in names)
        connection.execute(f"INSERT INTO {table} SELECT {values} FROM temp.old")  # noqa: S608
    connection.execute("DROP TABLE temp.old")
    print(f"{table}: {first:,} rows {times} times", file=sys.stderr)  # noqa: T201


def _copy_words(connection: sqlite3.Connection, times: int) -> None:
    """What is searched: copies stand right before what they are copied from."""
    connection.execute("CREATE TEMP TABLE words AS SELECT * FROM demand_words")
    connection.execute("DELETE FROM demand_words")
    for number in range(times):
        demand = _copied("demand_id", number) if number else "demand_id"
        connection.execute(
            f"INSERT INTO demand_words SELECT position * {times} - {number},"  # noqa: S608
            f" {demand}, words FROM temp.words"
        )
    connection.execute("DROP TABLE temp.words")
    connection.execute("INSERT INTO demand_index(demand_index) VALUES ('rebuild')")
    print(f"demand_words: {times} times", file=sys.stderr)  # noqa: T201


def _value(name: str, number: int, ids: set[str]) -> str:
    if name in ("earliest", "latest"):
        return f"date({name}, '-{number} days')"
    return _copied(name, number) if name in ids else name


def _copied(name: str, number: int) -> str:
    """An id as a copy has it: the number of a demand stands after the slash."""
    return (
        f"CASE WHEN instr({name}, '/') THEN"
        f" replace({name}, '/', '-{number}/') ELSE {name} || '-{number}' END"
    )


def _check(connection: sqlite3.Connection) -> None:
    """Stop at references to nothing, with which no migration would be taken."""
    broken = {row[0] for row in connection.execute("PRAGMA foreign_key_check")}
    if broken:
        raise SystemExit(f"references to nothing in {', '.join(sorted(broken))}")


if __name__ == "__main__":
    multiply(sys.argv[1], sys.argv[2], int(sys.argv[3]))
