"""A bound on what this process may take while a server answers a user's statement.

A driver takes a row whole, and one value may have a gigabyte: no setting of the server
forbids it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MORE = 320 << 20
"""Bytes that the process may take beside what it has."""


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Let this process take only `MORE` meanwhile, where the system can say so."""
    try:
        import resource  # noqa: PLC0415 - Windows has none

        before = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):
        yield
        return
    most = pages * resource.getpagesize() + MORE
    limits = [limit for limit in before if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([most, *limits]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
