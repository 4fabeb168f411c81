"""The SQL of a role that may read and nothing else."""

import click

from hrdemands.cli.outcome import write


@click.command("grants")
@click.argument("role", required=False)
def grants_command(role: str | None) -> None:
    """Print the SQL that makes a PostgreSQL ROLE which may read and nothing else.

    The role is hrdemands_reader unless you name another. Example: hrdemands grants |
    psql -d hrdemands
    """
    from hrdemands.errors import UsageError  # noqa: PLC0415
    from hrdemands.queries.adhoc.role import ROLE, grants  # noqa: PLC0415
    from hrdemands.queries.sqltext import storable  # noqa: PLC0415

    name = ROLE if role is None else role
    if not name.strip() or name != storable(name) or len(name.encode()) > LONGEST:
        raise UsageError(f"'{name}' is no name of a role", "use up to 63 letters")
    write(grants(name))


LONGEST = 63
"""Bytes of a name in PostgreSQL, which cuts longer ones."""
