"""Which database is meant: a file path or a URL, named by an option or a variable.

No driver is imported here, so that both the reader and the store can use it.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from hrdemands.errors import UsageError

VARIABLE = "HRDEMANDS_DB"
DEFAULT = "hrdemands.db"

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+):(//)?")
_PASSWORD = re.compile(r"(//[^:/@]*):[^@/]*@|(?<=password=)[^&\s]+")


@dataclass(frozen=True, slots=True)
class Target:
    """A database: a SQLite file, or the URL of a PostgreSQL database."""

    kind: Literal["sqlite", "postgresql"]
    place: str

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return Path(self.place)

    @property
    def label(self) -> str:
        """The database as messages may name it: without a password."""
        return _PASSWORD.sub(_masked, self.place)


def _masked(found: re.Match[str]) -> str:
    return f"{found[1]}:***@" if found[1] else "***"


def read_target(named: str | None = None) -> Target:
    """The database *named*, else that of ``HRDEMANDS_DB``, else ``hrdemands.db``.

    Raises UsageError for a URL of another kind of database.
    """
    text = named or os.environ.get(VARIABLE) or DEFAULT
    scheme = _SCHEME.match(text)
    # One letter before a colon is a drive on Windows.
    if scheme is None or (len(scheme[1]) > 1 and not scheme[2]):
        return Target("sqlite", text)
    name, _, driver = scheme[1].lower().partition("+")
    rest = text[scheme.end() :]
    if name == "sqlite" and driver in ("", "pysqlite"):
        return _sqlite_url(rest)
    if name in ("postgresql", "postgres") and driver in ("", "psycopg"):
        return Target("postgresql", f"postgresql://{rest}")
    raise UsageError(
        f"'{_PASSWORD.sub(_masked, text)}' is no database of hrdemands",
        "give a file path, sqlite:///FILE or postgresql://...",
    )


def _sqlite_url(rest: str) -> Target:
    path, _, query = rest.partition("?")
    if not path.startswith("/") or path == "/" or query:
        raise UsageError(
            f"'sqlite://{rest}' names no file", "write sqlite:///FILE, or the path"
        )
    return Target("sqlite", unquote(path[1:]))
