"""The shipped seeds in a database of either kind, loaded once, and ways to ask it.

``shipped`` is what the seeds say. ``uncertain`` is a copy with what the seeds do not
have: a letter whose date range spans two years and overlaps another's, a title that
no terminal should be shown, a country in two roles, an ask whose first letters overlap
and differ in strength, and an ask that nobody makes.
"""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from offline.forbidden import forbid
from servers import Server, database_name
from smallseeds import import_document, made, review
from sqlalchemy import text

from hrdemands.cli import cli
from hrdemands.cli.outcome import run
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.records import Unmapped
from hrdemands.shipped import shipped as shipped_folder
from hrdemands.store.engine import write_engine
from hrdemands.store.pages import rebuild
from hrdemands.store.seeding import load_catalogue
from hrdemands.vocabulary import LetterKind, Response, Source

HRDEMANDS = Path(sys.executable).with_name("hrdemands")

AWKWARD_TITLE = "=cmd|' /C calc'!A0 \x1b[31mred\x07 \u202eevil 漢字 naïve"
SPANNING = "2016-joint-next-sg"
OVERLAPPED = "2016-hrw-ban-ki-moon"
AWKWARD = "2020-gcr2p-guterres"
UNMADE_ASK = "china-ngo-law"
CHANGES: tuple[str, ...] = (
    f"""
    UPDATE letter SET earliest = '2015-11-01', latest = '2016-10-13', year = NULL
     WHERE id = '{SPANNING}'""",  # noqa: S608
    f"""
    UPDATE letter SET title = '{AWKWARD_TITLE.replace("'", "''")}'
     WHERE id = '{AWKWARD}'""",  # noqa: S608
    f"""
    INSERT INTO demand_country (country_code, demand_id, role, position, as_written)
    VALUES ('CHN', '{OVERLAPPED}/1', 'venue', 9, 'there')""",  # noqa: S608
    f"UPDATE demand SET strength = 'must' WHERE id = '{SPANNING}/14'",  # noqa: S608
    f"""
    UPDATE ask_membership SET judgement = 'same' WHERE demand_id = '{SPANNING}/14'""",  # noqa: S608
    f"""
    UPDATE ask_membership SET judgement = 'rejected'
     WHERE ask_id = '{UNMADE_ASK}'""",  # noqa: S608
)


OFFLINE = Path(__file__).with_name("offline")
"""What forbids a program to use the network, as a folder of its Python path."""

_asking: list[bool] = []


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Forbid this process the network while it answers as the program does."""
    if _asking:
        forbid(event, arguments)


sys.addaudithook(_forbid)


class Said(NamedTuple):
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str


def ask(*words: str, db: str) -> Said:
    """Run a command in this process, as the program runs it."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        _asking.append(True)
        try:
            status = run(cli, [*words, "--db", db])
        finally:
            _asking.pop()
    return Said(status, *map(text_of, streams))


def text_of(stream: io.TextIOWrapper) -> str:
    """What was written to a stream, with its line ends."""
    stream.flush()
    binary = stream.detach()
    assert isinstance(binary, io.BytesIO)
    return binary.getvalue().decode()


@cache
def program(*words: str, db: str, **environment: str) -> Said:
    """Run the program itself, once for the same words: it must answer alike."""
    done = subprocess.run(
        [HRDEMANDS, *words],
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=surroundings(db, **environment),
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def surroundings(db: str, **environment: str) -> dict[str, str]:
    """The environment of a program: only what is said here, and the path."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(OFFLINE)}
    return {**kept, "HRDEMANDS_DB": db, "LC_ALL": "C.UTF-8", **environment}


@pytest.fixture(scope="session")
def shipped_sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a SQLite database of the shipped seeds."""
    path = str(tmp_path_factory.mktemp("shipped") / "shipped.db")
    _load(path)
    return path


@pytest.fixture(scope="session")
def shipped_postgresql(postgresql_server: Server) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database of the shipped seeds."""
    url = postgresql_server.create_database()
    _load(url)
    yield url
    postgresql_server.drop_database(url)


def _load(named: str) -> None:
    catalogue, texts, problems = check([shipped_folder("seeds")], None)
    assert not [problem for problem in problems if problem.severity == "error"]
    load_catalogue(read_target(named), catalogue, texts)


@pytest.fixture(scope="session")
def uncertain_sqlite(shipped_sqlite: str) -> str:
    """Return the path of a SQLite database with uncertain dates and odd signs."""
    path = str(Path(shipped_sqlite).with_name("uncertain.db"))
    shutil.copy(shipped_sqlite, path)
    connection = sqlite3.connect(path)
    with connection:
        for change in CHANGES:
            connection.execute(change)
    connection.close()
    _make_pages(path)
    return path


def _make_pages(named: str) -> None:
    """Bring what the loader makes in step with what was changed by hand."""
    with write_engine(read_target(named)) as engine, engine.begin() as connection:
        rebuild(connection)


@pytest.fixture(scope="session")
def uncertain_postgresql(
    postgresql_server: Server, shipped_postgresql: str
) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database changed in the same way."""
    url = postgresql_server.create_database(template=database_name(shipped_postgresql))
    with psycopg.connect(url) as connection:
        for change in CHANGES:
            connection.execute(change.encode())
    _make_pages(url)
    yield url
    postgresql_server.drop_database(url)


IMPORTED = (
    review(
        "upr-04-chn",
        "CHN",
        2009,
        made(
            1,
            "CHN",
            "Release all prisoners of conscience, and ratify ICCPR.",
            asking="DEU",
            issues=("death-penalty", "international-justice"),
            response=Response.NOTED,
            category=5,
        ),
        made(2, "CHN", "Continue =1+1 efforts.", asking="SDN", category=2),
    ),
    review(
        "upr-17-chn",
        "CHN",
        2013,
        made(
            1,
            "CHN",
            "Release lawyers.",
            asking="DEU",
            issues=("death-penalty",),
            response=Response.ACCEPTED,
            category=5,
        ),
        made(
            2,
            "CHN",
            "We will try.",
            asking="CHN",
            response=Response.PLEDGE,
            unmapped=(Unmapped(field="issue", value="Space <&>"),),
        ),
    ),
    review("uhri-x-1", "MMR", 2016, made(1, "MMR", "End \u202e it.")).model_copy(
        update={"source": Source.UHRI, "kind": LetterKind.REPORT, "symbol": "A/1/2"}
    ),
)
JUDGED = (
    "INSERT INTO ask_membership (ask_id, demand_id, judgement, method, coder, judged,"
    " reason) VALUES ('fight-impunity', 'upr-04-chn/1', 'same', 'reading', 'a test',"
    " '2026-11-22', 'for a test')"
)

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session", params=BOTH)
def shipped(request: pytest.FixtureRequest) -> str:
    """Return a database of the shipped seeds, of one kind and the other."""
    url: str = request.getfixturevalue(f"shipped_{request.param}")
    return url


@pytest.fixture(scope="session")
def mixed_sqlite(uncertain_sqlite: str) -> str:
    """Return the path of the changed database with imported documents as well."""
    path = str(Path(uncertain_sqlite).with_name("mixed.db"))
    shutil.copy(uncertain_sqlite, path)
    _add_imports(path)
    return path


@pytest.fixture(scope="session")
def mixed_postgresql(
    postgresql_server: Server, uncertain_postgresql: str
) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database of the same."""
    template = database_name(uncertain_postgresql)
    url = postgresql_server.create_database(template=template)
    _add_imports(url)
    yield url
    postgresql_server.drop_database(url)


def _add_imports(named: str) -> None:
    for each in IMPORTED:
        import_document(named, each)
    with write_engine(read_target(named)) as engine, engine.begin() as connection:
        connection.execute(text(JUDGED))
    _make_pages(named)


@pytest.fixture(scope="session", params=BOTH)
def mixed(request: pytest.FixtureRequest) -> str:
    """Return the database with imports, of one kind and the other."""
    url: str = request.getfixturevalue(f"mixed_{request.param}")
    return url


@pytest.fixture
def among(mixed: str) -> Iterator[Reader]:
    """Yield a reader of the database with imports, of one kind and the other."""
    with open_reader(mixed) as opened:
        yield opened


@pytest.fixture(scope="session", params=BOTH)
def uncertain(request: pytest.FixtureRequest) -> str:
    """Return the changed database, of one kind and the other."""
    url: str = request.getfixturevalue(f"uncertain_{request.param}")
    return url


@pytest.fixture
def reader(shipped: str) -> Iterator[Reader]:
    """Yield a reader of the shipped seeds, on one kind of database and the other."""
    with open_reader(shipped) as opened:
        yield opened


@pytest.fixture
def doubtful(uncertain: str) -> Iterator[Reader]:
    """Yield a reader of the changed database, of one kind and the other."""
    with open_reader(uncertain) as opened:
        yield opened


@pytest.fixture(scope="module")
def sqlite_reader(shipped_sqlite: str) -> Iterator[Reader]:
    """Yield a reader of the shipped seeds on SQLite."""
    with open_reader(shipped_sqlite) as opened:
        yield opened
