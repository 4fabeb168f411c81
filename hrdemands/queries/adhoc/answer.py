"""The answer to a user's statement, and its limits."""

from collections.abc import Iterable
from sys import getsizeof
from typing import Any, NamedTuple

from hrdemands.errors import SqlError
from hrdemands.queries.adhoc.child import CELL, HEAP, LARGEST_ANSWER, ROW

DEFAULT_SECONDS = 30.0

Row = tuple[Any, ...]


class Limits(NamedTuple):
    """How long a statement may take, and how many rows are wanted; None is all."""

    seconds: float
    max_rows: int | None


class Table(NamedTuple):
    """The rows of an answer, cut at a limit if ``more`` is true."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: bool = False


def cut(rows: Iterable[Row], max_rows: int | None) -> tuple[tuple[Row, ...], bool]:
    """The first rows, and whether there are more.

    Raises SqlError when they would fill the memory.
    """
    taken: list[Row] = []
    size = 0
    for row in rows:
        if len(taken) == max_rows:
            return tuple(taken), True
        size += ROW + sum(CELL + getsizeof(value) for value in row)
        if size > LARGEST_ANSWER:
            raise too_large()
        taken.append(row)
    return tuple(taken), False


def several_statements() -> SqlError:
    """Say that one statement is run at a time."""
    return SqlError("there are several statements", "run them one by one")


def more_than_reading(words: str = "") -> SqlError:
    """Say that only reading is allowed."""
    what = "the statement does more than read"
    return SqlError(f"{what}: {words}" if words else what, "write SELECT ...")


def too_slow(seconds: float) -> SqlError:
    """Say that the time is over."""
    return SqlError(
        f"the statement took longer than {seconds:g} s", "raise the limit by --timeout"
    )


def too_large() -> SqlError:
    """Say that the answer would fill the memory."""
    return SqlError(
        f"the answer is larger than {LARGEST_ANSWER >> 20} MiB",
        "take fewer rows by --rows, or ask more narrowly",
    )


def too_much_memory() -> SqlError:
    """Say that the statement would fill the memory."""
    return SqlError(
        f"the statement needs more than {HEAP >> 20} MiB of memory",
        "ask more narrowly: by WHERE, or for fewer columns",
    )
