"""The formats of an answer; the same answer gives the same bytes."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hrdemands.present.records import flat, nested
from hrdemands.present.table import Grid, lay_out
from hrdemands.text import visible

FORMATS = ("table", "json", "jsonl", "csv", "md")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table and Markdown formats; see `Grid` for ``widest``."""

    header: str
    text: Callable[[Any], str]
    number: bool = False
    widest: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """How a kind of result is shown to a person.

    ``under`` gives the heading a result stands under; ``page`` lays out a single
    result that is no row of a table, at a width.
    """

    columns: tuple[Column, ...] = ()
    under: Callable[[Any], str] | None = None
    page: Callable[[Any, int], str] | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What the place an answer goes to can show."""

    columns: int = 80
    colour: bool = False
    raw_csv: bool = False


def render(
    results: Sequence[Any], layout: Layout, form: str, style: Style, *, single: bool
) -> str:
    """The text of an answer in one of `FORMATS`."""
    if form == "json":
        records = [nested(result) for result in results]
        return _json(records[0] if single else records)
    if form == "jsonl":
        lines = [json.dumps(nested(r), ensure_ascii=False) for r in results]
        return "".join(f"{line}\n" for line in lines)
    if form == "csv":
        return _csv([flat(nested(result)) for result in results], style)
    if layout.page and single:
        page = "".join(layout.page(result, style.columns) for result in results)
        return page if form == "table" else _fenced(page)
    grid = make_grid(results, layout)
    return (
        lay_out(grid, style.columns, colour=style.colour)
        if form == "table"
        else (markdown(grid))
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _fenced(page: str) -> str:
    return f"```text\n{page.rstrip()}\n```\n"


def make_grid(results: Sequence[Any], layout: Layout) -> Grid:
    """The cells of a table."""
    return Grid(
        headers=tuple(column.header for column in layout.columns),
        rows=tuple(tuple(c.text(r) for c in layout.columns) for r in results),
        groups=tuple(layout.under(r) for r in results) if layout.under else (),
        widest=tuple(column.widest for column in layout.columns),
        numbers=frozenset(i for i, c in enumerate(layout.columns) if c.number),
    )


def _csv(rows: list[dict[str, str]], style: Style) -> str:
    stream = io.StringIO()
    if rows:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            safe = {k: v if style.raw_csv else inert(v) for k, v in row.items()}
            writer.writerow(safe)
    return stream.getvalue()


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (after OWASP): ``'=1+1``."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def markdown(grid: Grid) -> str:
    """A grid as a Markdown table; headings become a first column."""
    headers, rows = grid.headers, grid.rows
    shift = 0
    if grid.groups:
        headers = ("", *headers)
        rows = tuple((g, *row) for g, row in zip(grid.groups, rows, strict=True))
        shift = 1
    rules = [
        "---:" if index - shift in grid.numbers else "---"
        for index in range(len(headers))
    ]
    lines = [headers, tuple(rules), *(tuple(map(_escaped, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(cell: str) -> str:
    lines = [visible(line) for line in cell.split("\n")]
    escaped = [
        line.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
        for line in lines
    ]
    return "<br>".join(escaped)
