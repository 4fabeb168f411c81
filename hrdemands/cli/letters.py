"""Letters: the list, one, and two compared."""

from typing import Any

import click

from hrdemands.cli.options import complete, filters
from hrdemands.cli.outcome import note
from hrdemands.cli.output import Output, answers, count_note, typed
from hrdemands.present.formats import Layout
from hrdemands.present.lists import COMPARED, LETTERS, letter_page
from hrdemands.queries.asks import compare_letters, compare_query
from hrdemands.queries.letters import (
    find_letters,
    get_letter,
    letter_query,
    letters_query,
)
from hrdemands.queries.names import resolve


@click.command("letters")
@filters()
@answers
def letters_command(output: Output, **options: Any) -> None:
    """Letters by date, with how many demands pass the filters.

    Example: hrdemands letters --organization "Human Rights Watch"
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(
            letters_query(chosen), lambda: find_letters(reader, chosen), LETTERS
        )
    count_note(found, "letter")


@click.command("letter")
@click.argument("name", metavar="ID", shell_complete=complete("letter"))
@answers
def letter_command(output: Output, name: str) -> None:
    """One letter: its date and from what it is known, its parties, its text.

    Example: hrdemands letter 2014-joint-kerry
    """
    with output.reading() as reader:
        letter = get_letter(reader, name)
        output.show(
            letter_query(letter.id),
            lambda: [letter],
            Layout(page=letter_page),
            single=True,
        )
    note(f"'hrdemands demands --letter {letter.id}' shows its demands")


@click.command("compare")
@click.argument("first", metavar="LETTER", shell_complete=complete("letter"))
@click.argument("second", metavar="LETTER", shell_complete=complete("letter"))
@answers
def compare_command(output: Output, first: str, second: str) -> None:
    """Two letters by ask: kept, gone and new; then shared issues and countries.

    An ask is kept in part when one letter makes it narrower or broader. Example:
    hrdemands compare 2006-hrw-ban-ki-moon 2016-joint-next-sg
    """
    with output.reading() as reader:
        ids = [resolve(reader, "letter", name) for name in (first, second)]
        found = output.show(
            compare_query(*ids), lambda: compare_letters(reader, *ids), COMPARED
        )
    if found and not any(c.status in ("gone", "new") for c in found):
        note("the letters' dates overlap or are one: neither is surely the earlier")
