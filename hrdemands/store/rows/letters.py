"""Rows of one letter."""

from datetime import UTC, datetime

from hrdemands import schema
from hrdemands.dates import phrase
from hrdemands.seedfiles.catalogue import demand_id
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter
from hrdemands.store.rows.demands import add_demand
from hrdemands.store.rows.hashes import HASH, LETTER, seal
from hrdemands.store.rows.sink import Rows, RowSink
from hrdemands.vocabulary import Source


def content_hash(entry: Entry[Letter]) -> str:
    """The hash that the letter has in a database that holds it as it is now."""
    rows = letter_rows(entry, datetime.now(UTC), None)
    return str(rows[LETTER][0][HASH])


def letter_rows(entry: Entry[Letter], now: datetime, text: str | None) -> Rows:
    """The rows of one letter; with its *text*, those that hold it too."""
    letter = entry.record
    sink = RowSink()
    _add_letter(sink, entry, now)
    for section in letter.sections:
        sink.add(schema.Section, letter_id=letter.id, **section.model_dump())
    _add_senders(sink, letter)
    _add_signatories(sink, letter)
    _add_recipients(sink, letter)
    for demand in letter.demands:
        add_demand(sink, letter.id, demand)
    seal(sink.rows)
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
        source=Source.LETTERS,
        symbol=None,
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
        loaded_at=now,
    )


def _add_senders(sink: RowSink, letter: Letter) -> None:
    for position, sender in enumerate(letter.senders, 1):
        sink.add(
            schema.LetterSender,
            letter_id=letter.id,
            position=position,
            actor_id=sender.actor,
            stated=sender.stated,
            reason=sender.reason,
        )


def _add_signatories(sink: RowSink, letter: Letter) -> None:
    for position, signatory in enumerate(letter.signatories, 1):
        place = {"letter_id": letter.id, "position": position}
        sink.add(
            schema.Signatory,
            **place,
            person_id=signatory.person,
            as_signed=signatory.as_signed,
        )
        for n, affiliation in enumerate(signatory.affiliations, 1):
            sink.add(
                schema.SignatoryAffiliation,
                **place,
                n=n,
                organization_id=affiliation.organization,
                **affiliation.model_dump(exclude={"organization"}),
            )


def _add_recipients(sink: RowSink, letter: Letter) -> None:
    for position, recipient in enumerate(letter.recipients, 1):
        sink.add(
            schema.Recipient,
            letter_id=letter.id,
            position=position,
            office_id=recipient.office,
            holder_id=recipient.holder,
            holder_state=recipient.state,
            **recipient.model_dump(exclude={"office", "holder", "state"}),
        )


def _add_text(sink: RowSink, letter: Letter, text: str) -> None:
    sink.add(schema.LetterText, letter_id=letter.id, text=text)
    for demand in letter.demands:
        span = text[demand.start : demand.end]
        key = demand_id(letter.id, demand.n)
        sink.add(schema.DemandText, demand_id=key, text=span)
