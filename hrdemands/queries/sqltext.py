"""SQL text with named parameters, the same for both databases.

Parameters are written ``:name`` everywhere. PostgreSQL's driver wants ``%(name)s``;
what is quoted, commented or a ``::`` cast is left alone.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from hrdemands.errors import SqlError, UsageError

Value = str | int | float | bool | None

Row = dict[str, Any]
"""A row of an answer: from column to plain value."""

LARGEST = 2**63 - 1
"""The largest whole number both databases hold."""

_PARTS = r"""
    (?P<skip>
        [eE]'(?:[^'\\]|\\.|'')*+(?:'|\Z)
        | '(?:[^']|'')*+(?:'|\Z) | "(?:[^"]|"")*+(?:"|\Z)
        | --[^\n]* | /\*.*?(?:\*/|\Z)
        | (?<![\w$])\$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|\Z)
        | ::
    )
    | :(?P<name>[A-Za-z_]\w*)
    | (?P<percent>%)
    """
"""What is never closed goes on to the end, so that nothing is looked through twice."""


@cache
def _token() -> re.Pattern[str]:
    """Compile it when it is first wanted: a look-up on SQLite has no use for it."""
    return re.compile(_PARTS, re.VERBOSE | re.DOTALL)


class Query(NamedTuple):
    """A statement and its parameters."""

    sql: str
    parameters: Mapping[str, Value] = {}

    def literal(self) -> str:
        """The statement with its parameters written into it, for a person to run."""

        def replace(found: re.Match[str]) -> str:
            name = found["name"]
            return literal(self.parameters[name]) if name else found[0]

        return _token().sub(replace, self.sql)

    def for_postgresql(self) -> str:
        """The statement as psycopg takes it when it has parameters."""

        def replace(found: re.Match[str]) -> str:
            if found["name"]:
                return f"%({found['name']})s"
            return found[0].replace("%", "%%")

        return _token().sub(replace, self.sql)


NO_ROWS = Query("SELECT 1 WHERE 1 = 0")
"""What a search without words comes to."""


def literal(value: Value) -> str:
    """A value as an SQL literal of both databases."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)


def storable(text: str) -> str:
    """The text as any database can hold it, so that a strange one is just unknown.

    Half a surrogate pair (a byte of the command line that is no UTF-8) has no UTF-8
    form, and PostgreSQL refuses NUL.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def names_in(sql: str) -> list[str]:
    """The names of the parameters a statement has, in order, each once."""
    found = (match["name"] for match in _token().finditer(sql))
    return list(dict.fromkeys(name for name in found if name))


def without_texts(sql: str) -> str:
    """A statement with blanks for its texts and comments, as long as it was."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found[0]) if found["skip"] else found[0]

    return _token().sub(blank, sql)


def place_in(sql: str, sent_at: int) -> int:
    """The offset in *sql* of an offset in the statement sent, which has ``$1``."""
    numbers: dict[str, int] = {}
    shift = 0
    for found in _token().finditer(sql):
        name = found["name"]
        if name and found.start() + shift < sent_at:
            number = numbers.setdefault(name, len(numbers) + 1)
            shift += len(f"${number}") - len(found[0])
    return sent_at - shift


def check_parameters(query: Query) -> None:
    """Raise SqlError unless exactly the statement's parameters are given, and fit."""
    wanted, given = names_in(query.sql), list(query.parameters)
    missing = [name for name in wanted if name not in given]
    unknown = [name for name in given if name not in wanted]
    if missing:
        name = missing[0]
        raise SqlError(f"no value for the parameter :{name}", f"add -p {name}=VALUE")
    if unknown:
        raise SqlError(f"the statement has no parameter :{unknown[0]}", "leave it out")
    for name, value in query.parameters.items():
        if isinstance(value, int) and abs(value) > LARGEST:
            raise SqlError(f"the value of :{name} is too large for a whole number")
        if isinstance(value, str) and value != storable(value):
            raise SqlError(f"the value of :{name} is no valid text", "give UTF-8")


class Parameters:
    """Collects parameters under names that never clash."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}

    def one(self, name: str, value: Value) -> str:
        """Add a value; return its placeholder."""
        key = name if name not in self.values else f"{name}_{len(self.values)}"
        self.values[key] = storable(value) if isinstance(value, str) else value
        return f":{key}"

    def several(self, name: str, values: Sequence[Value]) -> str:
        """Add values; return ``(:name, :name_2, ...)`` for an IN."""
        return "(" + ", ".join(self.one(name, value) for value in values) + ")"

    def at_most(self, count: int | None) -> str:
        """A LIMIT clause; empty for None."""
        if count is None:
            return ""
        if count < 0:
            raise UsageError(f"cannot show {count} rows", "give 0 or more")
        return f"\n LIMIT {self.one('limit', min(count, LARGEST))}"
