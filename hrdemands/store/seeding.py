"""Bring a database up and load a catalogue into it, saying what was done."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection

from hrdemands.errors import DatabaseError, DataError
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import Target
from hrdemands.seedfiles.catalogue import Catalogue, files_of
from hrdemands.seedfiles.checks import Checking
from hrdemands.seedfiles.jsonlines import is_lines, lines_of
from hrdemands.seedfiles.problems import Problem, SeedFile
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.regular import MAX_BYTES, open_regular
from hrdemands.store.changes import Counts
from hrdemands.store.loader import LoadReport, load, load_letters
from hrdemands.store.making import Head, Passing, Texts, Wish, heads, make
from hrdemands.store.migrations import Migrated
from hrdemands.store.rewriting import MANY
from hrdemands.store.rows import content_hash
from hrdemands.store.transaction import Committing, in_one_transaction
from hrdemands.text import counted

_SHOWN = {
    "letter": "letters",
    "demand": "demands",
    "ask": "asks",
    "ask_membership": "judgements",
    "demand_pair": "pairs judged",
    "letter_text": "texts",
}


def is_held(target: Target, roots: list[Path]) -> bool:
    """Whether a large catalogue is what *target* was loaded with, file by file.

    Only hashes are compared, so that nothing changed is known as soon as the files are
    read. Catalogues without JSON Lines are small, and are always looked at whole; so is
    any after an import, as judgements may have waited for it.
    """
    files = dict(files_of(roots))
    lines = next((path for path in files.values() if is_lines(path)), None)
    if lines is None:
        return False
    with contextlib.suppress(DatabaseError, OSError), open_reader(target.place) as held:
        if held.rows(Query(_IMPORTED_SINCE)):
            return False
        found = held.rows(Query(_FILES))
        known = {row["path"]: row["sha256"] for row in found}
        if files.keys() != known.keys() or not _is_of_this_format(held, lines):
            return False
        return all(_sha256(path) == known[key] for key, path in files.items())
    return False


_IMPORTED_SINCE = (
    "SELECT 1 FROM seed_file i WHERE i.source <> 'letters' AND i.loaded_at >"
    " (SELECT max(f.loaded_at) FROM seed_file f WHERE f.source = 'letters') LIMIT 1"
)
_FILES = "SELECT path, sha256 FROM seed_file WHERE source = 'letters'"


def _is_of_this_format(held: Reader, lines: Path) -> bool:
    """Whether the first letter of a file has the hash that this program makes."""
    file = SeedFile(lines, str(lines))
    for line, _ in lines_of(file, MAX_BYTES):
        with contextlib.suppress(DataError):
            entry = Entry(line.letter(), line.seed_file(), ())
            sql = "SELECT content_hash FROM letter WHERE id = :id"
            found = held.rows(Query(sql, {"id": entry.record.id}))
            return [row["content_hash"] for row in found] == [content_hash(entry)]
        return False
    return False


def _sha256(path: Path) -> str:
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


Told = Callable[[list[Problem]], None]
"""Hears all problems of a check; raises DataError if there is to be no load."""


def load_seeds(
    target: Target,
    begin: Callable[[], Checking],
    told: Told,
    *,
    dry_run: bool = False,
    committing: Committing = lambda: None,
) -> list[str]:
    """Check the seeds that *begin* begins to check, and load them into *target*.

    Letters of a large catalogue that are many beside what is there are written as they
    pass the check; all else is checked first, so that nobody waits for a check who
    wants to write. *told* hears the problems before anything is committed. For the
    rest see `load_catalogue`.
    """
    checking = begin()
    if not checking.has_texts and _is_mostly_new(target, checking):
        checking.begin_to_make(partial(make, wish=Wish()))
        begun = chain([checking], iter(begin, None))
        return _load_passing(target, begun, told, dry_run, committing)
    known: dict[str, Head] = {}
    for found in checking.passing(heads):
        known |= found
    texts, problems = checking.finish()
    told(problems)
    return load_catalogue(
        target,
        checking.catalogue,
        texts,
        known=known,
        dry_run=dry_run,
        committing=committing,
    )


def _is_mostly_new(target: Target, checking: Checking) -> bool:
    """Whether most of the letters are in lines, and not in the database."""
    held = 0
    # What cannot be read is most often not there yet; if not, the load will tell.
    with contextlib.suppress(DatabaseError), open_reader(target.place) as reader:
        held = int(reader.rows(Query("SELECT count(*) AS n FROM letter"))[0]["n"])
    lines = sum(file.count for file in checking.catalogue.lines)
    return lines >= MANY + held


def load_catalogue(  # noqa: PLR0913 - what to load, and how
    target: Target,
    catalogue: Catalogue,
    texts: Texts,
    *,
    known: Mapping[str, Head] | None = None,
    dry_run: bool = False,
    committing: Committing = lambda: None,
) -> list[str]:
    """Load *catalogue* and *texts* into *target*; return what was done, line by line.

    Makes the database, or migrates it, first. All of it is one transaction: after an
    error, and after a *dry_run*, the database is as it was, and a file that was not
    there before is not there. Right before the commit *committing* is called: from
    then on an exception cannot undo the load. Heads of letters that are *known* are
    not made again. Raises DatabaseError, or DataError for a row that the database
    refuses.
    """
    report, migrated = in_one_transaction(
        target,
        lambda connection: load(connection, catalogue, texts, known),
        dry_run=dry_run,
        committing=committing,
    )
    return _done(target, report, migrated, dry_run=dry_run)


def _load_passing(
    target: Target,
    begun: Iterator[Checking],
    told: Told,
    dry_run: bool,  # noqa: FBT001 - passed on
    committing: Committing,
) -> list[str]:
    def finish(checking: Checking) -> None:
        told(checking.finish()[1])

    def write(connection: Connection) -> LoadReport:
        # Another one each time: the transaction may be tried again.
        checking = next(begun)
        if checking.is_faulty:
            told(checking.complete()[1])
        return load_letters(connection, Passing(checking, finish))

    report, migrated = in_one_transaction(
        target, write, dry_run=dry_run, committing=committing
    )
    return _done(target, report, migrated, dry_run=dry_run)


def _done(
    target: Target, report: LoadReport, migrated: Migrated | None, *, dry_run: bool
) -> list[str]:
    return [
        *_of_the_schema(target, migrated, dry_run=dry_run),
        *_in_words(target, report, dry_run=dry_run),
        *_left_out(report),
    ]


def _left_out(report: LoadReport) -> Iterator[str]:
    if report.waiting:
        verb = "waits" if report.waiting == 1 else "wait"
        judgements = counted(report.waiting, "judgement")
        yield f"{judgements} {verb} for demands that are not imported here"


def _of_the_schema(
    target: Target, migrated: Migrated | None, *, dry_run: bool
) -> Iterator[str]:
    if migrated:
        would = "would be " if dry_run else ""
        yield f"{target.label}: schema {would}brought to the newest revision"
    if migrated and migrated.backup:
        yield f"{target.label}: as it was before is kept in {migrated.backup}"


def _in_words(target: Target, report: LoadReport, *, dry_run: bool) -> list[str]:
    total = report.total()
    if not total.touched:
        return [
            f"{target.label}: nothing changed, all {total.unchanged:,} rows as before"
        ]
    lines = [
        f"{word}: {_counts(report.tables[table])}"
        for table, word in _SHOWN.items()
        if report.tables[table].touched or report.tables[table].unchanged
    ]
    verb = "would change" if dry_run else "loaded"
    return [f"{target.label}: {verb}", *lines, f"rows in all: {_counts(total)}"]


def _counts(counts: Counts) -> str:
    return (
        f"{counts.added:,} added, {counts.changed:,} changed,"
        f" {counts.removed:,} removed, {counts.unchanged:,} unchanged"
    )
