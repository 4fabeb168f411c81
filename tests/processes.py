"""Real processes for the tests: one that may be killed, or may do less than root.

Forked, not started: what the tests have imported need not be imported again, so that
dozens of them cost seconds.
"""

import contextlib
import os
import resource
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

NOBODY = 65534


@contextmanager
def running(work: Callable[[], object]) -> Iterator[int]:
    """Yield the id of a process that does *work*; kill it with -9 afterwards."""
    process = _fork(lambda _: work())[0]
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def outcome(
    work: Callable[[], object], *, nobody: bool = False, file_size: int | None = None
) -> str:
    """What *work* returns or raises, as text, when another process does it.

    Without the rights of root if *nobody*, and unable to let a file grow over
    *file_size* bytes.
    """
    return outcomes([lambda: _limited(work, nobody=nobody, file_size=file_size)])[0]


def outcomes(works: list[Callable[[], object]]) -> list[str]:
    """What all *works* return or raise, when as many processes do them at once."""
    started = [_fork(partial(_tell, work)) for work in works]
    found = []
    for process, pipe in started:
        with os.fdopen(pipe, encoding="utf-8") as said:
            found.append(said.read())
        os.waitpid(process, 0)
    return found


def _fork(work: Callable[[Callable[[str], object]], object]) -> tuple[int, int]:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        work(lambda words: os.write(writing, words.encode()))
    except BaseException:  # noqa: BLE001 - nothing may return into pytest
        traceback.print_exc()
    finally:
        os._exit(0)


def _tell(work: Callable[[], object], write: Callable[[str], object]) -> None:
    try:
        write(str(work()))
    except Exception as error:  # noqa: BLE001 - the test looks at it
        write(f"{type(error).__name__}: {error}")


def _limited(
    work: Callable[[], object], *, nobody: bool, file_size: int | None
) -> object:
    if nobody and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    return work()
