"""Recommendations: what was answered to them, and what letters ask beside them."""

from functools import partial
from typing import Any

import click

from hrdemands.cli.limits import counted_over
from hrdemands.cli.options import filters, words
from hrdemands.cli.output import Output, answers, typed
from hrdemands.present.counts import BESIDE, RESPONSES
from hrdemands.queries.beside import beside_query, find_beside
from hrdemands.queries.responses import BY, find_responses, responses_query
from hrdemands.queries.search import in_words


@answers(
    "responses",
    click.Option(
        ["--by"],
        type=click.Choice(BY),
        default="asking",
        show_default=True,
        help="What is counted.",
    ),
    click.Option(
        ["--words"], metavar="WORDS", help="Words to be found, as 'search' finds them."
    ),
    *filters(),
)
def responses_command(
    output: Output, *, by: str, words: str | None, **options: Any
) -> None:
    """What was answered to recommendations: by who asks, who is asked, or issue.

    Only what was imported has answers. Example:
    hrdemands responses --words moratorium --issue death-penalty
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        worded = None if words is None else partial(in_words, reader, words)
        found = output.show(
            responses_query(by, chosen, worded),
            lambda: find_responses(reader, by, chosen, worded),
            RESPONSES,
        )
        output.count(found, "row", chosen.limit)
        if found is not None:
            output.note(counted_over(reader, chosen))


@answers("beside", words("name", "country"), *filters("country"))
def beside_command(output: Output, name: str, **options: Any) -> None:
    """What letters ask of a country beside what was recommended to it, by issue.

    Sharing an issue says where to look, and not that the same is asked. Example:
    hrdemands beside China --role subject
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "country": [name]})
        found = output.show(
            beside_query(chosen), lambda: find_beside(reader, chosen), BESIDE
        )
        output.count(found, "issue", chosen.limit)
        if found is not None:
            output.note(counted_over(reader, chosen))
