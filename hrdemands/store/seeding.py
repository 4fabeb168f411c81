"""Bring a database up and load a catalogue into it, saying what was done."""

import contextlib
from collections.abc import Iterator

from hrdemands.queries.target import Target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.engine import write_engine
from hrdemands.store.loader import Counts, LoadReport, load
from hrdemands.store.migrations import upgrade

_SHOWN = {
    "letter": "letters",
    "demand": "demands",
    "ask": "asks",
    "ask_membership": "judgements",
    "letter_text": "texts",
}


def load_catalogue(
    target: Target,
    catalogue: Catalogue,
    texts: dict[str, str],
    *,
    dry_run: bool = False,
) -> list[str]:
    """Load *catalogue* and *texts* into *target*; return what was done, line by line.

    Makes the database, or migrates it, first. With *dry_run* nothing is changed and no
    file is made. Raises DatabaseError; the database is then as it was, and a file that
    was not there before is not there after.
    """
    missing = target.kind == "sqlite" and not target.path.exists()
    if dry_run and missing:
        # Against nothing, everything would be added.
        return _would_be_made(target, catalogue, texts)
    with (
        _no_debris(target, missing=missing),
        write_engine(target, create=not dry_run) as engine,
    ):
        lines = []
        if not dry_run and upgrade(engine, target.label):
            lines.append(f"{target.label}: schema brought to the newest revision")
        report = load(engine, catalogue, texts, dry_run=dry_run)
    return [*lines, *_in_words(target, report, dry_run=dry_run)]


def _would_be_made(
    target: Target, catalogue: Catalogue, texts: dict[str, str]
) -> list[str]:
    """What a load into a new file would do, tried in memory."""
    with write_engine(Target("sqlite", ":memory:"), create=True) as engine:
        upgrade(engine, target.label)
        report = load(engine, catalogue, texts, dry_run=True)
    lines = _in_words(target, report, dry_run=True)
    return [f"{target.label}: would be made", *lines]


@contextlib.contextmanager
def _no_debris(target: Target, *, missing: bool) -> Iterator[None]:
    """Remove the file of a load that failed, if the load made it."""
    try:
        yield
    except BaseException:
        if missing:
            target.path.unlink(missing_ok=True)
        raise


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
