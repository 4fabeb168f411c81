"""The program: a thin group whose commands are imported when they are called.

stdout holds data only; notes and errors go to stderr. Exit statuses stand in
`hrdemands.errors`. One file holds a family of commands; each imports what is heavy
inside the command, so that help, completion and look-ups stay quick.
"""

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from hrdemands import __version__
from hrdemands.cli.interrupts import ignore_signals
from hrdemands.cli.outcome import run

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: dict[str, tuple[str, str]] = {
    "load": ("curate", "Load seeds into the database: all that changed, or nothing."),
    "import": ("imports", "Import recommendations from the UPR and UN mechanisms."),
    "check": ("curate", "Check seed files and report every problem."),
    "doctor": (
        "doctor",
        "Examine the database: what is wrong with it, and what to do.",
    ),
    "country": ("find", "What was asked about a country: subject first."),
    "issue": ("find", "What was asked on an issue, narrower ones included."),
    "organization": ("find", "What an organization asked, alone and jointly."),
    "recipient": ("find", "What was asked of an office or person: a checklist."),
    "demands": ("find", "Demands by any combination of filters."),
    "demand": ("find", "One demand, ready to cite."),
    "search": ("find", "Demands by words; any text is a legal search."),
    "letters": ("letters", "The letters."),
    "letter": ("letters", "One letter: date, parties, signatures, text."),
    "compare": ("letters", "Two letters: what is kept, gone and new."),
    "asks": ("recur", "The canonical asks."),
    "ask": ("recur", "One ask's history, with quotes side by side."),
    "recurring": ("recur", "What recurs across time, by ask or another key."),
    "silent": ("recur", "What was asked before a year and not since."),
    "timeline": ("recur", "Letters and demands by year."),
    "responses": ("recommendations", "What was answered to recommendations."),
    "beside": (
        "recommendations",
        "What letters ask of a country beside what states do.",
    ),
    "suggest": ("proposals", "Demands that may be the same ask: proposals to judge."),
    "review": ("review", "Judge proposals of the same ask; written to your seeds."),
    "coverage": ("coverage", "What of a draft letter was asked before, and by whom."),
    "again": ("proposals", "What may have been asked of a country again: proposals."),
    "echoes": (
        "proposals",
        "What letters ask that others may have recommended: proposals.",
    ),
    "issues": ("lists", "Issues with counts."),
    "countries": ("lists", "Countries with counts."),
    "organizations": ("lists", "Organizations with counts."),
    "recipients": ("lists", "Offices and their holders with counts."),
    "sql": ("adhoc", "Run your own SQL, read-only."),
    "schema": ("adhoc", "Show tables and views with descriptions."),
    "grants": ("grants", "Print the SQL of a PostgreSQL role that only reads."),
    "completion": ("adhoc", "Print the completion script of a shell."),
}
"""Every command with its module and its one line of help, in the order of the help."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and not to list it."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import the command *name*."""
        if name not in COMMANDS:
            return None
        module = import_module(f"hrdemands.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def format_commands(
        self, _ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name commands like the unknown one."""
        from hrdemands.text import suggestion  # noqa: PLC0415

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = suggestion(args[0], list(COMMANDS))
            ctx.fail(f"no command '{args[0]}'" + (f"; {near}" if near else ""))
        return super().resolve_command(ctx, args)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> "list[CompletionItem]":
        """Complete commands without importing them, and options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        commands = [
            CompletionItem(name, help=words)
            for name, (_, words) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Start with:  hrdemands load   then   hrdemands recurring",
)
@click.version_option(__version__, prog_name="hrdemands")
def cli() -> None:
    """What human-rights organizations ask of those in power: find, count and cite it.

    The database is named by --db or HRDEMANDS_DB: a SQLite file, or a URL such as
    postgresql:///hrdemands. It is hrdemands.db in the current folder otherwise.
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the program and exit with its status."""
    try:
        status = run(cli, arguments, alone=True)
    finally:
        # What is left goes with the process: to look it through for circles at the end,
        # as Python does several times, takes a look-up a tenth of its time.
        gc.freeze()
    # All is said and done: what ends Python now is not to tell otherwise.
    ignore_signals()
    sys.exit(status)
