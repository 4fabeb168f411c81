"""The role of ``hrdemands grants`` can change nothing on PostgreSQL, nor hang it."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from attacking import attack, statements, titles
from loaded import ask, program
from psycopg import sql as names
from servers import Server, database_name

from hrdemands.errors import SqlError
from hrdemands.queries import open_reader, run_sql

ATTACKS = statements("postgresql_attacks")
LEGITIMATE = statements("postgresql_legitimate")
MUST_NOT_BE = Path("/tmp/hrdemands-must-not-be")  # noqa: S108 - attacks name it
STATE = """
SELECT relname, relacl::text, relowner::text, relfilenode::text FROM pg_class
UNION ALL SELECT proname, proacl::text, proowner::text, NULL FROM pg_proc
UNION ALL SELECT rolname, rolsuper::text, rolpassword, NULL FROM pg_authid
UNION ALL SELECT setdatabase::text, setrole::text, setconfig::text, NULL
     FROM pg_db_role_setting
UNION ALL SELECT nspname, nspacl::text, NULL, NULL FROM pg_namespace
UNION ALL SELECT datname, datacl::text, NULL, NULL FROM pg_database
UNION ALL SELECT oid::text, NULL, NULL, NULL FROM pg_largeobject_metadata
UNION ALL SELECT slot_name, NULL, NULL, NULL FROM pg_replication_slots
UNION ALL SELECT gid, NULL, NULL, NULL FROM pg_prepared_xacts
UNION ALL SELECT extname, NULL, NULL, NULL FROM pg_extension
UNION ALL SELECT objid::text, classid::text, mode, NULL FROM pg_locks
           WHERE locktype = 'advisory'
UNION ALL SELECT pg_ls_dir('.'), NULL, NULL, NULL
ORDER BY 1, 2, 3, 4
"""


@pytest.fixture(scope="module")
def owned(postgresql_server: Server, shipped_postgresql: str) -> Iterator[str]:
    """Yield the URL of a database as its superuser, to look at what was done to it."""
    url = postgresql_server.create_database(template=database_name(shipped_postgresql))
    yield url
    postgresql_server.drop_database(url)


@pytest.fixture(scope="module")
def confined(owned: str) -> Iterator[str]:
    """Yield its URL as the role that ``hrdemands grants`` makes."""
    role = f"hrdemands test {uuid.uuid4().hex}"
    script = granted(role)
    with psycopg.connect(owned, autocommit=True) as connection:
        for _ in range(2):
            connection.execute(script.encode())
        connection.execute(
            names.SQL("ALTER ROLE {} PASSWORD 'x'").format(names.Identifier(role))
        )
    parts = urlsplit(owned)
    place = parts.netloc.rpartition("@")[2]
    user = role.replace(" ", "%20")
    yield parts._replace(netloc=f"{user}:x@{place}").geturl()
    with psycopg.connect(owned, autocommit=True) as connection:
        for words in ("DROP OWNED BY {}", "DROP ROLE {}"):
            connection.execute(names.SQL(words).format(names.Identifier(role)))


def granted(role: str) -> str:
    """What ``hrdemands grants`` prints."""
    done = program("grants", role, db="none.db")
    assert done.status == 0
    return done.out


@pytest.fixture(scope="module")
def watch(owned: str) -> Iterator[psycopg.Connection]:
    """Yield a superuser's connection, to compare before and after."""
    with psycopg.connect(owned, autocommit=True) as connection:
        yield connection


def state(watch: psycopg.Connection) -> list[str]:
    """All that an attack could have changed: the catalogue, and every row."""
    tables = watch.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    ).fetchall()
    each = (
        names.SQL(
            "SELECT {}, md5(string_agg(md5(t::text), '' ORDER BY t::text)) FROM {} t"
        ).format(names.Literal(name), names.Identifier(name))
        for (name,) in tables
    )
    rows = watch.execute(names.SQL(" UNION ALL ").join(each)).fetchall()
    return sorted(map(str, [*rows, *watch.execute(STATE).fetchall()]))


@pytest.mark.parametrize("sql", ATTACKS, ids=titles(ATTACKS))
def test_an_attack_does_no_harm(
    confined: str, watch: psycopg.Connection, sql: str
) -> None:
    before = state(watch)

    attack(confined, sql)

    assert state(watch) == before
    assert not MUST_NOT_BE.exists()


@pytest.mark.parametrize("sql", LEGITIMATE, ids=titles(LEGITIMATE))
def test_a_legitimate_query_is_answered(confined: str, sql: str) -> None:
    with open_reader(confined) as reader:
        assert run_sql(reader, sql).columns


def test_there_are_enough_of_both() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 120
    assert len(set(LEGITIMATE)) == len(LEGITIMATE) >= 40


def test_the_role_reads_what_commands_read(confined: str) -> None:
    assert ask("recurring", db=confined).status == 0
    assert ask("country", "China", db=confined).status == 0
    assert ask("sql", "SELECT 1 AS x", "--format", "csv", db=confined).out == "x\n1\n"


def test_a_superuser_is_refused_unless_told_otherwise(owned: str) -> None:
    done = ask("sql", "SELECT 1 AS x", db=owned)

    assert (done.status, done.out) == (4, "")
    assert "hrdemands grants" in done.err
    assert "--as-superuser" in done.err
    assert ask("sql", "SELECT 1 AS x", "--as-superuser", db=owned).status == 0
    with open_reader(owned) as reader, pytest.raises(SqlError, match="superuser"):
        run_sql(reader, "SELECT 1")


@pytest.mark.parametrize("role", ["", " ", "x" * 64])
def test_what_is_no_name_of_a_role_is_said(role: str) -> None:
    done = program("grants", role, db="none.db")

    assert done.status == 2
    assert "is no name of a role" in done.err
