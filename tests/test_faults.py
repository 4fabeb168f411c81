"""Whatever goes wrong with a database is one line, and leaves it whole."""

import os
import random
import socket
import sqlite3
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from fingerprints import everything
from loads import LETTERS, load_on_and_on, other_letters, put, some_letters, whole
from psycopg import sql
from servers import Server
from smallseeds import Seeds

from hrdemands.errors import DatabaseError
from hrdemands.queries.reader import open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store import engine as engine_module
from hrdemands.store.engine import write_engine
from hrdemands.store.loader import load
from hrdemands.store.migrations import at_newest

if sys.platform == "win32":
    pytest.skip("processes are forked here", allow_module_level=True)

from processes import outcome, outcomes, running

KILLS = {"sqlite": 30, "postgresql": 8}


def refused(url: str, catalogue: Catalogue) -> str:
    """What a load that must fail says; one line, with a remedy."""
    with pytest.raises(DatabaseError) as error:
        put(url, catalogue)
    message = str(error.value)
    assert "\n" not in message
    assert error.value.remedy
    return message


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return a catalogue of some letters."""
    return some_letters(tmp_path_factory.mktemp("one") / "seeds")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return a catalogue of half of the same letters, each with another title."""
    return other_letters(tmp_path_factory.mktemp("other") / "seeds")


# kill -9


def test_a_load_that_is_killed_leaves_whole_letters(
    database: str, one: Catalogue, other: Catalogue
) -> None:
    moments = random.Random(20061011)  # noqa: S311 - no secret
    put(database, one)
    seen = set()
    for _ in range(KILLS[read_target(database).kind]):
        with running(lambda: load_on_and_on(database, [other, one])):
            time.sleep(moments.uniform(0.01, 0.15))
        seen.add(whole(database))
        put(database, one)
        assert whole(database) == "one"

    assert seen <= {"one", "other"}


def test_a_first_load_that_is_killed_leaves_nothing_or_all(
    tmp_path: Path, one: Catalogue
) -> None:
    moments = random.Random(20140301)  # noqa: S311
    for number in range(8):
        url = str(tmp_path / f"{number}.db")
        with running(partial(put, url, one)):
            time.sleep(moments.uniform(0.01, 0.2))
        if Path(url).exists():
            assert whole(url) in ("none", "one")
        put(url, one)
        assert whole(url) == "one"


def test_a_reader_undoes_a_load_that_was_killed(
    loaded_sqlite: str, one: Catalogue
) -> None:
    def die_half_way() -> None:
        with closing(sqlite3.connect(loaded_sqlite, isolation_level=None)) as dying:
            dying.execute("PRAGMA cache_size = 5")
            dying.execute("BEGIN IMMEDIATE")
            for number in range(2000):
                dying.execute(
                    "INSERT INTO seed_file (path, source, sha256, loaded_at)"
                    " VALUES (?, 'letters', ?, '2026-01-01')",
                    (f"{number}.yaml", "x" * 500),
                )
            time.sleep(600)

    path = Path(loaded_sqlite)
    size = path.stat().st_size
    with running(die_half_way):
        wait_for(lambda: path.stat().st_size > size + 500_000)

    assert Path(f"{loaded_sqlite}-journal").stat().st_size > 0
    assert with_reader(loaded_sqlite) == 3
    assert path.stat().st_size == size
    put(loaded_sqlite, one)
    assert with_reader(loaded_sqlite) == LETTERS + 3


def wait_for(condition: Callable[[], bool]) -> None:
    last = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < last, "it never came"
        time.sleep(0.01)


def with_reader(url: str) -> int:
    with open_reader(url) as reader:
        (row,) = reader.rows(Query("SELECT count(*) AS n FROM demand"))
    count: int = row["n"]
    return count


# Several at once


def test_loads_at_once_queue(database: str, one: Catalogue, other: Catalogue) -> None:
    said = outcomes([partial(put, database, c) for c in (one, other, one, other)])

    assert [words for words in said if "Error: " in words] == []
    assert any("brought to the newest revision" in words for words in said)
    assert whole(database) in ("one", "other")


def test_a_load_that_fails_beside_another_takes_nothing_with_it(
    database: str, one: Catalogue, tmp_path: Path
) -> None:
    seeds = Seeds()
    broken = seeds.catalogue(tmp_path / "seeds")
    del broken.actions["release"]

    said = outcomes([partial(put, database, c) for c in (broken, one, broken)])

    # Those who wait for the new file must not lose it, or write to what has no name.
    assert ["mend the seeds" in words for words in said] == [True, False, True], said
    assert whole(database) == "one"


def test_readers_see_one_state_or_the_other(
    database: str, one: Catalogue, other: Catalogue
) -> None:
    put(database, one)
    query = Query("SELECT count(*) AS n, count(DISTINCT title) AS titles FROM letter")
    seen = set()
    with running(lambda: load_on_and_on(database, [other, one])):
        for _ in range(60):
            with open_reader(database) as reader:
                (row,) = reader.rows(query)
            seen.add((row["n"], row["titles"]))

    # The copies share the second letter's title.
    assert seen <= {(LETTERS + 2, 2), (LETTERS // 2 + 2, 1)}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make writes wait no longer than needed."""
    monkeypatch.setattr(engine_module, "LOCK_SECONDS", 0.2)


@pytest.mark.usefixtures("impatient")
def test_a_locked_database_is_named_as_such(loaded: str, one: Catalogue) -> None:
    before = everything(loaded)
    with write_engine(read_target(loaded)) as engine, engine.begin():
        assert "is being written by another program" in refused(loaded, one)

    assert everything(loaded) == before


@pytest.mark.usefixtures("impatient")
def test_a_reader_that_does_not_end_stops_a_load_and_not_the_data(
    loaded_sqlite: str, one: Catalogue
) -> None:
    before = everything(loaded_sqlite)
    with closing(sqlite3.connect(loaded_sqlite, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM demand").fetchone()
        assert "try again in a moment" in refused(loaded_sqlite, one)

    assert everything(loaded_sqlite) == before


# Files


def test_a_file_that_is_no_database_is_not_touched(
    tmp_path: Path, one: Catalogue
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Secretary-General,\n" * 100)
    before = path.read_bytes()

    assert "is no SQLite database" in refused(str(path), one)
    with pytest.raises(DatabaseError, match="is no SQLite database"):
        with_reader(str(path))

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_truncated_database_is_damaged(
    loaded_sqlite: str, one: Catalogue, part: float
) -> None:
    path = Path(loaded_sqlite)
    whole_file = path.read_bytes()
    path.write_bytes(whole_file[: int(len(whole_file) * part) // 4096 * 4096])

    assert "is damaged" in refused(loaded_sqlite, one)


def test_an_empty_file_becomes_a_database(tmp_path: Path, one: Catalogue) -> None:
    path = tmp_path / "empty.db"
    path.touch()

    put(str(path), one)

    assert whole(str(path)) == "one"


def test_a_folder_is_no_database(tmp_path: Path, one: Catalogue) -> None:
    assert "is a folder" in refused(str(tmp_path), one)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, one: Catalogue) -> None:
    assert "the folder" in refused(str(tmp_path / "no" / "x.db"), one)
    assert list(tmp_path.iterdir()) == []


def test_a_path_through_a_file_leads_nowhere(tmp_path: Path, one: Catalogue) -> None:
    (tmp_path / "file").touch()

    assert "is not there" in refused(str(tmp_path / "file" / "x.db"), one)


def test_a_name_that_is_too_long_is_refused(tmp_path: Path, one: Catalogue) -> None:
    assert "cannot be opened" in refused(str(tmp_path / ("x" * 300)), one)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Yield a folder that users other than root can reach, unlike pytest's."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def in_folder(folder: Path, loaded: str, mode: int) -> str:
    path = folder / "x.db"
    path.write_bytes(Path(loaded).read_bytes())
    path.chmod(mode)
    return str(path)


def test_a_read_only_file_is_read_and_not_written(
    open_folder: Path, loaded_sqlite: str, one: Catalogue
) -> None:
    url = in_folder(open_folder, loaded_sqlite, 0o444)
    before = everything(url)

    said = outcome(lambda: put(url, one), nobody=True)
    assert outcome(lambda: with_reader(url), nobody=True) == "3"

    assert said.startswith("DatabaseError")
    assert "cannot be written (check the rights" in said
    assert everything(url) == before


def test_a_read_only_folder_is_read_and_not_written(
    open_folder: Path, loaded_sqlite: str, one: Catalogue
) -> None:
    url = in_folder(open_folder, loaded_sqlite, 0o666)
    before = everything(url)
    open_folder.chmod(0o555)

    said = outcome(lambda: put(url, one), nobody=True)
    read = outcome(lambda: with_reader(url), nobody=True)
    open_folder.chmod(0o755)

    assert read == "3"
    assert "check the" in said
    assert "of its folder" in said
    assert everything(url) == before
    assert [path.name for path in open_folder.iterdir()] == ["x.db"]


def test_no_database_can_be_made_in_a_read_only_folder(
    open_folder: Path, one: Catalogue
) -> None:
    open_folder.chmod(0o555)

    said = outcome(lambda: put(str(open_folder / "x.db"), one), nobody=True)

    assert "cannot be opened (check the path" in said
    assert list(open_folder.iterdir()) == []


def test_a_closed_folder_is_named(open_folder: Path, one: Catalogue) -> None:
    inner = open_folder / "inner"
    inner.mkdir(mode=0o700)
    if os.geteuid() != 0:
        inner.chmod(0)

    said = outcome(lambda: put(str(inner / "a" / "x.db"), one), nobody=True)

    assert "is not there, or closed to you" in said


def test_a_full_disk_leaves_the_database_as_it_was(
    loaded_sqlite: str, one: Catalogue
) -> None:
    before = everything(loaded_sqlite)
    size = Path(loaded_sqlite).stat().st_size

    said = outcome(lambda: put(loaded_sqlite, one), file_size=size)

    assert "check the disk and its space" in said
    assert everything(loaded_sqlite) == before


def test_a_full_disk_leaves_no_new_file(tmp_path: Path, one: Catalogue) -> None:
    said = outcome(lambda: put(str(tmp_path / "x.db"), one), file_size=50_000)

    assert "check the disk and its space" in said
    assert list(tmp_path.iterdir()) == []


# Servers


def test_a_server_that_is_not_there_is_named(one: Catalogue) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        message = refused(f"postgresql://u:secret@127.0.0.1:{port}/x", one)

    assert "refused" in message
    assert "check that the server runs" in message
    assert "secret" not in message


@contextmanager
def server_that_wants_another_password() -> Iterator[int]:
    """Yield the port of a server that says what PostgreSQL says to a wrong password."""

    def message(kind: bytes, body: bytes) -> bytes:
        return kind + (len(body) + 4).to_bytes(4, "big") + body

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            if len(connection.recv(1024)) == 8:  # it asked for TLS first
                connection.sendall(b"N")
                connection.recv(1024)
            connection.sendall(message(b"R", (3).to_bytes(4, "big")))
            connection.recv(1024)
            words = b'Mpassword authentication failed for user "u"\0'
            connection.sendall(message(b"E", b"SFATAL\0C28P01\0" + words + b"\0"))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def test_a_wrong_password_is_named_and_not_shown(one: Catalogue) -> None:
    with server_that_wants_another_password() as port:
        url = f"postgresql://u:secret@127.0.0.1:{port}/x?gssencmode=disable"
        message = refused(url, one)

    assert "password authentication failed" in message
    assert "check the user and the password" in message
    assert "secret" not in message


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:se%zzcret@127.0.0.1:1/x",
        "postgresql://u:se@cret@127.0.0.1:1/x",
        "postgresql://u:se/cret@127.0.0.1:1/x",
        "postgresql://u:se cret@127.0.0.1:1/x",
        "postgresql://u:secret@[::1/x",
        "postgresql://u:secret@127.0.0.1:port/x",
        "postgresql://u:secret@127.0.0.1:99999/x",
        "postgresql://u:secret@127.0.0.1:1/x?no=such",
        "postgresql:///x?host=/no/such/folder&password=secret",
        "postgresql://u:secret@no-such-host.invalid/x",
    ],
)
def test_no_message_of_an_odd_url_shows_its_password(url: str, one: Catalogue) -> None:
    message = refused(url, one)

    assert "cret" not in message
    assert "***" in message
    with pytest.raises(DatabaseError) as error:
        with_reader(url)
    assert "cret" not in str(error.value)


def test_a_missing_database_is_named(postgresql_server: Server, one: Catalogue) -> None:
    url = urlsplit(postgresql_server.url)._replace(path="/no_such").geturl()

    message = refused(url, one)

    assert 'database "no_such" does not exist' in message
    assert "createdb" in message


@pytest.fixture
def stranger(postgresql_server: Server) -> Iterator[str]:
    """Yield the name of a role that may log in, and nothing else."""
    name = f"stranger_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgresql_server.url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        yield name
        server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def as_user(url: str, name: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{name}@{host}").geturl()


def test_a_missing_right_is_named(
    loaded_postgresql: str, postgresql_url: str, stranger: str, one: Catalogue
) -> None:
    before = everything(loaded_postgresql)
    for url in (loaded_postgresql, postgresql_url):
        message = refused(as_user(url, stranger), one)
        assert "permission denied" in message
        assert "ask the owner of the database for the right" in message

    assert everything(loaded_postgresql) == before


def test_an_unknown_user_is_named(loaded_postgresql: str, one: Catalogue) -> None:
    message = refused(as_user(loaded_postgresql, "no_such_user"), one)

    assert 'role "no_such_user" does not exist' in message
    assert "check the user" in message


def test_a_server_that_only_reads_is_named(
    loaded_postgresql: str, one: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")

    assert "may only read" in refused(loaded_postgresql, one)


def test_a_connection_that_is_cut_leaves_the_database_as_it_was(
    loaded_postgresql: str, postgresql_server: Server, one: Catalogue
) -> None:
    before = everything(loaded_postgresql)
    target = read_target(loaded_postgresql)

    def load_and_be_cut() -> None:
        with (
            write_engine(target) as engine,
            at_newest(engine, target.label) as (connection, _),
        ):
            load(connection, one, {})
            mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with psycopg.connect(postgresql_server.url) as server:
                server.execute("SELECT pg_terminate_backend(%s)", [mine])
            connection.exec_driver_sql("SELECT 1")

    with pytest.raises(DatabaseError, match="nothing was changed, try again") as error:
        load_and_be_cut()

    assert "\n" not in str(error.value)
    assert everything(loaded_postgresql) == before


def test_a_schema_of_its_own_beside_foreign_tables_will_do(
    postgresql_url: str, one: Catalogue
) -> None:
    with psycopg.connect(postgresql_url) as server:
        server.execute("CREATE TABLE wine (id int)")
        server.execute("CREATE SCHEMA rights")
    assert "holds tables of another program" in refused(postgresql_url, one)

    url = f"{postgresql_url}&options=-csearch_path%3Drights"
    put(url, one)

    assert whole(url) == "one"
    with psycopg.connect(postgresql_url) as server:
        (tables,) = server.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() or (None,)
    assert tables == 1
