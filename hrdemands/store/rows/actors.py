"""Rows of those who ask, are asked, and must act."""

from typing import Any

from hrdemands import schema
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Actor
from hrdemands.store.rows.sink import RowSink
from hrdemands.store.rows.terms import names
from hrdemands.vocabulary import ActorKind


def add_organizations(sink: RowSink, catalogue: Catalogue) -> None:
    """Add organizations, as actors and as what they are besides."""
    for entry in catalogue.organizations.values():
        _add_actor(sink, entry, ActorKind.ORGANIZATION)
        sink.add(
            schema.Organization,
            actor_id=entry.record.id,
            kind=entry.record.kind,
            parent_id=entry.record.parent,
        )


def add_persons(sink: RowSink, catalogue: Catalogue) -> None:
    """Add natural persons."""
    for entry in catalogue.persons.values():
        _add_actor(sink, entry, ActorKind.PERSON)
        sink.add(schema.Person, actor_id=entry.record.id)


def add_offices(sink: RowSink, catalogue: Catalogue) -> None:
    """Add offices."""
    for entry in catalogue.offices.values():
        _add_actor(sink, entry, ActorKind.OFFICE)
        sink.add(
            schema.Office,
            actor_id=entry.record.id,
            organization_id=entry.record.organization,
        )


def add_bodies_and_classes(sink: RowSink, catalogue: Catalogue) -> None:
    """Add the actors that are nothing but actors."""
    for body in catalogue.bodies.values():
        _add_actor(sink, body, ActorKind.BODY)
    for state_class in catalogue.classes.values():
        _add_actor(sink, state_class, ActorKind.CLASS)


def _add_actor(sink: RowSink, entry: Entry[Any], kind: ActorKind) -> None:
    actor: Actor = entry.record
    sink.add(
        schema.Actor,
        id=actor.id,
        kind=kind,
        name=actor.name,
        country_code=actor.country,
        source=actor.source,
        note=actor.note,
        seed_file=entry.file.key,
    )
    for row in names(actor):
        sink.add(schema.ActorName, actor_id=actor.id, **row)


def add_tenures(sink: RowSink, catalogue: Catalogue) -> None:
    """Add who held an office, when."""
    for entry in catalogue.tenures.values():
        tenure = entry.record
        sink.add(
            schema.Tenure,
            office_id=tenure.office,
            person_id=tenure.person,
            valid_from=tenure.from_,
            valid_to=tenure.to,
            source=tenure.source,
            seed_file=entry.file.key,
        )
