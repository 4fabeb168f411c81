"""Proposals: which demands may be the same ask. A person judges them."""

from typing import Any

import click

from hrdemands.cli.limits import counted_over
from hrdemands.cli.options import complete, count, filters, words
from hrdemands.cli.output import Output, answers, typed
from hrdemands.present.columns import plural
from hrdemands.present.proposals import AGAIN, ECHOES, PROPOSALS
from hrdemands.queries.filters import Filters
from hrdemands.queries.outlines import outlines_query
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.outlines import Again, Echo
from hrdemands.queries.results.proposals import Proposed
from hrdemands.queries.statements import statements_query


def _name() -> click.Argument:
    return click.Argument(
        ["name"],
        metavar="[DEMAND|LETTER]",
        required=False,
        shell_complete=complete("letter"),
    )


@answers(
    "suggest",
    _name(),
    *filters("limit"),
    count("--limit", "At most so many proposals a demand.", 10),
    click.Option(
        ["--model"],
        metavar="NAME",
        help="Weigh sentence embeddings too: a folder with model.onnx, or a package.",
    ),
)
def suggest_command(
    output: Output, name: str | None, *, limit: int, model: str | None, **options: Any
) -> None:
    """Demands and asks that may be the same ask, best first, with reasons.

    For one demand (LETTER/N), each demand of a letter, or every demand. Filters bound
    what is proposed. Pairs of one document, and pairs that somebody judged, are left
    out. Example: hrdemands suggest 2016-hrw-ban-ki-moon/8 --limit 3
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(
            statements_query(chosen, limit=None),
            lambda: _find(reader, name, chosen, limit=limit, model=model),
            PROPOSALS,
        )
        if found is not None:
            output.note(
                f"{plural(len(found), 'proposal')}, none of them judged: a score says"
                " how much is alike, and a person decides"
            )


def _find(
    reader: Reader, name: str | None, chosen: Filters, **how: Any
) -> list[Proposed]:
    from hrdemands.proposals.engine import propose  # noqa: PLC0415 - heavy
    from hrdemands.queries.judgements import words_of  # noqa: PLC0415

    how["demand" if "/" in (name or "") else "letter"] = name
    proposals = propose(reader, filters=chosen, **how)
    told = words_of(reader, proposals)
    return [
        Proposed(*proposal, words=told[proposal.other or proposal.ask or ""])
        for proposal in proposals
    ]


def _at_least(usual: float) -> click.Option:
    return click.Option(
        ["--at-least"],
        type=click.FloatRange(0, 1),
        default=usual,
        show_default=True,
        metavar="SCORE",
        help="Lowest score shown.",
    )


NOT_JUDGED = "these are proposals, and none is judged: read both before you cite"


@answers(
    "again",
    words("name", "country"),
    _at_least(0.6),
    *filters("country", "limit"),
    count("--limit", "At most so many later demands for each.", 1),
)
def again_command(
    output: Output, name: str, *, at_least: float, limit: int, **options: Any
) -> None:
    """What was asked of a country and may have been asked again later: proposals.

    Filters choose the earlier demands: what was noted in one review, say, and came
    again. Example: hrdemands again Morocco --response noted
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "country": [name]})
        chosen = chosen if chosen.roles else chosen.but(roles=("subject",))

        def find() -> list[Again]:
            from hrdemands.proposals.echoes import find_again  # noqa: PLC0415 - heavy

            return find_again(reader, chosen, at_least=at_least, limit=limit)

        found = output.show(outlines_query(chosen), find, AGAIN)
        if found is not None:
            asked = len({pair.earlier.id for pair in found})
            output.note(f"{plural(asked, 'demand')} may have been asked again")
            output.note(NOT_JUDGED)


@answers("echoes", _at_least(0.5), *filters("limit"))
def echoes_command(output: Output, *, at_least: float, **options: Any) -> None:
    """What letters ask that others may have recommended: proposals.

    Filters bound the recommendations. Example: hrdemands echoes --source upr
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        chosen = chosen if chosen.sources else chosen.but(sources=("upr", "uhri"))

        def find() -> list[Echo]:
            from hrdemands.proposals.echoes import find_echoes  # noqa: PLC0415

            return find_echoes(reader, chosen, at_least=at_least)

        found = output.show(outlines_query(chosen), find, ECHOES)
        if found is not None:
            echoed = plural(len(found), "demand")
            output.note(f"{echoed} of letters, or asks, may have an echo")
            output.note(f"{counted_over(reader, chosen)}; {NOT_JUDGED}")
