"""Bring a database up and load a catalogue into it, saying what was done."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import event

from hrdemands.queries.target import Target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.engine import FileRemoved, write_engine
from hrdemands.store.loader import Counts, LoadReport, load
from hrdemands.store.migrations import Migrated, at_newest
from hrdemands.text import counted

RETRIES = 2
"""Times that a load is tried again after another one, failing, took its file away."""

_SHOWN = {
    "letter": "letters",
    "demand": "demands",
    "ask": "asks",
    "ask_membership": "judgements",
    "demand_pair": "pairs judged",
    "letter_text": "texts",
}


def load_catalogue(
    target: Target,
    catalogue: Catalogue,
    texts: dict[str, str],
    *,
    dry_run: bool = False,
    committing: Callable[[], None] = lambda: None,
) -> list[str]:
    """Load *catalogue* and *texts* into *target*; return what was done, line by line.

    Makes the database, or migrates it, first. All of it is one transaction: after an
    error, and after a *dry_run*, the database is as it was, and a file that was not
    there before is not there. Right before the commit *committing* is called: from
    then on an exception cannot undo the load. Raises DatabaseError, or DataError for a
    row that the database refuses.
    """
    load_once = partial(_load, target, catalogue, texts, committing, dry_run=dry_run)
    for _ in range(RETRIES):
        with contextlib.suppress(FileRemoved):
            return load_once()
    return load_once()


def _load(
    target: Target,
    catalogue: Catalogue,
    texts: dict[str, str],
    committing: Callable[[], None],
    *,
    dry_run: bool,
) -> list[str]:
    with write_engine(target, create=True) as engine:
        event.listen(engine, "commit", lambda _: committing())
        with at_newest(engine, target.label, keep=not dry_run) as opened:
            connection, migrated = opened
            report = load(connection, catalogue, texts)
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
