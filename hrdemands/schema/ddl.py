"""What a database needs and SQLAlchemy has no words for: DDL in each one's own.

It runs after the table it belongs to is made. Alembic reads such an index, or such a
table, as something else than it is, and would propose to drop it or to make it anew;
`is_of_models` keeps what was named here from it.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import DDL, FromClause, event

_TABLES: set[str] = set()
_OTHERS: set[str] = set()


def add(
    table: FromClause,
    statements: Mapping[str, Sequence[str]],
    *,
    tables: Sequence[str] = (),
    others: Sequence[str] = (),
) -> None:
    """Have *statements*, by dialect, run after *table* is made.

    *tables* are what the names of the tables they make begin with, *others* the names
    of their columns and indexes.
    """
    _TABLES.update(tables)
    _OTHERS.update(others)
    for dialect, several in statements.items():
        for statement in several:
            ddl = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl)


def is_of_models(name: str | None, kind: str, _parents: object = None) -> bool:
    """Whether Alembic may compare what it finds by this name with the models."""
    if kind == "table":
        return not (name or "").startswith(tuple(_TABLES))
    return name not in _OTHERS
