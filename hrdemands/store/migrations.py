"""Migrations run from Python, and the refusal of databases that are not ours.

Why by hand, each reproduced: SQLite's driver commits schema changes one by one, so a
failed migration left debris (hence one BEGIN of our own, see `engine`); rebuilding a
table with foreign keys on deleted the rows that refer to it (hence off, and checked
before the commit); views on a table that is rebuilt make the migration fail (hence
dropped before, built after).
"""

from typing import Any, Literal

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from hrdemands.errors import DatabaseError
from hrdemands.schema import Base
from hrdemands.schema.views import VIEWS
from hrdemands.shipped import shipped

State = Literal["empty", "behind", "current", "newer", "foreign"]
OURS = {"letter", "demand", "ask"}


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, shipped or of the checkout, for *connection*."""
    config = Config(shipped("alembic.ini"))
    config.set_main_option(
        "script_location", str(shipped("migrations")).replace("%", "%%")
    )
    config.attributes["connection"] = connection
    return config


def state(connection: Connection) -> State:
    """Say what the database is to this program."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return "empty"
    if "alembic_version" not in tables:
        return "foreign"
    found = connection.execute(text("SELECT version_num FROM alembic_version"))
    revisions = set(found.scalars())
    scripts = ScriptDirectory.from_config(alembic_config())
    if revisions == {scripts.get_current_head()}:
        return "current"
    if revisions <= {script.revision for script in scripts.walk_revisions()}:
        return "behind" if revisions or not tables & OURS else "foreign"
    return "newer" if tables >= OURS else "foreign"


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
    with engine.connect() as connection:
        found = refuse_others(connection, label)
        connection.rollback()
        if found == "current":
            return False
        command.upgrade(alembic_config(connection), "head")
    return True


def migrate(context: Any, connection: Connection) -> None:  # noqa: ANN401
    """Run the migrations that Alembic's *context* asks for, all or none."""
    _foreign_keys(connection, on=False)
    try:
        with connection.begin():
            refuse_others(connection, "the database")
            _drop_views(connection)
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                transactional_ddl=True,
                compare_type=True,
                compare_server_default=True,
            )
            context.run_migrations()
            _build_views(connection, context)
            _check_references(connection)
    finally:
        _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Turn SQLite's foreign keys on or off; inside a transaction that does nothing.

    Asked of the driver itself, as SQLAlchemy would begin a transaction first.
    """
    if connection.dialect.name != "sqlite":
        return
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
    driver.execute(f"PRAGMA legacy_alter_table = {'OFF' if on else 'ON'}")


def _drop_views(connection: Connection) -> None:
    present = set(inspect(connection).get_view_names())
    for view in reversed(VIEWS):
        if view.name in present:
            connection.exec_driver_sql(f"DROP VIEW {view.name}")


def _build_views(connection: Connection, context: Any) -> None:  # noqa: ANN401
    """Build the views, which fit only the newest revision."""
    heads = set(context.get_context().get_current_heads())
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if heads != {newest}:
        return
    for view in VIEWS:
        connection.exec_driver_sql(view.create(connection.dialect.name))
        if connection.dialect.name == "postgresql":
            _comment(connection, view.name, view.comment, view.columns)


def _comment(
    connection: Connection,
    name: str,
    comment: str,
    columns: Any,  # noqa: ANN401
) -> None:
    quoted = comment.replace("'", "''")
    connection.exec_driver_sql(f"COMMENT ON VIEW {name} IS '{quoted}'")
    for column, words in columns.items():
        quoted = words.replace("'", "''")
        connection.exec_driver_sql(f"COMMENT ON COLUMN {name}.{column} IS '{quoted}'")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise DatabaseError(
            f"the migration would leave references to nothing in {tables}",
            "nothing was changed; report this",
        )
