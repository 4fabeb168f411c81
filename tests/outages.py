"""Loads on a disk whose power is cut: recorded once, cut at many moments."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from diskrecord import Acknowledged, Event, recording
from loads import other_letters, put, some_letters, whole
from powercuts import cuts, put_back

from hrdemands.errors import HrdemandsError
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store import engine

NAME = "hrdemands.db"
LOADS = 6
HELD = ["none", *["one", "other"] * (LOADS // 2)]
"""What the database holds after so many loads."""


class Loads:
    """Both catalogues, and loads of them in turn, the first into a new file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.one = some_letters(folder / "one")
        self.other = other_letters(folder / "other")

    def recorded(self, *, wal: bool = False) -> list[Event]:
        """What loads ask of the disk; in a write-ahead log that is kept if *wal*."""
        place = Path(tempfile.mkdtemp(dir=self.folder))
        url = str(place / NAME)
        with recording(place) as events, _held_open(url) if wal else nullcontext():
            for number in range(LOADS):
                put(url, self.one if number % 2 == 0 else self.other)
                events.append(Acknowledged(number + 1))
        assert whole(url) == HELD[-1]
        return events

    def after(
        self, events: list[Event], count: int, seed: int, *, load_each: int
    ) -> Iterator[str]:
        """What each of so many cuts left: whole, lost or corrupt; see `judged`.

        Every *load_each*-th is loaded into once more.
        """
        for number, (done, files) in enumerate(cuts(events, count, seed)):
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                more = self.other if number % load_each == 0 else None
                yield judged(Path(folder), files, done, more)


def judged(
    folder: Path, files: Mapping[str, bytes], done: int, more: Catalogue | None
) -> str:
    """Say what a cut after *done* loads made of a database, and load *more* there.

    ``corrupt`` if it cannot be read whole, or takes no further load; ``lost`` if a load
    that was acknowledged is gone; otherwise ``whole``.
    """
    put_back(folder, files)
    url = str(folder / NAME)
    try:
        found = whole(url) if NAME in files else "none"
        if more:
            put(url, more)
            assert whole(url) == "other"
    except (AssertionError, HrdemandsError, sqlite3.Error, KeyError, UnicodeError):
        return "corrupt"
    return "whole" if found in HELD[done : done + 2] else "lost"


@contextmanager
def _held_open(url: str) -> Iterator[None]:
    """Keep a write-ahead log where it is: somebody has the database open."""
    with closing(sqlite3.connect(url, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT * FROM sqlite_master").fetchall()
        yield


@contextmanager
def settings(pragmas: Iterable[str]) -> Iterator[None]:
    """Write with other settings than the program's own."""

    def prepare(connection: sqlite3.Connection) -> None:
        for pragma in (*pragmas, "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    own, engine._prepare = engine._prepare, prepare  # noqa: SLF001 - to compare them
    try:
        yield
    finally:
        engine._prepare = own  # noqa: SLF001
