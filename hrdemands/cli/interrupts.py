"""Ctrl-C and a polite kill: they end the program in one line, with nothing half done.

Except while a load is committed: what is asked for then is neither done nor undone, so
that the load ends first, and says that it did. A program that was started to ignore
Ctrl-C, as shells start what runs in the background, goes on ignoring it.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from hrdemands.errors import ExitStatus

_STATUSES = {
    signal.SIGINT: ExitStatus.INTERRUPTED,
    signal.SIGTERM: ExitStatus.TERMINATED,
}


class Interrupted(KeyboardInterrupt):
    """The program was told to end; what that comes to, and with which status."""

    def __init__(self, words: str, number: int) -> None:
        super().__init__(words)
        self.words = words
        self.status = _STATUSES[signal.Signals(number)]


@contextmanager
def heeding_signals() -> Iterator[None]:
    """Raise Interrupted in the block when the program is told to end."""
    before = {}
    # Outside of the main thread there is nothing to set.
    if threading.current_thread() is threading.main_thread():
        before = {each: signal.getsignal(each) for each in _STATUSES}
    heeded = {
        each: handler
        for each, handler in before.items()
        if handler not in (None, signal.SIG_IGN)
    }
    for each in heeded:
        signal.signal(each, _stop)
    try:
        yield
    finally:
        for each, handler in heeded.items():
            signal.signal(each, handler)


def hold_signals() -> None:
    """Let the next signal pass: what is begun now ends within moments.

    One more raises Interrupted, should it not end after all.
    """
    for each in _STATUSES:
        if signal.getsignal(each) is _stop:
            signal.signal(each, _pass)


def ignore_signals() -> None:
    """Let every signal to end pass: the program is about to end by itself."""
    for each in _STATUSES:
        signal.signal(each, signal.SIG_IGN)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    # What is undone now is not to be broken off by a second stroke of the key.
    signal.signal(number, _pass)
    raise Interrupted(f"{_word(number)}; nothing was changed", number)


def _pass(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, _stop_at_last)


def _stop_at_last(number: int, _frame: FrameType | None) -> NoReturn:
    words = f"{_word(number)} at the end; run it again to see what was changed"
    raise Interrupted(words, number)


def _word(number: int) -> str:
    return "terminated" if number == signal.SIGTERM else "interrupted"
