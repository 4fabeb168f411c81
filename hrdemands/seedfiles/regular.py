"""Bytes of regular files only, never more than a limit, never waited for."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 5_000_000
"""The size of a seed file or a letter's text that is read unless more is allowed.

Hundreds of times the longest letter coded so far, and still read within seconds.
"""
_PIECE = 1_000_000
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without waiting, should a fifo have taken the file's place."""


class NotRegular(OSError):
    """A folder, a device, a fifo, a socket, or a link to nothing."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "not a regular file")


class TooLarge(Exception):
    """A file of more bytes than allowed; has its beginning."""

    def __init__(self, beginning: bytes) -> None:
        super().__init__(f"more than {len(beginning)} bytes")
        self.beginning = beginning


def read_regular(path: Path, max_bytes: int) -> bytes:
    """Read the file *path*, links followed.

    Raises NotRegular, TooLarge, or the OSError of a file that cannot be read.
    """
    with open_regular(path) as file:
        raw = _read(file, max_bytes + 1)
    if len(raw) > max_bytes:
        raise TooLarge(raw)
    return raw


def open_regular(path: Path) -> BufferedReader:
    """Open the file *path*, links followed, to be read.

    Raises NotRegular, or the OSError of a file that cannot be read.
    """
    # Opening some devices does something, so that they are not even opened.
    if not path.is_file():
        raise NotRegular
    file = open(os.open(path, _AT_ONCE), "rb")  # noqa: PTH123, SIM115 - a descriptor
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotRegular
    return file


def _read(file: BinaryIO, most: int) -> bytes:
    # Asked for a gigabyte at once, Python makes room for one.
    raw = bytearray()
    while len(raw) < most and (piece := file.read(min(_PIECE, most - len(raw)))):
        raw += piece
    return bytes(raw)


def leads_out(folder: Path, path: Path) -> bool:
    """Whether *path*, links followed, is outside of *folder*."""
    # Unlike Path.resolve, realpath takes links that run in a circle.
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
