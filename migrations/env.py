"""Run by Alembic: connects as the program does, and migrates in one transaction.

The rules, and the traps behind them, stand in ``hrdemands.store.migrations``.
"""

import logging.config

from alembic import context

from hrdemands.errors import HrdemandsError
from hrdemands.queries.target import read_target
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import check_references, migrate, references_off


def _run() -> None:
    target = read_target(context.get_x_argument(as_dictionary=True).get("db"))
    with write_engine(target, create=True) as engine, engine.connect() as connection:
        references_off(connection)
        with connection.begin():
            migrate(context, connection, target.label)
            check_references(connection)


given = context.config.attributes
if context.is_offline_mode():
    raise SystemExit("hrdemands migrates a database, it prints no SQL; leave out --sql")
if "connection" in given:
    migrate(context, given["connection"], given["label"])
else:
    logging.config.fileConfig(str(context.config.config_file_name))
    try:
        _run()
    except HrdemandsError as error:
        raise SystemExit(f"error: {error}") from None
