"""Options that commands share, and what they say to the shell's completion."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from hrdemands.queries.target import VARIABLE

F = TypeVar("F", bound=Callable[..., Any])

STRENGTHS = ("must", "should", "urge", "recommend", "request", "hope", "implied")
AUDIENCES = ("public", "private", "both", "unspecified")
ROLES = ("subject", "example", "venue", "actor")

MOST_COMPLETIONS = 50


def complete(kind: str) -> Callable[..., list[CompletionItem]]:
    """Complete ids and names of a kind from the database, if there is one."""

    def items(
        context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from hrdemands.errors import HrdemandsError  # noqa: PLC0415
        from hrdemands.queries.completion import begin_with  # noqa: PLC0415
        from hrdemands.queries.reader import open_reader  # noqa: PLC0415

        try:
            with open_reader(context.params.get("db")) as reader:
                found = begin_with(reader, kind, incomplete, MOST_COMPLETIONS)
        except HrdemandsError:
            # A completion that cannot be had must not disturb the shell.
            return []
        return [CompletionItem(value, help=words) for value, words in found]

    return items


def db_option(command: F) -> F:
    """``--db``: which database."""
    return click.option(
        "--db",
        metavar="FILE|URL",
        envvar=VARIABLE,
        help=f"SQLite file or database URL.  [default: ${VARIABLE}, else hrdemands.db]",
    )(command)


class _Filter:
    """One filter option."""

    def __init__(self, name: str, words: str, metavar: str = "NAME") -> None:
        self.name, self.words, self.metavar = name, words, metavar

    def option(self) -> Callable[[F], F]:
        """The click option, repeatable, completed from the database."""
        return click.option(
            f"--{self.name}",
            multiple=True,
            metavar=self.metavar,
            help=self.words,
            shell_complete=complete(self.name),
        )


def _closed(name: str, values: Sequence[str], words: str) -> Callable[[F], F]:
    return click.option(
        f"--{name}", multiple=True, type=click.Choice(values), help=words
    )


FILTERS: dict[str, Callable[[Any], Any]] = {
    "country": _Filter("country", "Country named, in any role.").option(),
    "role": _closed("role", ROLES, "What the country is to the demand."),
    "region": _Filter("region", "M49 region or UN group of a country named.").option(),
    "place": _Filter("place", "Place named that is no country.").option(),
    "issue": _Filter("issue", "Issue, narrower ones included.", "ISSUE").option(),
    "organization": _Filter("organization", "Organization behind the letter.").option(),
    "recipient": _Filter(
        "recipient", "Office or person the letter is put to."
    ).option(),
    "target": _Filter("target", "Who must act in the end.").option(),
    "action": _Filter("action", "Act asked, in either slot.", "ACTION").option(),
    "strength": _closed("strength", STRENGTHS, "How strongly it is worded."),
    "audience": _closed("audience", AUDIENCES, "In public or in private."),
    "explicit": click.option(
        "--explicit/--implied", default=None, help="Asked outright, or only implied."
    ),
    "group": _Filter("group", "Group of people affected.", "GROUP").option(),
    "mechanism": _Filter("mechanism", "Mechanism or instrument named.").option(),
    "letter": _Filter("letter", "Letter.", "LETTER").option(),
    "ask": _Filter("ask", "Canonical ask the demand is.", "ASK").option(),
    "year": click.option("--year", metavar="YEAR", help="Letters that may be of it."),
    "since": click.option(
        "--since",
        metavar="DATE",
        help="Letters that may be of this year or day, or later.",
    ),
    "until": click.option(
        "--until",
        metavar="DATE",
        help="Letters that may be of this year or day, or earlier.",
    ),
    "limit": click.option(
        "--limit", type=click.IntRange(0), metavar="N", help="At most so many rows."
    ),
}
"""The filters by name, in the order of the help."""


def filters(*without: str) -> Callable[[F], F]:
    """Add every filter but those named in *without*."""

    def add(command: F) -> F:
        for name in reversed(FILTERS):
            if name not in without:
                command = FILTERS[name](command)
        return command

    return add
