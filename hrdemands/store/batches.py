"""Many things, some at a time; Python 3.12 has this in itertools."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of *size* of *things*, the last of which may be shorter."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
