"""Rows by the importer's own field names, whatever the file calls its columns."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hrdemands.importers.tables.failures import refuse, too_large
from hrdemands.importers.tables.limits import Limits
from hrdemands.text import alternatives, quoted, shortened


class Column(NamedTuple):
    """A column an importer knows: its field, and what exports call it."""

    field: str
    names: tuple[str, ...]
    needed: bool = True


class Row(NamedTuple):
    """A row: the line it begins in (or its number in a workbook), and its values.

    Fields whose column the file lacks are not in ``values``.
    """

    line: int
    values: dict[str, str]


class Heading(NamedTuple):
    """Which of a file's columns are kept under which field, and which are not."""

    places: tuple[tuple[str, int], ...]
    width: int
    kept_out: tuple[str, ...]


def fold_column(name: str) -> str:
    """A column's name without case, blanks and signs: ``To-Rgrp`` is ``torgrp``."""
    return re.sub(r"[\W_]+", "", name.casefold())


def recognized(cells: Sequence[str], columns: Iterable[Column]) -> int:
    """How many of *columns* stand in a heading."""
    present = set(map(fold_column, cells))
    return sum(any(fold_column(n) in present for n in c.names) for c in columns)


def read_heading(
    name: str,
    line: int,
    cells: Sequence[str],
    columns: Sequence[Column],
    limits: Limits,
) -> Heading:
    """Find *columns* among the *cells* of a heading.

    Raises DataError when one that is needed is missing, stands there twice, or there
    are more than *limits* allow.
    """
    if len(cells) > limits.columns:
        too_large(name, line, "columns", limits.columns)
    by_name = {fold_column(n): column for column in columns for n in column.names}
    places: dict[str, int] = {}
    kept_out = []
    for at, cell in enumerate(cells):
        column = by_name.get(fold_column(cell))
        if column is None:
            kept_out.append(" ".join(cell.split()))
        elif column.field in places:
            remedy = "keep one of the two columns"
            refuse(name, line, f"has the column {quoted(cell)} twice", remedy)
        else:
            places[column.field] = at
    _check_needed(name, line, cells, columns, places)
    found = tuple(sorted(places.items()))
    return Heading(found, len(cells), tuple(filter(None, kept_out)))


def _check_needed(
    name: str,
    line: int,
    cells: Sequence[str],
    columns: Sequence[Column],
    places: dict[str, int],
) -> None:
    for column in columns:
        if column.needed and column.field not in places:
            wanted = alternatives([f"'{n}'" for n in column.names])
            found = shortened(", ".join(filter(None, map(str.strip, cells))))
            refuse(
                name,
                line,
                f"has no column {wanted}; the first row is {quoted(found)}",
                "is it an export of this source? its first row must name the columns",
            )
