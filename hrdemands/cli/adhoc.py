"""SQL of the user's own, the schema it can ask, and shell completion."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from hrdemands.cli.outcome import note
from hrdemands.cli.output import Output, answers
from hrdemands.errors import NotFound, UsageError
from hrdemands.present.formats import Column, Layout
from hrdemands.present.records import cell
from hrdemands.queries.adhoc import DEFAULT_SECONDS, Table, run_sql
from hrdemands.queries.sqltext import Query, Value
from hrdemands.text import suggestion

ROWS_ON_A_TERMINAL = 500


@click.command("sql")
@click.argument("statement", metavar="SQL|FILE|-")
@click.option(
    "-p",
    "--parameter",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="Value of a :name in the statement.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.001),
    default=DEFAULT_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Longest time a statement may take.",
)
@click.option(
    "--rows",
    type=click.IntRange(0),
    metavar="N",
    help=f"At most so many rows; 0 is all.  [default: {ROWS_ON_A_TERMINAL} on a"
    " terminal, else all]",
)
@answers
def sql_command(
    output: Output,
    statement: str,
    given: tuple[str, ...],
    timeout: float,
    rows: int | None,
) -> None:
    """Run one statement that reads: given here, in a .sql file, or on stdin (-).

    Nothing can be written, whatever the statement. Example:
    hrdemands sql "SELECT id, summary FROM v_demand WHERE year = :y" -p y=2006
    """
    text = _statement(statement)
    parameters = dict(_parameter(each) for each in given)
    limit = _row_limit(output, rows)
    with output.reading() as reader:
        if output.sql:
            output.show(Query(text.rstrip().rstrip(";"), parameters), list, Layout())
            return
        table = run_sql(reader, text, parameters, seconds=timeout, max_rows=limit)
    records = [
        dict(zip(_unique(table.columns), row, strict=True)) for row in table.rows
    ]
    output.show(None, lambda: records, _layout(table))
    if table.more:
        note(f"cut at {limit} rows; --rows 0 shows all")


def _row_limit(output: Output, rows: int | None) -> int | None:
    if rows is not None:
        return rows or None
    on_terminal = output.file is None and sys.stdout.isatty()
    return ROWS_ON_A_TERMINAL if on_terminal else None


def _statement(named: str) -> str:
    if named == "-":
        return sys.stdin.read()
    if named.lower().endswith(".sql") and "\n" not in named:
        try:
            return Path(named).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8"
            raise UsageError(
                f"{named}: {reason}", "give the SQL itself, or -"
            ) from None
    return named


def _parameter(given: str) -> tuple[str, Value]:
    name, equals, value = given.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f"'{given}' is no parameter", "write -p NAME=VALUE")
    if value.lstrip("-").isdecimal():
        return name, int(value)
    return name, value


def _unique(columns: tuple[str, ...]) -> list[str]:
    """Column names, numbered where two are alike, so that no value is lost."""
    names: list[str] = []
    for column in columns:
        number = names.count(column) and sum(n.split("#")[0] == column for n in names)
        names.append(f"{column}#{number + 1}" if number else column)
    return names


def _layout(table: Table) -> Layout:
    def column(name: str) -> Column:
        values = [row[name] for row in records if row[name] is not None]
        numeric = bool(values) and all(
            isinstance(v, int | float) and not isinstance(v, bool) for v in values
        )

        def text(row: dict[str, Any]) -> str:
            return cell(row[name])

        return Column(name, text, number=numeric)

    names = _unique(table.columns)
    records = [dict(zip(names, row, strict=True)) for row in table.rows]
    return Layout(tuple(column(name) for name in names))


@click.command("schema")
@click.argument("name", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "md"]),
    default="table",
    show_default=True,
    help="Form of the answer.",
)
@click.option(
    "-o", "--output", "file", type=click.Path(dir_okay=False), help="Write to a file."
)
def schema_command(name: str | None, form: str, file: str | None) -> None:
    """Show the tables and views, or the columns of one, with descriptions.

    Example: hrdemands schema v_demand
    """
    from hrdemands.schema.describe import describe, describe_one  # noqa: PLC0415

    output = Output(None, form, file, sql=False, raw_csv=False)
    if name is None:
        rows: list[dict[str, Any]] = describe()
    else:
        known = [row["name"] for row in describe()]
        if name not in known:
            remedy = suggestion(name, known) or "'hrdemands schema' lists them"
            raise NotFound(f"there is no table or view '{name}'", remedy)
        rows = describe_one(name)
    columns = tuple(Column(key, _cell_of(key)) for key in rows[0])
    output.show(None, lambda: rows, Layout(columns))


def _cell_of(key: str) -> Callable[[dict[str, Any]], str]:
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
    click.echo(completion(cli, {}, "hrdemands", "_HRDEMANDS_COMPLETE").source())
