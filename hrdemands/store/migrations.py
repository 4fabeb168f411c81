"""Migrations run from Python, and the refusal of databases that are not ours.

Why by hand, each reproduced: SQLite's driver commits schema changes one by one, so a
failed migration left debris (hence one BEGIN of our own, see `engine`); rebuilding a
table with foreign keys on deleted the rows that refer to it (hence off, and checked
before the commit); views on a table that is rebuilt make the migration fail (hence
dropped before, built after).
"""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from hrdemands.errors import DatabaseError, DataError
from hrdemands.schema import Base
from hrdemands.schema.ddl import is_of_models
from hrdemands.schema.views import VIEWS
from hrdemands.shipped import shipped
from hrdemands.store import fulltext, pages, seals
from hrdemands.store.backup import kept_before
from hrdemands.store.engine import driver_connection

State = Literal["empty", "behind", "current", "newer", "foreign"]
OURS = {"letter", "demand", "ask"}
VERSION = "alembic_version"


def alembic_config(connection: Connection | None = None, label: str = "") -> Config:
    """Alembic's configuration, shipped or of the checkout, for *connection*."""
    config = Config(shipped("alembic.ini"))
    config.set_main_option(
        "script_location", str(shipped("migrations")).replace("%", "%%")
    )
    config.attributes.update(connection=connection, label=label)
    return config


def newest_revision() -> str | None:
    """The revision that a database must be at."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def state(connection: Connection) -> State:
    """Say what the database is to this program."""
    inspector = inspect(connection)
    tables, views = set(inspector.get_table_names()), inspector.get_view_names()
    return state_by(tables, set(views), _revisions(connection))


def state_by(tables: set[str], views: set[str], revisions: set[str]) -> State:
    """Say what a database of these tables, views and revisions is to this program."""
    if not tables - {VERSION} and not views:
        return "empty"
    if not revisions or not tables >= OURS:
        return "foreign"
    scripts = ScriptDirectory.from_config(alembic_config())
    if revisions == {scripts.get_current_head()}:
        return "current"
    known = {script.revision for script in scripts.walk_revisions()}
    return "behind" if revisions <= known else "newer"


def _revisions(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    if not inspector.has_table(VERSION):
        return set()
    if "version_num" not in {c["name"] for c in inspector.get_columns(VERSION)}:
        return set()
    return set(connection.scalars(text(f"SELECT version_num FROM {VERSION}")))  # noqa: S608


def refuse_others(connection: Connection, label: str) -> State:
    """The state of the database; raise DatabaseError unless it may be migrated."""
    found = state(connection)
    if found == "newer":
        raise DatabaseError(
            f"{label}: was made by a newer hrdemands", "upgrade the program"
        )
    if found == "foreign":
        raise DatabaseError(
            f"{label}: holds tables of another program", "name another database"
        )
    return found


def upgrade(engine: Engine, label: str) -> bool:
    """Bring the database to the newest revision; say whether it was not there yet.

    Raises DatabaseError, and touches nothing, when the database is not ours.
    """
    with at_newest(engine, label) as (_, migrated):
        return migrated is not None


class Migrated(NamedTuple):
    """What was done to bring a database to the newest revision."""

    backup: Path | None
    """The copy of the database that was, if it held anything and is a file."""


@contextmanager
def at_newest(
    engine: Engine, label: str, *, keep: bool = True
) -> Iterator[tuple[Connection, Migrated | None]]:
    """A write transaction in which the database is at the newest revision.

    Yields its connection, and how it was migrated, if it had to be. The migrations and
    what the caller writes are committed together when *keep* is true and nothing is
    raised, and otherwise not at all. Raises DatabaseError, and touches nothing, when
    the database is not ours.
    """
    with engine.connect() as connection:
        with connection.begin() as transaction:
            behind = refuse_others(connection, label) != "current"
            transaction.rollback()
        if behind:
            references_off(connection)
        with (
            connection.begin() as transaction,
            _migrated(connection, label, behind=behind, keep=keep) as migrated,
        ):
            yield connection, migrated
            _check_written(connection, label, unwatched=behind or not keep)
            if not keep:
                transaction.rollback()


@contextmanager
def _migrated(
    connection: Connection, label: str, *, behind: bool, keep: bool
) -> Iterator[Migrated | None]:
    if not behind:
        yield None
        return
    with contextlib.ExitStack() as stack:
        copy = None
        # Another program may have migrated it since.
        if keep and state(connection) == "behind":
            copy = stack.enter_context(kept_before(connection, newest_revision()))
        command.upgrade(alembic_config(connection, label), "head")
        check_references(connection)
        yield Migrated(copy)


def migrate(context: Any, connection: Connection, label: str) -> None:  # noqa: ANN401
    """Run the migrations that Alembic's *context* asks for.

    For a transaction that was begun after `references_off`.
    """
    refuse_others(connection, label)
    _drop_views(connection)
    plugins = ["alembic.autogenerate.*"]
    # PostgreSQL has no CHECK for a boolean, which the plugin would then propose.
    if connection.dialect.name == "sqlite":
        plugins.append("alembic.ext.checkconstraint_byname")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        autogenerate_plugins=plugins,
        include_name=is_of_models,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        compare_server_default=True,
    )
    context.run_migrations()
    # Views, and what is made of other tables, fit only the newest revision.
    if set(context.get_context().get_current_heads()) == {newest_revision()}:
        build_views(connection)
        pages.rebuild(connection)
        seals.rebuild(connection)
        if not fulltext.in_step(connection):
            fulltext.refresh(connection, None)


def references_off(connection: Connection) -> None:
    """Turn SQLite's foreign keys off; inside a transaction that would do nothing."""
    if connection.dialect.name == "sqlite":
        driver = driver_connection(connection)
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("PRAGMA legacy_alter_table = ON")


def check_references(connection: Connection) -> None:
    """Raise DatabaseError if a migration left a reference to nothing."""
    if tables := _with_broken_references(connection):
        raise DatabaseError(
            f"the migration would leave references to nothing in {tables}",
            "nothing was changed; report this",
        )


def _check_written(connection: Connection, label: str, *, unwatched: bool) -> None:
    """Raise for references to nothing, which a commit might not see or not name."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    elif unwatched and (tables := _with_broken_references(connection)):
        raise DataError(
            f"{label}: refuses references to nothing in {tables}",
            "nothing was changed; mend the seeds",
        )


def _with_broken_references(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        return ""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return ", ".join(sorted({str(row[0]) for row in broken}))


def _drop_views(connection: Connection) -> None:
    present = set(inspect(connection).get_view_names())
    for view in reversed(VIEWS):
        if view.name in present:
            connection.exec_driver_sql(f"DROP VIEW {view.name}")


def build_views(connection: Connection) -> None:
    """Create the views, with their descriptions where the database keeps such."""
    for view in VIEWS:
        connection.exec_driver_sql(view.create(connection.dialect.name))
        if connection.dialect.name == "postgresql":
            _comment(connection, f"VIEW {view.name}", view.comment)
            for column, words in view.columns.items():
                _comment(connection, f"COLUMN {view.name}.{column}", words)


def _comment(connection: Connection, thing: str, words: str) -> None:
    quoted = words.replace("'", "''")
    connection.exec_driver_sql(f"COMMENT ON {thing} IS '{quoted}'")
