"""What a database holds tables to, put off while many rows are written.

Row by row, indexes, keys and CHECKs cost most of what a load takes; of rows that are
all there they are built, and checked, in a fraction of it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import CheckConstraint, Connection, Dialect, Table

from hrdemands.schema import Base


class Rule(NamedTuple):
    """The statements that take an index or a key away, and build it again."""

    drop: str
    create: str


@contextmanager
def without_references(
    connection: Connection, tables: Sequence[Table]
) -> Iterator[None]:
    """Take PostgreSQL's foreign keys from *tables*, and to them, away until the end.

    They are checked at once when they come back, and what else waits for the commit
    with them: a table of whose rows something is still to be checked cannot be altered.
    SQLite has foreign keys wait without that.
    """
    _check_what_waits(connection)
    with _without(connection, references(connection, tables)):
        yield
        _check_what_waits(connection)


@contextmanager
def without_indexes(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Take the indexes of *tables* away, and build them again at the end.

    A sorted build of an index takes a fraction of a million single insertions. On
    PostgreSQL primary and unique keys go as well, but for those that something else
    needs, as foreign keys do; of a table that is replicated, nothing can be deleted
    meanwhile. SQLite's keys are part of its tables, and stay.
    """
    with _without(connection, indexes(connection, tables)):
        yield


@contextmanager
def _without(connection: Connection, rules: list[Rule]) -> Iterator[None]:
    for each in rules:
        connection.exec_driver_sql(each.drop)
    yield
    for each in rules:
        connection.exec_driver_sql(each.create)


def _check_what_waits(connection: Connection) -> None:
    """Let PostgreSQL check what was to wait for the commit, and the rest wait on."""
    if connection.dialect.name == "postgresql":
        for when in ("IMMEDIATE", "DEFERRED"):
            connection.exec_driver_sql(f"SET CONSTRAINTS ALL {when}")


def references(connection: Connection, tables: Sequence[Table]) -> list[Rule]:
    """What `without_references` takes away."""
    if connection.dialect.name == "sqlite":
        return []
    return _constraints(connection, _REFERENCES, tables)


def indexes(connection: Connection, tables: Sequence[Table]) -> list[Rule]:
    """What `without_indexes` takes away."""
    dialect = connection.dialect.name
    rows = connection.exec_driver_sql(_INDEXES[dialect].format(names=_listed(tables)))
    found = [Rule(f'DROP INDEX "{name}"', str(sql)) for name, sql in rows.fetchall()]
    if dialect == "postgresql":
        found += _constraints(connection, _KEYS, tables)
    return found


def _constraints(
    connection: Connection, query: str, tables: Sequence[Table]
) -> list[Rule]:
    ours = _listed(Base.metadata.sorted_tables)
    rows = connection.exec_driver_sql(query.format(names=_listed(tables), ours=ours))
    return [
        Rule(
            f'ALTER TABLE {owner} DROP CONSTRAINT "{name}"',
            f'ALTER TABLE {owner} ADD CONSTRAINT "{name}" {definition}',
        )
        for owner, name, definition in rows.fetchall()
    ]


def _listed(tables: Sequence[Table]) -> str:
    return ", ".join(f"'{each.name}'" for each in tables)


_INDEXES = {
    "sqlite": """
SELECT name, sql FROM sqlite_master
 WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({names})""",
    "postgresql": """
SELECT i.indexname, i.indexdef FROM pg_indexes i
 WHERE i.schemaname = current_schema() AND i.tablename IN ({names})
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c
                    WHERE c.conname = i.indexname
                      AND c.connamespace = current_schema()::regnamespace)""",
}
_OURS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint c
 WHERE connamespace = current_schema()::regnamespace
   AND conrelid::regclass::text IN ({ours})"""
_REFERENCES = f"""{_OURS} AND contype = 'f'
   AND (conrelid::regclass::text IN ({{names}})
        OR confrelid::regclass::text IN ({{names}}))"""
_KEYS = f"""{_OURS}
   AND contype IN ('p', 'u')
   AND conrelid::regclass::text IN ({{names}})
   AND NOT EXISTS (SELECT 1 FROM pg_constraint f
                    WHERE f.contype = 'f' AND f.conindid = c.conindid)
   AND NOT EXISTS (SELECT 1 FROM pg_depend d
                    WHERE d.refclassid = 'pg_constraint'::regclass
                      AND d.refobjid = c.oid AND d.deptype = 'n')
   AND NOT (SELECT indisreplident FROM pg_index WHERE indexrelid = c.conindid)"""  # noqa: S608
"""But for those that somebody's foreign key leads to, that a view groups by, or that a
replica tells rows apart by."""


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
