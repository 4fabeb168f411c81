"""A copy of a SQLite database beside it, before a migration rewrites its tables."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Connection

from hrdemands.errors import DatabaseError
from hrdemands.store.engine import driver_connection


@contextmanager
def kept_before(connection: Connection, revision: str | None) -> Iterator[Path | None]:
    """Yield the path of a copy of the database as it was committed last.

    The caller holds the lock of writers and has written nothing yet. The copy is whole
    under its name or not there, has the rights of the database, replaces no other, and
    is kept unless the caller raises. None for a server, which has backups of its own.
    Raises DatabaseError when there is no room.
    """
    if connection.dialect.name != "sqlite":
        yield None
        return
    copy = _copy(driver_connection(connection).path, revision)
    try:
        yield copy
    except BaseException:
        with contextlib.suppress(OSError):
            copy.unlink()
        raise


def _copy(path: Path, revision: str | None) -> Path:
    copy = _free(path, revision)
    unfinished = copy.with_name(f"{copy.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as destination,
        ):
            # Killed, it shall leave one file to remove and not two.
            destination.execute("PRAGMA journal_mode = OFF")
            source.backup(destination)
        shutil.copymode(path, unfinished)
        unfinished.replace(copy)
    except (sqlite3.Error, OSError) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise DatabaseError(
            f"{copy}: this copy cannot be made before the upgrade ({error})",
            "make room; nothing was changed",
        ) from None
    return copy


def _free(path: Path, revision: str | None) -> Path:
    """The first name that no other copy has."""
    for number in count(1):
        again = f".{number}" if number > 1 else ""
        copy = path.with_name(f"{path.name}.before-{revision}{again}.bak")
        if not copy.exists():
            return copy
    raise AssertionError
