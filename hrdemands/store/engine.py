"""The one way to open a database for writing.

On SQLite: rollback journal, ``synchronous=EXTRA`` (WAL lost acknowledged letters in
simulated power cuts and cannot be read in a read-only folder), foreign keys on, and
``BEGIN IMMEDIATE``, so that two loads queue instead of failing half way. The driver's
own transaction handling is off: it would commit schema changes one by one.

On PostgreSQL an advisory lock does what ``BEGIN IMMEDIATE`` does, also before there is
a table to lock; and the driver gets the URL as it is, so that it means the same to
those who read.
"""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DataError as Unstorable
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from hrdemands.errors import DatabaseError, DataError, HrdemandsError
from hrdemands.queries.failures import first_line, postgresql_failure, sqlite_failure
from hrdemands.queries.target import Target

LOCK_SECONDS = 10.0
"""How long a write waits for another to finish."""

CONNECT_SECONDS = 10
"""How long a server is given to answer."""

ADVISORY_LOCK = 0x6872_6465_6D61_6E64
"""The key of PostgreSQL's lock: "hrdemand" in hexadecimal."""


@contextmanager
def write_engine(target: Target, *, create: bool = False) -> Iterator[Engine]:
    """An engine for *target*; its failures become errors of one line.

    A missing SQLite file is made only when *create* is true, and does not stay when
    nothing was committed to it.
    """
    try:
        if target.kind == "postgresql":
            engine = _server(target)
            with _doubting_commits(engine, target):
                yield engine
            return
        with _file(target, create=create) as engine:
            yield engine
    except DBAPIError as error:
        raise in_words(error, target) from None


def in_words(error: DBAPIError, target: Target) -> HrdemandsError:
    """The driver's complaint as one line for the user, with the remedy."""
    original = error.orig
    if isinstance(error, IntegrityError | Unstorable):
        return DataError(
            f"{target.label}: refuses a row: {first_line(original)}",
            "nothing was changed; mend the seeds",
        )
    if isinstance(original, sqlite3.Error):
        return sqlite_failure(original, target)
    return postgresql_failure(original, target)


class FileRemoved(DatabaseError):
    """The file was there when it was opened, and is not when it is to be written.

    Another load that failed took it away again. Nothing was written: try once more.
    """


class _File(sqlite3.Connection):
    """A connection that remembers which file it opened, whatever its name is now."""

    path: Path | None = None
    identity: tuple[int, int] | None = None

    def close(self) -> None:
        """Give up what is under way first.

        SQLAlchemy closes without that where Ctrl-C comes, and SQLite keeps a file open
        and locked as long as a statement runs on it.
        """
        with contextlib.suppress(sqlite3.Error):
            self.rollback()
        super().close()


@contextmanager
def _file(target: Target, *, create: bool) -> Iterator[Engine]:
    path = Path(os.path.realpath(target.place))
    missing = _status(path) is None
    _refuse_paths(target, path, create=create)
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, target, create=create),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", _begin_immediate(path, target))
    try:
        yield engine
    finally:
        if missing:
            _remove_if_empty(path)


def _refuse_paths(target: Target, path: Path, *, create: bool) -> None:
    found, folder = _status(path), _status(path.parent)
    if found and stat.S_ISDIR(found.st_mode):
        raise DatabaseError(f"{target.label}: is a folder", "name a file in it")
    if not found and not create:
        raise DatabaseError(
            f"{target.label}: there is no such database", "run 'hrdemands load' first"
        )
    if not folder or not stat.S_ISDIR(folder.st_mode):
        raise DatabaseError(
            f"{target.label}: the folder {path.parent} is not there, or closed to you",
            "make it, or name another file with --db",
        )


def _status(path: Path) -> os.stat_result | None:
    with contextlib.suppress(OSError):
        return path.stat()
    return None


def _connect(path: Path, target: Target, *, create: bool) -> _File:
    mode = "rwc" if create else "rw"
    uri = f"{path.as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=LOCK_SECONDS, isolation_level=None, factory=_File
    )
    with contextlib.ExitStack() as failing:
        failing.callback(connection.close)
        connection.path, connection.identity = path, _identity(path)
        with _refusing_removed(path, target, connection):
            _prepare(connection)
        failing.pop_all()
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        # Refused while somebody has the file open; EXTRA protects a WAL as well.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_immediate(path: Path, target: Target) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        with _refusing_removed(path, target, driver_connection(connection)):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return begin


@contextmanager
def _refusing_removed(path: Path, target: Target, connection: _File) -> Iterator[None]:
    """Raise FileRemoved if the file that is open has lost its name.

    What is written to it would be lost, if SQLite did not call it a broken disk.
    """
    error: Exception | None = None
    try:
        yield
    except (sqlite3.Error, DBAPIError) as failed:
        error = failed
    if _identity(path) != connection.identity:
        raise FileRemoved(
            f"{target.label}: was removed by another program", "try again"
        ) from None
    if error is not None:
        raise error


def driver_connection(connection: Connection) -> Any:  # noqa: ANN401
    """What SQLAlchemy's connection drives; asked directly, it begins no transaction."""
    return connection.connection.driver_connection


def _identity(path: Path) -> tuple[int, int] | None:
    found = _status(path)
    return (found.st_dev, found.st_ino) if found else None


def _remove_if_empty(path: Path) -> None:
    """Remove a file nothing was committed to, under the lock that writers take."""
    uri = f"{path.as_uri()}?mode=rw"
    with (
        contextlib.suppress(sqlite3.Error, OSError),
        contextlib.closing(
            sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)
        ) as connection,
    ):
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            path.unlink()


def _server(target: Target) -> Engine:
    try:
        import psycopg  # noqa: PLC0415 - an extra, which SQLite does without
    except ImportError:
        raise DatabaseError(
            "the PostgreSQL driver is not installed",
            "pip install 'psycopg[binary]'",
        ) from None
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(
            target.place, connect_timeout=CONNECT_SECONDS, client_encoding="utf8"
        ),
        poolclass=NullPool,
        # What a stricter server default would see is what was there before the lock.
        isolation_level="READ COMMITTED",
    )
    event.listen(engine, "begin", _lock)
    event.listen(engine, "rollback", _drop_if_busy)
    return engine


def _drop_if_busy(connection: Connection) -> None:
    """Give up a connection that is busy when it is to roll back: so does its server.

    Where a signal comes between a statement and the wait for its end, the driver sends
    nothing more, a ROLLBACK neither.
    """
    import psycopg  # noqa: PLC0415 - an extra

    if connection.invalidated:
        return
    driver = driver_connection(connection)
    if driver.info.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
        with contextlib.suppress(psycopg.Error):
            driver.cancel()
        connection.invalidate()


@contextmanager
def _doubting_commits(engine: Engine, target: Target) -> Iterator[None]:
    """Raise DatabaseError for a commit whose acknowledgement never came."""
    committing: list[Connection] = []
    event.listen(engine, "commit", committing.append)
    try:
        yield
    except DBAPIError as error:
        if committing and error.connection_invalidated:
            raise DatabaseError(
                f"{target.label}: the server stopped while it committed",
                "all was changed, or nothing: run it again",
            ) from None
        raise


def _lock(connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_SECONDS * 1000:.0f}")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
