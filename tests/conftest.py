"""What every test may ask for: databases of both kinds, fresh and real."""

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from servers import Server, ServerFailed, database_name, running_server
from smallseeds import Seeds, texts

from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import upgrade
from hrdemands.store.seeding import load_catalogue

# What a person runs looks elsewhere each time; what decides a merge is the same twice.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")

# Shells start what runs in the background deaf to Ctrl-C, and programs hand that on:
# those that the tests interrupt would never end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["loaded"]


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


@pytest.fixture(scope="session")
def migrated_sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite database of the newest schema, to copy and not to touch."""
    path = tmp_path_factory.mktemp("migrated") / "hrdemands.db"
    with write_engine(read_target(str(path)), create=True) as engine:
        upgrade(engine, str(path))
    return path


@pytest.fixture(scope="session")
def migrated_postgresql_template(postgresql_server: Server) -> Iterator[str]:
    """Yield the name of a PostgreSQL database of the newest schema, a template."""
    url = postgresql_server.create_database()
    with write_engine(read_target(url)) as engine:
        upgrade(engine, url)
    yield database_name(url)
    postgresql_server.drop_database(url)


@pytest.fixture
def migrated_sqlite(tmp_path: Path, migrated_sqlite_template: Path) -> str:
    """Return the path of a SQLite database without rows, the test's own."""
    return str(shutil.copy(migrated_sqlite_template, tmp_path / "migrated.db"))


@pytest.fixture
def migrated_postgresql(
    postgresql_server: Server, migrated_postgresql_template: str
) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database without rows, the test's own."""
    url = postgresql_server.create_database(template=migrated_postgresql_template)
    yield url
    postgresql_server.drop_database(url)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def migrated(request: pytest.FixtureRequest) -> str:
    """Return a database of the newest schema without rows, of one kind and other."""
    url: str = request.getfixturevalue(f"migrated_{request.param}")
    return url


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return the catalogue of `smallseeds`, as it stands there."""
    return Seeds().catalogue(tmp_path_factory.mktemp("small") / "seeds")


@pytest.fixture(scope="session")
def small_sqlite(
    tmp_path_factory: pytest.TempPathFactory,
    migrated_sqlite_template: Path,
    small_catalogue: Catalogue,
) -> Path:
    """Return a SQLite database of `smallseeds`, to copy and not to touch."""
    folder = tmp_path_factory.mktemp("small")
    path = Path(shutil.copy(migrated_sqlite_template, folder / "hrdemands.db"))
    load_catalogue(read_target(str(path)), small_catalogue, texts())
    return path


@pytest.fixture(scope="session")
def small_postgresql(
    postgresql_server: Server,
    migrated_postgresql_template: str,
    small_catalogue: Catalogue,
) -> Iterator[str]:
    """Yield the name of a PostgreSQL database of `smallseeds`, a template."""
    url = postgresql_server.create_database(template=migrated_postgresql_template)
    load_catalogue(read_target(url), small_catalogue, texts())
    yield database_name(url)
    postgresql_server.drop_database(url)


@pytest.fixture
def loaded_sqlite(tmp_path: Path, small_sqlite: Path) -> str:
    """Return the path of a SQLite database of `smallseeds`, the test's own."""
    return str(shutil.copy(small_sqlite, tmp_path / "loaded.db"))


@pytest.fixture
def loaded_postgresql(
    postgresql_server: Server, small_postgresql: str
) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database of `smallseeds`, the test's own."""
    url = postgresql_server.create_database(template=small_postgresql)
    yield url
    postgresql_server.drop_database(url)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def loaded(request: pytest.FixtureRequest) -> str:
    """Return a database that holds `smallseeds`, of one kind and the other."""
    url: str = request.getfixturevalue(f"loaded_{request.param}")
    return url
