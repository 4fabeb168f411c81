"""Rows of one demand and its links."""

from hrdemands import schema
from hrdemands.seedfiles.catalogue import demand_id
from hrdemands.seedfiles.records import Demand
from hrdemands.store.rows.sink import Rows, plain, shaped, table
from hrdemands.vocabulary import Source

_LETTERS = Source.LETTERS.value
_DEMAND = shaped(
    schema.Demand,
    "id letter_id source n section_n span_start span_end quote summary strength cue"
    " explicit basis reason action_id target_action_id audience timing_words"
    " timing_earliest timing_latest parent_id confidence note",
)
_ALSO = shaped(schema.DemandAlso, "demand_id position span_start span_end")
_ACTOR = shaped(schema.DemandActor, "demand_id position actor_id role stated reason")
_COUNTRY = shaped(
    schema.DemandCountry, "demand_id position country_code role as_written"
)
_TERMS = tuple(
    (table(model), field, shaped(model, f"demand_id position {column}"))
    for model, field, column in (
        (schema.DemandPlace, "places", "place_id"),
        (schema.DemandIssue, "issues", "issue_id"),
        (schema.DemandGroup, "groups", "group_id"),
        (schema.DemandMechanism, "mechanisms", "mechanism_id"),
    )
)
_DEMANDS = table(schema.Demand)
_ALSOS, _ACTORS = table(schema.DemandAlso), table(schema.DemandActor)
_COUNTRIES = table(schema.DemandCountry)


def add_demand(rows: Rows, letter_id: str, demand: Demand) -> None:
    """Add a demand and all it links to."""
    key = demand_id(letter_id, demand.n)
    rows[_DEMANDS].append(_DEMAND((key, letter_id, *_values(letter_id, demand), None)))
    for position, span in enumerate(demand.also, 1):
        rows[_ALSOS].append(_ALSO((key, position, span.start, span.end, None)))
    _add_chain(rows, key, demand)
    for each, field, shape in _TERMS:
        if terms := getattr(demand, field):
            listed = enumerate(terms, 1)
            rows[each] += [
                shape((key, position, term, None)) for position, term in listed
            ]


def _values(letter_id: str, demand: Demand) -> tuple[object, ...]:
    """What a demand has besides its ids."""
    timing, parent, basis = demand.timing, demand.parent, demand.basis
    return (
        _LETTERS,
        demand.n,
        demand.section,
        demand.start,
        demand.end,
        demand.quote,
        demand.summary,
        demand.strength.value,
        demand.cue,
        int(demand.explicit),
        basis.value if basis else None,
        demand.reason,
        demand.action,
        demand.target_action,
        demand.audience.value,
        timing.words if timing else None,
        plain(timing.earliest) if timing else None,
        plain(timing.latest) if timing else None,
        demand_id(letter_id, parent) if parent else None,
        demand.confidence,
        demand.note,
    )


def _add_chain(rows: Rows, key: str, demand: Demand) -> None:
    for position, link in enumerate(demand.actors, 1):
        stated = int(link.stated)
        values = (key, position, link.actor, link.role.value, stated, link.reason, None)
        rows[_ACTORS].append(_ACTOR(values))
    for position, named in enumerate(demand.countries, 1):
        place = (key, position, named.country, named.role.value, named.as_written, None)
        rows[_COUNTRIES].append(_COUNTRY(place))
