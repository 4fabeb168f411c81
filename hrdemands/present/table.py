"""Plain-text tables that fit a width, with cells of several lines."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from hrdemands.text import visible, width

GAP = "  "
NARROWEST = 8


@dataclass(frozen=True, slots=True)
class Grid:
    """Headers and rows of text; a cell may have several lines.

    ``groups`` gives, for each row, the heading it stands under, if any. Numbers are
    aligned to the right. ``widest`` says how wide each column may be before others
    are narrowed; 0 is no bound.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...] = ()
    numbers: frozenset[int] = frozenset()
    widest: tuple[int, ...] = ()


def lay_out(grid: Grid, columns: int, *, colour: bool = False) -> str:
    """The grid as lines of at most *columns* columns, where its words allow."""
    cells = [[visible_lines(cell) for cell in row] for row in grid.rows]
    widths = _fit(_natural(grid.headers, cells), columns, grid)
    lines = [_bold(_line(grid.headers, widths, grid), colour)]
    lines.append(GAP.join("-" * each for each in widths))
    spaced = any(
        len(cell) > 1 or _wraps(cell, w)
        for row in cells
        for cell, w in zip(row, widths, strict=True)
    )
    group = ""
    for index, row in enumerate(cells):
        if grid.groups and grid.groups[index] != group:
            group = grid.groups[index]
            lines += ["", _bold(visible(group).upper(), colour)]
        elif spaced and index:
            lines.append("")
        lines += _row(row, widths, grid)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def visible_lines(cell: str) -> list[str]:
    """The lines of a cell, with nothing in them that steers a terminal."""
    return [visible(line) for line in cell.split("\n")]


def _bold(line: str, colour: bool) -> str:  # noqa: FBT001
    return f"\x1b[1m{line}\x1b[0m" if colour else line


def _natural(headers: Sequence[str], cells: list[list[list[str]]]) -> list[int]:
    widths = [width(header) for header in headers]
    for row in cells:
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], *(width(line) for line in cell))
    return widths


def _fit(natural: list[int], columns: int, grid: Grid) -> list[int]:
    """Narrow bounded columns, then the widest ones, until all fit."""
    widths = list(natural)
    texts = [i for i in range(len(widths)) if i not in grid.numbers]
    room = columns - len(GAP) * (len(widths) - 1)
    for index, bound in enumerate(grid.widest):
        if bound and sum(widths) > room:
            widths[index] = min(widths[index], max(bound, NARROWEST))
    while sum(widths) > room and texts:
        widest = max(texts, key=lambda i: widths[i])
        if widths[widest] <= NARROWEST:
            break
        second = max((widths[i] for i in texts if i != widest), default=NARROWEST)
        excess = sum(widths) - room
        step = max(1, min(excess, widths[widest] - max(second, NARROWEST)))
        widths[widest] -= step
    return widths


def _wraps(cell: list[str], columns: int) -> bool:
    return any(width(line) > columns for line in cell)


def wrap(line: str, columns: int) -> list[str]:
    """Break a line between words to fit *columns*; only long words are cut."""
    if width(line) <= columns:
        return [line]
    words = textwrap.TextWrapper(
        max(columns, 1), break_on_hyphens=False, break_long_words=False
    )
    return [
        piece
        for part in words.wrap(line)
        for piece in ([part] if width(part) <= columns else _broken(part, columns))
    ] or [""]


def _broken(part: str, columns: int) -> list[str]:
    """Break a word that is too long, at its hyphens where it has them."""
    return [
        piece
        for half in textwrap.TextWrapper(max(columns, 1)).wrap(part)
        for piece in ([half] if width(half) <= columns else _cut(half, columns))
    ]


def _cut(part: str, columns: int) -> list[str]:
    """Cut a text of wide letters, which textwrap counts as narrow ones."""
    pieces, piece = [], ""
    for character in part:
        if piece and width(piece + character) > columns:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def _row(row: list[list[str]], widths: list[int], grid: Grid) -> list[str]:
    wrapped = [
        [piece for line in cell for piece in wrap(line, columns)]
        for cell, columns in zip(row, widths, strict=True)
    ]
    height = max(len(cell) for cell in wrapped)
    return [
        _line([cell[n] if n < len(cell) else "" for cell in wrapped], widths, grid)
        for n in range(height)
    ]


def _line(cells: Sequence[str], widths: list[int], grid: Grid) -> str:
    padded = []
    for index, (cell, columns) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (columns - width(cell))
        padded.append(space + cell if index in grid.numbers else cell + space)
    return GAP.join(padded)
