"""Proposals from a database: read what can be compared, rank it, say why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from hrdemands.proposals.blocks import blocked
from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.index import Scored
from hrdemands.proposals.profiles import Profile, make_profile, make_profiles
from hrdemands.proposals.ranking import (
    Ground,
    Method,
    Ranker,
    lower_second_asks,
    same_asks,
)
from hrdemands.proposals.reasons import reasons
from hrdemands.proposals.results import Proposal
from hrdemands.queries.demands import get_demand
from hrdemands.queries.filters import Filters
from hrdemands.queries.judgements import ASK, ask_statements, find_ask_texts
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.statements import (
    find_judged,
    find_near,
    find_sample,
    find_statements,
)
from hrdemands.queries.wordings import find_wordings

USUAL = 10
"""How many proposals a demand gets when nobody says."""

LOWEST = 0.05
"""Scores below it say nothing: two statements of the same frame."""

WITH_GRAMS = 20_000
"""Beyond so many statements, parts of words cost more than they bring."""


def propose(  # noqa: PLR0913 - one argument an option
    reader: Reader,
    *,
    demand: str | None = None,
    letter: str | None = None,
    filters: Filters | None = None,
    limit: int = USUAL,
    model: str | None = None,
) -> list[Proposal]:
    """What may be the same ask as *demand*, or as each demand of *letter*, or as any.

    At most *limit* proposals a demand, best first; *filters* bound what is proposed.
    Pairs of one document, and pairs that somebody judged, are left out. *model* names
    sentence embeddings to weigh as well (see `meanings`). Raises NotFound for a demand
    or a letter that is not there.
    """
    asked = _asked(reader, demand, letter)
    ground = learn(reader, Method(model=model))
    if asked is None:
        return list(_propose_all(reader, ground, filters, limit))
    queries = list(find_statements(reader, asked))
    if demand is not None:
        chosen = get_demand(reader, demand).id
        queries = [query for query in queries if query.id == chosen]
    found = _propose(reader, ground, queries, filters, limit)
    return [proposal for each in found for proposal in each]


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
    queries = [Statement(sentence, countries=about) for sentence in sentences]
    return list(_propose(reader, learn(reader), queries, None, limit))


def propose_among(
    reader: Reader, asked: Filters, among: Filters, limit: int = USUAL
) -> list[Proposal]:
    """What of the demands that *among* lets through may be each that *asked* does.

    Demands only, at most *limit* for each; else as `propose`.
    """
    queries = list(find_statements(reader, asked))
    if not queries:
        return []
    found = _propose(reader, learn(reader), queries, among, limit)
    return [proposal for each in found for proposal in each if proposal.other]


def _asked(reader: Reader, demand: str | None, letter: str | None) -> Filters | None:
    if demand is not None:
        return Filters(letters=(get_demand(reader, demand).letter,))
    if letter is not None:
        return Filters(letters=(resolve(reader, "letter", letter),))
    return None


def _propose(
    reader: Reader,
    ground: Ground,
    queries: list[Statement],
    filters: Filters | None,
    limit: int,
) -> Iterator[list[Proposal]]:
    """The proposals of a few statements, among what shares their countries."""
    mine = make_profiles(queries, ground.gazetteer)
    countries = frozenset(c for each in mine for c in each.keys.countries)
    everywhere = any(not each.keys.countries for each in mine)
    near = list(find_near(reader, filters, None if everywhere else countries))
    asks = ask_statements(find_ask_texts(reader), find_judged(reader))
    grams = len(near) <= WITH_GRAMS
    candidates = make_profiles([*near, *asks], ground.gazetteer, grams=grams)
    ranker = Ranker(ground, candidates)
    for each in mine:
        yield best(each, ranker, ground.gazetteer, limit)


def learn(reader: Reader, method: Method | None = None) -> Ground:
    """What a sample of the database's demands teaches."""
    gazetteer = Gazetteer(find_wordings(reader))
    known = make_profiles(find_sample(reader), gazetteer)
    return Ground(known, gazetteer, method or Method())


def _propose_all(
    reader: Reader, ground: Ground, filters: Filters | None, limit: int
) -> Iterator[Proposal]:
    """The proposals of every demand, block by block."""
    statements = list(find_statements(reader, filters))
    grams = len(statements) <= WITH_GRAMS
    asks = ask_statements(find_ask_texts(reader), find_judged(reader))

    @lru_cache(maxsize=WITH_GRAMS)
    def profile(statement: Statement) -> Profile:
        return make_profile(statement, ground.gazetteer, grams=grams)

    everything = [*statements, *asks]

    def settled(at: int, other: int) -> bool:
        return is_settled(everything[at], everything[other])

    for at, scored in _shortlists(ground, map(profile, everything), limit):
        query = everything[at]
        if query.document:
            left = [(o, s) for o, s in scored if not settled(at, o)]
            lowered = lower_second_asks(left, lambda o: same_asks(everything[o]))
            ranked = ((profile(everything[o]), s) for o, s in lowered)
            yield from _chosen(profile(query), ranked, ground.gazetteer, limit)


def _shortlists(
    ground: Ground, profiles: Iterable[Profile], limit: int
) -> Iterator[tuple[int, list[Scored]]]:
    """For the place of each statement, the places of the candidates best for it."""
    if ground.has_arrays:
        from hrdemands.proposals.join import Join  # noqa: PLC0415 - heavy

        join = Join(ground, profiles)
        for queries, candidates in join.blocks():
            yield from join.best(queries, candidates, limit * 3)
        return
    told = list(profiles)
    for queries, candidates in blocked([each.keys.countries for each in told]):
        ranker = Ranker(ground, [told[at] for at in candidates])
        places = {id(told[at]): at for at in candidates}
        for at in queries:
            ranked = ranker.rank(told[at], limit * 3, _same_document(told[at]))
            yield at, [(places[id(each)], score) for each, score in ranked]


def _same_document(query: Profile) -> Callable[[Profile], bool]:
    mine = query.statement.document
    return lambda other: other.statement.document == mine


def best(
    query: Profile, ranker: Ranker, gazetteer: Gazetteer, limit: int
) -> list[Proposal]:
    """The best proposals of one statement: other demands, and canonical asks."""

    def skip(candidate: Profile) -> bool:
        return is_settled(query.statement, candidate.statement)

    ranked = ranker.rank(query, limit * 3, skip)
    lowered = lower_second_asks(ranked, lambda each: same_asks(each.statement))
    return _chosen(query, lowered, gazetteer, limit)


def _chosen(
    query: Profile,
    ranked: Iterable[tuple[Profile, float]],
    gazetteer: Gazetteer,
    limit: int,
) -> list[Proposal]:
    """What of *ranked* is proposed, at most *limit*.

    A demand that is the same as an ask stands for the ask, which is proposed once.
    """
    found: dict[str, Proposal] = {}
    for candidate, score in ranked:
        if score < LOWEST or len(found) >= limit:
            break
        for proposal in _proposals(query, candidate, score, gazetteer):
            found.setdefault(proposal.ask or proposal.other or "", proposal)
    return list(found.values())[:limit]


def is_settled(mine: Statement, theirs: Statement) -> bool:
    """Whether there is nothing to propose: one document, or somebody judged it.

    A pair is judged where both were judged against one ask, and one of them is the
    ask itself, or is judged the same as it.
    """
    if mine.document and mine.document == theirs.document:
        return True
    if theirs.id in mine.paired:
        return True
    known = dict(theirs.asks)
    return any(
        ask in known and "same" in (judgement, known[ask])
        for ask, judgement in mine.asks
    )


def _proposals(
    query: Profile, candidate: Profile, score: float, gazetteer: Gazetteer
) -> Iterator[Proposal]:
    statement = candidate.statement
    why = reasons(query, candidate, gazetteer)
    score = round(min(score, 1.0), 4)
    same = same_asks(statement)
    is_ask = statement.id.startswith(ASK)
    for ask in same:
        member = () if is_ask else (f"like its demand {statement.id}",)
        yield Proposal(query.statement.id, None, ask, score, (*why, *member))
    if not same and not is_ask:
        yield Proposal(query.statement.id, statement.id, None, score, why)
