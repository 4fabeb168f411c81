"""Which database is meant: a file path or a URL, named by an option or a variable.

No driver is imported here, so that both the reader and the store can use it.
"""

import os
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from hrdemands.errors import UsageError
from hrdemands.text import visible

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "HRDEMANDS_DB"
DEFAULT = "hrdemands.db"

WAIT_SECONDS = 10
"""How long a read waits for a writer to finish, and a connection to be made."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+):(//)?")
# To the last @: a password may hold any sign, and it is better to hide too much.
_PASSWORD = re.compile(r"(?<=://)([^:/?@]*):(.*)@|(?<=password=)[^&\s]+", re.IGNORECASE)


class Target(NamedTuple):
    """A database: a SQLite file, or the URL of a PostgreSQL database."""

    kind: Literal["sqlite", "postgresql"]
    place: str

    @property
    def path(self) -> "Path":
        """The SQLite file."""
        from pathlib import Path  # noqa: PLC0415 - a look-up has no use for it

        return Path(self.place)

    @property
    def label(self) -> str:
        """The database as messages may name it: without a password."""
        return without_password(self.place)

    @property
    def password_is_odd(self) -> bool:
        """Whether the password has signs that make drivers take it for a host."""
        found = _PASSWORD.search(self.place)
        return bool(found and found[2] and set(found[2]) & set("@/[]"))


def without_password(url: str) -> str:
    """A URL, or a path, as messages may show it."""
    return visible(_PASSWORD.sub(_masked, url))


def _masked(found: re.Match[str]) -> str:
    return "***" if found[1] is None else f"{found[1]}:***@"


def read_target(named: str | None = None) -> Target:
    """The database *named*, else that of ``HRDEMANDS_DB``, else ``hrdemands.db``.

    Raises UsageError for a URL of another kind of database.
    """
    text = named or os.environ.get(VARIABLE) or DEFAULT
    scheme = _SCHEME.match(text)
    # One letter before a colon is a drive on Windows.
    if scheme is None or (len(scheme[1]) > 1 and not scheme[2]):
        return _sqlite_file(text)
    name, _, driver = scheme[1].lower().partition("+")
    rest = text[scheme.end() :]
    if name == "sqlite" and driver in ("", "pysqlite"):
        return _sqlite_url(rest)
    if name in ("postgresql", "postgres") and driver in ("", "psycopg"):
        return Target("postgresql", f"postgresql://{rest}")
    raise UsageError(
        f"'{without_password(text)}' is no database of hrdemands",
        "give a file path, sqlite:///FILE or postgresql://...",
    )


def _sqlite_url(rest: str) -> Target:
    path, _, query = rest.partition("?")
    if not path.startswith("/") or path == "/" or query:
        raise UsageError(
            f"'{without_password(f'sqlite://{rest}')}' names no file",
            "write sqlite:///FILE, or the path",
        )
    from urllib.parse import unquote  # noqa: PLC0415 - a path needs none of it

    return _sqlite_file(unquote(path[1:]))


def _sqlite_file(path: str) -> Target:
    if path == ":memory:":
        raise UsageError("':memory:' would be gone at once", "name a file")
    return Target("sqlite", path)
