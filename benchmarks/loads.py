"""Loads end to end, beside their peers: the same rows by the driver alone."""

import contextlib
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from hrdemands.queries.target import read_target
from hrdemands.schema import Base
from hrdemands.schema.fulltext import INDEX, SQLITE
from hrdemands.seedfiles.checks import check
from hrdemands.shipped import shipped
from hrdemands.store.engine import write_engine
from hrdemands.store.loader import load as load_rows
from hrdemands.store.migrations import at_newest
from hrdemands.store.writing import without_indexes, write

TABLES = Base.metadata.sorted_tables
_REBUILD = f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"  # noqa: S608
PROGRAM = Path(sys.executable).with_name("hrdemands")


class Spent(NamedTuple):
    """What a process took."""

    seconds: float
    mebibytes: float


def run(*command: str | Path, **environment: str) -> Spent:
    """Run a program to its end; return its processor time and largest memory."""
    given = {**os.environ, **environment}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=given)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def load(seeds: Path, named: str | Path) -> Spent:
    """Load a folder of seeds, as a user does."""
    return run(PROGRAM, "load", seeds, "--db", named)


def raw_sqlite(loaded: Path) -> float:
    """Seconds to write the rows of a loaded file to a new one: tables, rows, indexes.

    The rows are at hand as the driver takes them; nothing is checked, as foreign keys
    are off. The full-text index is made by SQLite of the words that are rows.
    """
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
            spent = _timed(target, [s for k, _, s in statements if k == "table"])
            target.execute("BEGIN")
            for name in tables:
                rows = source.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
                marks = ", ".join("?" * len(rows[0])) if rows else ""
                began = time.process_time()
                if rows:
                    insert = f"INSERT INTO {name} VALUES ({marks})"  # noqa: S608
                    target.executemany(insert, rows)
                spent += time.process_time() - began
                del rows
            spent += _timed(target, [s for k, _, s in statements if k == "index"])
            spent += _timed(target, [*SQLITE, _REBUILD])
            return spent + _timed(target, ["COMMIT"])


def _timed(connection: sqlite3.Connection, statements: list[str]) -> float:
    began = time.process_time()
    for statement in statements:
        connection.execute(statement)
    return time.process_time() - began


def measure_sqlite(
    seeds: Path, folder: Path, runs: int
) -> Iterator[tuple[Spent, float]]:
    """Load *seeds* and write the same rows raw, in turn."""
    for number in range(runs):
        path = folder / f"load-{number}.db"
        spent = load(seeds, path)
        yield spent, raw_sqlite(path)
        path.unlink()


def measure_postgresql(
    seeds: Path, url: str, runs: int
) -> Iterator[tuple[Spent, float]]:
    """The same for a server: its backend's time and the client's, and those of COPY."""
    catalogue, texts, _ = check([shipped("seeds"), seeds])
    for _ in range(runs):
        _empty(url)
        with _backend(url) as (connection, spent_so_far):
            load_rows(connection, catalogue, texts)
            loaded = spent_so_far()
            held = {each: connection.execute(select(each)).all() for each in TABLES}
        _empty(url)
        with _backend(url) as (connection, spent_so_far):
            before = spent_so_far()
            with without_indexes(connection, TABLES):
                for each, rows in held.items():
                    write(connection, each, rows)  # type: ignore[arg-type]
            yield Spent(loaded, peak()), spent_so_far() - before
    _empty(url)


@contextlib.contextmanager
def _backend(url: str) -> Iterator[tuple[Connection, Callable[[], float]]]:
    """A transaction at the newest revision, and what was spent in it on both sides."""
    with (
        write_engine(read_target(url)) as engine,
        at_newest(engine, url) as (connection, _),
    ):
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()

        def spent() -> float:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks = int(fields[11]) + int(fields[12])
            return ticks / os.sysconf("SC_CLK_TCK") + time.process_time() - began

        began = time.process_time()
        yield connection, spent


def _empty(url: str) -> None:
    with write_engine(read_target(url)) as engine, engine.begin() as connection:
        for statement in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
            connection.exec_driver_sql(statement)


def peak() -> float:
    """The largest memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
