"""Keys and indexes put off while many rows are written come back as they were."""

# ruff: noqa: S608 - the SQL is written here

import pytest
from sqlalchemy import Connection, text
from test_schema import TABLES, UNIQUE, writing

from hrdemands.errors import DataError
from hrdemands.store.constraints import (
    Rule,
    indexes,
    references,
    without_indexes,
    without_references,
)
from hrdemands.store.rewriting import OF_LETTERS
from hrdemands.store.writing import prepare


def rules(connection: Connection) -> set[Rule]:
    return {*references(connection, TABLES), *indexes(connection, TABLES)}


def test_all_comes_back_as_it_was(loaded: str) -> None:
    with writing(loaded) as connection, without_references(connection, TABLES):
        before = rules(connection)
        with without_indexes(connection, OF_LETTERS):
            during = rules(connection)
        after = rules(connection)

    assert during < before == after


@pytest.mark.postgresql
def test_references_come_back_as_they_were(loaded_postgresql: str) -> None:
    with writing(loaded_postgresql) as connection:
        before = set(references(connection, TABLES))
        with without_references(connection, OF_LETTERS):
            during = set(references(connection, TABLES))
        after = set(references(connection, TABLES))

    keys = {key for each in TABLES for key in each.foreign_key_constraints}
    of_letters = {
        f'ALTER TABLE {key.table.name} DROP CONSTRAINT "{key.name}"'
        for key in keys
        if {key.table, key.referred_table} & {*OF_LETTERS}
    }
    assert {each.drop for each in before - during} == of_letters
    assert len(before) == len(keys)
    assert after == before


@pytest.mark.postgresql
def test_what_waits_to_be_checked_is_in_no_keys_way(loaded_postgresql: str) -> None:
    """PostgreSQL alters no table of whose rows something is still to be checked."""
    with writing(loaded_postgresql) as connection:

        def write_again() -> None:
            for name in ("ask_membership", "demand_place"):
                connection.execute(text(f"CREATE TEMP TABLE kept AS TABLE {name}"))
                connection.execute(text(f"DELETE FROM {name}"))
                assert connection.execute(
                    text(f"INSERT INTO {name} TABLE kept")
                ).rowcount
                connection.execute(text("DROP TABLE kept"))

        prepare(connection)
        write_again()
        with without_references(connection, OF_LETTERS):
            with without_indexes(connection, OF_LETTERS):
                write_again()
            write_again()


@pytest.mark.postgresql
@pytest.mark.parametrize("name", UNIQUE)
def test_what_a_key_refuses_is_refused_when_it_comes_back(
    loaded_postgresql: str, name: str
) -> None:
    def write() -> None:
        with writing(loaded_postgresql) as connection:
            prepare(connection)
            with (
                without_references(connection, TABLES),
                without_indexes(connection, TABLES),
            ):
                connection.execute(text(UNIQUE[name]))

    with pytest.raises(DataError, match=f"refuses a row: .*{name}"):
        write()
