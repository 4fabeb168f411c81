"""What goes wrong with a database, in one line with the remedy."""

import sqlite3
from typing import Any

from hrdemands.errors import DatabaseError
from hrdemands.queries.target import Target
from hrdemands.text import visible

_BUSY = ("is being written by another program", "try again in a moment")
_RIGHTS = "check the rights of the file and of its folder"
_SQLITE = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_NOTADB": ("is no SQLite database", "name another file with --db"),
    "SQLITE_CORRUPT": ("is damaged", "load the seeds into a new file"),
    "SQLITE_FULL": ("cannot grow: the disk is full", "make room; nothing was changed"),
    "SQLITE_READONLY_ROLLBACK": (
        "was left by a load that was interrupted",
        "run 'hrdemands load' once as one who may write the folder: it undoes it",
    ),
    "SQLITE_READONLY_DBMOVED": ("was removed by another program", "try again"),
    "SQLITE_READONLY": ("cannot be written", _RIGHTS),
    "SQLITE_CANTOPEN": ("cannot be opened", f"check the path, and {_RIGHTS[6:]}"),
    "SQLITE_PERM": ("cannot be opened", _RIGHTS),
    "SQLITE_AUTH": ("cannot be opened", _RIGHTS),
    "SQLITE_IOERR_DELETE": ("cannot be put in order", _RIGHTS),
    "SQLITE_IOERR": ("cannot be read or written", "check the disk and its space"),
}
"""By SQLite's own names, the longer ones first."""

_STATES = {
    "42501": "ask the owner of the database for the right",
    "25006": "this server or user may only read; name another",
    "3D000": "make it first: createdb",
    "53": "the server is out of room; nothing was changed",
    "57P": "the server stopped; nothing was changed, try again",
    "08": "the server stopped; nothing was changed, try again",
    "28": "check the user and the password",
    "40": "another program wrote meanwhile; try again",
}
"""By the beginning of PostgreSQL's SQLSTATE."""

_WORDS = {
    "password authentication failed": _STATES["28"],
    "no password supplied": "give one in PGPASSWORD, in ~/.pgpass or in the URL",
    "no pg_hba.conf entry": "ask the server's administrator to let you in",
    "too many clients": "try again in a moment",
    "permission denied": _STATES["42501"],
    "starting up": "try again in a moment",
    "closed the connection": _STATES["08"],
    "connection is closed": _STATES["08"],
    "terminating connection": _STATES["08"],
    "database": _STATES["3D000"],
    "role": "check the user in the URL",
    "resolve host": "check the host in the URL",
    "": "check that the server runs, and its host and port in the URL",
}
"""By words of the driver where there is no SQLSTATE: while it connects."""


def sqlite_failure(error: sqlite3.Error, target: Target) -> DatabaseError:
    """The driver's error, named by SQLite's own code."""
    code = getattr(error, "sqlite_errorname", None) or ""
    for known, (message, remedy) in _SQLITE.items():
        if code == known or code.startswith(f"{known}_"):
            return DatabaseError(f"{target.label}: {message}", remedy)
    return DatabaseError(f"{target.label}: {first_line(error)}")


def postgresql_failure(error: Any, target: Target) -> DatabaseError:  # noqa: ANN401
    """The server's or the driver's error, without a password in it."""
    state = getattr(error, "sqlstate", None) or ""
    if state == "55P03":
        return DatabaseError(f"{target.label}: {_BUSY[0]}", _BUSY[1])
    if not state and _is_about_the_url(error, target):
        return DatabaseError(
            f"{target.label}: is no URL of a PostgreSQL database",
            "write postgresql://USER@HOST/DATABASE; in a password, %40 for @,"
            " %2F for / and %25 for %",
        )
    words = first_line(error)
    known = _STATES.items() if state else _WORDS.items()
    fits = str.startswith if state else str.__contains__
    remedy = next((r for k, r in known if fits(state or words, k)), "")
    return DatabaseError(f"{target.label}: {words}", remedy)


def _is_about_the_url(error: object, target: Target) -> bool:
    """Whether the driver may be quoting a URL it misread, password and all."""
    return type(error).__name__ == "ProgrammingError" or target.password_is_odd


def first_line(error: object) -> str:
    """What a driver says first, and PostgreSQL's detail, fit for a terminal."""
    lines = str(error).strip().splitlines() or ["no answer"]
    detail = [line for line in lines[1:] if line.startswith("DETAIL:")]
    words = "; ".join([lines[0], *(line[7:].strip() for line in detail[:1])])
    return visible(words.removeprefix("connection failed: "))
