"""Rows of the controlled vocabularies."""

from collections.abc import Iterable, Iterator

from hrdemands import schema
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Actor, Country, Mapping
from hrdemands.store.rows.sink import RowSink, Values
from hrdemands.text import fold_name
from hrdemands.vocabulary import ActorKind, NameStatus


def add_regions(sink: RowSink, catalogue: Catalogue) -> None:
    """Add M49 regions and UN regional groups."""
    for entry in catalogue.regions.values():
        region = entry.record
        sink.add(
            schema.Region,
            **region.model_dump(exclude={"parent"}),
            parent_id=region.parent,
            seed_file=entry.file.key,
        )


def add_countries(sink: RowSink, catalogue: Catalogue) -> None:
    """Add countries, their names, and the states they are as actors."""
    for entry in catalogue.countries.values():
        country = entry.record
        sink.add(
            schema.Country,
            **country.model_dump(exclude={"names", "region", "un_group"}),
            region_id=country.region,
            un_group_id=country.un_group,
            seed_file=entry.file.key,
        )
        for row in names(country):
            sink.add(schema.CountryName, country_code=country.code, **row)
        _add_state(sink, entry)


def _add_state(sink: RowSink, entry: Entry[Country]) -> None:
    country = entry.record
    sink.add(
        schema.Actor,
        id=country.code,
        kind=ActorKind.STATE,
        name=country.name,
        country_code=country.code,
        source=None,
        note=None,
        seed_file=entry.file.key,
    )


def names(record: Country | Actor) -> Iterator[Values]:
    """The rows of a record's names, the one shown first."""
    shown = {"name": record.name, "status": NameStatus.SHORT}
    yield _name(shown | {"from_": None, "to": None, "note": None})
    for other in record.names:
        yield _name(other.model_dump())


def _name(values: Values) -> Values:
    return {
        "name": values["name"],
        "folded": fold_name(values["name"]),
        "status": values["status"],
        "valid_from": values["from_"],
        "valid_to": values["to"],
        "note": values["note"],
    }


def add_places(sink: RowSink, catalogue: Catalogue) -> None:
    """Add places with their names and countries."""
    for entry in catalogue.places.values():
        place = entry.record
        sink.add(
            schema.Place,
            **place.model_dump(exclude={"countries", "names"}),
            seed_file=entry.file.key,
        )
        for code in place.countries:
            sink.add(schema.PlaceCountry, place_id=place.id, country_code=code)
        for row in _plain_names(place.name, place.names):
            sink.add(schema.PlaceName, place_id=place.id, **row)


def _plain_names(name: str, others: Iterable[str]) -> Iterator[Values]:
    for known in dict.fromkeys([name, *others]):
        yield {"name": known, "folded": fold_name(known)}


def add_issues(sink: RowSink, catalogue: Catalogue) -> None:
    """Add the issue tree and its mappings."""
    for entry in catalogue.issues.values():
        issue = entry.record
        sink.add(
            schema.Issue,
            **issue.model_dump(exclude={"parent", "mappings"}),
            parent_id=issue.parent,
            seed_file=entry.file.key,
        )
        _add_mappings(sink, schema.IssueMapping, issue.mappings, issue_id=issue.id)


def add_actions(sink: RowSink, catalogue: Catalogue) -> None:
    """Add classes of acts and their mappings."""
    for entry in catalogue.actions.values():
        action = entry.record
        values = action.model_dump(exclude={"mappings"})
        sink.add(schema.Action, **values, seed_file=entry.file.key)
        _add_mappings(sink, schema.ActionMapping, action.mappings, action_id=action.id)


def add_groups(sink: RowSink, catalogue: Catalogue) -> None:
    """Add groups of people affected and their mappings."""
    for entry in catalogue.groups.values():
        group = entry.record
        values = group.model_dump(exclude={"mappings"})
        sink.add(schema.AffectedGroup, **values, seed_file=entry.file.key)
        _add_mappings(sink, schema.GroupMapping, group.mappings, group_id=group.id)


def _add_mappings(
    sink: RowSink, model: type[Base], mappings: Iterable[Mapping], **term: str
) -> None:
    for mapping in mappings:
        sink.add(model, **term, **mapping.model_dump())


def add_mechanisms(sink: RowSink, catalogue: Catalogue) -> None:
    """Add mechanisms and instruments with their names, symbols included."""
    for entry in catalogue.mechanisms.values():
        mechanism = entry.record
        sink.add(
            schema.Mechanism,
            **mechanism.model_dump(exclude={"names"}),
            seed_file=entry.file.key,
        )
        others = [*mechanism.names, *([mechanism.symbol] if mechanism.symbol else [])]
        for row in _plain_names(mechanism.name, others):
            sink.add(schema.MechanismName, mechanism_id=mechanism.id, **row)


def add_objects(sink: RowSink, catalogue: Catalogue) -> None:
    """Add things asked for, with their wordings."""
    for entry in catalogue.objects.values():
        thing = entry.record
        sink.add(
            schema.Object,
            id=thing.id,
            name=thing.name,
            mechanism_id=thing.means,
            seed_file=entry.file.key,
        )
        for row in _plain_names(thing.name, thing.names):
            sink.add(schema.ObjectName, object_id=thing.id, **row)


def add_verbs(sink: RowSink, catalogue: Catalogue) -> None:
    """Add verbs, their forms and their opposites."""
    for entry in catalogue.verbs.values():
        verb = entry.record
        sink.add(
            schema.Verb, id=verb.id, action_id=verb.action, seed_file=entry.file.key
        )
        for words in dict.fromkeys(verb.words):
            sink.add(schema.VerbWord, verb_id=verb.id, words=words)
    for entry in catalogue.verbs.values():
        verb = entry.record
        for opposite in dict.fromkeys(verb.opposite):
            sink.add(schema.VerbOpposite, verb_id=verb.id, opposite_id=opposite)
