"""A server that is killed, or loses a connection, in the middle of a load."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import LastingServer, ServerFailed, lasting_server
from sqlalchemy import Connection, Engine, event

if sys.platform == "win32":
    pytest.skip("processes are forked here", allow_module_level=True)

from loads import other_letters, put, some_letters, whole
from processes import outcome

from hrdemands.seedfiles.catalogue import Catalogue

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return some_letters(tmp_path_factory.mktemp("one") / "seeds")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return other_letters(tmp_path_factory.mktemp("other") / "seeds")


@pytest.fixture(scope="module")
def server() -> Iterator[LastingServer]:
    """Yield a server that is started again when a test has killed it."""
    try:
        with lasting_server() as started:
            yield started
    except ServerFailed as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def url(server: LastingServer, one: Catalogue) -> Iterator[str]:
    """Yield the URL of a database that holds *one*."""
    server.wait()
    made = server.create_database()
    put(made, one)
    yield made
    server.wait()
    server.drop_database(made)


def backend(connection: Connection) -> int:
    driver: Any = connection.connection.driver_connection
    process: int = driver.info.backend_pid
    return process


def killing(
    victim: Callable[[Connection], int], how: signal.Signals
) -> Callable[[Connection], None]:
    def kill(connection: Connection) -> None:
        os.kill(victim(connection), how)
        time.sleep(0.3)

    return kill


def at_statement(number: int, kill: Callable[[Connection], None]) -> None:
    """Kill before a load's statement of that number."""
    left = [number]

    def count(connection: Connection, *_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            kill(connection)

    event.listen(Engine, "before_cursor_execute", count)


@pytest.mark.parametrize(
    ("killed", "how", "number"),
    [
        ("server", signal.SIGKILL, 3),
        ("server", signal.SIGKILL, 80),
        ("server", signal.SIGQUIT, 40),
        ("server", signal.SIGINT, 110),
        ("backend", signal.SIGKILL, 3),
        ("backend", signal.SIGKILL, 110),
    ],
)
def test_a_server_that_dies_in_a_load_loses_nothing(
    server: LastingServer,
    url: str,
    other: Catalogue,
    *,
    killed: str,
    how: signal.Signals,
    number: int,
) -> None:
    """Kill it before one of about 120 statements.

    SIGQUIT is what ``pg_ctl restart -m immediate`` sends, SIGINT what ``-m fast`` does.
    """
    victim = backend if killed == "backend" else lambda _: server.process()

    def load() -> object:
        at_statement(number, killing(victim, how))
        return put(url, other)

    said = outcome(load)
    server.wait()

    assert said.startswith("DatabaseError: ")
    assert said.endswith("nothing was changed, try again)")
    assert "\n" not in said
    assert whole(url) == "one"
    put(url, other)
    assert whole(url) == "other"


def test_a_commit_that_is_not_acknowledged_is_said_to_be_in_doubt(
    server: LastingServer, url: str, other: Catalogue
) -> None:
    def load() -> object:
        event.listen(Engine, "commit", killing(backend, signal.SIGKILL))
        return put(url, other)

    said = outcome(load)
    server.wait()

    assert "the server stopped while it committed" in said
    assert said.endswith("(all was changed, or nothing: run it again)")
    assert whole(url) in ("one", "other")
    put(url, other)
    assert whole(url) == "other"


def test_a_server_of_the_tests_is_gone_when_its_pipe_is_closed() -> None:
    with lasting_server() as started:
        process = started.process()
        os.kill(process, signal.SIGKILL)
        started.wait()
        assert started.process() != process

    assert not Path(started.folder).exists()
