"""A table, opened: what it is, how it is encoded, and its rows as they stream."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path

from hrdemands.importers.tables.delimited import read_delimited
from hrdemands.importers.tables.encodings import (
    Encoding,
    Knows,
    find_encoding,
    marked_encoding,
    named_encoding,
)
from hrdemands.importers.tables.failures import refuse, too_large
from hrdemands.importers.tables.limits import Limits
from hrdemands.importers.tables.objects import read_objects
from hrdemands.importers.tables.rows import Column, Heading, Row, read_heading
from hrdemands.importers.tables.unpacking import (
    GZIP,
    Progress,
    open_regular,
    open_unpacked,
    progress_of,
)
from hrdemands.importers.tables.workbook import OLD_EXCEL, ZIP, read_workbook
from hrdemands.text import quoted, visible

_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_FIRST_BYTES = 4096


@dataclass(slots=True)
class Table:
    """A file's rows, to be read once, and what was found out on the way."""

    name: str
    form: str
    rows: Iterator[Row]
    kept_out: tuple[str, ...] = ()
    """Columns that no field takes, as the file names them."""
    progress: Progress = lambda: (0, 0)
    """How far the file has been read."""


@contextmanager
def open_table(
    path: Path,
    columns: Sequence[Column],
    limits: Limits,
    *,
    encoding: str | None = None,
    knows: Knows = lambda _name: False,
) -> Iterator[Table]:
    """Open the table *path*, whose rows are to have the fields of *columns*.

    *knows* says which texts are known names, which helps to tell encodings apart;
    *encoding* settles them. Values come without HTML entities and outer blanks.
    Raises DataError, here or while the rows are read, for what is no such table.
    """
    name = visible(str(path))
    said = named_encoding(encoding) if encoding else None
    with open_unpacked(path, limits) as (stream, _):
        first = stream.peek(_FIRST_BYTES)[:_FIRST_BYTES]
    _refuse_forms(name, first)
    if first.startswith(ZIP):
        with open_regular(path, limits) as file:
            reading = read_workbook(file, name, limits)
            table = _of_cells(name, "XLSX", _wide(reading), columns, limits)
            table.progress = progress_of(file)
            yield table
        return
    found = said or _encoding(path, name, limits, knows)
    with open_unpacked(path, limits) as (stream, progress):
        text = io.TextIOWrapper(stream, found.name, newline="")
        start = first.decode(found.name, "ignore").lstrip("\ufeff \t\r\n")[:1]
        form = f"{found.name}: {found.reason}"
        with _decoding(name, found):
            if start in ("[", "{"):
                table = _of_objects(name, f"JSON, {form}", text, columns, limits)
            else:
                cells = read_delimited(text, name, columns, limits)
                table = _of_cells(name, f"CSV, {form}", cells, columns, limits)
            table.progress = progress
            yield table


def check_heading(
    path: Path, columns: Sequence[Column], limits: Limits, encoding: str | None = None
) -> None:
    """Raise DataError where `open_table` would before the first row, if not all cases.

    Cheap, for it reads no further: the encoding of what follows stays open.
    """
    with open_unpacked(path, limits) as (stream, _):
        first = stream.peek(_FIRST_BYTES)[:_FIRST_BYTES]
    name = visible(str(path))
    _refuse_forms(name, first)
    marked = marked_encoding(name, b"" if first.startswith(ZIP) else first)
    any_other = marked.name if marked else "latin-1"
    with open_table(path, columns, limits, encoding=encoding or any_other):
        pass


def _refuse_forms(name: str, first: bytes) -> None:
    if not first:
        refuse(name, None, "is empty", "export it again")
    if first.startswith(OLD_EXCEL):
        message = "is an old or an encrypted Excel file"
        refuse(name, None, message, "save it as .xlsx without a password, or as CSV")
    if first.startswith(GZIP):
        refuse(name, None, "is packed twice", "unpack it")


def _encoding(path: Path, name: str, limits: Limits, knows: Knows) -> Encoding:
    def pieces() -> Iterator[bytes]:
        with open_unpacked(path, limits) as (stream, _):
            yield from iter(partial(stream.read, 1 << 20), b"")

    return find_encoding(name, pieces, knows)


@contextmanager
def _decoding(name: str, encoding: Encoding) -> Iterator[None]:
    try:
        yield
    except UnicodeError:
        message = f"is not {encoding.name} throughout ({encoding.reason})"
        refuse(name, None, message, "name another --encoding, or save it as UTF-8")


def _wide(
    rows: Iterator[tuple[int, dict[int, str]]],
) -> Iterator[tuple[int, list[str]]]:
    """Rows of a workbook, which names no empty cells, all as wide as the first."""
    width = 0
    for line, cells in rows:
        width = width or max(cells) + 1
        yield line, [cells.get(at, "") for at in range(max(width, max(cells) + 1))]


def _of_cells(
    name: str,
    form: str,
    rows: Iterator[tuple[int, list[str]]],
    columns: Sequence[Column],
    limits: Limits,
) -> Table:
    line, first = next(rows, (1, []))
    heading = read_heading(name, line, first, columns, limits)
    return Table(name, form, _rows_of_cells(name, rows, heading), heading.kept_out)


def _rows_of_cells(
    name: str, rows: Iterator[tuple[int, list[str]]], heading: Heading
) -> Iterator[Row]:
    for line, cells in rows:
        if len(cells) != heading.width and any(cells[heading.width :] or [" "]):
            message = f"has {len(cells)} values where the first row has {heading.width}"
            refuse(name, line, message, "is a quote missing around a value?")
        values = {field: _clean(cells[at], name, line) for field, at in heading.places}
        yield Row(line, values)


def _of_objects(
    name: str,
    form: str,
    text: io.TextIOWrapper,
    columns: Sequence[Column],
    limits: Limits,
) -> Table:
    """Records may lack keys, so that their columns are those of all of them."""
    objects = read_objects(text, name, limits)
    line, first = next(objects, (1, {}))
    heading = read_heading(name, line, list(first), columns, limits)
    headings = {tuple(first): heading}
    table = Table(name, form, iter(()), heading.kept_out)

    def rows() -> Iterator[Row]:
        for at, found in _chain((line, first), objects):
            keys = tuple(found)
            if keys not in headings:
                if len(headings) > limits.columns:
                    too_large(name, at, "kinds of records", limits.columns)
                optional = [column._replace(needed=False) for column in columns]
                known = read_heading(name, at, keys, optional, limits)
                headings[keys] = known
                table.kept_out = tuple(dict.fromkeys(table.kept_out + known.kept_out))
            cells = list(found.values())
            places = headings[keys].places
            yield Row(at, {f: _cell(cells[p], name, at, limits) for f, p in places})

    table.rows = rows()
    return table


def _chain(
    first: tuple[int, dict[str, str]], rest: Iterator[tuple[int, dict[str, str]]]
) -> Iterator[tuple[int, dict[str, str]]]:
    if first[1]:
        yield first
    yield from rest


def _cell(value: str, name: str, line: int, limits: Limits) -> str:
    if len(value) > limits.cell:
        too_large(name, line, "characters in a value", limits.cell)
    return _clean(value, name, line)


def _clean(value: str, name: str, line: int) -> str:
    """A value without HTML entities, carriage returns and outer blanks."""
    if "&" in value:
        value = _ENTITY.sub(lambda found: unescape(found[0]), value)
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    # Most values are ASCII without a NUL, and need no search.
    plain = value.isascii() and "\0" not in value
    if not plain and (bad := _UNSTORABLE.search(value)):
        message = f"holds {quoted(bad[0])}, which no text has"
        refuse(name, line, message, "export it again")
    return value.strip()
