"""Rows of one imported document: those of a letter, with what a source has of it.

What a person codes is empty: a recommendation has no summary of ours, no strength and
no span, and its quote is its whole wording.
"""

from collections.abc import Mapping
from datetime import datetime

from hrdemands import schema
from hrdemands.dates import phrase
from hrdemands.seedfiles.catalogue import demand_id
from hrdemands.seedfiles.records import Document, Recommendation
from hrdemands.store.rows.hashes import seal
from hrdemands.store.rows.sink import Row, Rows, RowSink
from hrdemands.vocabulary import ActorRole, Audience

NOT_CODED: Row = dict.fromkeys(
    "section_n span_start span_end summary strength cue basis reason action_id"
    " target_action_id timing_words timing_earliest timing_latest parent_id"
    " confidence note".split()
)


def document_rows(
    document: Document,
    file: str,
    now: datetime,
    others: Mapping[str, str] | None = None,
) -> Rows:
    """The rows of one document that came from the *file* known as that.

    *others* are the hashes of demands that a database has of it besides.
    """
    sink = RowSink()
    _add_document(sink, document, file, now)
    for recommendation in document.recommendations:
        _add_recommendation(sink, document, recommendation)
    seal(sink.rows, others)
    return sink.rows


def _add_document(sink: RowSink, document: Document, file: str, now: datetime) -> None:
    dated = document.date
    same_year = dated.earliest.year == dated.latest.year
    sink.add(
        schema.Letter,
        id=document.id,
        source=document.source,
        title=document.title,
        symbol=document.symbol,
        kind=document.kind,
        earliest=dated.earliest,
        latest=dated.latest,
        year=dated.earliest.year if same_year else None,
        precision=dated.precision,
        date_basis=dated.basis,
        date_reason=dated.reason,
        date_words=phrase(dated.earliest, dated.latest, dated.precision),
        published_in=None,
        written_at=None,
        language=document.language,
        url=document.url,
        text_file=None,
        text_sha256=None,
        text_length=None,
        rights=document.rights,
        coder=document.coder,
        coded=None,
        note=document.note,
        seed_file=file,
        loaded_at=now,
    )


def _add_recommendation(
    sink: RowSink, document: Document, recommendation: Recommendation
) -> None:
    key = demand_id(document.id, recommendation.n)
    sink.add(
        schema.Demand,
        **NOT_CODED,
        id=key,
        letter_id=document.id,
        source=document.source,
        n=recommendation.n,
        quote=recommendation.text,
        explicit=True,
        audience=Audience.UNSPECIFIED,
        asking_id=recommendation.asking,
        response=recommendation.response,
        category=recommendation.category,
        external_id=recommendation.external_id,
    )
    _add_links(sink, key, recommendation)


def _add_links(sink: RowSink, key: str, recommendation: Recommendation) -> None:
    chain = [
        (actor, role)
        for role in (ActorRole.ASKED, ActorRole.TARGET)
        for actor in recommendation.asked
    ]
    for position, (actor, role) in enumerate(chain, 1):
        sink.add(
            schema.DemandActor,
            demand_id=key,
            position=position,
            actor_id=actor,
            role=role,
            stated=True,
            reason=None,
        )
    for position, country in enumerate(recommendation.countries, 1):
        sink.add(
            schema.DemandCountry,
            demand_id=key,
            position=position,
            country_code=country.country,
            role=country.role,
            as_written=country.as_written,
        )
    for model, column, ids in (
        (schema.DemandIssue, "issue_id", recommendation.issues),
        (schema.DemandGroup, "group_id", recommendation.groups),
        (schema.DemandMechanism, "mechanism_id", recommendation.mechanisms),
    ):
        for position, term in enumerate(ids, 1):
            sink.add(model, demand_id=key, position=position, **{column: term})
    _add_unmapped(sink, key, recommendation)


def _add_unmapped(sink: RowSink, key: str, recommendation: Recommendation) -> None:
    seen: dict[str, int] = {}
    for unmapped in recommendation.unmapped:
        seen[unmapped.field] = position = seen.get(unmapped.field, 0) + 1
        sink.add(
            schema.SourceValue,
            demand_id=key,
            field=unmapped.field,
            position=position,
            value=unmapped.value,
        )
