"""What is searched stays in step with the demands, however these came to be."""

# ruff: noqa: S608 - the SQL is written here

import tempfile
from pathlib import Path

import pytest
from fingerprints import rows_of
from loaded import ask
from processes import outcome
from smallseeds import Seeds, document, import_document, texts
from sqlalchemy import text

from hrdemands.errors import ExitStatus
from hrdemands.queries import open_reader, search_demands
from hrdemands.queries.target import read_target
from hrdemands.store import fulltext
from hrdemands.store.engine import write_engine
from hrdemands.store.indexing import KeptWords
from hrdemands.store.seeding import load_catalogue


def searched(url: str) -> list[str]:
    return rows_of(url)["demand_words"]


def found(url: str, words: str) -> set[str]:
    with open_reader(url) as reader:
        return {demand.id for demand in search_demands(reader, words)}


def run(url: str, *statements: str, letters: list[str] | None = None) -> None:
    with write_engine(read_target(url)) as engine, engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
        fulltext.refresh(connection, letters)


def is_well(url: str) -> bool:
    said = ask("doctor", db=url).out
    names = ("words for search", "index of words", "stems")
    return all(f"ok: {name}: " in said for name in names)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the days of changed letters, however many of all they are."""
    monkeypatch.setattr(fulltext, "_LARGE", 2)


OTHER_DAY = (
    "UPDATE letter SET earliest = '{0}', latest = '{0}', year = {1}"
    " WHERE id = '2014-one'"
)
CHANGES: dict[str, tuple[str, ...]] = {
    "words": ("UPDATE demand SET quote = 'on zebras' WHERE letter_id = '2014-one'",),
    "a country": ("DELETE FROM demand_country WHERE demand_id = '2014-one/1'",),
    "a day": (OTHER_DAY.format("2001-02-03", 2001),),
    "the same day": (OTHER_DAY.format("2017-05-06", 2017),),
    "a text": ("DELETE FROM demand_text",),
    "nothing": (),
}


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_letter_is_searched_as_if_all_were_made_anew(
    loaded: str, change: str
) -> None:
    import_document(loaded)
    run(loaded, *CHANGES[change], letters=["2014-one", "2017-two"])
    mended = searched(loaded)

    assert is_well(loaded)
    run(loaded)
    assert searched(loaded) == mended
    assert is_well(loaded)


@pytest.mark.usefixtures("one_by_one")
def test_letters_come_and_go(loaded: str, tmp_path: Path) -> None:
    before = searched(loaded)
    assert found(loaded, "moratorium") == set()
    import_document(loaded)
    imported = document().id

    assert found(loaded, "moratoriums") == {f"{imported}/2"}
    assert is_well(loaded)
    seeds = Seeds()
    gone = seeds.letters.pop("2017-two")
    seeds.asks = {}
    load_catalogue(read_target(loaded), seeds.catalogue(tmp_path / "less"), texts())
    assert found(loaded, "moratoriums") == {f"{imported}/2"}
    assert not any("2017-two" in row for row in searched(loaded))
    assert is_well(loaded)
    seeds.letters["2017-two"] = gone
    load_catalogue(read_target(loaded), seeds.catalogue(tmp_path / "more"), texts())
    assert set(before) < set(searched(loaded))
    assert is_well(loaded)


@pytest.mark.parametrize(
    "broken",
    [
        "DELETE FROM demand_words WHERE demand_id = '2014-one/1'",
        "UPDATE word_stem SET stem = '0' WHERE word = ''",
        "DELETE FROM word_stem",
    ],
)
def test_a_load_mends_what_is_out_of_step(
    loaded: str, broken: str, tmp_path: Path
) -> None:
    before = searched(loaded)
    with write_engine(read_target(loaded)) as engine, engine.begin() as connection:
        connection.execute(text(broken))

    load_catalogue(read_target(loaded), Seeds().catalogue(tmp_path), texts())

    assert searched(loaded) == before
    assert is_well(loaded)


def test_whole_spans_are_searched_where_they_are_held(
    migrated: str, tmp_path: Path
) -> None:
    catalogue = Seeds().catalogue(tmp_path)
    load_catalogue(read_target(migrated), catalogue, {})
    without = found(migrated, '"crimes in Darfur"')
    load_catalogue(read_target(migrated), catalogue, texts())

    assert without == set()
    assert found(migrated, '"crimes in Darfur"') == {"2014-one/1"}
    assert ask("search", "crimes in Darfur", db=migrated).status == ExitStatus.OK


def test_a_word_without_end_is_searched_by_its_beginning(loaded: str) -> None:
    long = "z" * 20_000
    change = f"UPDATE demand SET summary = '{long} sa_x' WHERE id = '2014-one/1'"
    run(loaded, change, letters=["2014-one"])

    assert found(loaded, long) == found(loaded, "zzzz*") == {"2014-one/1"}
    assert found(loaded, f"{long}*") == {"2014-one/1"}
    assert is_well(loaded)


def test_a_folder_of_temporary_files_without_room_is_named() -> None:
    def keep() -> None:
        kept = KeptWords()
        try:
            kept.add("2014-one", bytes(1_000_000))
        finally:
            kept.close()

    told = outcome(keep, file_size=100_000)
    assert told.startswith(f"OutputError: {tempfile.gettempdir()}: File too large")
    assert "TMPDIR" in told
