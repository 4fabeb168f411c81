"""A draft letter beside what was asked before."""

import click

from hrdemands.cli.options import DB, complete, count, flag
from hrdemands.cli.output import Output, answers, output_options

MAX_BYTES = 1_000_000
"""The size of a draft that is read: some 300 pages."""


@answers(
    "coverage",
    click.Argument(["draft"], metavar="FILE|-"),
    click.Option(
        ["--country"],
        metavar="NAME",
        help="Country that sentences naming none are about.",
        shell_complete=complete("country"),
    ),
    count("--limit", "At most so many precedents a sentence.  [default: 3]"),
    click.Option(
        ["--min-score"],
        type=click.FloatRange(0, 1),
        metavar="SHARE",
        help="Least score of a precedent.",
    ),
    options=[
        *output_options(),
        flag("--raw-csv", "Leave CSV cells as they are, formulas and all."),
        DB,
    ],
)
def coverage_command(
    output: Output,
    draft: str,
    country: str | None,
    limit: int | None,
    min_score: float | None,
) -> None:
    """What of a draft letter was asked before: when, by whom, and in which words.

    FILE is text or Markdown; each sentence and list item is looked up, but greetings,
    closings, addresses, signatures and headings. What is found are proposals by
    likeness, which nobody has judged.
    Example: hrdemands coverage draft.md --country China
    """
    from hrdemands.cli.handed import read_handed  # noqa: PLC0415
    from hrdemands.present.coverage import COVERAGE  # noqa: PLC0415
    from hrdemands.proposals import coverage  # noqa: PLC0415

    text, name = read_handed(draft, MAX_BYTES)
    least = coverage.LEAST if min_score is None else min_score
    with output.reading() as reader:
        found = coverage.cover(
            reader,
            text,
            country=country,
            limit=coverage.USUAL if limit is None else limit,
            least=least,
        )
        formal = coverage.count_formalities(reader, text)
    output.show(None, lambda: found, COVERAGE)
    without = sum(not each.precedent_found for each in found)
    output.note(
        f"{len(found)} sentences and list items of {name},"
        f" {without} without a precedent of score {least:.2f} or more"
    )
    if formal:
        output.note(f"{formal} more ask nothing by their form: greeting, name, heading")
    output.note("these are proposals by likeness, not judgements; read before you cite")
