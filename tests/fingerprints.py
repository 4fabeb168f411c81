"""Everything a database says of itself, to compare two of them.

Not SQLAlchemy's reflection, which passes over what it does not know: SQLite's own
statements, and PostgreSQL's own catalogues.
"""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hrdemands.queries.reader import open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import read_target

_COLUMNS = """
SELECT c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod),
       a.attnotnull, pg_get_expr(d.adbin, d.adrelid), o.collname,
       col_description(c.oid, a.attnum), obj_description(c.oid, 'pg_class')
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  LEFT JOIN pg_collation o ON o.oid = a.attcollation
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind <> 'i'
"""
_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, contype::text, condeferrable, condeferred,
       pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
   AND contype <> 'n'
"""
_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()"
_VIEWS = "SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema()"

VERSION = "alembic_version"


def schema_of(url: str) -> set[Any]:
    """Every table, column, constraint, index, view and description, in its words.

    Alembic's own table is left out: what stands in it is data.
    """
    target = read_target(url)
    if target.kind == "sqlite":
        with closing(sqlite3.connect(target.path.absolute())) as connection:
            found = connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_master"
            ).fetchall()
        return {(*row[:3], *_parts(row[3])) for row in found if row[2] != VERSION}
    with psycopg.connect(target.place) as server:
        found = [
            (number, *row)
            for number, query in enumerate((_COLUMNS, _CONSTRAINTS, _INDEXES, _VIEWS))
            for row in server.execute(query.encode())
        ]
    return {row for row in found if VERSION not in str(row)}


def _parts(statement: str | None) -> list[str]:
    """A statement's lines in alphabetical order, but for quotes and commas.

    The order of a table's constraints means nothing, and Alembic does not keep it.
    """
    lines = re.sub(r'["\t]', "", statement or "").splitlines()
    return sorted(line.strip().rstrip(",") for line in lines)


def rows_of(url: str) -> dict[str, list[Any]]:
    """Every row of every table, in some order; an index of FTS5 is left out.

    What it is stored as depends on what was loaded before what.
    """
    target = read_target(url)
    if target.kind == "sqlite":
        with closing(sqlite3.connect(target.path.absolute())) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'demand_index%'"
            ).fetchall()
            return {
                name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))  # noqa: S608
                for (name,) in names
            }
    with psycopg.connect(target.place) as server:
        tables = server.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        ).fetchall()
        return {
            name: sorted(
                map(
                    repr,
                    server.execute(
                        sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))
                    ),
                )
            )
            for (name,) in tables
        }


def everything(url: str) -> tuple[set[Any], dict[str, list[Any]]]:
    """Schema and rows; equal before and after what must change nothing."""
    return schema_of(url), rows_of(url)


def bytes_of(path: Path) -> str:
    """The hash of a file, or of every file of a folder with its name."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    parts = [
        f"{file}:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files
    ]
    return "\n".join(parts)


def content(url: str) -> dict[str, list[str]]:
    """Every row as readers get it, but for when and from where it was loaded."""
    with open_reader(url) as reader:
        return {
            name: sorted(
                str([plain(v) for k, v in row.items() if k not in LOCAL])
                for row in reader.rows(Query(f"SELECT * FROM {name}"))  # noqa: S608
            )
            for name in rows_of(url)
        }


LOCAL = {"loaded_at", "seed_file", "path", "sha256", "terms"}


def plain(value: object) -> object:
    """SQLite has no booleans."""
    return int(value) if isinstance(value, bool) else value
