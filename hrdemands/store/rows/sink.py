"""What all rows share: where they are collected."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Table

from hrdemands.schema import Base

Row = dict[str, Any]
Rows = dict[Table, list[Row]]


def table(model: type[Base]) -> Table:
    """The table of a model."""
    return Base.metadata.tables[model.__tablename__]


class RowSink:
    """Collects rows by table."""

    def __init__(self) -> None:
        self.rows: Rows = defaultdict(list)

    def add(self, model: type[Base], **values: Any) -> None:
        """Add one row."""
        self.rows[table(model)].append(values)
