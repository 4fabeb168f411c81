r"""The formats of an answer; the same answer gives the same bytes.

Table and Markdown are for people. JSON, JSON Lines and CSV hold every field; there a
sign that would steer a terminal is escaped as ``\u202e`` in JSON, and shown as
``<U+202E>`` in CSV. A list in a CSV cell is joined by ``; ``.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from hrdemands.present.marks import starred
from hrdemands.present.records import Record, cell, nested
from hrdemands.present.table import Grid, lay_out
from hrdemands.text import visible

FORMATS = ("table", "json", "jsonl", "csv", "md")


class Column(NamedTuple):
    """A column of the table and Markdown formats; see `Grid` for ``widest``.

    One that is ``shy`` is left out where no row has anything in it.
    """

    header: str
    text: Callable[[Any], str]
    number: bool = False
    widest: int = 0
    shy: bool = False


class Layout(NamedTuple):
    """How a kind of result is shown.

    ``under`` gives the heading a result stands under; ``page`` lays out a single
    result that is no row of a table, at a width. ``keys`` heads a CSV of nothing, and
    ``rows`` makes several CSV rows of a result that is a list in itself. Cells may
    hold `marks` only where that is said.
    """

    columns: tuple[Column, ...] = ()
    under: Callable[[Any], str] | None = None
    page: Callable[[Any, int], str] | None = None
    keys: tuple[str, ...] = ()
    rows: Callable[[Any], list[Record]] | None = None
    marks: bool = False


class Style(NamedTuple):
    """What the place an answer goes to can show."""

    columns: int = 80
    colour: bool = False
    raw_csv: bool = False


def render(
    results: Sequence[Any], layout: Layout, form: str, style: Style, *, single: bool
) -> str:
    """The text of an answer in one of `FORMATS`."""
    if form == "json":
        return as_json(results, single=single)
    if form == "jsonl":
        return as_json_lines(results)
    if form == "csv":
        return as_csv(results, layout, style)
    if layout.page and single:
        page = "".join(layout.page(result, style.columns) for result in results)
        return page if form == "table" else _fenced(page)
    grid = make_grid(results, layout)
    if form == "table":
        return lay_out(grid, style.columns, colour=style.colour)
    page = as_markdown(grid, grouped=layout.under is not None)
    return starred(page) if layout.marks else page


def as_json(results: Sequence[Any], *, single: bool) -> str:
    """An array of objects, or one object."""
    import json  # noqa: PLC0415 - each format pays for its own

    records = [nested(result) for result in results]
    value = records[0] if single else records
    return _escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def as_json_lines(results: Sequence[Any]) -> str:
    """An object a line."""
    import json  # noqa: PLC0415

    lines = [json.dumps(nested(result), ensure_ascii=False) for result in results]
    return "".join(f"{_escaped(line)}\n" for line in lines)


@cache
def _steering() -> re.Pattern[str]:
    """What steers a terminal or turns text around, but for line ends and tabs."""
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
    )


def _escaped(text: str) -> str:
    return _steering().sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _fenced(page: str) -> str:
    fence = "```"
    while fence in page:
        fence += "`"
    return f"{fence}text\n{page.rstrip()}\n{fence}\n"


def make_grid(results: Sequence[Any], layout: Layout) -> Grid:
    """The cells of a table."""
    columns = [c for c in layout.columns if not c.shy or any(map(c.text, results))]
    return Grid(
        headers=tuple(column.header for column in columns),
        rows=tuple(tuple(c.text(r) for c in columns) for r in results),
        groups=tuple(layout.under(r) for r in results) if layout.under else (),
        widest=tuple(column.widest for column in columns),
        numbers=frozenset(i for i, c in enumerate(columns) if c.number),
        marks=layout.marks,
    )


def as_csv(results: Sequence[Any], layout: Layout, style: Style) -> str:
    """A header and a row a result, or only a header."""
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    rows = [row for r in results for row in (layout.rows or _one_row)(r)]
    keys = list(rows[0]) if rows else list(layout.keys)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if keys:
        writer.writerow(keys if style.raw_csv else map(inert, keys))
    for row in rows:
        writer.writerow(
            cell(value) if style.raw_csv else _safe(value) for value in row.values()
        )
    return stream.getvalue()


def _one_row(result: object) -> list[Record]:
    return [nested(result)]


def _safe(value: object) -> str:
    return cell(value) if isinstance(value, int | float) else inert(cell(value))


def inert(words: str) -> str:
    """A cell that no spreadsheet takes for a formula (after OWASP): ``'=1+1``.

    Nothing in it steers a terminal either.
    """
    start = "'" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else ""
    return start + _steering().sub(lambda f: f"<U+{ord(f[0]):04X}>", words)


def as_markdown(grid: Grid, *, grouped: bool) -> str:
    """A grid as a Markdown table; headings become a first column."""
    headers, rows = grid.headers, grid.rows
    shift = 0
    if grouped:
        headers = ("", *headers)
        rows = tuple((g, *row) for g, row in zip(grid.groups, rows, strict=True))
        shift = 1
    rules = [
        "---:" if index - shift in grid.numbers else "---"
        for index in range(len(headers))
    ]
    lines = [
        tuple(map(_literal, headers)),
        tuple(rules),
        *(tuple(map(_literal, row)) for row in rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _literal(words: str) -> str:
    lines = [visible(line) for line in words.split("\n")]
    escaped = [
        line.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
        for line in lines
    ]
    return "<br>".join(escaped)
