"""What recurs, what fell silent, one ask's history, and the years."""

from typing import Any

import click

from hrdemands.cli.options import complete, filters
from hrdemands.cli.outcome import note
from hrdemands.cli.output import Output, answers, count_note, typed
from hrdemands.present.formats import Layout
from hrdemands.present.lists import (
    ASKS,
    NEW,
    RECURRENCES,
    SILENT,
    TIMELINE,
    history_page,
)
from hrdemands.queries import recurrence
from hrdemands.queries.asks import ask_history, asks_query, find_asks, history_query
from hrdemands.queries.counts import timeline, timeline_query
from hrdemands.queries.reader import Reader


@click.command("asks")
@filters()
@answers
def asks_command(output: Output, **options: Any) -> None:
    """Canonical asks that a demand passing the filters is; recurring ones first.

    Example: hrdemands asks --country China
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(asks_query(chosen), lambda: find_asks(reader, chosen), ASKS)
    count_note(found, "ask")


@click.command("ask")
@click.argument("name", metavar="ID", shell_complete=complete("ask"))
@answers
def ask_command(output: Output, name: str) -> None:
    """One ask: every demand judged against it, what changed, and what it is not.

    Example: hrdemands ask uphold-r2p
    """
    with output.reading() as reader:
        history = ask_history(reader, name)
        output.show(
            history_query(history.ask.id),
            lambda: [history],
            Layout(page=history_page),
            single=True,
        )


@click.command("recurring")
@click.option(
    "--by",
    type=click.Choice(list(recurrence.SOURCES)),
    default="ask",
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--min-years",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    help="Fewest distinct years.",
)
@click.option(
    "--min-letters", type=click.IntRange(0), default=1, help="Fewest letters."
)
@click.option(
    "--min-organizations",
    type=click.IntRange(0),
    default=0,
    help="Fewest organizations.",
)
@click.option(
    "--sort",
    type=click.Choice(list(recurrence.SORTS)),
    default="years",
    show_default=True,
    help="What stands first.",
)
@click.option(
    "--wider", is_flag=True, help="Count demands judged narrower or broader, too."
)
@filters()
@answers
def recurring_command(  # noqa: PLR0913 - one argument an option
    output: Output,
    *,
    by: str,
    min_years: int,
    min_letters: int,
    min_organizations: int,
    sort: str,
    wider: bool,
    **options: Any,
) -> None:
    """What recurs in several years: asks, or what demands have in common.

    Only demands judged the same ask count, in distinct years; organizations are
    counted apart from letters. Example: hrdemands recurring --by country
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        query = recurrence.recurrence_query(
            by,
            chosen,
            min_years=min_years,
            min_letters=min_letters,
            min_organizations=min_organizations,
            sort=sort,
            wider=wider,
        )
        if by == "ask":
            found = output.show(
                query,
                lambda: recurrence.summaries(reader, query, chosen, wider=wider),
                ASKS,
            )
        else:
            found = output.show(
                query, lambda: recurrence.find_recurring(reader, query), RECURRENCES
            )
        if found is not None:
            word = by if len(found) == 1 else _PLURALS.get(by, f"{by}s")
            note(f"{len(found) or 'no'} recurring {word}, {_limits(reader)}")


_PLURALS = {"country": "countries"}


def _limits(reader: Reader) -> str:
    """What the answer is drawn from, which bounds what it can say."""
    held = recurrence.corpus(reader)
    return (
        f"counted over {held['letters']} letters of {held['organizations']}"
        f" organizations, {str(held['earliest'])[:4]} to {str(held['latest'])[:4]}"
    )


@click.command("silent")
@click.argument("year", type=click.IntRange(1, 9999))
@click.option("--new", is_flag=True, help="Show what was asked since, and not before.")
@filters("year", "since", "until", "ask")
@answers
def silent_command(output: Output, year: int, *, new: bool, **options: Any) -> None:
    """What was asked before YEAR and not since; with --new, the other way round.

    A demand that is no canonical ask stands for itself. Silence is silence in these
    letters only. Example: hrdemands silent 2010 --country China
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        make = recurrence.new_query if new else recurrence.silent_query
        query = make(year, chosen)
        found = output.show(
            query, lambda: recurrence.find_silent(reader, query), NEW if new else SILENT
        )
        count_note(found, "new one" if new else "silence")
        if found is not None:
            note(f"{_limits(reader)}: what other letters ask is not known here")


@click.command("timeline")
@filters("limit")
@answers
def timeline_command(output: Output, **options: Any) -> None:
    """Letters and demands by year, with how strongly they are worded.

    Example: hrdemands timeline --recipient "UN Secretary-General"
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        output.show(timeline_query(chosen), lambda: timeline(reader, chosen), TIMELINE)
