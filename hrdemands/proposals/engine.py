"""Proposals from a database: read what can be compared, score it, best first."""

from collections import Counter
from collections.abc import Iterator, Sequence

from hrdemands.proposals.results import Proposal
from hrdemands.queries.demands import get_demand
from hrdemands.queries.filters import Filters
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.statements import find_statements
from hrdemands.text import fold_name

USUAL = 10
"""How many proposals a demand gets when nobody says."""


def propose(
    reader: Reader,
    *,
    demand: str | None = None,
    letter: str | None = None,
    filters: Filters | None = None,
    limit: int = USUAL,
) -> list[Proposal]:
    """What may be the same ask as *demand*, or as each demand of *letter*, or as any.

    At most *limit* proposals a demand, best first; *filters* bound what is proposed.
    Pairs of one document and pairs already judged are left out. Raises NotFound for
    a demand or a letter that is not there.
    """
    asked = _asked(reader, demand, letter)
    others = list(find_statements(reader, filters))
    queries = list(find_statements(reader, asked)) if asked else others
    if demand is not None:
        chosen = get_demand(reader, demand).id
        queries = [query for query in queries if query.id == chosen]
    return [p for query in queries for p in _best(query, others, limit)]


def propose_for_text(
    reader: Reader,
    sentences: Sequence[str],
    *,
    country: str | None = None,
    limit: int = 5,
) -> list[list[Proposal]]:
    """What may be the same ask as each of *sentences*, best first.

    *country* is the one that sentences naming none are about: a name or a code.
    """
    code = resolve(reader, "country", country) if country else None
    about = frozenset([code]) if code else frozenset()
    others = list(find_statements(reader))
    return [_best(Statement(s, countries=about), others, limit) for s in sentences]


def _asked(reader: Reader, demand: str | None, letter: str | None) -> Filters | None:
    if demand is not None:
        return Filters(letters=(get_demand(reader, demand).letter,))
    if letter is not None:
        return Filters(letters=(resolve(reader, "letter", letter),))
    return None


def _best(query: Statement, others: list[Statement], limit: int) -> list[Proposal]:
    scored = sorted(_scored(query, others), key=lambda p: (-p.score, p.other or ""))
    return scored[:limit]


def _scored(query: Statement, others: list[Statement]) -> Iterator[Proposal]:
    mine = Counter(fold_name(query.words).split())
    for other in others:
        if query.document and other.document == query.document:
            continue
        theirs = Counter(fold_name(other.words).split())
        shared = mine & theirs
        score = 2 * shared.total() / max(1, mine.total() + theirs.total())
        if score:
            words = ", ".join(sorted(shared, key=len)[-4:])
            reasons = (f"similar words: {words}",)
            yield Proposal(query.id, other.id, None, round(score, 4), reasons)
