"""Tables and views in words, for ``hrdemands schema`` and the documentation."""

from typing import Any

from sqlalchemy import Column, Table

from hrdemands.schema import Base
from hrdemands.schema.views import VIEWS


def describe() -> list[dict[str, Any]]:
    """Every view and table with its description, views first."""
    views = [
        {"name": view.name, "kind": "view", "description": view.comment}
        for view in sorted(VIEWS, key=lambda view: view.name)
    ]
    tables = [
        {"name": table.name, "kind": "table", "description": table.comment or ""}
        for table in sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    ]
    return views + tables


def describe_one(name: str) -> list[dict[str, Any]]:
    """The columns of a table or view: name, type, reference, description."""
    for view in VIEWS:
        if view.name == name:
            return [
                {"column": column, "type": "", "refers to": "", "description": words}
                for column, words in view.columns.items()
            ]
    return [_column(each) for each in _table(name).columns]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _column(column: "Column[Any]") -> dict[str, Any]:
    kind = (
        "text" if str(column.type).startswith("VARCHAR") else str(column.type).lower()
    )
    if column.primary_key:
        kind += ", key"
    elif not column.nullable:
        kind += ", always"
    return {
        "column": column.name,
        "type": kind,
        "refers to": ", ".join(
            sorted(key.target_fullname for key in column.foreign_keys)
        ),
        "description": column.comment or "",
    }
