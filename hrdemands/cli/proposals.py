"""Proposals: which demands may be the same ask. A person judges them."""

from typing import Any

import click

from hrdemands.cli.options import complete, count, filters
from hrdemands.cli.output import Output, answers, typed
from hrdemands.present.columns import plural
from hrdemands.present.proposals import PROPOSALS
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader
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
