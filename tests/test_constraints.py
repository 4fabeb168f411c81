"""Keys and indexes put off while many rows are written come back as they were."""

# ruff: noqa: S608 - the SQL is written here

import pytest
from sqlalchemy import text
from test_schema import TABLES, UNIQUE, writing

from hrdemands.errors import DataError
from hrdemands.schema import Base
from hrdemands.store.constraints import indexes_of, without_indexes
from hrdemands.store.rewriting import OF_LETTERS
from hrdemands.store.writing import prepare


def test_all_comes_back_as_it_was(loaded: str) -> None:
    with writing(loaded) as connection:
        before = set(indexes_of(connection, TABLES))
        with without_indexes(connection, OF_LETTERS):
            during = set(indexes_of(connection, TABLES))
        after = set(indexes_of(connection, TABLES))

    assert during < before == after


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
        with without_indexes(connection, OF_LETTERS):
            write_again()


@pytest.mark.postgresql
def test_keys_that_lead_to_letters_from_elsewhere_are_put_off(
    loaded_postgresql: str,
) -> None:
    """No primary key goes while another table's key needs it."""
    names = [each.name for each in OF_LETTERS]
    with writing(loaded_postgresql) as connection:
        put_off = {each.drop for each in indexes_of(connection, OF_LETTERS)}

    leading = {
        f'ALTER TABLE {key.table.name} DROP CONSTRAINT "{key.name}"'
        for each in Base.metadata.sorted_tables
        for key in each.foreign_key_constraints
        if key.referred_table.name in names and each.name not in names
    }
    assert leading
    assert leading <= put_off


@pytest.mark.postgresql
@pytest.mark.parametrize("name", UNIQUE)
def test_what_a_key_refuses_is_refused_when_it_comes_back(
    loaded_postgresql: str, name: str
) -> None:
    def write() -> None:
        with writing(loaded_postgresql) as connection:
            prepare(connection)
            with without_indexes(connection, TABLES):
                connection.execute(text(UNIQUE[name]))

    with pytest.raises(DataError, match=f"refuses a row: .*{name}"):
        write()
