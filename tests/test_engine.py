"""How databases are opened for writing."""

# ruff: noqa: PT012 - engines are entered by with

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from fingerprints import everything
from sqlalchemy import text

from hrdemands.errors import DatabaseError, DataError
from hrdemands.queries.target import Target, read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store import engine as engine_module
from hrdemands.store.constraints import checked_at_once
from hrdemands.store.engine import driver_connection, write_engine
from hrdemands.store.seeding import load_catalogue


def sqlite(path: str) -> Target:
    return Target("sqlite", path)


def ask(target: Target, *pragmas: str) -> list[object]:
    with write_engine(target) as engine, engine.begin() as connection:
        return [connection.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]


def test_sqlite_is_durable_and_watches_references(loaded_sqlite: str) -> None:
    extra = 3
    found = ask(sqlite(loaded_sqlite), "journal_mode", "synchronous", "foreign_keys")

    assert found == ["delete", extra, 1]


def test_a_transaction_locks_out_other_writers_from_its_begin(
    loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "LOCK_SECONDS", 0.2)
    target = read_target(loaded)
    with (
        write_engine(target) as first,
        first.begin(),
        pytest.raises(DatabaseError, match="is being written by another program"),
        write_engine(target) as second,
        second.begin(),
    ):
        pytest.fail("two writers at once")


def test_a_second_writer_waits_for_the_first(loaded: str) -> None:
    target = read_target(loaded)
    order: list[str] = []

    def write() -> None:
        with write_engine(target) as engine, engine.begin() as connection:
            connection.execute(text("UPDATE ask SET name = 'second'"))
            order.append("second")

    with write_engine(target) as engine:
        with engine.begin() as connection:
            connection.execute(text("UPDATE ask SET name = 'first'"))
            waiting = threading.Thread(target=write)
            waiting.start()
            waiting.join(0.2)
            order.append("first")
        waiting.join()
        with engine.begin() as connection:
            assert connection.scalar(text("SELECT name FROM ask")) == "second"

    assert order == ["first", "second"]


def to_wal(path: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)


def test_a_database_in_wal_mode_goes_back_to_the_rollback_journal(
    loaded_sqlite: str,
) -> None:
    to_wal(loaded_sqlite)

    assert ask(sqlite(loaded_sqlite), "journal_mode") == ["delete"]
    assert not Path(f"{loaded_sqlite}-wal").exists()


def test_a_reader_of_a_wal_does_not_stop_a_write(
    loaded_sqlite: str, small_catalogue: Catalogue
) -> None:
    to_wal(loaded_sqlite)
    with closing(sqlite3.connect(loaded_sqlite, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM demand").fetchone()

        assert ask(sqlite(loaded_sqlite), "journal_mode", "synchronous") == ["wal", 3]
        load_catalogue(sqlite(loaded_sqlite), small_catalogue, {})


def test_a_missing_file_is_made_only_when_asked_for(sqlite_url: str) -> None:
    with (
        pytest.raises(DatabaseError, match="there is no such database"),
        write_engine(sqlite(sqlite_url)) as engine,
    ):
        engine.connect()

    assert not Path(sqlite_url).exists()


def write_nothing(path: str) -> None:
    with write_engine(sqlite(path), create=True) as engine, engine.begin() as used:
        used.scalar(text("SELECT 1"))


def write_and_fail(path: str) -> None:
    with write_engine(sqlite(path), create=True) as engine, engine.begin() as used:
        used.execute(text("CREATE TABLE t (x INTEGER)"))
        raise ZeroDivisionError


def never_connect(path: str) -> None:
    with write_engine(sqlite(path), create=True):
        pass


@pytest.mark.parametrize("use", [write_nothing, write_and_fail, never_connect])
def test_a_new_file_stays_only_if_something_was_committed(
    tmp_path: Path, use: Callable[[str], None]
) -> None:
    with suppress(ZeroDivisionError):
        use(str(tmp_path / "new.db"))

    assert list(tmp_path.iterdir()) == []


def test_a_broken_off_statement_lets_go_of_its_file(tmp_path: Path) -> None:
    """Where Ctrl-C comes, SQLAlchemy gives a connection up as it is."""
    path = tmp_path / "x.db"
    with (
        pytest.raises(KeyboardInterrupt),
        write_engine(read_target(str(path)), create=True) as engine,
        engine.begin() as connection,
        checked_at_once(connection, []),
    ):
        connection.exec_driver_sql("CREATE TABLE t (a)")
        running = driver_connection(connection).execute("SELECT 1 UNION SELECT 2")
        assert next(running) == (1,)
        connection.invalidate()
        raise KeyboardInterrupt
    assert not path.exists()


def test_a_file_that_was_empty_before_stays_so(
    tmp_path: Path, small_catalogue: Catalogue
) -> None:
    path = tmp_path / "empty.db"
    path.touch()

    load_catalogue(sqlite(str(path)), small_catalogue, {}, dry_run=True)

    assert path.stat().st_size == 0


def test_a_new_file_that_another_program_filled_stays(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with (
        write_engine(sqlite(str(path)), create=True),
        closing(sqlite3.connect(path)) as other,
    ):
        other.execute("CREATE TABLE t (x)")

    assert path.exists()


def test_nothing_is_written_to_a_file_that_was_removed(loaded_sqlite: str) -> None:
    with (
        pytest.raises(DatabaseError, match="was removed by another program"),
        write_engine(sqlite(loaded_sqlite)) as engine,
        engine.connect() as connection,
    ):
        Path(loaded_sqlite).unlink()
        Path(loaded_sqlite).touch()
        connection.begin()


def test_a_link_is_followed(tmp_path: Path, small_catalogue: Catalogue) -> None:
    real, link = tmp_path / "real.db", tmp_path / "link.db"
    link.symlink_to(real)

    load_catalogue(sqlite(str(link)), small_catalogue, {}, dry_run=True)
    assert (link.is_symlink(), real.exists()) == (True, False)
    load_catalogue(sqlite(str(link)), small_catalogue, {})

    assert (link.is_symlink(), real.exists()) == (True, True)


@pytest.mark.parametrize("name", ["a b.db", "ü%20?.db", "#1.db", "a'b.db", "file:x"])
def test_any_name_of_a_file_will_do(
    tmp_path: Path,
    name: str,
    small_catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    load_catalogue(sqlite(name), small_catalogue, {})

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert everything(name)[1]["demand"]


def test_a_row_that_is_refused_is_the_seeds_fault(loaded: str) -> None:
    with (
        pytest.raises(DataError) as error,
        write_engine(read_target(loaded)) as engine,
        engine.begin() as connection,
    ):
        connection.execute(text("INSERT INTO ask SELECT * FROM ask"))

    assert "refuses a row: " in str(error.value)
    assert "mend the seeds" in error.value.remedy
    assert "\n" not in str(error.value)


def test_postgresql_says_which_row_it_refuses(loaded_postgresql: str) -> None:
    with (
        pytest.raises(DataError, match=r"uq_country_alpha2.*; Key \(alpha2\)=\(SD\)"),
        write_engine(read_target(loaded_postgresql)) as engine,
        engine.begin() as connection,
    ):
        connection.execute(text("UPDATE country SET alpha2 = 'SD'"))


def test_postgresql_writes_unicode_whatever_the_environment_says(
    loaded_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with (
        write_engine(read_target(loaded_postgresql)) as engine,
        engine.begin() as connection,
    ):
        connection.execute(text("UPDATE ask SET name = '한국 😀'"))
        assert connection.scalar(text("SELECT name FROM ask")) == "한국 😀"


def test_postgresql_sees_what_was_committed_while_it_waited(
    loaded_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_isolation=serializable")
    with (
        write_engine(read_target(loaded_postgresql)) as engine,
        engine.begin() as connection,
    ):
        isolation = connection.scalar(text("SHOW transaction_isolation"))

    assert isolation == "read committed"
