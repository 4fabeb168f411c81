"""What goes wrong with a database, in one line with the remedy."""

import sqlite3
from typing import Any

from hrdemands.errors import DatabaseError
from hrdemands.queries.target import Target
from hrdemands.text import visible

_SQLITE = {
    "SQLITE_BUSY": ("is being written by another program", "try again in a moment"),
    "SQLITE_LOCKED": ("is being written by another program", "try again in a moment"),
    "SQLITE_NOTADB": ("is no SQLite database", "name another file with --db"),
    "SQLITE_CORRUPT": ("is damaged", "load the seeds into a new file"),
    "SQLITE_FULL": ("cannot grow: the disk is full", "make room; nothing was changed"),
    "SQLITE_READONLY": ("cannot be written", "check the rights of file and folder"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check the path and its rights"),
    "SQLITE_PERM": ("cannot be opened", "check the rights of file and folder"),
    "SQLITE_IOERR": ("cannot be read or written", "check the disk and its space"),
}


def sqlite_failure(error: sqlite3.Error, target: Target) -> DatabaseError:
    """The driver's error, named by SQLite's own code."""
    code = getattr(error, "sqlite_errorname", None) or ""
    for known, (message, remedy) in _SQLITE.items():
        if code == known or code.startswith(f"{known}_"):
            return DatabaseError(f"{target.label}: {message}", remedy)
    return DatabaseError(f"{target.label}: {visible(str(error))}")


def postgresql_failure(error: Any, target: Target) -> DatabaseError:  # noqa: ANN401
    """The server's or the driver's error, first line only."""
    state = getattr(error, "sqlstate", None) or ""
    first = visible((str(error).strip() or "no answer").splitlines()[0])
    if state == "42501":
        remedy = "ask the owner of the database for the right"
    elif state.startswith(("57P", "08")):
        remedy = "the server stopped; nothing was changed, try again"
    elif state.startswith("53"):
        remedy = "the server is out of room; nothing was changed"
    elif not state:
        remedy = "check the URL, the server and the password"
    else:
        remedy = ""
    return DatabaseError(f"{target.label}: {first}", remedy)
