"""Up and down at every revision, all or nothing, and hands off what is not ours."""

# ruff: noqa: S608, PT012 - the SQL is written here, and engines are entered by with

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from fingerprints import everything, rows_of, schema_of
from smallseeds import Seeds, texts
from sqlalchemy import Connection, text

from hrdemands.errors import DatabaseError, DataError, HrdemandsError
from hrdemands.queries.target import read_target
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store import migrations
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import (
    State,
    alembic_config,
    at_newest,
    build_views,
    check_references,
    newest_revision,
    references_off,
    state,
    upgrade,
)
from hrdemands.store.seeding import load_catalogue

CHECKOUT = Path(__file__).resolve().parent.parent
SCRIPTS = ScriptDirectory.from_config(alembic_config())
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()]


def bring_up(url: str) -> bool:
    """Bring the database to the newest revision."""
    with write_engine(read_target(url), create=True) as engine:
        return upgrade(engine, url)


def migrate_to(url: str, revision: str) -> None:
    """Go up or down to *revision*, as Alembic's own command does."""
    head = SCRIPTS.get_current_head()
    go = command.upgrade if revision == head else command.downgrade
    with write_engine(read_target(url)) as engine, engine.connect() as connection:
        references_off(connection)
        with connection.begin():
            go(alembic_config(connection, url), revision)
            check_references(connection)


def run(url: str, *sql: str) -> None:
    """Run statements as they are."""
    with (
        write_engine(read_target(url), create=True) as engine,
        engine.begin() as connection,
    ):
        for each in sql:
            connection.execute(text(each))


def state_of(url: str) -> State:
    with (
        write_engine(read_target(url), create=True) as engine,
        engine.begin() as connection,
    ):
        return state(connection)


def test_there_is_one_newest_revision() -> None:
    assert len(SCRIPTS.get_heads()) == 1
    assert SCRIPTS.get_current_head() == newest_revision()


def test_the_models_and_the_migrations_make_the_same_schema(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assert bring_up(database)
    if database.startswith("postgresql"):
        models = request.getfixturevalue("postgresql_server").create_database()
    else:
        models = str(tmp_path / "models.db")
    with (
        write_engine(read_target(models), create=True) as engine,
        engine.begin() as connection,
    ):
        Base.metadata.create_all(connection)
        build_views(connection)

    assert schema_of(database) == schema_of(models)


def test_a_second_upgrade_finds_nothing_to_do(database: str) -> None:
    assert bring_up(database)
    before = everything(database)

    assert not bring_up(database)
    assert everything(database) == before


def test_alembic_proposes_no_change(loaded: str) -> None:
    with write_engine(read_target(loaded)) as engine, engine.connect() as connection:
        references_off(connection)
        with connection.begin():
            command.check(alembic_config(connection, loaded))


def test_a_rule_that_no_migration_made_is_noticed(loaded: str) -> None:
    run(loaded, "DROP TABLE demand_also")
    with (
        pytest.raises(CommandError, match="demand_also"),
        write_engine(read_target(loaded)) as engine,
        engine.begin() as connection,
    ):
        command.check(alembic_config(connection, loaded))


@pytest.mark.parametrize("revision", [*REVISIONS[1:], "base"])
def test_down_and_up_again_with_data(
    loaded: str, small_catalogue: Catalogue, revision: str
) -> None:
    before = everything(loaded)

    migrate_to(loaded, revision)
    assert state_of(loaded) == ("empty" if revision == "base" else "behind")
    migrate_to(loaded, REVISIONS[0])
    assert schema_of(loaded) == before[0]
    load_catalogue(read_target(loaded), small_catalogue, texts())

    assert without_times(rows_of(loaded)) == without_times(before[1])


def without_times(rows: dict[str, list[str]]) -> dict[str, int]:
    return {name: len(found) for name, found in rows.items()}


def test_places_keep_the_days_of_ranges_on_the_way_down(loaded: str) -> None:
    migrate_to(loaded, "0006")
    with (
        write_engine(read_target(loaded)) as engine,
        engine.begin() as connection,
    ):
        found = connection.execute(
            text(
                "SELECT p.days, l.earliest, l.latest FROM page_letter p"
                " JOIN letter l ON l.id = p.letter_id"
            )
        ).all()

    ends = [tuple(date.fromisoformat(str(day)) for day in row[1:]) for row in found]
    assert [row[0] for row in found] == [(b - a).days for a, b in ends]
    assert any(row[0] for row in found)


def test_going_down_leaves_nothing_but_alembic_s_own_table(loaded: str) -> None:
    migrate_to(loaded, "base")

    assert schema_of(loaded) == set()
    assert rows_of(loaded) == {"alembic_version": []}


# Later revisions, made up for the tests: the real ones are too few to try all the
# traps with.

WIDER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "HEAD"
branch_labels = depends_on = None

def upgrade():
    with op.batch_alter_table("demand") as batch:
        batch.add_column(sa.Column("weight", sa.Integer))
        batch.create_check_constraint("weight_is_small", "weight < 10")
    op.execute("UPDATE demand SET weight = n")

def downgrade():
    with op.batch_alter_table("demand") as batch:
        batch.drop_constraint(op.f("ck_demand_weight_is_small"))
        batch.drop_column("weight")
""".replace("HEAD", REVISIONS[0])
FAILING = (
    WIDER
    + """
wider = upgrade

def upgrade():
    wider()
    op.execute("DELETE FROM demand_words")
    op.execute("INSERT INTO no_such_table VALUES (1)")
"""
)
BREAKING = (
    WIDER
    + """
wider = upgrade

def upgrade():
    wider()
    op.execute("DELETE FROM action WHERE id = 'release'")
"""
)


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a later revision, in a copy of the migrations."""
    copy = tmp_path / "checkout"
    shutil.copytree(CHECKOUT / "migrations", copy / "migrations")
    shutil.copy(CHECKOUT / "alembic.ini", copy)
    monkeypatch.setattr(migrations, "shipped", lambda name: copy / name)
    return copy / "migrations" / "versions" / "9999_later.py"


def test_a_table_is_rebuilt_without_loss(loaded: str, later: Path) -> None:
    before = everything(loaded)
    later.write_text(WIDER)

    assert state_of(loaded) == "behind"
    assert bring_up(loaded)
    assert state_of(loaded) == "current"
    after = everything(loaded)
    migrate_down(loaded)

    assert {n: len(r) for n, r in after[1].items()} == {
        n: len(r) for n, r in before[1].items()
    }
    assert after[0] != before[0]
    assert {row for row in after[0] if "demand" not in str(row)} == {
        row for row in before[0] if "demand" not in str(row)
    }
    assert rows_of(loaded) == before[1]


def migrate_down(url: str) -> None:
    with write_engine(read_target(url)) as engine, engine.connect() as connection:
        references_off(connection)
        with connection.begin():
            command.downgrade(alembic_config(connection, url), REVISIONS[0])
            check_references(connection)


def test_a_migration_that_fails_changes_nothing(loaded: str, later: Path) -> None:
    later.write_text(FAILING)
    before = everything(loaded)

    with pytest.raises(DatabaseError, match="no_such_table"):
        bring_up(loaded)

    assert everything(loaded) == before


def test_a_migration_that_breaks_references_changes_nothing(
    loaded: str, later: Path
) -> None:
    later.write_text(BREAKING)
    before = everything(loaded)

    with pytest.raises(HrdemandsError, match="demand") as error:
        bring_up(loaded)

    if read_target(loaded).kind == "sqlite":
        assert "nothing was changed; report this" in str(error.value)
    assert everything(loaded) == before


def test_a_view_of_the_user_s_own_outlives_a_rebuilt_table(
    loaded: str, later: Path
) -> None:
    later.write_text(WIDER)
    run(loaded, "CREATE VIEW mine AS SELECT id, summary FROM demand WHERE n = 2")

    assert bring_up(loaded)

    with write_engine(read_target(loaded)) as engine, engine.begin() as connection:
        found = connection.execute(text("SELECT * FROM mine")).all()
    assert found == [("2014-one/2", "Have Sudan release lawyers.")]


def test_a_load_that_fails_leaves_an_older_database_at_its_revision(
    loaded: str, later: Path, tmp_path: Path
) -> None:
    later.write_text(WIDER)
    seeds = Seeds()
    seeds.demand("2014-one/1")["action"] = "release"
    catalogue = seeds.catalogue(tmp_path / "seeds")
    del catalogue.actions["release"]
    before = everything(loaded)

    with pytest.raises(DataError, match=r"refuses .*mend the seeds"):
        load_catalogue(read_target(loaded), catalogue, {})

    assert everything(loaded) == before


def test_a_load_migrates_an_older_database(
    loaded: str, later: Path, small_catalogue: Catalogue
) -> None:
    later.write_text(WIDER)

    lines = load_catalogue(read_target(loaded), small_catalogue, {})

    assert "schema brought to the newest revision" in lines[0]
    assert state_of(loaded) == "current"


def copies_of(url: str) -> list[Path]:
    return sorted(Path(url).parent.glob("*.bak*"))


def test_what_is_migrated_is_kept_beside_it(
    loaded_sqlite: str, later: Path, small_catalogue: Catalogue
) -> None:
    later.write_text(WIDER)
    Path(loaded_sqlite).chmod(0o640)
    before = everything(loaded_sqlite)

    lines = load_catalogue(read_target(loaded_sqlite), small_catalogue, {})

    (copy,) = copies_of(loaded_sqlite)
    assert copy == Path(f"{loaded_sqlite}.before-9999.bak")
    assert lines[1] == f"{loaded_sqlite}: as it was before is kept in {copy}"
    assert everything(str(copy)) == before
    assert everything(loaded_sqlite) != before
    assert copy.stat().st_mode & 0o777 == 0o640


def test_no_kept_copy_replaces_another(loaded_sqlite: str, later: Path) -> None:
    later.write_text(WIDER)
    first = Path(f"{loaded_sqlite}.before-9999.bak")
    first.write_text("mine")
    unfinished = Path(f"{loaded_sqlite}.before-9999.2.bak.part")
    unfinished.write_text("left by a load that was killed")

    assert bring_up(loaded_sqlite)

    second = Path(f"{loaded_sqlite}.before-9999.2.bak")
    assert copies_of(loaded_sqlite) == [second, first]
    assert first.read_text() == "mine"
    assert state_of(str(second)) == "behind"


@pytest.mark.parametrize("revision", [FAILING, BREAKING])
def test_a_migration_that_fails_leaves_no_copy(
    loaded_sqlite: str, later: Path, revision: str
) -> None:
    later.write_text(revision)

    with pytest.raises(HrdemandsError):
        bring_up(loaded_sqlite)

    assert copies_of(loaded_sqlite) == []


def test_a_copy_that_cannot_be_made_stops_the_migration(
    loaded_sqlite: str, later: Path
) -> None:
    later.write_text(WIDER)
    before = everything(loaded_sqlite)
    Path(f"{loaded_sqlite}.before-9999.bak.part").mkdir()

    with pytest.raises(DatabaseError, match="cannot be made before the upgrade"):
        bring_up(loaded_sqlite)

    assert everything(loaded_sqlite) == before


def test_nothing_is_kept_of_what_is_new_or_current(
    sqlite_url: str, loaded_sqlite: str, small_catalogue: Catalogue
) -> None:
    for url in (sqlite_url, loaded_sqlite):
        load_catalogue(read_target(url), small_catalogue, {})

    assert copies_of(sqlite_url) == []


def test_a_dry_run_does_not_migrate(
    loaded: str, later: Path, small_catalogue: Catalogue
) -> None:
    later.write_text(WIDER)
    before = everything(loaded)

    lines = load_catalogue(read_target(loaded), small_catalogue, {}, dry_run=True)

    assert "would be brought" in lines[0]
    assert everything(loaded) == before
    assert not list(later.parents[3].glob("*.bak"))


# Databases that are not ours to touch.

OTHERS: dict[str, tuple[State, list[str]]] = {
    "a table of another program": ("foreign", ["CREATE TABLE wine (id INTEGER)"]),
    "a view and no table": ("foreign", ["CREATE VIEW v AS SELECT 1 AS one"]),
    "another program that uses Alembic": (
        "foreign",
        [
            "CREATE TABLE wine (id INTEGER)",
            "CREATE TABLE alembic_version (version_num TEXT)",
            "INSERT INTO alembic_version VALUES ('0001')",
        ],
    ),
    "another program at its base": (
        "foreign",
        [
            "CREATE TABLE wine (id INTEGER)",
            "CREATE TABLE alembic_version (version_num TEXT)",
        ],
    ),
    "a table that is called like Alembic's": (
        "foreign",
        [
            "CREATE TABLE letter (id INTEGER)",
            "CREATE TABLE demand (id INTEGER)",
            "CREATE TABLE ask (id INTEGER)",
            "CREATE TABLE alembic_version (x TEXT)",
        ],
    ),
    "our tables without a revision": (
        "foreign",
        [
            "CREATE TABLE letter (id INTEGER)",
            "CREATE TABLE demand (id INTEGER)",
            "CREATE TABLE ask (id INTEGER)",
        ],
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_databases_of_others_are_refused_and_not_touched(
    database: str, what: str, small_catalogue: Catalogue
) -> None:
    expected, statements = OTHERS[what]
    run(database, *statements)
    before = everything(database)

    assert state_of(database) == expected
    with pytest.raises(DatabaseError, match="holds tables of another program") as error:
        bring_up(database)
    with pytest.raises(DatabaseError, match="name another database"):
        load_catalogue(read_target(database), small_catalogue, {})

    assert "\n" not in str(error.value)
    assert everything(database) == before


@pytest.mark.parametrize("revision", ["f00d", "9999"])
def test_a_newer_database_is_refused_and_not_touched(
    loaded: str, revision: str, small_catalogue: Catalogue
) -> None:
    run(loaded, f"UPDATE alembic_version SET version_num = '{revision}'")
    before = everything(loaded)

    assert state_of(loaded) == "newer"
    for attempt in (
        lambda: bring_up(loaded),
        lambda: load_catalogue(read_target(loaded), small_catalogue, {}),
    ):
        with pytest.raises(DatabaseError, match="by a newer hrdemands"):
            attempt()

    assert everything(loaded) == before


def test_an_empty_database_is_brought_up(database: str) -> None:
    assert state_of(database) == "empty"
    assert bring_up(database)
    assert state_of(database) == "current"


def test_what_the_caller_raises_undoes_the_migration_too(database: str) -> None:
    run(database, "SELECT 1")
    with (
        pytest.raises(KeyError),
        write_engine(read_target(database), create=True) as engine,
        at_newest(engine, database) as (connection, migrated),
    ):
        assert migrated
        assert is_up(connection)
        raise KeyError

    assert state_of(database) == "empty"


def is_up(connection: Connection) -> bool:
    return connection.execute(text("SELECT * FROM v_demand")).all() == []


# Alembic's own program, from the root of the checkout.


def alembic(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alembic", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "HRDEMANDS_DB": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_alembic_s_commands_work_from_the_checkout(database: str) -> None:
    up = alembic(database, "upgrade", "head")
    assert (up.returncode, "Running upgrade" in up.stderr) == (0, True), up.stderr
    fresh = schema_of(database)
    assert "No new upgrade operations" in alembic(database, "check").stdout
    assert f"{REVISIONS[0]} (head)" in alembic(database, "current").stdout
    assert schema_of(database) == fresh
    named = alembic("elsewhere.db", "-x", f"db={database}", "downgrade", "base")
    assert named.returncode == 0, named.stderr
    assert schema_of(database) == set()
    assert not (CHECKOUT / "elsewhere.db").exists()


def test_alembic_tells_the_history_without_a_database() -> None:
    told = alembic("/no/such/folder/x.db", "history")

    assert "<base> -> 0001," in told.stdout
    assert f"{REVISIONS[0]} (head)" in told.stdout


def test_alembic_says_in_one_line_what_it_refuses(database: str) -> None:
    run(database, "CREATE TABLE wine (id INTEGER)")

    refused = alembic(database, "upgrade", "head")

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("error: ")
    assert "holds tables of another program" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_alembic_s_current_leaves_no_file_behind(sqlite_url: str) -> None:
    assert alembic(sqlite_url, "current").returncode == 0
    assert not Path(sqlite_url).exists()


def test_alembic_prints_no_sql_of_a_guessed_database(sqlite_url: str) -> None:
    refused = alembic(sqlite_url, "upgrade", "head", "--sql")

    assert refused.returncode == 1
    assert "leave out --sql" in refused.stderr
