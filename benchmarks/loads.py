"""Loads end to end, beside their peers: the same rows by the driver alone."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from hrdemands.queries.target import read_target
from hrdemands.schema import Base
from hrdemands.schema.fulltext import INDEX, SQLITE
from hrdemands.store.constraints import indexes, without_references
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import at_newest
from hrdemands.store.writing import copy, write

TABLES = Base.metadata.sorted_tables
_REBUILD = f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"  # noqa: S608
PROGRAM = Path(sys.executable).with_name("hrdemands")


class Spent(NamedTuple):
    """What a load took: with all its processes, but for a server's."""

    seconds: float
    processor: float
    mebibytes: float
    """The most that its processes had at once, shared memory counted once."""


class Raw(NamedTuple):
    """What the same rows took by the driver alone."""

    seconds: float
    processor: float


class Clock:
    """Adds up what is spent inside of it."""

    def __init__(self) -> None:
        self.seconds = self.processor = 0.0

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._began[0]
        self.processor += time.process_time() - self._began[1]

    def raw(self) -> Raw:
        """What was spent."""
        return Raw(self.seconds, self.processor)


def load(seeds: Path, named: str | Path, *more: str) -> Spent:
    """Load a folder of seeds, as a user does."""
    command = [PROGRAM, "load", seeds, "--db", named, *more]
    given = dict(os.environ)
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=given)  # noqa: S603
    ended = threading.Event()
    with ThreadPoolExecutor() as watching:
        most = watching.submit(_most_mebibytes, process.pid, ended)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        ended.set()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return Spent(seconds, used.ru_utime + used.ru_stime, most.result())


def _most_mebibytes(process: int, ended: threading.Event) -> float:
    most = 0.0
    # Each look takes a processor for a millisecond a process.
    while not ended.wait(0.25):
        most = max(most, sum(map(_mebibytes, _with_children(process))))
    return most


def _with_children(process: int) -> list[int]:
    found = [process]
    with contextlib.suppress(OSError):
        listed = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
        for child in listed.split():
            found += _with_children(int(child))
    return found


def _mebibytes(process: int) -> float:
    """The proportional set size of a process; 0 if it is gone."""
    with contextlib.suppress(OSError):
        held = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        return int(held.partition("\nPss:")[2].split()[0]) / 1024
    return 0.0


def raw_sqlite(loaded: Path) -> Raw:
    """Write the rows of a loaded file to a new one: tables, rows, indexes.

    The rows are at hand as the driver takes them; nothing is checked, as foreign keys
    are off. The full-text index is made by SQLite of the words that are rows.
    """
    clock = Clock()
    with (
        contextlib.closing(sqlite3.connect(loaded)) as source,
        tempfile.TemporaryDirectory(dir=loaded.parent) as folder,
    ):
        statements = source.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND type IN ('table', 'index') AND name NOT LIKE 'demand_index%'"
            " ORDER BY type = 'index'"
        ).fetchall()
        tables = [name for kind, name, _ in statements if kind == "table"]
        path = Path(folder, "raw.db")
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as target:
            target.execute("PRAGMA synchronous = EXTRA")
            target.execute("PRAGMA cache_size = -65536")
            _run(clock, target, [s for k, _, s in statements if k == "table"])
            target.execute("BEGIN")
            for name in tables:
                rows = source.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    insert = f"INSERT INTO {name} VALUES ({marks})"  # noqa: S608
                    with clock:
                        target.executemany(insert, rows)
                del rows
            _run(clock, target, [s for k, _, s in statements if k == "index"])
            _run(clock, target, [*SQLITE, _REBUILD, "COMMIT"])
    return clock.raw()


def _run(clock: Clock, connection: sqlite3.Connection, statements: list[str]) -> None:
    with clock:
        for statement in statements:
            connection.execute(statement)


def measure_sqlite(seeds: Path, folder: Path, runs: int) -> Iterator[tuple[Spent, Raw]]:
    """Load *seeds* and write the same rows raw, in turn."""
    for number in range(runs):
        path = folder / f"load-{number}.db"
        spent = load(seeds, path)
        yield spent, raw_sqlite(path)
        path.unlink()


def measure_postgresql(
    seeds: Path, url: str, runs: int
) -> Iterator[tuple[Spent, Raw, Raw]]:
    """The same for a server: rows go by COPY, before indexes and foreign keys.

    The second raw load builds the other keys after the rows as well.
    """
    for _ in range(runs):
        _empty(url)
        spent = load(seeds, url)
        with write_engine(read_target(url)) as engine, engine.begin() as connection:
            held = _held(connection)
        raw = []
        for keys in (True, False):
            _empty(url)
            raw.append(_raw_postgresql(url, held, keys=keys))
        yield spent, *raw
    _empty(url)


class Held(NamedTuple):
    """The rows of a server's tables, as its driver takes them."""

    tables: dict[Table, Any]
    words: Any
    """Those that are searched, with the column that SQLAlchemy knows nothing of."""


def _held(connection: Connection) -> Held:
    tables = {
        each: connection.execute(select(each)).all()
        for each in TABLES
        if each.name != WORDS
    }
    words = connection.exec_driver_sql(f"SELECT {_WORDS} FROM {WORDS}").all()  # noqa: S608
    return Held(tables, words)


def _raw_postgresql(url: str, held: Held, *, keys: bool) -> Raw:
    clock = Clock()
    with (
        write_engine(read_target(url)) as engine,
        at_newest(engine, url) as (connection, _),
    ):
        # What a search, and the doctor, go by is there from the beginning.
        for name in ("word_stem", "table_hash"):
            connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608
        with clock:
            _write_raw(connection, held, keys=keys)
    return clock.raw()


def _write_raw(connection: Connection, held: Held, *, keys: bool) -> None:
    """Write all rows; primary and unique *keys* are there before them, or not."""
    with without_references(connection, TABLES):
        later = [
            each
            for each in indexes(connection, TABLES)
            if not (keys and _KEY.search(each.create))
        ]
        for each in later:
            connection.exec_driver_sql(each.drop)
        for table, rows in held.tables.items():
            write(connection, table, rows)
        copy(connection, f"COPY {WORDS} ({_WORDS}) FROM STDIN", held.words)
        for each in later:
            connection.exec_driver_sql(each.create)
    connection.exec_driver_sql("ANALYZE")


_KEY = re.compile(r'^ALTER TABLE \S+ ADD CONSTRAINT "\S+" (PRIMARY KEY|UNIQUE)')


WORDS = "demand_words"
_WORDS = "position, demand_id, words, terms"


def _empty(url: str) -> None:
    with write_engine(read_target(url)) as engine, engine.begin() as connection:
        for statement in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
            connection.exec_driver_sql(statement)
