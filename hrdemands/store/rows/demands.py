"""Rows of one demand and its links."""

from hrdemands import schema
from hrdemands.seedfiles.catalogue import demand_id
from hrdemands.seedfiles.records import Demand
from hrdemands.store.rows.sink import Row, Rows, plain, table_of
from hrdemands.vocabulary import Source

_LETTERS = Source.LETTERS.value
_NOT_ASKED = (None,) * 4
"""A letter has its asking party for all demands, and no response to any."""
_DEMANDS = table_of(
    schema.Demand,
    "id letter_id source n section_n span_start span_end quote summary strength cue"
    " explicit basis reason action_id target_action_id audience timing_words"
    " timing_earliest timing_latest parent_id confidence asking_id response category"
    " external_id note content_hash",
)
_ALSOS = table_of(schema.DemandAlso, "demand_id position span_start span_end")
_ACTORS = table_of(schema.DemandActor, "demand_id position actor_id role stated reason")
_COUNTRIES = table_of(
    schema.DemandCountry, "country_code demand_id role position as_written"
)
_TERMS = tuple(
    (field, table_of(model, f"{column} demand_id position"))
    for field, model, column in (
        ("places", schema.DemandPlace, "place_id"),
        ("issues", schema.DemandIssue, "issue_id"),
        ("groups", schema.DemandGroup, "group_id"),
        ("mechanisms", schema.DemandMechanism, "mechanism_id"),
    )
)


def add_demand(rows: Rows, letter_id: str, demand: Demand) -> None:
    """Add a demand and all it links to."""
    key = demand_id(letter_id, demand.n)
    rows[_DEMANDS].append(_row(key, letter_id, demand))
    for position, span in enumerate(demand.also, 1):
        rows[_ALSOS].append((key, position, span.start, span.end))
    for position, link in enumerate(demand.actors, 1):
        stated = int(link.stated)
        rows[_ACTORS].append(
            (key, position, link.actor, link.role.value, stated, link.reason)
        )
    for position, named in enumerate(demand.countries, 1):
        rows[_COUNTRIES].append(
            (named.country, key, named.role.value, position, named.as_written)
        )
    for field, each in _TERMS:
        if terms := getattr(demand, field):
            rows[each] += [(term, key, n) for n, term in enumerate(terms, 1)]


def _row(key: str, letter_id: str, demand: Demand) -> Row:
    timing, parent, basis = demand.timing, demand.parent, demand.basis
    return (
        key,
        letter_id,
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
        *_NOT_ASKED,
        demand.note,
        None,
    )
