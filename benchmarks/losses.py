"""The parts of the torture that take the program's life, or the disk its power.

An input is a moment: a load is killed with -9 then, or the power is cut. What is left
must be whole, and the next load right. `outages` and `loads`, among the tests, say what
that is; the tests try a few dozen moments.
"""

import random
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

from diskrecord import NoRecording, recording
from fuzz_targets import Ground
from loads import load_on_and_on, log_kept, put, whole
from outages import NAME, Loads
from processes import running
from servers import lasting_server

LONGEST_LOAD = 0.6

Moment = Callable[[float], None]
"""Called with the seconds that an input took, once it is done."""

Inflict = Callable[[Ground, int, int, Moment], int]
"""Does so much harm, by a seed; how often it left SQLite something to undo or redo."""


def kills(place: Ground, seed: int, count: int, done: Moment, *, wal: bool) -> int:
    """Kill loads into a SQLite file, with a write-ahead log if *wal*.

    The log stays as somebody else has the file open, who is killed as well.
    """
    folder = new_folder(place)
    loads, url = Loads(folder), str(folder / NAME)
    return killed(
        url,
        loads,
        Killer(random.Random(seed), partial(log_kept, url) if wal else nullcontext),  # noqa: S311
        count,
        done,
    )


def server_kills(place: Ground, seed: int, count: int, done: Moment) -> int:
    """Kill loads into a PostgreSQL database."""
    loads = Loads(new_folder(place))
    with lasting_server() as server:
        url = server.create_database()
        return killed(url, loads, Killer(random.Random(seed)), count, done)  # noqa: S311


class Killer(NamedTuple):
    """When to kill a load, and what goes on beside it."""

    moments: random.Random
    beside: Callable[[], AbstractContextManager[None]] = nullcontext

    def kill(self, url: str, load: Callable[[], object]) -> None:
        """Kill *load*: any moment after it began, or after it wrote to a SQLite file.

        Most of a load is no writing, and most kills would never meet any.
        """
        last = time.monotonic() + self.moments.uniform(0.01, LONGEST_LOAD)
        writing = self.moments.random() < 1 / 2
        with self.beside(), running(load):
            while time.monotonic() < last and not (writing and is_unfinished(url)):
                time.sleep(0.001)
            time.sleep(self.moments.uniform(0, 0.05) if writing else 0)


def killed(url: str, loads: Loads, killer: Killer, count: int, done: Moment) -> int:
    """Kill *count* loads, one after the other; how many left something to undo.

    Raises AssertionError or KeyError where not all of one load is there afterwards.
    """
    put(url, loads.one)
    left = 0
    for _ in range(count):
        started = time.process_time()
        killer.kill(url, partial(load_on_and_on, url, [loads.other, loads.one]))
        left += is_unfinished(url)
        require(whole(url), "one", "other")
        put(url, loads.one)
        require(whole(url), "one")
        done(time.process_time() - started)
    return left


def first_kills(place: Ground, seed: int, count: int, done: Moment) -> int:
    """Kill first loads: what is there afterwards is nothing, or all."""
    folder = new_folder(place)
    loads, killer = Loads(folder), Killer(random.Random(seed))  # noqa: S311
    left = 0
    for _ in range(count):
        started = time.process_time()
        url = str(Path(tempfile.mkdtemp(dir=folder)) / NAME)
        killer.kill(url, partial(put, url, loads.one))
        left += is_unfinished(url)
        require(whole(url) if Path(url).exists() else "none", "none", "one")
        put(url, loads.one)
        require(whole(url), "one")
        done(time.process_time() - started)
    return left


def require(found: str, *allowed: str) -> None:
    """Raise AssertionError unless what was *found* is allowed."""
    if found not in allowed:
        raise AssertionError(f"{found}, and not {' or '.join(allowed)}")


def is_unfinished(url: str) -> bool:
    """Whether a journal or a log is left, for SQLite to undo or redo."""
    beside = (Path(f"{url}{ending}") for ending in ("-journal", "-wal"))
    return any(path.exists() and path.stat().st_size > 0 for path in beside)


def cuts(place: Ground, seed: int, count: int, done: Moment, *, wal: bool) -> int:
    """Cut the power while SQLite writes; a load into each file that is left."""
    loads = Loads(new_folder(place))
    events = loads.recorded(wal=wal)
    started = time.process_time()
    for found in loads.after(events, count, seed, load_each=1):
        require(found, "whole")
        done(time.process_time() - started)
        started = time.process_time()
    return 0


def hindrance(inflict: Inflict) -> str:
    """Why a power cannot be cut here: this Python hides its SQLite."""
    try:
        with tempfile.TemporaryDirectory() as folder, recording(Path(folder)):
            return ""
    except NoRecording as error:
        return str(error) if getattr(inflict, "func", None) is cuts else ""


def new_folder(place: Ground) -> Path:
    """A folder to load in, in that of the task."""
    return Path(tempfile.mkdtemp(dir=place.folder))


LOSSES: dict[str, tuple[str, int, Inflict]] = {
    "kills": (
        "a load killed on SQLite is whole or undone, and the next is right",
        500,
        partial(kills, wal=False),
    ),
    "log kills": ("the same, with a write-ahead log", 500, partial(kills, wal=True)),
    "first kills": (
        "a first load that is killed leaves nothing or all",
        100,
        first_kills,
    ),
    "server kills": (
        "a load killed on PostgreSQL leaves all or nothing",
        100,
        server_kills,
    ),
    "power cuts": (
        "a power cut leaves SQLite whole, with all that was acknowledged",
        300,
        partial(cuts, wal=False),
    ),
    "log cuts": ("the same, with a write-ahead log", 300, partial(cuts, wal=True)),
}
"""What is inflicted, how often in a whole run, and by what; by its name."""
