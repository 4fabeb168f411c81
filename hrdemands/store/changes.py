"""What is to happen to a table whose rows are to be others: compared, and counted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Table

from hrdemands.store.rows import Row, columns
from hrdemands.store.writing import key_of


@dataclass(slots=True)
class Counts:
    """Rows of one table that a load adds, changes, removes, and leaves alone."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def touched(self) -> int:
        """Rows the load writes."""
        return self.added + self.changed + self.removed


@dataclass(slots=True)
class Change:
    """What is to happen to one table: rows to delete, and rows to insert."""

    table: Table
    gone: list[Row] = field(default_factory=list)
    stale: list[Row] = field(default_factory=list)
    fresh: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)

    def count(self, counts: Counts) -> None:
        """Add this change to the counts of its table."""
        counts.added += len(self.new)
        counts.changed += len(self.fresh)
        counts.removed += len(self.gone)
        counts.unchanged -= len(self.stale) + len(self.gone)


def compare(each: Table, present: list[Row], wanted: list[Row]) -> Change:
    """What must go and come for *present* to become *wanted*."""
    key, content_of = key_of(each), _content(each)
    old = {key(row): row for row in present}
    change = Change(each)
    for row in wanted:
        before = old.pop(key(row), None)
        if before is None:
            change.new.append(row)
        elif content_of(before) != content_of(row):
            change.stale.append(before)
            change.fresh.append(row)
    change.gone += old.values()
    return change


@cache
def _content(each: Table) -> Callable[[Row], Row]:
    """What takes out of a row all but when it was loaded, which is no content."""
    places = [n for n, name in enumerate(columns(each)) if name != "loaded_at"]
    return lambda row: tuple(row[place] for place in places)
