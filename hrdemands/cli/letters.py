"""Letters: the list, one, and two compared."""

from typing import Any

from hrdemands.cli.options import argument, filters
from hrdemands.cli.output import Output, answers, typed
from hrdemands.present.formats import Layout
from hrdemands.present.letters import LETTERS, compared, letter_page
from hrdemands.queries.compare import compare_pair, compare_query, pair_letters
from hrdemands.queries.letters import (
    find_letters,
    get_letter,
    letter_query,
    letters_query,
)


@answers("letters", *filters())
def letters_command(output: Output, **options: Any) -> None:
    """Letters by date, with how many demands pass the filters.

    Example: hrdemands letters --organization "Human Rights Watch"
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(
            letters_query(chosen), lambda: find_letters(reader, chosen), LETTERS
        )
        output.count(found, "letter", chosen.limit)


@answers("letter", argument("name", "letter", "ID"))
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
    output.note(f"'hrdemands demands --letter {letter.id}' shows its demands")


@answers(
    "compare",
    argument("first", "letter", "LETTER"),
    argument("second", "letter", "LETTER"),
)
def compare_command(output: Output, first: str, second: str) -> None:
    """Two letters by ask: kept, gone and new; then shared issues and countries.

    An ask is kept in part when one letter makes it narrower or broader. Example:
    hrdemands compare 2006-hrw-ban-ki-moon 2016-joint-next-sg
    """
    with output.reading() as reader:
        pair = pair_letters(reader, first, second)
        one, other = pair.first.id, pair.second.id
        found = output.show(
            compare_query(one, other),
            lambda: compare_pair(reader, pair),
            compared(one, other),
        )
    if found is not None and not pair.ordered:
        output.note("the letters' dates overlap: neither is surely the earlier")
