"""What all rows share: plain values in the order of their table's columns.

A row is a tuple of what both drivers take and give back alike: text, numbers, and
None; days as ``YYYY-MM-DD``, true and false as 1 and 0. Tuples go to a driver as they
are, and hash and compare without being looked into; a mapping a row cost a load as
much again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Table

from hrdemands.schema import Base

Row = tuple[Any, ...]
Rows = dict[Table, list[Row]]
Values = dict[str, Any]


def table(model: type[Base]) -> Table:
    """The table of a model."""
    return Base.metadata.tables[model.__tablename__]


@cache
def columns(each: Table) -> tuple[str, ...]:
    """The names of a table's columns, in the order of its rows."""
    return tuple(each.c.keys())


_PLAIN = frozenset({str, int, float, type(None)})


def plain(value: object) -> object:
    """A value as both databases take it and give it back."""
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else value


def moment(time: datetime) -> str:
    """A time as it is stored: in UTC, without saying so."""
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def row_of(each: Table, values: Mapping[str, Any]) -> Row:
    """The row of a table that has *values*; what is not among them is None."""
    return tuple(plain(values.get(name)) for name in columns(each))


def table_of(model: type[Base], names: str) -> Table:
    """The table of a model, for rows written down in the order of *names*.

    Raises TypeError where its columns are others, or in another order.
    """
    each = table(model)
    if columns(each) != tuple(names.split()):
        raise TypeError(f"the columns of {each.name} are {' '.join(columns(each))}")
    return each


class RowSink:
    """Collects rows by table."""

    def __init__(self) -> None:
        self.rows: Rows = defaultdict(list)

    def add(self, model: type[Base], **values: Any) -> None:
        """Add one row."""
        each = table(model)
        row = tuple([plain(values.pop(name, None)) for name in columns(each)])
        if values:
            raise TypeError(f"{each.name} has no {', '.join(values)}")
        self.rows[each].append(row)


def as_rows(each: Table, found: Iterable[Any]) -> list[Row]:
    """What a database gave back of a table, as rows."""
    return [row_of(each, values) for values in found]
