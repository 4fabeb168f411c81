"""The one transaction that a load or an import is: brought up, written, committed."""

import contextlib
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, event

from hrdemands.queries.target import Target
from hrdemands.store.engine import FileRemoved, write_engine
from hrdemands.store.migrations import Migrated, at_newest

T = TypeVar("T")
Committing = Callable[[], None]

RETRIES = 2
"""Times that it is tried again after another one, failing, took its file away."""


def in_one_transaction(
    target: Target,
    write: Callable[[Connection], T],
    *,
    dry_run: bool = False,
    committing: Committing = lambda: None,
) -> tuple[T, Migrated | None]:
    """Make or migrate *target*, *write* to it, and commit; return what *write* does.

    After an error, and after a *dry_run*, the database is as it was, and a file that
    was not there before is not there. Right before the commit *committing* is called:
    from then on an exception cannot undo it. Raises DatabaseError, or DataError for a
    row that the database refuses.
    """
    for _ in range(RETRIES):
        with contextlib.suppress(FileRemoved):
            return _once(target, write, dry_run=dry_run, committing=committing)
    return _once(target, write, dry_run=dry_run, committing=committing)


def _once(
    target: Target,
    write: Callable[[Connection], T],
    *,
    dry_run: bool,
    committing: Committing,
) -> tuple[T, Migrated | None]:
    with write_engine(target, create=True) as engine:
        event.listen(engine, "commit", lambda _: committing())
        with at_newest(engine, target.label, keep=not dry_run) as opened:
            connection, migrated = opened
            done = write(connection)
    return done, migrated
