"""What all rows share: where they are collected, and the hash they are known by."""

import hashlib
from collections import defaultdict
from typing import Any

from sqlalchemy import Table

from hrdemands.schema import Base
from hrdemands.seedfiles.records import Record

Row = dict[str, Any]
Rows = dict[Table, list[Row]]

FORMAT = "1"
"""Raised when the same record comes to mean other rows, so that all load again."""


def table(model: type[Base]) -> Table:
    """The table of a model."""
    return Base.metadata.tables[model.__tablename__]


def content_hash(record: Record) -> str:
    """SHA-256 of a record's content, whatever the layout of its file."""
    content = f"{FORMAT}:{record.model_dump_json(by_alias=True)}"
    return hashlib.sha256(content.encode()).hexdigest()


class RowSink:
    """Collects rows by table."""

    def __init__(self) -> None:
        self.rows: Rows = defaultdict(list)

    def add(self, model: type[Base], **values: Any) -> None:
        """Add one row."""
        self.rows[table(model)].append(values)
