"""What of a draft letter was asked before: the writer's check before sending.

These are proposals by likeness, not judgements: nobody has said that a sentence makes
the same ask as the demand shown beside it, and a sentence without one may have been
asked in other words, or in letters that are not here.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, partial

from hrdemands.proposals.engine import propose_for_text
from hrdemands.proposals.formalities import asks_nothing
from hrdemands.proposals.opened import opened
from hrdemands.proposals.sentences import Piece, sentences
from hrdemands.queries.brief import ask_overall
from hrdemands.queries.demands import voices
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.coverage import Covered, Precedent
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.results.judging import AskOverall, Opened
from hrdemands.queries.wordings import find_first_words

USUAL = 3
LEAST = 0.35
"""The score from which a proposal is shown as a precedent."""


def cover(
    reader: Reader,
    draft: str,
    *,
    country: str | None = None,
    limit: int = USUAL,
    least: float = LEAST,
) -> list[Covered]:
    """Each sentence and list item of *draft* with at most *limit* precedents.

    But for those that ask nothing by their form (see `formalities`).
    *country* is the one that sentences naming none are about. What scores less than
    *least* is left out. Raises NotFound for a country that nobody knows.
    """
    verbs = find_first_words(reader)
    pieces = [each for each in sentences(draft) if not asks_nothing(each, verbs)]
    texts = [piece.words for piece in pieces]
    found = propose_for_text(reader, texts, country=country, limit=limit)
    near = [[p for p in some if p.score >= least] for some in found]
    shown = iter(opened(reader, [p for some in near for p in some]))
    ask_of = cache(partial(ask_overall, reader))
    ends = [found.start() for found in re.finditer(r"\r\n|\r|\n", draft)]
    return [
        _covered(n, piece, ends, [_precedent(next(shown), ask_of) for _ in some])
        for n, (piece, some) in enumerate(zip(pieces, near, strict=True), 1)
    ]


def count_formalities(reader: Reader, draft: str) -> int:
    """How many sentences of *draft* are left out, as they ask nothing by their form."""
    verbs = find_first_words(reader)
    return sum(asks_nothing(each, verbs) for each in sentences(draft))


def _covered(
    n: int, piece: Piece, ends: Sequence[int], precedents: list[Precedent]
) -> Covered:
    return Covered(
        n=n,
        kind=piece.kind.value,
        line=bisect_right(ends, piece.start) + 1,
        start=piece.start,
        end=piece.end,
        text=piece.words,
        precedent_found=bool(precedents),
        precedents=tuple(precedents),
    )


def _precedent(each: Opened, ask_of: Callable[[str], AskOverall]) -> Precedent:
    if each.ask_id is not None:
        return _of_ask(ask_of(each.ask_id), each.score, each.reasons)
    if each.other is None:
        raise LookupError(each.other_id)
    return _of_demand(each.other, each.score, each.reasons)


def _of_demand(demand: Demand, score: float, reasons: tuple[str, ...]) -> Precedent:
    return Precedent(
        id=demand.id,
        made_in=(demand.id,),
        score=score,
        reasons=reasons,
        date=demand.date,
        senders=voices(demand),
        recipients=demand.recipient_names,
        summary=demand.summary,
        quote=demand.quote,
        asks=demand.asks,
        response=demand.response,
    )


def _of_ask(ask: AskOverall, score: float, reasons: tuple[str, ...]) -> Precedent:
    """An ask, by the demands that are it."""
    return Precedent(
        id=ask.id,
        made_in=ask.made_in,
        score=score,
        reasons=reasons,
        date=", ".join(ask.years),
        senders=ask.senders,
        recipients=ask.recipients,
        summary=ask.name,
        quote=None,
        asks=(ask.id,),
        response=None,
    )
