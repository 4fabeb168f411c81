"""What is searched after a large load, built beside it by another process.

It takes as long to build as the pages do, and like them it waits for the last letter;
so a helper builds it while the loader makes the pages. It finds the words as well: as
long as letters come, no processor has time for that. The helper reads what demands say
from where that is kept; what it builds, and how that gets into the database, is each
database's own `Way`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, NamedTuple

from sqlalchemy import Connection

from hrdemands.seedfiles.processes import Helper
from hrdemands.store.indexing import (
    Indexed,
    Letter,
    Words,
    indexed,
    kept_in_file,
    told_where,
    words_of_said,
)
from hrdemands.words import Stems

Build = Callable[[Iterable[Indexed]], Iterator[Any]]


class Way(NamedTuple):
    """How a database comes to what is searched, if others build it."""

    build: Build
    """Builds it of all rows, and then yields it in parts; pickle must know it."""
    take: Callable[[Connection, Iterator[Any]], None]
    """Makes the parts all that is searched."""


class _Wanted(NamedTuple):
    """What a helper is to build, and of what."""

    build: Build
    letters: list[Letter]
    """In order, and all there are."""
    places: dict[str, int]
    """Where what their demands say is kept."""


class Beside:
    """What a helper builds while others work."""

    def __init__(self, helper: Helper, way: Way) -> None:
        """Have *helper* build it in the *way* of a database."""
        self._helper, self._way = helper, way

    def share(self, name: str) -> None:
        """Hear of the file in which all will be kept, while it has a *name*."""
        self._helper.begin(_open, name)
        self._helper.result()

    def begin(self, letters: list[Letter], places: dict[str, int]) -> None:
        """Begin to build: all that is said is kept."""
        self._helper.begin(_build, _Wanted(self._way.build, letters, places))

    def write(self, connection: Connection) -> dict[str, str]:
        """Make what was built all that is searched; return the stems of all words."""
        stems: dict[str, str] = self._helper.result()
        self._way.take(connection, self._parts())
        return stems

    def _parts(self) -> Iterator[Any]:
        """What was built, the next of which is on its way while one is written."""
        self._helper.begin(_more, None)
        while True:
            self._helper.begin(_more, None)
            part = self._helper.result()
            if part is None:
                break
            yield part
        self._helper.result()


class _Built:
    """What this process, as a helper, has to build of, and what it built."""

    said: IO[bytes]
    parts: Iterator[Any]


def _open(name: str) -> None:
    _Built.said = open(name, "rb")  # noqa: SIM115, PTH123 - it ends with the process


def _build(wanted: _Wanted) -> dict[str, str]:
    stems = Stems()

    def words_of(letters: Iterable[str]) -> dict[str, Words]:
        found = kept_in_file(_Built.said, wanted.places, letters)
        return {key: words_of_said(said, stems) for key, said in found.items()}

    with told_where():
        _Built.parts = wanted.build(indexed(wanted.letters, words_of))
    return dict(stems)


def _more(_: None) -> object:
    with told_where():
        return next(_Built.parts, None)
