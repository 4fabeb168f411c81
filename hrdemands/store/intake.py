"""Files of a source into a database: all of them, or nothing.

The vocabularies that names are resolved with are those of the database, in the same
transaction that is written. A database that has none yet gets the shipped seeds first.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text

from hrdemands import schema
from hrdemands.errors import DataError
from hrdemands.importers.importer import Importer, Reading
from hrdemands.importers.names import Names
from hrdemands.importers.tables import Limits, Row, Table, check_heading, open_table
from hrdemands.importers.tables.unpacking import open_regular
from hrdemands.importers.tally import Tally
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import Target
from hrdemands.queries.vocabularies import vocabularies
from hrdemands.seedfiles.checks import check
from hrdemands.shipped import shipped
from hrdemands.store.importing import FileRow, Merged, merge
from hrdemands.store.loader import load
from hrdemands.store.migrations import Migrated
from hrdemands.store.rows import table
from hrdemands.store.transaction import Committing, in_one_transaction
from hrdemands.store.writing import prepare
from hrdemands.text import counted, visible

_PIECE = 1 << 20
Watch = Callable[[str, int, int], None]
"""Hears what is being done, and how much of how much is done."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are to be imported."""

    limits: Limits = field(default_factory=Limits)
    encoding: str | None = None
    strict: bool = False
    dry_run: bool = False
    watch: Watch = lambda _words, _done, _whole: None
    committing: Committing = lambda: None
    """Called right before the commit: see `transaction.in_one_transaction`."""


@dataclass(slots=True)
class Imported:
    """What became of one file."""

    name: str
    form: str
    kept_out: tuple[str, ...]
    tally: Tally
    merged: Merged


@dataclass(slots=True)
class Intake:
    """What became of all files, and of the database they went to."""

    files: list[Imported]
    migrated: Migrated | None
    seeded: bool
    """Whether the shipped seeds had to be loaded first."""


def import_files(
    target: Target, importer: Importer, paths: Sequence[Path], wish: Wish
) -> Intake:
    """Import the files *paths*, in order, into *target*; all of it is one transaction.

    After an error, and after a dry run, the database is as it was. Raises DataError
    for a file that is refused; for any value no vocabulary knows, if the *wish* is
    strict; and DatabaseError.
    """
    for path in paths:
        check_heading(path, importer.columns, wish.limits, wish.encoding)

    def write(connection: Connection) -> tuple[list[Imported], bool]:
        seeded = _seed(connection)
        prepare(connection)
        names = _names(connection)
        files = [_import_file(connection, importer, p, names, wish) for p in paths]
        if wish.strict:
            _refuse_unmapped(files)
        return files, seeded

    (files, seeded), migrated = in_one_transaction(
        target, write, dry_run=wish.dry_run, committing=wish.committing
    )
    return Intake(files, migrated, seeded)


def _seed(connection: Connection) -> bool:
    """Load the shipped seeds into a database without countries; say whether."""
    countries = select(func.count()).select_from(table(schema.Country))
    if connection.execute(countries).scalar_one():
        return False
    catalogue, texts, _problems = check([shipped("seeds")], None)
    load(connection, catalogue, texts)
    return True


def _names(connection: Connection) -> Names:
    def rows(query: Query) -> Iterator[Any]:
        return connection.execute(text(query.sql), query.parameters).mappings()

    wanted = vocabularies()
    return Names(
        countries=rows(wanted.countries),
        bodies=rows(wanted.bodies),
        mappings=rows(wanted.mappings),
    )


def _import_file(
    connection: Connection, importer: Importer, path: Path, names: Names, wish: Wish
) -> Imported:
    file = FileRow(
        f"{importer.source}/{visible(path.name)}", importer.source, _hash(path, wish)
    )
    with open_table(
        path,
        importer.columns,
        wish.limits,
        encoding=wish.encoding,
        knows=lambda name: names.country(name) is not None,
    ) as found:
        tally = Tally()
        reading = Reading(found.name, names, tally)
        documents = importer.documents(_watched(found, wish.watch), reading)

        def told(merged: int) -> None:
            wish.watch(f"writing {found.name}", merged, tally.recommendations)

        merged = merge(connection, documents, file, told)
        return Imported(found.name, found.form, found.kept_out, tally, merged)


def _hash(path: Path, wish: Wish) -> str:
    with open_regular(path, wish.limits) as file:
        digest = hashlib.sha256()
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _watched(found: Table, watch: Watch) -> Iterator[Row]:
    for number, row in enumerate(found.rows):
        if number % 500 == 0:
            watch(f"reading {found.name}", *found.progress())
        yield row


def _refuse_unmapped(files: list[Imported]) -> None:
    for file in files:
        for (what, value), times in file.tally.unmapped.most_common(1):
            kinds = counted(len(file.tally.unmapped), "value")
            raise DataError(
                f"{file.name}: {kinds} no vocabulary knows; most frequent:"
                f" {what} '{value}', {times} times; nothing was imported",
                "without --strict they are kept as written; --dry-run lists them",
            )
