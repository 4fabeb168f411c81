"""Loads to be disturbed: two catalogues of the same letters, and which one is there.

Tests disturb a few dozen loads, and ``./run torture`` hundreds.
"""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from fingerprints import schema_of
from processes import running
from smallseeds import Seeds, many_letters, texts

from hrdemands.queries.reader import open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.seeding import load_catalogue

LETTERS = 20
PATIENCE = 30.0
"""Seconds that a process is given to open a file."""


def put(url: str, catalogue: Catalogue) -> list[str]:
    """Load *catalogue*."""
    return load_catalogue(read_target(url), catalogue, texts())


def some_letters(folder: Path) -> Catalogue:
    """Return a catalogue of some letters; its seeds are written into *folder*."""
    seeds = Seeds()
    many_letters(seeds, LETTERS)
    return seeds.catalogue(folder)


def other_letters(folder: Path) -> Catalogue:
    """Return a catalogue of half of these letters, each with another title."""
    seeds = Seeds()
    many_letters(seeds, LETTERS)
    for letter in seeds.letters.values():
        letter["title"] = "Other"
        letter["demands"][0]["summary"] = "Other."
    for number in range(LETTERS // 2):
        del seeds.letters[f"2017-copy-{number}"]
    return seeds.catalogue(folder)


def whole(url: str) -> str:
    """Which of the two catalogues the database holds, every letter of it.

    Fails when it holds neither, and when SQLite finds anything wrong.
    """
    target = read_target(url)
    if target.kind == "sqlite":
        # For writing, as a journal that was left is rolled back by whoever comes next.
        with closing(sqlite3.connect(target.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    if not schema_of(url):
        return "none"
    with open_reader(url) as reader:
        (found,) = reader.rows(
            Query(
                "SELECT (SELECT count(*) FROM letter) AS letters,"
                " (SELECT count(*) FROM letter WHERE title = 'Other') AS renamed,"
                " (SELECT count(*) FROM demand WHERE summary = 'Other.') AS changed,"
                " (SELECT count(*) FROM demand) AS demands,"
                " (SELECT count(*) FROM demand_words) AS searched,"
                " (SELECT count(*) FROM demand_actor) AS links"
            )
        )
    of_one = (LETTERS + 2, 0, 0, LETTERS + 3, LETTERS + 3, 2 * LETTERS + 7)
    half = LETTERS // 2 + 2
    of_other = (half, half, half, half + 1, half + 1, 2 * half + 3)
    return {of_one: "one", of_other: "other"}[tuple(found.values())]


def load_on_and_on(url: str, catalogues: list[Catalogue]) -> None:
    """Load one after the other until the process is killed."""
    while True:
        for catalogue in catalogues:
            put(url, catalogue)


@contextmanager
def log_kept(url: str) -> Iterator[None]:
    """Have another process keep a SQLite file open, with a write-ahead log.

    It is killed at the end, and leaves the log behind.
    """
    with running(partial(hold_open, url)):
        last = time.monotonic() + PATIENCE
        while not Path(f"{url}-shm").exists():
            assert time.monotonic() < last, "nobody opened it"
            time.sleep(0.005)
        yield


def hold_open(url: str) -> None:
    """Have a SQLite file open until the process is killed."""
    with closing(sqlite3.connect(url, isolation_level=None)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("SELECT * FROM sqlite_master").fetchall()
        signal.pause()
