"""SQL of the user's own, the schema it can ask, and shell completion."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from hrdemands.cli.options import flag
from hrdemands.cli.outcome import COMPLETE, PROGRAM, write
from hrdemands.cli.output import Output, answers, output_options
from hrdemands.errors import NotFound, UsageError
from hrdemands.present.formats import Column, Layout
from hrdemands.present.records import Record, cell
from hrdemands.queries.adhoc import DEFAULT_SECONDS, Table, run_sql
from hrdemands.queries.sqltext import LARGEST, Query, Value, check_parameters
from hrdemands.text import suggestion

ROWS_ON_A_TERMINAL = 500
STDIN = "-"


@answers(
    "sql",
    click.Argument(["statement"], metavar="SQL|FILE|-", default=STDIN),
    click.Option(
        ["-p", "--parameter", "given"],
        multiple=True,
        metavar="NAME=VALUE",
        help="Value of a :name in the statement.",
    ),
    click.Option(
        ["--timeout"],
        type=click.FloatRange(0.001, 1_000_000),
        default=DEFAULT_SECONDS,
        show_default=True,
        metavar="SECONDS",
        help="Longest time a statement may take.",
    ),
    click.Option(
        ["--rows"],
        type=click.IntRange(0),
        metavar="N",
        help=f"At most so many rows; 0 is all.  [default: {ROWS_ON_A_TERMINAL} on a"
        " terminal, else all]",
    ),
    flag("--as-superuser", "Run it though PostgreSQL refuses this user nothing."),
)
def sql_command(  # noqa: PLR0913 - click gives an option an argument
    output: Output,
    statement: str,
    given: tuple[str, ...],
    timeout: float,
    rows: int | None,
    *,
    as_superuser: bool,
) -> None:
    """Run one statement that reads: given here, in a .sql file, or on stdin (-).

    Nothing can be written, whatever the statement. Example:
    hrdemands sql "SELECT id, summary FROM v_demand WHERE year = :y" -p y=2006
    """
    text = _statement(statement)
    parameters = dict(map(_parameter, given))
    if output.sql:
        query = Query(text.rstrip().rstrip(";"), parameters)
        check_parameters(query)
        output.show(query, list, Layout())
        return
    limit = _row_limit(output, rows)
    with output.reading() as reader:
        table = run_sql(
            reader,
            text,
            parameters,
            seconds=timeout,
            max_rows=limit,
            as_superuser=as_superuser,
        )
    names = _unique(table.columns)
    records = [dict(zip(names, row, strict=True)) for row in table.rows]
    output.show(None, lambda: records, _layout(names, table))
    if table.more:
        output.note(f"cut at {limit} rows; --rows 0 shows all")


def _row_limit(output: Output, rows: int | None) -> int | None:
    if rows is not None:
        return min(rows, LARGEST) or None
    return ROWS_ON_A_TERMINAL if output.to_terminal() else None


def _statement(named: str) -> str:
    """The SQL given itself, or in a file or on standard input."""
    is_file = named.lower().endswith(".sql") and "\n" not in named
    if named != STDIN and not is_file:
        return named
    try:
        content = Path(named).read_bytes() if is_file else _standard_input()
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        where = named if is_file else "standard input"
        raise UsageError(f"{where}: {reason}", "give the SQL itself") from None


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError("standard input is closed", "give the SQL itself")
    if sys.stdin.isatty():
        click.echo("reading SQL from the terminal; end it with Ctrl-D", err=True)
    return sys.stdin.buffer.read()


def _parameter(given: str) -> tuple[str, Value]:
    name, equals, value = given.partition("=")
    if not equals or not (name.isidentifier() and name.isascii()):
        raise UsageError(f"'{given}' is no parameter", "write -p NAME=VALUE")
    return name, int(value) if _is_whole_number(value) else value


def _is_whole_number(value: str) -> bool:
    """Whether a text is a number as numbers are written: ``007`` is a code."""
    digits = value.removeprefix("-")
    plain = digits.isascii() and digits.isdecimal() and len(digits) < len(str(LARGEST))
    return plain and (digits == "0" or not digits.startswith("0"))


def _unique(columns: tuple[str, ...]) -> list[str]:
    """Column names, numbered where two are alike, so that no value is lost."""
    names: list[str] = []
    for column in columns:
        name, number = column, 1
        while name in names:
            number += 1
            name = f"{column}#{number}"
        names.append(name)
    return names


def _layout(names: list[str], table: Table) -> Layout:
    columns = (
        Column(name, _cell_of(name), number=_are_numbers(values))
        for name, values in zip(names, _columns(table, len(names)), strict=True)
    )
    return Layout(tuple(columns), keys=tuple(names))


def _columns(table: Table, count: int) -> list[tuple[Any, ...]]:
    return list(zip(*table.rows, strict=True)) or [()] * count


def _are_numbers(values: tuple[Any, ...]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | float) and not isinstance(value, bool)
        for value in known
    )


@answers("schema", click.Argument(["name"], required=False), options=output_options())
def schema_command(output: Output, name: str | None) -> None:
    """Show the tables and views, or the columns of one, with descriptions.

    Example: hrdemands schema v_demand
    """
    from hrdemands.schema.describe import describe, describe_one  # noqa: PLC0415

    rows: list[Record] = describe()
    if name is not None:
        known = [row["name"] for row in rows]
        if name.lower() not in known:
            remedy = suggestion(name, known) or "'hrdemands schema' lists them"
            raise NotFound(f"there is no table or view '{name}'", remedy)
        rows = describe_one(name.lower())
    columns = tuple(Column(key, _cell_of(key)) for key in rows[0])
    output.show(None, lambda: rows, Layout(columns))


def _cell_of(key: str) -> Callable[[Record], str]:
    return lambda row: cell(row[key])


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the script that teaches a SHELL to complete commands, options and names.

    Example: eval "$(hrdemands completion bash)"
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    from hrdemands.cli import cli  # noqa: PLC0415

    completion = get_completion_class(shell)
    if completion is None:
        raise UsageError(f"no completion for '{shell}'")
    write(completion(cli, {}, PROGRAM, COMPLETE).source() + "\n")
