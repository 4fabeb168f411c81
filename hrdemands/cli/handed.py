"""Text that a user hands in: a file, or standard input."""

import sys
from pathlib import Path

import click

from hrdemands.errors import DataError, UsageError
from hrdemands.text import visible

STDIN = "-"


def read_handed(named: str, max_bytes: int) -> tuple[str, str]:
    """The text of the file *named*, or of standard input, and what to call it.

    Raises UsageError for what cannot be read, and DataError for what is not UTF-8 or
    of more than *max_bytes*.
    """
    name = "standard input" if named == STDIN else visible(named)
    raw = _standard_input(max_bytes) if named == STDIN else _file(named, max_bytes)
    if len(raw) > max_bytes:
        message = f"{name}: has more than {max_bytes:,} bytes"
        raise DataError(message, "hand it in in parts")
    try:
        return raw.decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"{name}:{line}: byte 0x{raw[error.start]:02X} is not UTF-8"
        raise DataError(message, "save it as UTF-8") from None


def _standard_input(max_bytes: int) -> bytes:
    if sys.stdin is None:
        raise UsageError("standard input is closed", "name a file")
    if sys.stdin.isatty():
        click.echo("reading from the terminal; end it with Ctrl-D", err=True)
    return sys.stdin.buffer.read(max_bytes + 1)


def _file(named: str, max_bytes: int) -> bytes:
    try:
        with Path(named).open("rb") as file:
            return file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise UsageError(f"{visible(named)}: {reason}", "check the path") from None
