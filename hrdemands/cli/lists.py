"""Lists with counts."""

from typing import Any

import click

from hrdemands.cli.limits import counted_over
from hrdemands.cli.options import filters
from hrdemands.cli.output import Output, answers, typed
from hrdemands.present.counts import COUNTED
from hrdemands.queries.counts import count_by, count_query


def _list_command(what: str, words: str, example: str) -> click.Command:
    def command(output: Output, **options: Any) -> None:
        with output.reading() as reader:
            chosen = typed(reader, options)
            found = output.show(
                count_query(what, chosen),
                lambda: count_by(reader, what, chosen),
                COUNTED,
            )
            output.count(found, "row", chosen.limit)
            if found is not None:
                output.note(counted_over(reader, chosen))

    command.__doc__ = f"{words}\n\nExample: hrdemands {what} {example}"
    return answers(what, *filters())(command)


issues_command = _list_command(
    "issues",
    "Issues in the order of their tree, each counted with its narrower ones.",
    "--country China",
)
countries_command = _list_command(
    "countries", "Countries named, most demands first.", "--role subject"
)
organizations_command = _list_command(
    "organizations", "Organizations behind letters, most demands first.", "--since 2016"
)
recipients_command = _list_command(
    "recipients", "Offices and their holders, most demands first.", "--since 2016"
)
