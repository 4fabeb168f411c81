"""Rows of asks, judgements, pairs, and relations."""

from hrdemands import schema
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.rows.sink import RowSink
from hrdemands.vocabulary import Judgement


def add_asks(sink: RowSink, catalogue: Catalogue) -> None:
    """Add asks and the judgements of demands against them."""
    for entry in catalogue.asks.values():
        values = entry.record.model_dump(include={"id", "name", "scope"})
        sink.add(schema.Ask, **values, seed_file=entry.file.key)
    for ask, member, _, _ in catalogue.memberships():
        judgement = member.model_dump(exclude={"ask", "demand"})
        sink.add(schema.AskMembership, ask_id=ask, demand_id=member.demand, **judgement)


def add_pairs(sink: RowSink, catalogue: Catalogue) -> None:
    """Add the judgements of demands against each other, the lesser id first."""
    for entry in catalogue.pairs.values():
        pair = entry.record
        in_order = pair.first < pair.second
        first, second = sorted((pair.first, pair.second))
        sink.add(
            schema.DemandPair,
            **pair.model_dump(exclude={"first", "second", "judgement"}),
            first_id=first,
            second_id=second,
            judgement=pair.judgement if in_order else turned(pair.judgement),
            seed_file=entry.file.key,
        )


def turned(judgement: Judgement) -> Judgement:
    """What a judgement of two demands is when they change places."""
    sides = {
        Judgement.NARROWER: Judgement.BROADER,
        Judgement.BROADER: Judgement.NARROWER,
    }
    return sides.get(judgement, judgement)


def add_relations(sink: RowSink, catalogue: Catalogue) -> None:
    """Add how later demands moved against earlier ones."""
    for entry in catalogue.relations.values():
        relation = entry.record
        sink.add(
            schema.DemandRelation,
            **relation.model_dump(exclude={"later", "earlier"}),
            later_id=relation.later,
            earlier_id=relation.earlier,
            seed_file=entry.file.key,
        )
