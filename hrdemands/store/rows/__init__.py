"""From records to rows: what each record becomes in the database.

One function a kind of record; the loader decides which of the rows are new.
"""

from datetime import datetime

from hrdemands import schema
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.rows.actors import (
    add_bodies_and_classes,
    add_offices,
    add_organizations,
    add_persons,
    add_tenures,
)
from hrdemands.store.rows.asks import add_asks, add_pairs, add_relations
from hrdemands.store.rows.documents import document_rows
from hrdemands.store.rows.letters import content_hash, letter_rows
from hrdemands.store.rows.sink import Row, Rows, RowSink, table
from hrdemands.store.rows.terms import (
    add_actions,
    add_countries,
    add_groups,
    add_issues,
    add_mechanisms,
    add_objects,
    add_places,
    add_regions,
    add_verbs,
)
from hrdemands.vocabulary import Source

__all__ = [
    "Row",
    "Rows",
    "common_rows",
    "content_hash",
    "document_rows",
    "letter_rows",
    "table",
]

_EVERYTHING = (
    add_regions,
    add_countries,
    add_places,
    add_issues,
    add_actions,
    add_groups,
    add_mechanisms,
    add_objects,
    add_verbs,
    add_organizations,
    add_persons,
    add_offices,
    add_bodies_and_classes,
    add_tenures,
    add_asks,
    add_pairs,
    add_relations,
)


def common_rows(catalogue: Catalogue, now: datetime) -> Rows:
    """The rows of everything that is no part of one letter."""
    sink = RowSink()
    for seed_file in catalogue.files:
        sink.add(
            schema.SeedFile,
            path=seed_file.key,
            source=Source.LETTERS,
            sha256=seed_file.sha256,
            loaded_at=now,
        )
    for add in _EVERYTHING:
        add(sink, catalogue)
    return sink.rows
