"""SQL text with named parameters, the same for both databases.

Parameters are written ``:name`` everywhere. PostgreSQL's driver wants ``%(name)s``;
what is quoted, commented or a ``::`` cast is left alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hrdemands.errors import SqlError

Value = str | int | float | bool | None

_TOKEN = re.compile(
    r"""
    (?P<skip>
        '(?:[^']|'')*' | "(?:[^"]|"")*"
        | --[^\n]* | /\*.*?\*/
        | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$
        | ::
    )
    | :(?P<name>[A-Za-z_]\w*)
    | (?P<percent>%)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A statement and its parameters."""

    sql: str
    parameters: Mapping[str, Value] = field(default_factory=dict)

    def literal(self) -> str:
        """The statement with its parameters written into it, for a person to run."""

        def replace(found: re.Match[str]) -> str:
            name = found["name"]
            return literal(self.parameters[name]) if name else found[0]

        return _TOKEN.sub(replace, self.sql)

    def for_postgresql(self) -> str:
        """The statement as psycopg takes it when it has parameters."""

        def replace(found: re.Match[str]) -> str:
            if found["name"]:
                return f"%({found['name']})s"
            return found[0].replace("%", "%%")

        return _TOKEN.sub(replace, self.sql)


def literal(value: Value) -> str:
    """A value as an SQL literal of both databases."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)


def names_in(sql: str) -> list[str]:
    """The names of the parameters a statement has, in order, each once."""
    found = (match["name"] for match in _TOKEN.finditer(sql))
    return list(dict.fromkeys(name for name in found if name))


def check_parameters(query: Query) -> None:
    """Raise SqlError unless exactly the statement's parameters are given."""
    wanted, given = names_in(query.sql), list(query.parameters)
    missing = [name for name in wanted if name not in given]
    unknown = [name for name in given if name not in wanted]
    if missing:
        name = missing[0]
        raise SqlError(f"no value for the parameter :{name}", f"add -p {name}=VALUE")
    if unknown:
        raise SqlError(f"the statement has no parameter :{unknown[0]}", "leave it out")


class Parameters:
    """Collects parameters under names that never clash."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}

    def one(self, name: str, value: Value) -> str:
        """Add a value; return its placeholder."""
        key = name if name not in self.values else f"{name}_{len(self.values)}"
        self.values[key] = value
        return f":{key}"

    def several(self, name: str, values: Sequence[Value]) -> str:
        """Add values; return ``(:name, :name_2, ...)`` for an IN."""
        return "(" + ", ".join(self.one(name, value) for value in values) + ")"
