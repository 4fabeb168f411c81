"""The interface of a source: rows in, documents out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hrdemands.importers.names import Names
from hrdemands.importers.tables import Column, Row
from hrdemands.importers.tally import Tally
from hrdemands.seedfiles.records import Document
from hrdemands.vocabulary import Source


class Reading(NamedTuple):
    """What an importer is given beside the rows."""

    file: str
    """The file, as messages name it."""
    names: Names
    """What names and labels are in the user's vocabularies."""
    tally: Tally
    """Where it counts what becomes of each row."""


@dataclass(frozen=True, slots=True)
class Importer:
    """A source: what its tables look like, and how they become documents.

    ``documents`` reads every row, counts it in the tally, and yields each document
    once; recommendations are numbered from 1 in the order of the rows. It raises
    DataError, with file and line, for a row that no document can be made of.
    """

    source: Source
    title: str
    columns: tuple[Column, ...]
    documents: Callable[[Iterable[Row], Reading], Iterator[Document]]
