"""From records to rows: what each record becomes in the database.

One function a kind of record; the loader decides which of the rows are new.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from hrdemands import schema
from hrdemands.dates import phrase
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import ACTOR_KINDS, Catalogue, demand_id
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Actor, Country, Demand, Letter, Record
from hrdemands.text import fold_name
from hrdemands.vocabulary import ActorKind, NameStatus

Row = dict[str, Any]
Rows = dict[Table, list[Row]]

FORMAT = "1"
"""Raised when the same record comes to mean other rows, so that all load again."""

_KINDS = dict(
    zip(
        ACTOR_KINDS,
        (
            ActorKind.ORGANIZATION,
            ActorKind.PERSON,
            ActorKind.OFFICE,
            ActorKind.BODY,
            ActorKind.CLASS,
        ),
        strict=True,
    )
)


def table(model: type[Base]) -> Table:
    """The table of a model."""
    return Base.metadata.tables[model.__tablename__]


def content_hash(record: Record) -> str:
    """SHA-256 of a record's content, whatever the layout of its file."""
    content = f"{FORMAT}:{record.model_dump_json(by_alias=True)}"
    return hashlib.sha256(content.encode()).hexdigest()


class RowSink:
    """Collects rows by table."""

    def __init__(self) -> None:
        self.rows: Rows = defaultdict(list)

    def add(self, model: type[Base], **values: Any) -> None:  # noqa: ANN401
        """Add one row."""
        self.rows[table(model)].append(values)


def vocabulary_rows(catalogue: Catalogue, now: datetime) -> Rows:
    """The rows of everything but letters, asks and relations."""
    sink = RowSink()
    for seed_file in catalogue.files:
        sink.add(
            schema.SeedFile, path=seed_file.key, sha256=seed_file.sha256, loaded_at=now
        )
    _add_regions_and_countries(sink, catalogue)
    _add_places(sink, catalogue)
    _add_terms(sink, catalogue)
    _add_mechanisms(sink, catalogue)
    _add_actors(sink, catalogue)
    return sink.rows


def _add_regions_and_countries(sink: RowSink, catalogue: Catalogue) -> None:
    for entry in catalogue.regions.values():
        region = entry.record
        sink.add(
            schema.Region,
            **region.model_dump(exclude={"parent"}),
            parent_id=region.parent,
            seed_file=entry.file.key,
        )
    for country_entry in catalogue.countries.values():
        country = country_entry.record
        sink.add(
            schema.Country,
            **country.model_dump(exclude={"names", "region", "un_group"}),
            region_id=country.region,
            un_group_id=country.un_group,
            seed_file=country_entry.file.key,
        )
        for row in _names(country):
            sink.add(schema.CountryName, country_code=country.code, **row)
        _add_state(sink, country_entry)


def _add_state(sink: RowSink, entry: Entry[Country]) -> None:
    """A state is an actor too, under its country's code."""
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


def _names(record: Country | Actor) -> Iterator[Row]:
    """The rows of a record's names, the one shown first."""
    shown = {"name": record.name, "status": NameStatus.SHORT}
    yield _name(shown | {"from_": None, "to": None, "note": None})
    for other in record.names:
        yield _name(other.model_dump())


def _name(values: Row) -> Row:
    return {
        "name": values["name"],
        "folded": fold_name(values["name"]),
        "status": values["status"],
        "valid_from": values["from_"],
        "valid_to": values["to"],
        "note": values["note"],
    }


def _plain_names(name: str, others: Iterable[str]) -> Iterator[Row]:
    for known in dict.fromkeys([name, *others]):
        yield {"name": known, "folded": fold_name(known)}


def _add_places(sink: RowSink, catalogue: Catalogue) -> None:
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


def _add_terms(sink: RowSink, catalogue: Catalogue) -> None:
    for entry in catalogue.issues.values():
        issue = entry.record
        sink.add(
            schema.Issue,
            **issue.model_dump(exclude={"parent", "mappings"}),
            parent_id=issue.parent,
            seed_file=entry.file.key,
        )
        for mapping in issue.mappings:
            sink.add(schema.IssueMapping, issue_id=issue.id, **mapping.model_dump())
    for model, terms in (
        (schema.Action, catalogue.actions),
        (schema.AffectedGroup, catalogue.groups),
    ):
        for term in terms.values():
            values = term.record.model_dump(exclude={"mappings"})
            sink.add(model, **values, seed_file=term.file.key)


def _add_mechanisms(sink: RowSink, catalogue: Catalogue) -> None:
    for entry in catalogue.mechanisms.values():
        mechanism = entry.record
        sink.add(
            schema.Mechanism,
            **mechanism.model_dump(exclude={"names"}),
            seed_file=entry.file.key,
        )
        names = [*mechanism.names, *([mechanism.symbol] if mechanism.symbol else [])]
        for row in _plain_names(mechanism.name, names):
            sink.add(schema.MechanismName, mechanism_id=mechanism.id, **row)


def _add_actors(sink: RowSink, catalogue: Catalogue) -> None:
    for seeds_kind, kind in _KINDS.items():
        for entry in getattr(catalogue, seeds_kind).values():
            _add_actor(sink, entry, kind)
    for entry in catalogue.organizations.values():
        organization = entry.record
        sink.add(
            schema.Organization,
            actor_id=organization.id,
            kind=organization.kind,
            parent_id=organization.parent,
        )
    for entry in catalogue.persons.values():
        sink.add(schema.Person, actor_id=entry.record.id)
    for entry in catalogue.offices.values():
        sink.add(
            schema.Office,
            actor_id=entry.record.id,
            organization_id=entry.record.organization,
        )
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


def _add_actor(sink: RowSink, entry: Entry[Actor], kind: ActorKind) -> None:
    actor = entry.record
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
    for row in _names(actor):
        sink.add(schema.ActorName, actor_id=actor.id, **row)


def ask_rows(catalogue: Catalogue) -> Rows:
    """The rows of asks, memberships and relations."""
    sink = RowSink()
    for entry in catalogue.asks.values():
        ask = entry.record
        sink.add(
            schema.Ask,
            id=ask.id,
            name=ask.name,
            scope=ask.scope,
            seed_file=entry.file.key,
        )
        for member in ask.memberships:
            values = member.model_dump(exclude={"demand"})
            sink.add(
                schema.AskMembership, ask_id=ask.id, demand_id=member.demand, **values
            )
    for relation_entry in catalogue.relations.values():
        relation = relation_entry.record
        sink.add(
            schema.DemandRelation,
            **relation.model_dump(exclude={"later", "earlier"}),
            later_id=relation.later,
            earlier_id=relation.earlier,
            seed_file=relation_entry.file.key,
        )
    return sink.rows


def letter_rows(entry: Entry[Letter], now: datetime, text: str | None) -> Rows:
    """The rows of one letter; with its *text*, those that hold it too."""
    letter = entry.record
    sink = RowSink()
    _add_letter(sink, entry, now)
    for section in letter.sections:
        sink.add(schema.Section, letter_id=letter.id, **section.model_dump())
    _add_parties(sink, letter)
    for demand in letter.demands:
        _add_demand(sink, letter, demand)
    if text is not None:
        _add_text(sink, letter, text)
    return sink.rows


def _add_letter(sink: RowSink, entry: Entry[Letter], now: datetime) -> None:
    letter = entry.record
    dated = letter.date
    same_year = dated.earliest.year == dated.latest.year
    sink.add(
        schema.Letter,
        **letter.model_dump(
            include={"id", "title", "kind", "published_in", "written_at", "language"}
            | {"url", "rights", "coder", "coded", "note"}
        ),
        earliest=dated.earliest,
        latest=dated.latest,
        year=dated.earliest.year if same_year else None,
        precision=dated.precision,
        date_basis=dated.basis,
        date_reason=dated.reason,
        date_words=phrase(dated.earliest, dated.latest, dated.precision),
        text_file=letter.text.file,
        text_sha256=letter.text.sha256,
        text_length=letter.text.length,
        seed_file=entry.file.key,
        content_hash=content_hash(letter),
        loaded_at=now,
    )


def _add_parties(sink: RowSink, letter: Letter) -> None:
    for position, sender in enumerate(letter.senders, 1):
        sink.add(
            schema.LetterSender,
            letter_id=letter.id,
            position=position,
            actor_id=sender.actor,
            stated=sender.stated,
            reason=sender.reason,
        )
    for position, signatory in enumerate(letter.signatories, 1):
        place = {"letter_id": letter.id, "position": position}
        sink.add(
            schema.Signatory,
            **place,
            person_id=signatory.person,
            as_signed=signatory.as_signed,
        )
        for n, affiliation in enumerate(signatory.affiliations, 1):
            values = affiliation.model_dump(exclude={"organization"})
            sink.add(
                schema.SignatoryAffiliation,
                **place,
                n=n,
                organization_id=affiliation.organization,
                **values,
            )
    for position, recipient in enumerate(letter.recipients, 1):
        values = recipient.model_dump(exclude={"office", "holder", "state"})
        sink.add(
            schema.Recipient,
            letter_id=letter.id,
            position=position,
            office_id=recipient.office,
            holder_id=recipient.holder,
            holder_state=recipient.state,
            **values,
        )


def _add_demand(sink: RowSink, letter: Letter, demand: Demand) -> None:
    key = demand_id(letter.id, demand.n)
    timing = demand.timing
    sink.add(
        schema.Demand,
        id=key,
        letter_id=letter.id,
        section_n=demand.section,
        span_start=demand.start,
        span_end=demand.end,
        action_id=demand.action,
        target_action_id=demand.target_action,
        timing_words=timing.words if timing else None,
        timing_earliest=timing.earliest if timing else None,
        timing_latest=timing.latest if timing else None,
        parent_id=demand_id(letter.id, demand.parent) if demand.parent else None,
        content_hash=content_hash(demand),
        **demand.model_dump(
            include={"n", "quote", "summary", "strength", "cue", "explicit", "basis"}
            | {"reason", "audience", "confidence", "note"}
        ),
    )
    words = f"{demand.summary} {demand.quote}"
    sink.add(schema.DemandSearch, demand_id=key, words=f" {fold_name(words)} ")
    _add_links(sink, key, demand)


def _add_links(sink: RowSink, key: str, demand: Demand) -> None:
    for position, span in enumerate(demand.also, 1):
        sink.add(
            schema.DemandAlso,
            demand_id=key,
            position=position,
            span_start=span.start,
            span_end=span.end,
        )
    for position, link in enumerate(demand.actors, 1):
        values = link.model_dump(exclude={"actor"})
        sink.add(
            schema.DemandActor,
            demand_id=key,
            position=position,
            actor_id=link.actor,
            **values,
        )
    for position, country in enumerate(demand.countries, 1):
        values = country.model_dump(exclude={"country"})
        sink.add(
            schema.DemandCountry,
            demand_id=key,
            position=position,
            country_code=country.country,
            **values,
        )
    for model, column, ids in (
        (schema.DemandPlace, "place_id", demand.places),
        (schema.DemandIssue, "issue_id", demand.issues),
        (schema.DemandGroup, "group_id", demand.groups),
        (schema.DemandMechanism, "mechanism_id", demand.mechanisms),
    ):
        for position, term in enumerate(ids, 1):
            sink.add(model, demand_id=key, position=position, **{column: term})


def _add_text(sink: RowSink, letter: Letter, text: str) -> None:
    sink.add(schema.LetterText, letter_id=letter.id, text=text)
    for demand in letter.demands:
        span = text[demand.start : demand.end]
        sink.add(
            schema.DemandText,
            demand_id=demand_id(letter.id, demand.n),
            text=span,
            words=f" {fold_name(span)} ",
        )
