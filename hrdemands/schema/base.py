"""The base of all tables: one naming convention, one set of column types.

Text collates by code point on both databases ("C" on PostgreSQL, BINARY on SQLite),
so that a sorted answer has one order everywhere. Closed lists become CHECK
constraints; a native PostgreSQL enum could not be changed inside a migration.
There are no relationships: what reads, reads plain SQL (see `queries`).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from hrdemands.vocabulary import values

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
LONGEST_VALUE = 32


def _text() -> TypeEngine[str]:
    return Text().with_variant(Text(collation="C"), "postgresql")


def _closed_list() -> Enum:
    return Enum(
        StrEnum,
        native_enum=False,
        create_constraint=True,
        length=LONGEST_VALUE,
        values_callable=values,
    )


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own attribute
        str: _text(),
        StrEnum: _closed_list(),
        date: Date(),
        datetime: DateTime(timezone=True),
    }


Slug = Annotated[str, mapped_column(primary_key=True)]
"""A stable id that users cite."""


def column(comment: str, *args: Any, **options: Any) -> MappedColumn[Any]:
    """A column with its description, which documentation and PostgreSQL show."""
    return mapped_column(*args, comment=comment, **options)


def flag(name: str, comment: str) -> MappedColumn[bool]:
    """A true-or-false column, held to two values on SQLite too."""
    return mapped_column(Boolean(create_constraint=True, name=name), comment=comment)


def refers(target: str) -> ForeignKey:
    """A foreign key that a load may leave open until it commits.

    A load deletes and inserts changed rows in any order; outside of it the key is
    checked at once, as usual.
    """
    return ForeignKey(target, deferrable=True, initially="IMMEDIATE")


def refers_together(columns: list[str], targets: list[str]) -> ForeignKeyConstraint:
    """A foreign key of several columns, deferrable like `refers`."""
    return ForeignKeyConstraint(
        columns, targets, deferrable=True, initially="IMMEDIATE"
    )


def options(comment: str, *, rowid: bool = True) -> dict[str, Any]:
    """Table options: its description, and no row id for SQLite's link tables."""
    return {"comment": comment} | ({} if rowid else {"sqlite_with_rowid": False})


def check(name: str, sql: str) -> CheckConstraint:
    """A named CHECK constraint."""
    return CheckConstraint(sql, name=name)


class FromSeedFile:
    """What every record of its own carries: the seed file it came from."""

    seed_file: Mapped[str] = column(
        "the seed file it came from", refers("seed_file.path"), index=True
    )
