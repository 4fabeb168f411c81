"""Plain-text tables that fit a width, with cells of several lines."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hrdemands import text
from hrdemands.present.marks import bold, unmarked
from hrdemands.text import visible

GAP = "  "
NARROWEST = 8
LABEL = 13
"""Columns that the label of a fact takes, where there is room."""


@lru_cache(maxsize=4096)
def width(line: str) -> int:
    """The columns of a line, marks apart; every line is measured several times."""
    return text.width(line) if line.isascii() else text.width(unmarked(line))


class Grid(NamedTuple):
    """Headers and rows of text; a cell may have several lines.

    ``groups`` gives, for each row, the heading it stands under, if any. Numbers are
    aligned to the right. ``widest`` says how wide each column may be before others
    are narrowed; 0 is no bound. ``marks`` says that cells may hold marks.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...] = ()
    numbers: frozenset[int] = frozenset()
    widest: tuple[int, ...] = ()
    marks: bool = False


Cell = list[str]


def lay_out(grid: Grid, columns: int, *, colour: bool = False) -> str:
    """The grid as lines of at most *columns* columns, where the letters allow.

    Where not even narrow columns fit side by side, cells stand below each other.
    """
    cells = [[visible_lines(cell) for cell in row] for row in grid.rows]
    widths = _fit(_natural(grid.headers, cells), columns, grid)
    if sum(widths) + len(GAP) * (len(widths) - 1) > columns:
        rows = [_stacked(grid.headers, row, columns) for row in cells]
        lines, spaced = [], True
    else:
        rows = [_row(row, widths, grid) for row in cells]
        headers = _row([[header] for header in grid.headers], widths, grid)
        lines = [_bold(line, colour) for line in headers]
        lines.append(GAP.join("-" * each for each in widths))
        spaced = any(len(row) > 1 for row in rows)
    if grid.marks:
        shown = bold if colour else unmarked
        rows = [[shown(line) for line in row] for row in rows]
    lines += _under_headings(rows, grid.groups, spaced=spaced, colour=colour)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _under_headings(
    rows: list[list[str]], groups: Sequence[str], *, spaced: bool, colour: bool
) -> list[str]:
    lines: list[str] = []
    last = ""
    for index, row in enumerate(rows):
        group = groups[index] if groups else ""
        if group != last:
            lines += ["", _bold(visible(group).upper(), colour)]
        elif spaced and index:
            lines.append("")
        lines += row
        last = group
    return lines


def visible_lines(cell: str) -> Cell:
    """The lines of a cell, with nothing in them that steers a terminal."""
    return [visible(line) for line in cell.split("\n")]


def _bold(line: str, colour: bool) -> str:  # noqa: FBT001
    return f"\x1b[1m{line.rstrip()}\x1b[0m" if colour else line


def _natural(headers: Sequence[str], cells: list[list[Cell]]) -> list[int]:
    widths = [width(header) for header in headers]
    for row in cells:
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], *map(width, cell))
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


def wrap(line: str, columns: int) -> list[str]:
    """Break a line between words to fit *columns*; only long words are cut."""
    if width(line) <= columns:
        return [line]
    pieces: list[str] = []
    taken = 0
    for word in line.split(" "):
        for part in [word] if width(word) <= columns else _broken(word, columns):
            more = width(part)
            if pieces and part is word and taken + 1 + more <= columns:
                pieces[-1] += f" {part}"
                taken += 1 + more
            elif part or not pieces:
                pieces.append(part)
                taken = more
    return pieces


def _broken(word: str, columns: int) -> list[str]:
    """Break a word that is too long, at its hyphens where it has them."""
    pieces = [""]
    for half in word.replace("-", "-\n").split("\n"):
        if width(pieces[-1] + half) <= columns:
            pieces[-1] += half
        else:
            pieces += _cut(half, columns)
    return [piece for piece in pieces if piece]


def _cut(word: str, columns: int) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1]) + width(character) > columns:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _row(row: list[Cell], widths: list[int], grid: Grid) -> list[str]:
    wrapped = [
        [piece for line in cell for piece in wrap(line, columns)]
        for cell, columns in zip(row, widths, strict=True)
    ]
    height = max(map(len, wrapped))
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


def _stacked(headers: Sequence[str], row: list[Cell], columns: int) -> list[str]:
    longest = max(map(width, headers)) + len(GAP)
    return [
        line
        for header, cell in zip(headers, row, strict=True)
        for line in labelled(header, "\n".join(cell), columns, longest)
    ]


def labelled(label: str, words: str, columns: int, room: int = LABEL) -> list[str]:
    """A label and its text, wrapped beside it; nothing when there is no text.

    Where no text fits beside a label of *room* columns, it stands below.
    """
    if not words:
        return []
    below = columns - room < NARROWEST
    indent = len(GAP) if below else room
    pieces = [
        piece
        for line in visible_lines(words)
        for piece in wrap(line, max(columns - indent, 1))
    ]
    lines = [" " * indent + piece for piece in pieces]
    if below:
        return [label, *lines]
    return [label + " " * (room - width(label)) + pieces[0], *lines[1:]]
