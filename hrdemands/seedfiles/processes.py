"""Work on many things by several processes, whose results come in order."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import current_process, get_context, resource_tracker
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from hrdemands.errors import DataError, UsageError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_AHEAD = 2
"""Things that wait for each process, so that none is idle and few are in memory."""

_HELPER, _UNGUARDED = "hrdemands-helper", 90
"""What helpers are called, and how one ends that runs the script it is to help."""

_SOON = 5
"""Seconds within which a process whose pipe has ended does so itself."""

_SELDOM = 500_000
"""New objects after which Python looks for circles among all."""

A = TypeVar("A")
B = TypeVar("B")


def in_processes(
    function: Callable[[A], B], things: Iterable[A], processes: int
) -> Iterator[B]:
    """Yield the *function* of each of *things*, in order; pickle must know them all.

    With one process it is this one. Raises DataError where another was killed, and
    UsageError for a script that each of them would run again.
    """
    if processes < 2:  # noqa: PLR2004
        yield from map(function, things)
        return
    if current_process().name == _HELPER:
        # It only imports the script; its first process says why it ended.
        os._exit(_UNGUARDED)
    _refuse_without_file()
    # Begun with the first helper, this one would undo what shelters it.
    resource_tracker.ensure_running()
    helpers: list[_Helper] = []
    begun = ended = 0
    try:
        for thing in things:
            if begun < processes:
                with _sheltered():
                    helpers.append(_Helper(function))
            # They take turns, so that results come in order.
            helpers[begun % processes].begin(thing)
            begun += 1
            if begun - ended > processes * _AHEAD:
                yield helpers[ended % processes].result()
                ended += 1
        for number in range(ended, begun):
            yield helpers[number % processes].result()
    finally:
        for helper in helpers:
            helper.end()


def _refuse_without_file() -> None:
    """Refuse to help a script that comes in by a pipe: each helper looks for it."""
    main = sys.modules["__main__"]
    script = getattr(main, "__file__", None)
    if script and main.__spec__ is None and not Path(script).exists():
        raise UsageError(
            "each process that helps reads this script anew, and it has no file",
            "save it as a file, or use one process",
        )


class _Helper:
    """A process that helps, with a pipe of its own: if it is killed, that ends.

    Of a pipe that several write to, what one was killed at writing is waited for.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(
            target=_help, args=(function, other), daemon=True, name=_HELPER
        )
        self._process.start()
        other.close()

    def begin(self, thing: object) -> None:
        """Give it a thing to work on, after those it has."""
        with self._told_if_it_ended():
            self._pipe.send(thing)

    def result(self) -> Any:  # noqa: ANN401 - the function's
        """What came of the first thing whose result was not asked for."""
        with self._told_if_it_ended():
            result, error = self._pipe.recv()
        if error is not None:
            raise error
        return result

    def end(self) -> None:
        """End it, whatever it does: it has nothing that could be left half done."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

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


def _help(function: Callable[[Any], Any], pipe: "Connection[Any, Any]") -> None:
    """Work on what comes through *pipe* until nothing can: the first process ended."""
    look_seldom()
    things: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, things), daemon=True).start()
    while True:
        result, failed = None, None
        try:
            result = function(things.get())
        except Exception as error:  # noqa: BLE001 - it is raised where it is asked for
            failed = error
        try:
            pipe.send((result, failed))
        except ConnectionError:
            return


def _listen(pipe: "Connection[Any, Any]", things: SimpleQueue[Any]) -> None:
    """Take what comes while a result is sent, or each side would wait for the other."""
    try:
        while True:
            things.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(1)
