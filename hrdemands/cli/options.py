"""Options that commands share, and what they say to the shell's completion.

Options are made once and shared by the commands that take them: making twenty anew
for each would cost a look-up more than its queries.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from hrdemands.queries.filters import (
    AUDIENCES,
    CATEGORIES,
    RESPONSES,
    ROLES,
    SOURCES,
    STRENGTHS,
)
from hrdemands.queries.target import VARIABLE

if TYPE_CHECKING:
    # A look-up completes nothing.
    from click.shell_completion import CompletionItem

MOST_COMPLETIONS = 50


def complete(kind: str) -> Callable[..., list["CompletionItem"]]:
    """Complete ids and names of a kind from the database, if there is one."""

    def items(
        context: click.Context, _: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415

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


def argument(name: str, kind: str, metavar: str = "NAME") -> click.Argument:
    """A name that is completed from the database."""
    return click.Argument([name], metavar=metavar, shell_complete=complete(kind))


def words(name: str, kind: str) -> click.Argument:
    """A name of one or several words, as people type South Korea."""
    return click.Argument(
        [name],
        metavar="NAME",
        nargs=-1,
        required=True,
        callback=lambda _context, _parameter, typed: " ".join(typed),
        shell_complete=complete(kind),
    )


def flag(name: str, words: str) -> click.Option:
    """An option that is there or not."""
    return click.Option([name], is_flag=True, help=words)


def count(name: str, words: str, default: int | None = None) -> click.Option:
    """An option that takes a whole number from 0."""
    return click.Option(
        [name],
        type=click.IntRange(0),
        default=default,
        show_default=default is not None,
        metavar="N",
        help=words,
    )


DB = click.Option(
    ["--db"],
    metavar="FILE|URL",
    envvar=VARIABLE,
    help=f"SQLite file or database URL.  [default: ${VARIABLE}, else hrdemands.db]",
)


def _known(name: str, words: str, metavar: str = "NAME") -> click.Option:
    return click.Option(
        [f"--{name}"],
        multiple=True,
        metavar=metavar,
        help=words,
        shell_complete=complete(name),
    )


def _closed(name: str, values: Sequence[str], words: str) -> click.Option:
    return click.Option(
        [f"--{name}"], multiple=True, type=click.Choice(values), help=words
    )


def _text(name: str, metavar: str, words: str) -> click.Option:
    return click.Option([f"--{name}"], metavar=metavar, help=words)


FILTERS: dict[str, click.Option] = {
    "country": _known("country", "Country named, in any role."),
    "role": _closed("role", ROLES, "What the country is to the demand."),
    "region": _known("region", "M49 region or UN group of a country named."),
    "place": _known("place", "Place named that is no country."),
    "issue": _known("issue", "Issue, narrower ones included.", "ISSUE"),
    "organization": _known("organization", "Organization behind the letter."),
    "recipient": _known("recipient", "Office or person the letter is put to."),
    "target": _known("target", "Who must act in the end."),
    "action": _known("action", "Act asked, in either slot.", "ACTION"),
    "strength": _closed("strength", STRENGTHS, "How strongly it is worded."),
    "audience": _closed("audience", AUDIENCES, "In public or in private."),
    "explicit": click.Option(
        ["--explicit/--implied"], default=None, help="Asked outright, or only implied."
    ),
    "group": _known("group", "Group of people affected.", "GROUP"),
    "mechanism": _known("mechanism", "Mechanism or instrument named."),
    "letter": _known("letter", "Letter.", "LETTER"),
    "ask": _known("ask", "Canonical ask the demand is.", "ASK"),
    "source": _closed("source", SOURCES, "Letters, or what was imported."),
    "asking": _known("asking", "State or mechanism that recommends."),
    "response": _closed("response", RESPONSES, "The answer to a recommendation."),
    "category": _closed(
        "category", CATEGORIES, "How specific a recommendation is, 1 to 5."
    ),
    "year": _text("year", "YEAR", "Letters that may be of it."),
    "since": _text(
        "since", "DATE", "Letters that may be of this year or day, or later."
    ),
    "until": _text(
        "until", "DATE", "Letters that may be of this year or day, or earlier."
    ),
    "limit": count("--limit", "At most so many rows."),
}
"""The filters by name, in the order of the help."""


def filters(*without: str) -> list[click.Parameter]:
    """Every filter but those named in *without*."""
    return [option for name, option in FILTERS.items() if name not in without]


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that a user gave."""
    return {key: value for key, value in options.items() if value not in (None, ())}
