"""Judgements of demands that the database does not hold.

A person may judge what an import brings, and keep the judgement in seed files that are
shared with people who did not import it, or not yet. It then waits: it is left out of
the load and counted, and the first load after the import takes it up.
"""

from collections.abc import Container, Iterable

from sqlalchemy import Connection, select

from hrdemands import schema
from hrdemands.seedfiles.catalogue import is_imported
from hrdemands.store.rows import Row, Rows, table

_DEMAND = table(schema.Demand)
_SIDES = {
    table(schema.AskMembership): ("demand_id",),
    table(schema.DemandPair): ("first_id", "second_id"),
}
_AT_ONCE = 500


def leave_out_waiting(
    connection: Connection, wanted: Rows, loading: Container[str]
) -> int:
    """Take from *wanted* the judgements of imports that are not here; count them.

    *loading* are the ids of demands that the same load brings.
    """
    sought = {
        row[side]
        for each, sides in _SIDES.items()
        for row in wanted.get(each, [])
        for side in sides
        if is_imported(row[side]) and row[side] not in loading
    }
    missing = sought - _held(connection, sorted(sought))
    waiting = 0
    for each, sides in _SIDES.items():
        rows = wanted.get(each, [])
        wanted[each] = [row for row in rows if not _names(row, sides, missing)]
        waiting += len(rows) - len(wanted[each])
    return waiting


def _held(connection: Connection, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        found.update(
            connection.scalars(select(_DEMAND.c.id).where(_DEMAND.c.id.in_(some)))
        )
    return found


def _names(row: Row, sides: Iterable[str], demands: set[str]) -> bool:
    return any(row[side] in demands for side in sides)
