"""What a database holds tables to, put off while many rows are written.

Row by row, indexes, keys and CHECKs cost most of what a load takes; of rows that are
all there they are built, and checked, in a fraction of it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import CheckConstraint, Connection, Dialect, Table

from hrdemands.schema import Base


@contextmanager
def without_indexes(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Take the indexes of *tables* away, and build them again at the end.

    A sorted build of an index takes a fraction of a million single insertions. On
    PostgreSQL keys go as well, primary, unique and foreign, with those of other tables
    of ours that lead here: it checks them at once when they come back. A key stays that
    something of anybody else's needs. Of tables that are replicated nothing can be
    deleted meanwhile. SQLite's keys are part of its tables, and stay.
    """
    found = indexes_of(connection, tables)
    _check_what_waits(connection)
    for each in found:
        connection.exec_driver_sql(each.drop)
    yield
    _check_what_waits(connection)
    for each in reversed(found):
        connection.exec_driver_sql(each.create)


def _check_what_waits(connection: Connection) -> None:
    """Let PostgreSQL check what was to wait for the commit, and let the rest wait.

    It alters no table of whose rows something is still to be checked.
    """
    if connection.dialect.name == "postgresql":
        for when in ("IMMEDIATE", "DEFERRED"):
            connection.exec_driver_sql(f"SET CONSTRAINTS ALL {when}")


class Index(NamedTuple):
    """The statements that take an index or a key away, and build it again."""

    drop: str
    create: str


def indexes_of(connection: Connection, tables: Sequence[Table]) -> list[Index]:
    """What `without_indexes` takes away, each before what it needs."""
    names = ", ".join(f"'{each.name}'" for each in tables)
    postgresql = connection.dialect.name == "postgresql"
    return _postgresql(connection, names) if postgresql else _sqlite(connection, names)


@contextmanager
def checked_at_once(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Let SQLite hold the rows of *tables* to their CHECKs at the end, all at once.

    Row by row it makes a list anew for each CHECK with an IN, which took two fifths of
    the time that rows of letters took to write; in one statement a list is made once.
    Raises what the first row that breaks a CHECK would have raised.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        # Ctrl-C within a statement costs the connection, and the pragma goes with it.
        if not connection.invalidated:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    for each in tables:
        if rules := _checks(each, connection.dialect):
            # To write such a row once more makes SQLite name the CHECK.
            connection.exec_driver_sql(
                f"INSERT INTO {each.name} SELECT * FROM {each.name}"  # noqa: S608
                f" WHERE NOT ({' AND '.join(rules)})"
            )


def _checks(each: Table, dialect: Dialect) -> list[str]:
    """The conditions of a table's CHECKs."""
    found = (c for c in each.constraints if isinstance(c, CheckConstraint))
    literal = {"literal_binds": True}
    compiled = (
        c.sqltext.compile(dialect=dialect, compile_kwargs=literal) for c in found
    )
    return [f"({sql})" for sql in sorted(map(str, compiled))]


def _sqlite(connection: Connection, names: str) -> list[Index]:
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"  # noqa: S608
        f" AND tbl_name IN ({names})"
    )
    return [Index(f'DROP INDEX "{name}"', str(sql)) for name, sql in rows.fetchall()]


def _postgresql(connection: Connection, names: str) -> list[Index]:
    ours = ", ".join(f"'{name}'" for name in Base.metadata.tables)
    held = connection.exec_driver_sql(_KEYS.format(names=names, ours=ours))
    indexes = connection.exec_driver_sql(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i"  # noqa: S608
        f" WHERE i.schemaname = current_schema() AND i.tablename IN ({names})"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname"
        "   AND c.connamespace = current_schema()::regnamespace)"
    )
    return [
        *(
            Index(
                f'ALTER TABLE {owner} DROP CONSTRAINT "{name}"',
                f'ALTER TABLE {owner} ADD CONSTRAINT "{name}" {definition}',
            )
            for owner, name, definition in held.fetchall()
        ),
        *(Index(f'DROP INDEX "{name}"', str(sql)) for name, sql in indexes.fetchall()),
    ]


_KEYS = """
WITH own AS (SELECT c.*, conrelid::regclass::text AS owner,
                    confrelid::regclass::text AS leads_to
               FROM pg_constraint c
              WHERE connamespace = current_schema()::regnamespace
                AND conrelid::regclass::text IN ({ours}))
SELECT owner, conname, pg_get_constraintdef(oid) FROM own
 WHERE contype = 'f' AND (owner IN ({names}) OR leads_to IN ({names}))
    OR contype IN ('p', 'u') AND owner IN ({names})
   AND NOT EXISTS (SELECT 1 FROM pg_constraint other
                    WHERE other.contype = 'f' AND other.conindid = own.conindid
                      AND other.oid NOT IN (SELECT oid FROM own))
   AND NOT EXISTS (SELECT 1 FROM pg_depend d
                    WHERE d.refclassid = 'pg_constraint'::regclass
                      AND d.refobjid = own.oid AND d.deptype = 'n')
   AND NOT (SELECT indisreplident FROM pg_index WHERE indexrelid = own.conindid)
 ORDER BY contype <> 'f'"""
"""Foreign keys first, and of the others those that nothing of anybody else's needs: no
foreign key, no view that groups by them, no replica that tells rows apart by them."""
