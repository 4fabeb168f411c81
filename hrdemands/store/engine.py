"""The one way to open a database for writing.

On SQLite: rollback journal, ``synchronous=EXTRA`` (WAL lost acknowledged letters in
simulated power cuts and cannot be read in a read-only folder), foreign keys on, and
``BEGIN IMMEDIATE``, so that two loads queue instead of failing half way. The driver's
own transaction handling is off: it would commit schema changes one by one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from hrdemands.errors import DatabaseError
from hrdemands.queries.failures import postgresql_failure, sqlite_failure
from hrdemands.queries.target import Target

LOCK_SECONDS = 10


@contextmanager
def write_engine(target: Target, *, create: bool = False) -> Iterator[Engine]:
    """An engine for *target*; its failures become DatabaseErrors of one line.

    A missing SQLite file is made only when *create* is true.
    """
    engine = _sqlite(target, create) if target.kind == "sqlite" else _server(target)
    try:
        yield engine
    except DBAPIError as error:
        raise in_words(error, target) from None
    finally:
        engine.dispose()


def in_words(error: DBAPIError, target: Target) -> DatabaseError:
    """The driver's complaint as one line for the user, with the remedy."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return sqlite_failure(original, target)
    return postgresql_failure(original, target)


def _sqlite(target: Target, create: bool) -> Engine:  # noqa: FBT001
    if not create and not target.path.exists():
        raise DatabaseError(
            f"{target.label}: there is no such database", "run 'hrdemands load' first"
        )
    if not target.path.parent.is_dir():
        raise DatabaseError(
            f"{target.label}: the folder {target.path.parent} is not there",
            "make it, or name another file with --db",
        )
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(
            target.path, timeout=LOCK_SECONDS, isolation_level=None
        ),
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _server(target: Target) -> Engine:
    try:
        return create_engine(
            target.place.replace("postgresql://", "postgresql+psycopg://", 1),
            poolclass=NullPool,
            connect_args={"connect_timeout": LOCK_SECONDS},
        )
    except ImportError:
        raise DatabaseError(
            "the PostgreSQL driver is not installed",
            "pip install 'hrdemands[postgresql]'",
        ) from None
