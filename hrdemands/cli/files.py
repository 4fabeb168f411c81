"""Writing an answer to a file: all of it, or nothing."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from hrdemands.errors import OutputError, UsageError
from hrdemands.queries.target import read_target

_OF_A_DATABASE = ("", "-journal", "-wal", "-shm")


def refuse_database(named: str, db: str | None) -> None:
    """Raise UsageError where *named* is the database that is read, or a file of it."""
    target = read_target(db)
    if target.kind != "sqlite":
        return
    own = os.path.realpath(target.place)
    if os.path.realpath(named) in {f"{own}{ending}" for ending in _OF_A_DATABASE}:
        raise UsageError(f"{named}: is the database itself", "name another file")


def write_file(named: str, text: str) -> None:
    """Write *text* to the file *named*; raise OutputError when it cannot be.

    A file is replaced when its successor is whole, so that no reader and no full disk
    ever sees half of one. What is no file (``/dev/stdout``, a pipe) is written to.
    """
    try:
        path = Path(os.path.realpath(named))
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            path.write_bytes(text.encode())
        else:
            _replace(path, text.encode())
    except OSError as error:
        raise OutputError(f"{named}: {error.strerror}", "check the path") from None


def _replace(path: Path, content: bytes) -> None:
    mode = _mode(path)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _mode(path: Path) -> int:
    """The mode of the file there is, or what a new one gets here.

    Raises PermissionError for a file that may not be written.
    """
    if path.exists():
        with path.open("ab"):
            return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
