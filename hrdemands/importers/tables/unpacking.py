"""A file's bytes, unpacked if they are gzip, and never more than the limit.

Only regular files are read: a fifo or a device could be without end.
"""

import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from hrdemands.importers.tables.failures import refuse, too_large
from hrdemands.importers.tables.limits import Limits

Progress = Callable[[], tuple[int, int]]
"""Bytes read of a file, packed as they are, and bytes there are."""

GZIP = b"\x1f\x8b"
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def open_regular(path: Path, limits: Limits) -> Iterator[IO[bytes]]:
    """Open the file *path*; raise DataError unless it is one of a size allowed."""
    name = str(path)
    try:
        # Opening some devices does something, so that they are not even opened.
        regular = path.is_file()
        handle = os.open(path, _AT_ONCE) if regular else -1
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or "no file has such a name"
        refuse(name, None, f"cannot be read: {words}", "check the path and its rights")
    if not regular:
        here = os.path.lexists(path)
        message = "is no regular file" if here else "there is no such file"
        refuse(name, None, message, "name a file that was exported")
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            refuse(name, None, "is no regular file", "name a file that was exported")
        if status.st_size > limits.max_bytes:
            too_large(name, None, "bytes", limits.max_bytes)
        yield file


@contextmanager
def open_unpacked(
    path: Path, limits: Limits
) -> Iterator[tuple[io.BufferedReader, Progress]]:
    """Open *path*, unpacking gzip; reading raises DataError beyond the limit."""
    with open_regular(path, limits) as file:
        packed = file.read(2) == GZIP
        file.seek(0)
        stream: Any = gzip.GzipFile(fileobj=file) if packed else file
        bounded = _Bounded(stream, str(path), limits)
        yield io.BufferedReader(bounded, 1 << 16), progress_of(file)


def progress_of(file: IO[bytes]) -> Progress:
    """Says how many bytes of *file* were read so far, and how many it has."""
    size = os.fstat(file.fileno()).st_size
    return lambda: (min(file.tell(), size), size)


class _Bounded(io.RawIOBase):
    """Bytes of a stream up to a limit; its faults become lines for the user."""

    def __init__(self, stream: IO[bytes], name: str, limits: Limits) -> None:
        super().__init__()
        self._stream, self._name, self._limits = stream, name, limits
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        try:
            piece = self._stream.read(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error):
            refuse(self._name, None, "is damaged or cut off", "export it again")
        self._count += len(piece)
        if self._count > self._limits.max_bytes:
            what = "bytes when it is unpacked"
            too_large(self._name, None, what, self._limits.max_bytes)
        buffer[: len(piece)] = piece
        return len(piece)
