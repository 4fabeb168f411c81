"""The parts of the torture: what each promises, and how it tries to break it.

A part that draws inputs is a strategy and a function that raises when an input breaks
the promise; both stand in ``tests/fuzz_*.py``, whence the tests have them too. Any
other part is a function that takes a `Task` and a `Ground`, does its worst, and returns
what it has `Done`; `losses` has those that kill. Add it to `PARTS`.
"""

import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import fuzz_targets as targets
import hypothesis
from fuzz_commands import LINES
from fuzz_inputs import CONTENTS, NAMES, TEXTS, WORDS
from fuzz_tables import TABLES
from fuzz_targets import Ground, ground
from hypothesis.strategies import SearchStrategy
from losses import LOSSES, Inflict, hindrance

LONGEST = 1.0
"""Seconds of processor time that an input may take; waiting is `torture`'s to see."""


Holds = Callable[[Ground, Any], None]
"""Raises where a promise does not hold for an input."""


class Task(NamedTuple):
    """So many inputs of a part, drawn from a seed."""

    part: str
    seed: int
    inputs: int
    guided: bool = False


class Done(NamedTuple):
    """How many inputs a part took, in what time, and how long the slowest took."""

    part: str
    inputs: int
    guided: int
    seconds: float
    slowest: float
    undone: int = 0
    """How many left SQLite something to undo or redo."""


@dataclass(frozen=True, slots=True)
class Part:
    """A promise, and its share of all inputs, or how many it takes in a whole run."""

    promise: str
    share: int
    run: Callable[[Task, Ground], Done]
    times: int = 0
    hindrance: Callable[[], str] = str
    """Why its work cannot be done on this machine; empty if it can."""
    draws: tuple[SearchStrategy[Any], Holds] | None = None
    """The inputs, and what holds for each, of a part that draws inputs."""


class TooLong(BaseException):
    """An input took longer than it may; nothing that is attacked catches this."""


class Attack:
    """Puts inputs to the program, one at a time, and keeps count."""

    def __init__(self, holds: Holds, place: Ground) -> None:
        self.holds, self.place = holds, place
        self.count, self.slowest = 0, 0.0

    def put(self, given: object) -> None:
        """Put one input; raise what it raises, or AssertionError if it takes long."""
        current(self.place.folder).write_text(ascii(given), "ascii")
        started = time.process_time()
        try:
            with within(LONGEST):
                self.holds(self.place, given)
        except TooLong:
            raise AssertionError(f"takes over {LONGEST} s") from None
        took = time.process_time() - started
        if took > LONGEST:
            raise AssertionError(f"takes {took:.2f} s")
        self.count, self.slowest = self.count + 1, max(self.slowest, took)


def current(folder: Path) -> Path:
    """The file that holds the input which is put just now."""
    return folder.with_name(f"{folder.name}.input")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooLong when the block takes more processor time."""

    def stop(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def drawn(promise: str, share: int, inputs: SearchStrategy[Any], holds: Holds) -> Part:
    """A part whose promise *holds* for all *inputs*."""

    def run(task: Task, place: Ground) -> Done:
        started = time.monotonic()
        attack = Attack(holds, place)
        before, seed = -1, task.seed
        while before < attack.count < task.inputs:
            before = attack.count
            draw(attack, inputs, seed, task.inputs - attack.count)
            seed += 1
        seconds = time.monotonic() - started
        return Done(task.part, attack.count, 0, seconds, attack.slowest)

    return Part(promise, share, run, draws=(inputs, holds))


def draw(attack: Attack, inputs: SearchStrategy[Any], seed: int, count: int) -> None:
    """Put up to *count* inputs; if one fails, the last is the smallest that does."""
    settings = hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    hypothesis.seed(seed)(settings(hypothesis.given(inputs)(attack.put)))()


def inflicted(promise: str, times: int, inflict: Inflict) -> Part:
    """A part whose promise holds whenever a load is cut short."""

    def run(task: Task, place: Ground) -> Done:
        started = time.monotonic()
        took: list[float] = []

        def done(seconds: float) -> None:
            took.append(seconds)
            current(place.folder).write_text(f"after {len(took)}", "ascii")

        undone = inflict(place, task.seed, task.inputs, done)
        seconds = time.monotonic() - started
        return Done(task.part, len(took), 0, seconds, max(took), undone)

    return Part(promise, 0, run, times, partial(hindrance, inflict))


PARTS: dict[str, Part] = {
    "files": drawn(
        "seed files of any bytes are read or refused, line by line",
        30,
        CONTENTS,
        targets.a_file_is_read,
    ),
    "tables": drawn(
        "tables of any bytes become documents, row by row, or are refused",
        16,
        TABLES,
        targets.a_table_is_imported,
    ),
    "texts": drawn(
        "folding any text keeps its offsets", 12, TEXTS, targets.a_text_is_folded
    ),
    "folded names": drawn(
        "folding any name settles", 10, TEXTS, targets.a_name_is_folded
    ),
    "names": drawn(
        "any name is one thing, or not found", 16, NAMES, targets.a_name_is_looked_up
    ),
    "search": drawn("any words are a search", 16, WORDS, targets.words_are_searched),
    "commands": drawn(
        "any command line ends as documented and changes no database",
        16,
        LINES,
        targets.a_command_is_run,
    ),
    **{name: inflicted(*loss) for name, loss in LOSSES.items()},
}
"""Every part by its name."""


def perform(task: Task, folder: Path, database: Path) -> Done:
    """Do a task in a new *folder*, on a copy of the *database*."""
    folder.mkdir()
    copy = Path(shutil.copy(database, folder.with_name(f"{folder.name}.db")))
    with ground(folder / "ground", copy) as place:
        return PARTS[task.part].run(task, place)
