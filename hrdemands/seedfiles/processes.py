"""Work on many things by several processes, whose results come in order."""

import atexit
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import current_process, get_context, resource_tracker
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize

from hrdemands.errors import DataError, UsageError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext

    Context = ForkContext | SpawnContext
    Pipe = Connection[Any, Any]

_AHEAD = 6
"""Things that wait for each process, so that none is idle and few are in memory."""

_BEHIND = 5
"""By how much a helper is less urgent than the process that waits for it."""

_IN_TURN = 0.0005
"""Seconds after which a helper that works looks whether it is to take or send."""

_HELPER, _UNGUARDED = "hrdemands-helper", 90
"""What helpers are called, and how one ends that runs the script it is to help."""

_SOON = 5
"""Seconds within which a process whose pipe has ended does so itself."""

_SELDOM = 500_000
"""New objects after which Python looks for circles among all."""

_copies = False

A = TypeVar("A")
B = TypeVar("B")


class Helpers:
    """Processes that help, and end when this is closed or nobody has it any more."""

    def __init__(self, processes: int) -> None:
        """Begin so many *processes*; of less than two, this one does all by itself.

        Raises UsageError for a script that each of them would run again.
        """
        self._helpers: list[Helper] = []
        self.close = finalize(self, _end, self._helpers)
        if processes < 2:  # noqa: PLR2004
            return
        context = _context()
        for _ in range(processes):
            with _sheltered():
                self._helpers.append(Helper(context, self._helpers))
        # Last come, first served: multiprocessing would wait for them at the end of
        # the program, as they hear of no polite kill.
        self.close.atexit = False
        atexit.register(self.close)

    @property
    def first(self) -> "Helper | None":
        """The first of them, if there are any."""
        return next(iter(self._helpers), None)

    def leave_first(self) -> None:
        """End all others."""
        _end(self._helpers[1:])
        del self._helpers[1:]

    def know(self, function: Callable[[Any], Any]) -> None:
        """Let them get a *function* ready: importing its module takes a while."""
        for helper in self._helpers:
            helper.know(function)

    def results(self, function: Callable[[A], B], things: Iterable[A]) -> Iterator[B]:
        """Yield the *function* of each of *things*, in order; pickle must know them.

        To be used up before it is asked for others. Raises DataError where a process
        was killed.
        """
        helpers = self._helpers
        if not helpers:
            yield from map(function, things)
            return
        begun = ended = 0
        for thing in things:
            # They take turns, so that results come in order.
            helpers[begun % len(helpers)].begin(function, thing)
            begun += 1
            if begun - ended > len(helpers) * _AHEAD:
                yield helpers[ended % len(helpers)].result()
                ended += 1
        for number in range(ended, begun):
            yield helpers[number % len(helpers)].result()


def _refuse_without_file() -> None:
    """Refuse to help a script that comes in by a pipe: each helper looks for it."""
    main = sys.modules["__main__"]
    script = getattr(main, "__file__", None)
    if script and main.__spec__ is None and not Path(script).exists():
        raise UsageError(
            "each process that helps reads this script anew, and it has no file",
            "save it as a file, or use one process",
        )


class Helper:
    """A process that helps, with a pipe of its own: if it is killed, that ends.

    Of a pipe that several write to, what one was killed at writing is waited for.
    """

    def __init__(self, context: "Context", others: "list[Helper]") -> None:
        self.pipe, other = context.Pipe()
        # A copy of this process has its ends of pipes: no pipe would ever end.
        copied = context.get_start_method() == "fork"
        ends = [each.pipe for each in (*others, self)] if copied else []
        self._process = context.Process(
            target=_help, args=(other, ends), daemon=True, name=_HELPER
        )
        self._process.start()
        other.close()

    def know(self, function: Callable[[Any], Any]) -> None:
        """Let it import what a *function* needs."""
        with self._told_if_it_ended():
            self.pipe.send((function,))

    def begin(self, function: Callable[[Any], Any], thing: object) -> None:
        """Give it a thing to work on, after those it has."""
        with self._told_if_it_ended():
            self.pipe.send((function, thing))

    def result(self) -> Any:  # noqa: ANN401 - the function's
        """What came of the first thing whose result was not asked for."""
        with self._told_if_it_ended():
            result, error = self.pipe.recv()
        if error is not None:
            raise error
        return result

    def end(self) -> None:
        """End it, whatever it does: it has nothing that could be left half done."""
        self._process.kill()
        self._process.join()
        self.pipe.close()

    @contextmanager
    def _told_if_it_ended(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError):
            self._process.join(_SOON)
            if self._process.exitcode == _UNGUARDED:
                raise UsageError(
                    "each process that helps runs this script anew",
                    "put what it does under if __name__ == '__main__':",
                ) from None
            raise DataError(
                "a process that helps to check was ended from outside",
                "try again, or with --processes 1, which takes less memory",
            ) from None


def begin_as_copies() -> None:
    """Let helpers begin as copies of this process, if nothing speaks against it.

    For a program that has this process for itself. A copy begins at once and shares
    what is imported, but also keeps open what is open here, and has only one of several
    threads, which leaves what the others hold held. macOS has threads of its own.
    """
    global _copies  # noqa: PLW0603 - of the process
    _copies = sys.platform == "linux"


def _context() -> "Context":
    if _copies and threading.active_count() == 1:
        # Looking for circles among what is shared would write to it, and so part it.
        gc.freeze()
        return get_context("fork")
    if current_process().name == _HELPER:
        # It only imports the script; its first process says why it ended.
        os._exit(_UNGUARDED)
    _refuse_without_file()
    # Begun with the first helper, this one would undo what shelters it.
    resource_tracker.ensure_running()
    return get_context("spawn")


def _end(helpers: list[Helper]) -> None:
    for helper in helpers:
        helper.end()


def look_seldom() -> None:
    """Let Python look for circles as seldom as many records need it.

    They refer to nothing that refers to them: what is let go of is freed at once, and
    looking for circles among them all takes longer than reading them.
    """
    gc.set_threshold(_SELDOM)


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _sheltered() -> Iterator[None]:
    """Let processes begin here that never hear of Ctrl-C and of a polite kill.

    The first one hears of them, when a helper has begun in whole and is known to it,
    and ends them all: one that is broken off as it begins complains. What is blocked
    where a process begins stays so, from its first moment.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    both = (signal.SIGINT, signal.SIGTERM)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, both)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _help(pipe: "Pipe", ends: "list[Pipe]") -> None:
    """Work on what comes through *pipe* until nothing can: the first process ended.

    Whoever waits for its work is served before it. It has no use for the *ends*.
    """
    for end in ends:
        end.close()
    look_seldom()
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    sys.setswitchinterval(_IN_TURN)
    things: SimpleQueue[Any] = SimpleQueue()
    results: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, things), daemon=True).start()
    threading.Thread(target=_answer, args=(pipe, results), daemon=True).start()
    while True:
        function, thing = things.get()
        result, failed = None, None
        try:
            result = function(thing)
        except Exception as error:  # noqa: BLE001 - it is raised where it is asked for
            failed = error
        results.put(pickle.dumps((result, failed), pickle.HIGHEST_PROTOCOL))


def _listen(pipe: "Pipe", things: SimpleQueue[Any]) -> None:
    """Take what comes while others are worked on: a pipe holds little until read."""
    try:
        while True:
            received = pipe.recv()
            if len(received) > 1:
                things.put(received)
    except (EOFError, OSError):
        os._exit(1)


def _answer(pipe: "Pipe", results: "SimpleQueue[bytes]") -> None:
    """Send results while others are made."""
    try:
        while True:
            pipe.send_bytes(results.get())
    except OSError:
        os._exit(1)
