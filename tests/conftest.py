"""What every test may ask for: databases of both kinds, fresh and real."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Server, ServerFailed, running_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a PostgreSQL server, so that it can be left out."""
    for item in items:
        if "postgresql_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgresql)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """Yield a PostgreSQL server, started when the first test wants it."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except ServerFailed as error:
            pytest.fail(str(error), pytrace=False)
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database of the test's own."""
    url = postgresql_server.create_database()
    yield url
    postgresql_server.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the path of a SQLite database that does not exist yet."""
    return str(tmp_path / "hrdemands.db")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def database(request: pytest.FixtureRequest) -> str:
    """Return what a user gives to ``--db``, for one kind of database and the other."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
