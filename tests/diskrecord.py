"""What SQLite asks of the disk, recorded as it asks: the program's own SQLite.

Files of SQLite stand behind a table of C functions, its VFS, and a program may register
one. This one, made by ctypes in the library that Python's own ``sqlite3`` uses, notes
each write, truncation, sync and deletion and then lets SQLite's own VFS do it. So what
is recorded is a real load by the real engine, its settings and its statements.
"""

import ctypes
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, NamedTuple

OK = 0
CREATE = 0x4
DIRECTORY_SYNCED = 0x800 | 0x4000 | 0x80000
"""SQLite's flags of journals and logs: their first sync is also one of their folder."""


class Opened(NamedTuple):
    """A file was opened; *made* if it was not there before."""

    name: str
    made: bool
    syncs_folder: bool


class Written(NamedTuple):
    """Bytes were handed over, which is not yet on the disk."""

    name: str
    offset: int
    content: bytes


class Truncated(NamedTuple):
    """A file was cut, or lengthened."""

    name: str
    size: int


class Synced(NamedTuple):
    """All of a file is on the disk."""

    name: str


class Deleted(NamedTuple):
    """A file's name was taken away; the folder is on the disk if *syncs_folder*."""

    name: str
    syncs_folder: bool


class Acknowledged(NamedTuple):
    """The program said that it is done with so many loads."""

    loads: int


Event = Opened | Written | Truncated | Synced | Deleted | Acknowledged

_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods: what can be done with an open file."""

    _fields_ = (
        ("version", c_int),
        ("close", _CLOSE),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("others", c_void_p * 13),
    )


class _File(ctypes.Structure):
    """sqlite3_file: its beginning, which is all that SQLite knows of it."""

    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs: how files are opened and deleted."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_name", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("others", c_void_p * 14),
    )


class NoRecording(Exception):
    """Why nothing can be recorded here; one line."""


def _library() -> Any:  # noqa: ANN401 - its functions are found by name
    """The library of Python's own sqlite3, found through its extension module."""
    import _sqlite3  # noqa: PLC0415 - not every Python has it as a file

    try:
        library: Any = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
        find, version = library.sqlite3_vfs_find, library.sqlite3_libversion
    except (OSError, AttributeError):
        raise NoRecording("this Python hides the SQLite it is built with") from None
    find.restype, version.restype = POINTER(_Vfs), c_char_p
    find.argtypes = [c_char_p]
    if version().decode() != sqlite3.sqlite_version or not find(b"unix"):
        raise NoRecording("this Python's SQLite has no unix files, or is another")
    return library


@contextmanager
def recording(folder: Path) -> Iterator[list[Event]]:
    """Yield a list that grows with all that SQLite asks of files in *folder*.

    Connections made meanwhile are recorded; they must be closed before the end. Raises
    NoRecording where this Python's SQLite cannot be reached.
    """
    library = _library()
    events: list[Event] = []
    vfs = _recorder(library.sqlite3_vfs_find(b"unix").contents, str(folder), events)
    library.sqlite3_vfs_register(ctypes.byref(vfs), 1)
    try:
        yield events
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(vfs))


def _recorder(unix: _Vfs, folder: str, events: list[Event]) -> _Vfs:
    """A VFS that does as *unix* does, and notes it in *events*."""
    vfs = _Vfs.from_buffer_copy(unix)
    vfs.name = b"recorder"
    files = _Files(events)
    prefix = folder.rstrip("/") + "/"

    def open_(own: Any, name: Any, file: int, flags: int, out: Any) -> int:  # noqa: ANN401
        path = ctypes.string_at(name).decode() if name else ""
        made = bool(path) and not Path(path).exists()
        status = int(unix.open(own, name, file, flags, out))
        if status == OK and path.startswith(prefix):
            journal = bool(flags & CREATE and flags & DIRECTORY_SYNCED)
            events.append(Opened(path.removeprefix(prefix), made, journal))
            files.adopt(file, path.removeprefix(prefix))
        return status

    def delete(own: Any, name: bytes, sync: int) -> int:  # noqa: ANN401
        status = int(unix.delete(own, name, sync))
        path = name.decode()
        if status == OK and path.startswith(prefix):
            events.append(Deleted(path.removeprefix(prefix), bool(sync)))
        return status

    vfs.open, vfs.delete = _OPEN(_never_raising(open_)), _DELETE(_never_raising(delete))
    _KEPT.append((vfs, files))
    return vfs


_KEPT: list[object] = []
"""SQLite may keep what it was given for as long as the process lives."""


class _Files:
    """The open files that are recorded, by the address SQLite knows them by."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.names: dict[int, str] = {}
        self.methods: dict[int, tuple[_Methods, _Methods]] = {}

    def adopt(self, address: int, name: str) -> None:
        """Put our own functions before those of the file at *address*."""
        file = _File.from_address(address)
        theirs = ctypes.addressof(file.methods.contents)
        if theirs not in self.methods:
            original = file.methods.contents
            self.methods[theirs] = (original, self._wrapped(original))
        self.names[address] = name
        file.methods = ctypes.pointer(self.methods[theirs][1])

    def _wrapped(self, original: _Methods) -> _Methods:
        def write(file: int, content: int, count: int, offset: int) -> int:
            status = int(original.write(file, content, count, offset))
            written = ctypes.string_at(content, count)
            return self._note(status, Written(self.names[file], offset, written))

        def truncate(file: int, size: int) -> int:
            status = int(original.truncate(file, size))
            return self._note(status, Truncated(self.names[file], size))

        def sync(file: int, flags: int) -> int:
            status = int(original.sync(file, flags))
            return self._note(status, Synced(self.names[file]))

        mine = _Methods.from_buffer_copy(original)
        mine.write = _WRITE(_never_raising(write))
        mine.truncate = _TRUNCATE(_never_raising(truncate))
        mine.sync = _SYNC(_never_raising(sync))
        return mine

    def _note(self, status: int, event: Event) -> int:
        if status == OK:
            self.events.append(event)
        return status


def _never_raising(function: Callable[..., int]) -> Callable[..., int]:
    """C takes no exceptions: say what went wrong, and end."""

    def called(*arguments: Any) -> int:
        try:
            return function(*arguments)
        except BaseException as error:  # noqa: BLE001 - ctypes would swallow it
            sys.stderr.write(f"the recorder failed: {error!r}\n")
            return sqlite3.SQLITE_IOERR

    return called
