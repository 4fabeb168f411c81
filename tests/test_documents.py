"""Imported documents beside letters: who touches them, and who does not."""

from pathlib import Path

import pytest
from fingerprints import rows_of
from loaded import ask
from smallseeds import Seeds, document, import_document, texts
from sqlalchemy import text

from hrdemands.errors import ExitStatus
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.engine import write_engine
from hrdemands.store.seeding import load_catalogue


def value_of(url: str, sql: str) -> object:
    with write_engine(read_target(url)) as engine, engine.begin() as connection:
        return connection.execute(text(sql)).scalar_one()


def test_a_load_leaves_what_was_imported_alone(
    loaded: str, small_catalogue: Catalogue
) -> None:
    import_document(loaded)
    before = rows_of(loaded)

    lines = load_catalogue(read_target(loaded), small_catalogue, texts())

    assert "nothing changed" in lines[0]
    assert rows_of(loaded) == before


def test_a_load_of_other_letters_leaves_what_was_imported_alone(
    loaded: str, tmp_path: Path
) -> None:
    import_document(loaded)
    seeds = Seeds()
    seeds.letters["2014-one"]["note"] = "Another."

    load_catalogue(read_target(loaded), seeds.catalogue(tmp_path), texts())

    assert value_of(loaded, "SELECT count(*) FROM demand WHERE source = 'upr'") == 2
    assert value_of(loaded, "SELECT count(*) FROM letter") == 3


def test_the_doctor_finds_imports_sound_and_no_part_of_the_seeds(loaded: str) -> None:
    import_document(loaded)

    said = ask("doctor", db=loaded)

    assert said.status == ExitStatus.OK, said.out
    assert "3 letters and 5 demands" in said.out


@pytest.mark.parametrize(
    "changed", ["response = 'noted'", "category = 4", "asking_id = 'MMR'"]
)
def test_the_doctor_sees_what_changed_in_an_import(loaded: str, changed: str) -> None:
    import_document(loaded)
    with write_engine(read_target(loaded)) as engine, engine.begin() as connection:
        connection.execute(
            text(f"UPDATE demand SET {changed} WHERE id = 'upr-09-mmr/1'")  # noqa: S608
        )

    said = ask("doctor", db=loaded)

    assert "wrong: demand upr-09-mmr/1: its rows are not those" in said.out


def test_what_no_vocabulary_knows_is_kept_as_written(loaded: str) -> None:
    import_document(loaded, document())

    assert value_of(loaded, "SELECT value FROM source_value") == "(Unknown)"
