"""What is wrong with a table: one line with file, line and remedy."""

from typing import NoReturn

from hrdemands.errors import DataError
from hrdemands.text import visible

RAISE = "give a higher --max-bytes if you trust the file"


def refuse(name: str, line: int | None, message: str, remedy: str) -> NoReturn:
    """Raise DataError for a place in the file *name*."""
    where = name if line is None else f"{name}:{line}"
    raise DataError(visible(f"{where}: {message}"), visible(remedy))


def too_large(name: str, line: int | None, what: str, limit: int) -> NoReturn:
    """Raise DataError for what exceeds a limit."""
    refuse(name, line, f"has more than {limit:,} {what}", RAISE)
