"""CSV of any dialect: comma, semicolon, tab or bar; CR, LF or both.

The delimiter is the one that parts the first row into columns the importer knows.
Quoting is held to its rules, and every row to the width of the first: a quote that is
never closed would otherwise swallow half a file without a word.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, NoReturn, Protocol

from hrdemands.importers.tables.failures import refuse, too_large
from hrdemands.importers.tables.limits import Limits
from hrdemands.importers.tables.rows import Column, recognized

DELIMITERS = ",;\t|"
Cells = tuple[int, list[str]]
"""A row's line, and its cells."""


class _Reader(Protocol):
    """The csv module's reader, whose type has no public name."""

    line_num: int

    def __next__(self) -> list[str]: ...

    def __iter__(self) -> Iterator[list[str]]: ...


def read_delimited(
    stream: IO[str], name: str, columns: Sequence[Column], limits: Limits
) -> Iterator[Cells]:
    """Each row that is not blank, the first one being the heading.

    Raises DataError for broken quoting and for what exceeds *limits*.
    """
    lines = _lines(stream, name, limits)
    first = next(lines, "")
    skipped = 0
    while first and (not first.strip() or _is_excels(first)):
        first, skipped = next(lines, ""), skipped + 1
    delimiter = _delimiter(first, columns)
    reader = csv.reader(_chain(first, lines), delimiter=delimiter, strict=True)
    with _field_limit(limits):
        yield from _rows(reader, name, skipped, limits)


def _rows(reader: _Reader, name: str, skipped: int, limits: Limits) -> Iterator[Cells]:
    count = 0
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            _refuse_broken(name, line, error, limits)
        if cells is None:
            return
        if len(cells) > limits.columns:
            too_large(name, line, "columns", limits.columns)
        if any(map(str.strip, cells)):
            count += 1
            if count > limits.rows:
                too_large(name, line, "rows", limits.rows)
            yield line, cells


def _refuse_broken(name: str, line: int, error: csv.Error, limits: Limits) -> NoReturn:
    message = "its quotes do not pair: one opens in this row and is not closed rightly"
    if "field limit" in str(error):
        message = f"a value has more than {limits.cell:,} characters: is a quote open?"
    refuse(name, line, message, "close the quote, and double those inside of values")


def _lines(stream: IO[str], name: str, limits: Limits) -> Iterator[str]:
    """The lines of a stream, none of them longer than a record may be."""
    line = 0
    while text := stream.readline(limits.record + 1):
        line += 1
        if len(text) > limits.record:
            too_large(name, line, "characters in a line", limits.record)
        yield text


def _chain(first: str, lines: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
        yield from lines


def _is_excels(line: str) -> bool:
    """Whether a line is Excel's own hint at the delimiter, ``sep=;``."""
    return line.lower().startswith("sep=") and len(line.strip()) <= len("sep=;")


def _delimiter(first: str, columns: Sequence[Column]) -> str:
    def fits(delimiter: str) -> int:
        try:
            return recognized(next(csv.reader([first], delimiter=delimiter)), columns)
        except (csv.Error, StopIteration):
            return 0

    return max(DELIMITERS, key=fits)


@contextmanager
def _field_limit(limits: Limits) -> Iterator[None]:
    """Let the csv module read values of this size; it knows one limit for all."""
    before = csv.field_size_limit(limits.cell)
    try:
        yield
    finally:
        csv.field_size_limit(before)
