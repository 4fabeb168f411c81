"""Work on many things by several processes, whose results come in order."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

from hrdemands.errors import DataError

_AHEAD = 2
"""Things that wait for each process, so that none is idle and few are in memory."""

_SELDOM = 500_000
"""New objects after which Python looks for circles among all."""

A = TypeVar("A")
B = TypeVar("B")


def in_processes(
    function: Callable[[A], B], things: Iterable[A], processes: int
) -> Iterator[B]:
    """Yield the *function* of each of *things*, in order; pickle must know them all.

    With one process it is this one. Raises DataError where another was killed.
    """
    if processes < 2:  # noqa: PLR2004
        yield from map(function, things)
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin)
    try:
        ahead: deque[Future[B]] = deque()
        for thing in things:
            with _sheltered():
                ahead.append(pool.submit(function, thing))
            if len(ahead) > processes * _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    except BrokenProcessPool:
        raise DataError(
            "a process that helps to check was ended from outside",
            "try again, or with --processes 1, which takes less memory",
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


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
    """Let processes that begin here never hear of Ctrl-C, which reaches them all.

    The first one hears of it, and ends them. What is blocked here reaches it later;
    what is blocked where a process begins stays so, from its first moment.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Make a new process one that helps: it ends when the first one does."""
    look_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A process that is killed tells nobody, and the pool's would wait for ever.
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
