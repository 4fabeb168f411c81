"""What recurs, what fell silent, one ask's history, and the years."""

from typing import Any

import click

from hrdemands.cli.limits import counted_over
from hrdemands.cli.options import argument, count, filters, flag
from hrdemands.cli.output import Output, answers, typed
from hrdemands.present.asks import ASKS, history_page, history_rows
from hrdemands.present.counts import NEW, RECURRENCES, SILENT, TIMELINE
from hrdemands.present.formats import Layout
from hrdemands.queries import recurrence, silence
from hrdemands.queries.asks import ask_history, asks_query, find_asks, history_query
from hrdemands.queries.counts import timeline, timeline_query

MOST_SHOWN = 20
"""Demands of an ask that a person is shown unless more are asked for."""
READ = ("table", "md")
"""The forms that persons read; programs are not to count what was cut."""


@answers("asks", *filters())
def asks_command(output: Output, **options: Any) -> None:
    """Canonical asks that a demand passing the filters is; recurring ones first.

    Example: hrdemands asks --country China
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(asks_query(chosen), lambda: find_asks(reader, chosen), ASKS)
        output.count(found, "ask", chosen.limit)


@answers(
    "ask",
    argument("name", "ask", "ID"),
    count(
        "--limit",
        "At most so many demands, the newest."
        f"  [default: {MOST_SHOWN} in tables and Markdown, else all]",
    ),
    flag("--all", "Every demand, however many."),
)
def ask_command(output: Output, name: str, **options: Any) -> None:
    """One ask: the demands judged against it, what changed, and what it is not.

    The years and the counts are of all demands, whichever are shown.
    Example: hrdemands ask uphold-r2p
    """
    usual = MOST_SHOWN if output.form in READ else None
    limit = usual if options["limit"] is None else options["limit"]
    limit = None if options["all"] else limit
    with output.reading() as reader:
        history = ask_history(reader, name, limit)
        output.show(
            history_query(history.ask.id, limit),
            lambda: [history],
            Layout(page=history_page, rows=history_rows),
            single=True,
        )
        shown = len(history.members)
        if not output.sql and shown < history.judged:
            output.note(
                f"{shown} of {history.judged:,} demands shown, the newest;"
                " --all shows all"
            )


def _choice(name: str, values: list[str], default: str, words: str) -> click.Option:
    return click.Option(
        [name],
        type=click.Choice(values),
        default=default,
        show_default=True,
        help=words,
    )


USUAL = recurrence.USUAL
COUNTING = [
    count("--min-years", "Fewest distinct years.", USUAL.min_years),
    count("--min-letters", "Fewest letters.", USUAL.min_letters),
    count("--min-organizations", "Fewest organizations.", USUAL.min_organizations),
    _choice("--sort", list(recurrence.SORTS), USUAL.sort, "What stands first."),
    flag("--wider", "Count demands judged narrower or broader, too."),
]


@answers(
    "recurring",
    _choice("--by", list(recurrence.KEYS), "ask", "What is counted."),
    *COUNTING,
    *filters(),
)
def recurring_command(output: Output, *, by: str, **options: Any) -> None:
    """What recurs in several years: asks, or what demands have in common.

    Only demands judged the same ask count, in distinct years; organizations are
    counted apart from letters. Example: hrdemands recurring --by country
    """
    counting = recurrence.Counting(
        **{name: options.pop(name) for name in recurrence.Counting._fields}
    )
    with output.reading() as reader:
        chosen = typed(reader, options)
        query = recurrence.recurrence_query(by, chosen, counting)
        found = (
            output.show(
                query,
                lambda: recurrence.recurring_asks(reader, chosen, counting),
                ASKS,
            )
            if by == "ask"
            else output.show(
                query,
                lambda: recurrence.find_recurring(reader, by, chosen, counting),
                RECURRENCES,
            )
        )
        if found is not None:
            one, several = _WORDS.get(by, (by, f"{by}s"))
            word = one if len(found) == 1 else several
            output.note(
                f"{len(found) or 'no'} recurring {word}, {counted_over(reader, chosen)}"
            )


_WORDS = {
    "country": ("country", "countries"),
    "asking": ("asking party", "asking parties"),
}


@answers(
    "silent",
    click.Argument(
        ["year"], type=click.IntRange(silence.FIRST_YEAR, silence.LAST_YEAR)
    ),
    flag("--new", "Show what was asked since, and not before."),
    *filters("year", "since", "until", "ask"),
)
def silent_command(output: Output, year: int, *, new: bool, **options: Any) -> None:
    """What was asked before YEAR and not since; with --new, the other way round.

    A demand that is no canonical ask stands for itself; "in part" is the last year
    since in which something narrower or broader was asked. Silence is silence in
    these letters only. Example: hrdemands silent 2010 --country China
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        make = silence.new_query if new else silence.silent_query
        found = output.show(
            make(year, chosen),
            lambda: silence.find_silent(reader, year, chosen, new=new),
            NEW if new else SILENT,
        )
        output.count(found, "new one" if new else "silence", chosen.limit)
        if found is not None:
            drawn = counted_over(reader, chosen)
            output.note(f"{drawn}: what other letters ask is not known here")
            last = str(silence.corpus(reader, chosen.sources)["latest"] or year)[:4]
            if int(last) < year:
                output.note(f"no letter held is later than {last}")


@answers("timeline", *filters("limit"))
def timeline_command(output: Output, **options: Any) -> None:
    """Letters and demands by year, with how strongly they are worded.

    "none" counts demands without a cue of strength; 1+4 letters are a letter and four
    imported documents.
    Example: hrdemands timeline --recipient "UN Secretary-General"
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(
            timeline_query(chosen), lambda: timeline(reader, chosen), TIMELINE
        )
        if found is not None:
            output.note(counted_over(reader, chosen))
