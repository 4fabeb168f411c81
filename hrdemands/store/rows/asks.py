"""Rows of asks, judgements, and relations."""

from hrdemands import schema
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.rows.sink import RowSink


def add_asks(sink: RowSink, catalogue: Catalogue) -> None:
    """Add asks and the judgements of demands against them."""
    for entry in catalogue.asks.values():
        ask = entry.record
        values = ask.model_dump(include={"id", "name", "scope"})
        sink.add(schema.Ask, **values, seed_file=entry.file.key)
        for member in ask.memberships:
            judgement = member.model_dump(exclude={"demand"})
            sink.add(
                schema.AskMembership,
                ask_id=ask.id,
                demand_id=member.demand,
                **judgement,
            )


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
