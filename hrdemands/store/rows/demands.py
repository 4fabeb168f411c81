"""Rows of one demand and its links."""

from hrdemands import schema
from hrdemands.seedfiles.catalogue import demand_id
from hrdemands.seedfiles.records import Demand
from hrdemands.store.rows.sink import RowSink
from hrdemands.vocabulary import Source


def add_demand(sink: RowSink, letter_id: str, demand: Demand) -> None:
    """Add a demand and all it links to."""
    key = demand_id(letter_id, demand.n)
    timing = demand.timing
    sink.add(
        schema.Demand,
        id=key,
        letter_id=letter_id,
        source=Source.LETTERS,
        section_n=demand.section,
        span_start=demand.start,
        span_end=demand.end,
        action_id=demand.action,
        target_action_id=demand.target_action,
        timing_words=timing.words if timing else None,
        timing_earliest=timing.earliest if timing else None,
        timing_latest=timing.latest if timing else None,
        parent_id=demand_id(letter_id, demand.parent) if demand.parent else None,
        asking_id=None,
        response=None,
        category=None,
        external_id=None,
        **demand.model_dump(
            include={"n", "quote", "summary", "strength", "cue", "explicit", "basis"}
            | {"reason", "audience", "confidence", "note"}
        ),
    )
    _add_also(sink, key, demand)
    _add_actors(sink, key, demand)
    _add_countries(sink, key, demand)
    _add_terms(sink, key, demand)


def _add_also(sink: RowSink, key: str, demand: Demand) -> None:
    for position, span in enumerate(demand.also, 1):
        sink.add(
            schema.DemandAlso,
            demand_id=key,
            position=position,
            span_start=span.start,
            span_end=span.end,
        )


def _add_actors(sink: RowSink, key: str, demand: Demand) -> None:
    for position, link in enumerate(demand.actors, 1):
        sink.add(
            schema.DemandActor,
            demand_id=key,
            position=position,
            actor_id=link.actor,
            **link.model_dump(exclude={"actor"}),
        )


def _add_countries(sink: RowSink, key: str, demand: Demand) -> None:
    for position, country in enumerate(demand.countries, 1):
        sink.add(
            schema.DemandCountry,
            demand_id=key,
            position=position,
            country_code=country.country,
            **country.model_dump(exclude={"country"}),
        )


def _add_terms(sink: RowSink, key: str, demand: Demand) -> None:
    for model, column, ids in (
        (schema.DemandPlace, "place_id", demand.places),
        (schema.DemandIssue, "issue_id", demand.issues),
        (schema.DemandGroup, "group_id", demand.groups),
        (schema.DemandMechanism, "mechanism_id", demand.mechanisms),
    ):
        for position, term in enumerate(ids, 1):
            sink.add(model, demand_id=key, position=position, **{column: term})
