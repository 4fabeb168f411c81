"""The doctor says what is wrong with a database, and nothing of a sound one."""

# ruff: noqa: S608 - the SQL is written here, and chance is no secret

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from fingerprints import everything
from loaded import Said, ask
from smallseeds import Seeds, import_document, texts
from test_migrations import REVISIONS, migrate_to

from hrdemands.errors import DatabaseError, ExitStatus
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.doctor import Finding, examine
from hrdemands.store.seeding import load_catalogue


def found(url: str, catalogue: Catalogue, *, named: bool = True) -> list[Finding]:
    return list(examine(read_target(url), catalogue, named=named))


def wrong(url: str, catalogue: Catalogue) -> dict[str, str]:
    """What is wrong with the database, by what was examined."""
    return {
        each.examined: each.words
        for each in found(url, catalogue)
        if not each.is_well and each.remedy
    }


def change(url: str, *statements: str) -> None:
    """Change rows as no load would."""
    if url.startswith("postgresql"):
        with psycopg.connect(url) as server:
            for each in statements:
                server.execute(each.encode())
        return
    with closing(sqlite3.connect(url)) as connection, connection:
        for each in statements:
            connection.execute(each)


def test_a_sound_database_is_well(loaded: str, small_catalogue: Catalogue) -> None:
    before = everything(loaded)

    findings = found(loaded, small_catalogue)

    assert [str(each) for each in findings if not each.is_well] == []
    assert len(findings) == 16
    assert all(str(each).startswith("ok: ") for each in findings)
    assert everything(loaded) == before


def test_the_shipped_seeds_are_well_and_compared(shipped: str) -> None:
    said = ask("doctor", db=shipped)

    assert (said.status, said.err) == (ExitStatus.OK, "")
    assert "have the hashes they were loaded with" in said.out
    assert "letters of the seeds: all 5 letters are here" in said.out


CHANGES = {
    "a title": (
        "UPDATE letter SET title = 'Other' WHERE id = '2014-one'",
        {"letter 2014-one"},
    ),
    "a summary": (
        "UPDATE demand SET summary = 'Speak.' WHERE id = '2014-one/1'",
        {"demand 2014-one/1", "letter 2014-one", "words for search"},
    ),
    "a quote": (
        "UPDATE demand SET quote = 'You may speak' WHERE id = '2014-one/1'",
        {
            "demand 2014-one/1",
            "letter 2014-one",
            "texts of demands",
        },
    ),
    "a hash": (
        "UPDATE demand SET content_hash = 'x' WHERE id = '2017-two/1'",
        {"demand 2017-two/1"},
    ),
    "an issue": (
        "DELETE FROM demand_issue WHERE demand_id = '2014-one/1' AND position = 2",
        {"demand 2014-one/1", "letter 2014-one", "pages of look-ups"},
    ),
    "a signatory's role": (
        "UPDATE signatory_affiliation SET role = 'Boss' WHERE n = 1",
        {"letter 2014-one"},
    ),
    "a text": (
        "UPDATE letter_text SET text = text || ' ' WHERE letter_id = '2017-two'",
        {"texts of letters"},
    ),
    "a slice": (
        "UPDATE demand_text SET text = text || ' ' WHERE demand_id = '2017-two/1'",
        {"texts of demands"},
    ),
    "a slice that is missing": (
        "DELETE FROM demand_text WHERE demand_id = '2017-two/1'",
        {"texts of demands", "words for search"},
    ),
    "words": (
        "UPDATE demand_words SET words = 'x' WHERE demand_id = '2017-two/1'",
        {"words for search", "index of words"},
    ),
    "a demand that is not searched": (
        "UPDATE demand_words SET demand_id = 'x/1' WHERE demand_id = '2017-two/1'",
        {"words for search"},
    ),
    "a country that is not searched": (
        "DELETE FROM demand_country WHERE demand_id = '2017-two/1'",
        {
            "demand 2017-two/1",
            "letter 2017-two",
            "words for search",
            "pages of look-ups",
        },
    ),
    "a place in time": (
        "UPDATE demand_words SET position = 1 WHERE demand_id = '2017-two/1'",
        {"words for search"},
    ),
    "a stem": (
        "UPDATE word_stem SET stem = 'x' WHERE word = 'crimes'",
        {"stems"},
    ),
    "the way words are made": (
        "UPDATE word_stem SET stem = '0' WHERE word = ''",
        {"stems"},
    ),
    "a name": (
        "UPDATE actor_name SET folded = 'x' WHERE name = 'WTC'",
        {"words for names", "table actor_name"},
    ),
    "an organization": (
        "UPDATE actor SET name = 'Watch Africa' WHERE id = 'watch-asia'",
        {"table actor"},
    ),
    "when an office was held": (
        "UPDATE tenure SET valid_to = '2015-12-31'",
        {"table tenure"},
    ),
    "a definition": (
        "UPDATE mechanism SET definition = 'Another.'",
        {"table mechanism"},
    ),
    "a verb": ("DELETE FROM verb_word WHERE words = 'free'", {"table verb_word"}),
    "a judgement's reason": (
        "UPDATE ask_membership SET reason = 'x' WHERE demand_id = '2017-two/1'",
        {"table ask_membership"},
    ),
    "a pair": ("UPDATE demand_pair SET judgement = 'same'", {"table demand_pair"}),
    "a relation": ("DELETE FROM demand_relation", {"table demand_relation"}),
    "a seed file": ("UPDATE seed_file SET sha256 = 'x'", {"table seed_file"}),
    "a hash of a table": (
        "UPDATE table_hash SET sha256 = 'x' WHERE name = 'region'",
        {"table region"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_by_hand_is_named(
    loaded: str, small_catalogue: Catalogue, name: str
) -> None:
    statement, expected = CHANGES[name]
    change(loaded, statement)

    assert set(wrong(loaded, small_catalogue)) == expected


def test_an_index_that_forgot_words_is_named(
    loaded: str, small_catalogue: Catalogue
) -> None:
    if loaded.startswith("postgresql"):
        change(
            loaded, "UPDATE demand_words SET terms = 'speak:1' WHERE words LIKE 's%'"
        )
    else:
        change(
            loaded,
            "INSERT INTO demand_index (demand_index, rowid, words)"
            " SELECT 'delete', position, words FROM demand_words LIMIT 1",
        )

    assert set(wrong(loaded, small_catalogue)) == {"index of words"}


def test_a_view_that_miscounts_is_named(
    loaded: str, small_catalogue: Catalogue
) -> None:
    columns = "id, name, demands"
    change(
        loaded,
        "DROP VIEW v_ask",
        f"CREATE VIEW v_ask ({columns}) AS SELECT id, name, 7 FROM ask",
    )

    assert wrong(loaded, small_catalogue) == {
        "counts of asks": "out of step at speak-out-on-crimes"
    }


def test_other_seeds_are_told_apart(
    loaded: str, small_catalogue: Catalogue, tmp_path: Path
) -> None:
    seeds = Seeds()
    seeds.letters["2017-two"]["title"] = "Other"
    del seeds.letters["2014-one"]["demands"][1]
    seeds.asks["asks"][0]["memberships"].pop(1)
    del seeds.asks["pairs"]
    seeds.letters["2017-three"] = seeds.letters["2017-two"] | {"id": "2017-three"}

    said = wrong(loaded, seeds.catalogue(tmp_path / "seeds"))

    assert said["letters of the seeds"] == "2017-three not here"
    assert said["seeds"] == "are not what was loaded of 2014-one, 2017-two"
    unnamed = found(loaded, Seeds().catalogue(tmp_path / "again"), named=False)
    assert "not compared" in unnamed[-1].words
    assert unnamed[-1].is_well
    assert wrong(loaded, small_catalogue) == {}


@pytest.mark.postgresql
def test_a_load_that_ends_meanwhile_is_not_seen_by_halves(
    loaded_postgresql: str, small_catalogue: Catalogue, tmp_path: Path
) -> None:
    seeds = Seeds()
    del seeds.letters["2014-one"]["demands"][0]["places"]
    seeds.letters["2017-two"]["demands"][0]["summary"] = "Say it aloud."
    seeds.actors["persons"][1]["note"] = "Retired early."
    folder = seeds.write(tmp_path / "other")
    findings = examine(read_target(loaded_postgresql), small_catalogue, named=True)
    assert "schema" in (next(findings).examined for _ in range(3))
    assert ask("load", str(folder), "--alone", db=loaded_postgresql).status == 0

    assert [str(each) for each in findings if not each.is_well] == []
    assert "seeds" in wrong(loaded_postgresql, small_catalogue)


# States


def test_what_is_no_current_database_is_named(
    database: str, loaded: str, small_catalogue: Catalogue
) -> None:
    change(database, "CREATE TABLE wine (id INTEGER)")
    change(loaded, "UPDATE alembic_version SET version_num = '9999'")

    assert wrong(database, small_catalogue) == {
        "schema": "holds tables of another program"
    }
    assert wrong(loaded, small_catalogue) == {"schema": "was made by a newer hrdemands"}


def test_an_empty_database_is_to_be_loaded(
    database: str, small_catalogue: Catalogue
) -> None:
    change(database, "SELECT 1")
    if not database.startswith("postgresql"):
        Path(database).touch()

    (finding,) = (f for f in found(database, small_catalogue) if not f.is_well)

    assert str(finding) == "wrong: schema: holds nothing (run 'hrdemands load')"


def test_a_missing_database_is_an_error(
    sqlite_url: str, small_catalogue: Catalogue
) -> None:
    with pytest.raises(DatabaseError, match="there is no such database"):
        found(sqlite_url, small_catalogue)

    assert not Path(sqlite_url).exists()


def test_a_missing_table_is_a_finding(loaded: str, small_catalogue: Catalogue) -> None:
    change(loaded, "DROP TABLE demand_also")

    said = wrong(loaded, small_catalogue)

    assert "demand_also" in said["letter 2014-one"]
    assert "seeds" not in said


# What writes


def test_hashes_of_tables_follow_whatever_writes_them(
    migrated: str, tmp_path: Path
) -> None:
    """Loads of little and of nothing, imports, judgements that waited, migrations."""
    seeds = Seeds()
    waiting = dict(seeds.asks["asks"][0]["memberships"][0], demand="upr-09-mmr/1")
    seeds.asks["asks"][0]["memberships"].append(waiting)
    folder = tmp_path / "seeds"

    def load() -> None:
        said = ask("load", str(seeds.write(folder)), "--alone", db=migrated)
        assert said.status == ExitStatus.OK
        assert doctor(folder, migrated).status == ExitStatus.OK

    load()
    import_document(migrated)
    assert doctor(folder, migrated).status == ExitStatus.OK
    load()
    seeds.actors["persons"][1]["note"] = "Retired early."
    del seeds.asks["pairs"]
    load()
    change(migrated, "UPDATE actor SET note = 'x' WHERE id = 'bo-ek'")
    assert "table actor" in doctor(folder, migrated).out
    load()
    migrate_to(migrated, "0007")
    migrate_to(migrated, REVISIONS[0])
    assert doctor(folder, migrated).status == ExitStatus.OK


# The command


def doctor(seeds: Path, db: str) -> Said:
    return ask("doctor", str(seeds), "--alone", db=db)


def test_seeds_that_were_named_are_compared(
    database: str, small_catalogue: Catalogue, tmp_path: Path
) -> None:
    folder = Seeds().write(tmp_path / "seeds")
    load_catalogue(read_target(database), small_catalogue, texts())

    assert doctor(folder, database).status == ExitStatus.OK

    change(database, "UPDATE demand SET note = 'x' WHERE id = '2014-one/2'")
    said = doctor(folder, database)
    assert said.status == ExitStatus.DATA
    assert "wrong: demand 2014-one/2: its rows are not those" in said.out
    assert said.err == ""


def test_seeds_with_errors_are_not_compared(loaded: str, tmp_path: Path) -> None:
    seeds = Seeds()
    seeds.demand("2014-one/1")["action"] = "no-such"

    said = doctor(seeds.write(tmp_path / "seeds"), loaded)

    assert said.status == ExitStatus.DATA
    assert "run 'hrdemands check' first" in said.err
