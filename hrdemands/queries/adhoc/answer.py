"""The answer to a user's statement, and its limits."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from hrdemands.errors import SqlError

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
    """The first rows, and whether there are more."""
    if max_rows is None:
        return tuple(rows), False
    taken = tuple(islice(rows, max_rows + 1))
    return taken[:max_rows], len(taken) > max_rows


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
