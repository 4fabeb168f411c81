"""Run by Alembic: connects as the program does, and migrates in one transaction.

The rules, and the traps behind them, stand in ``hrdemands.store.migrations``.
"""

from alembic import context

from hrdemands.errors import HrdemandsError
from hrdemands.queries.target import read_target
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import migrate


def _run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(context, connection)
        return
    arguments = context.get_x_argument(as_dictionary=True)
    with write_engine(read_target(arguments.get("db")), create=True) as engine:
        with engine.connect() as connection:
            migrate(context, connection)


if context.is_offline_mode():
    raise SystemExit("hrdemands migrates a database, it prints no SQL; leave out --sql")
try:
    _run()
except HrdemandsError as error:
    raise SystemExit(f"error: {error}") from None
