"""The doctor: everything that can be said of a database by reading it alone."""

from collections.abc import Iterator

from hrdemands.queries.target import Target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.doctor import common, contents, made, search, seeds, structure
from hrdemands.store.doctor.findings import Finding
from hrdemands.store.doctor.source import Source, Unreadable, guarded, open_source

__all__ = ["Finding", "examine"]

_OF_THE_WHOLE = {"pages": structure.integrity, "references": structure.references}
_OF_CONTENTS = {
    "contents": contents.letters_and_demands,
    "tables": common.tables,
    "texts of letters": contents.texts,
    "texts of demands": contents.texts_of_demands,
    "words for search": search.words,
    "index of words": search.index,
    "names": contents.names,
    "counts of asks": contents.asks,
    "pages of look-ups": made.pages,
    "counts of look-ups": made.counts,
}


def examine(target: Target, catalogue: Catalogue, *, named: bool) -> Iterator[Finding]:
    """Examine the database; compare it with *catalogue*, if *named* or loaded.

    Nothing is written. Damage of any kind is a finding; DatabaseError is raised only
    when the database is missing or out of reach.
    """
    try:
        with open_source(target) as source:
            yield from _examine(source, catalogue, named=named)
    except Unreadable as error:
        yield Finding("file", error.message, error.remedy)


def _examine(source: Source, catalogue: Catalogue, *, named: bool) -> Iterator[Finding]:
    for name, check in _OF_THE_WHOLE.items():
        yield from guarded(name, check(source))
    is_ours = False
    for finding in guarded("schema", structure.schema(source)):
        yield finding
        is_ours = finding.is_well
    if is_ours:
        for name, check in _OF_CONTENTS.items():
            yield from guarded(name, check(source))
        yield from guarded("seeds", seeds.against(source, catalogue, named=named))
