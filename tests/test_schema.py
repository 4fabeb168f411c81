"""The database itself refuses what does not hold together, on both databases."""

# ruff: noqa: S608, PT012 - the SQL is written here, and engines are entered by with

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from smallseeds import document, import_document
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Enum,
    ForeignKeyConstraint,
    Table,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from hrdemands.errors import DataError
from hrdemands.queries.reader import REVISION
from hrdemands.queries.target import read_target
from hrdemands.schema import Base
from hrdemands.schema.describe import describe, describe_one
from hrdemands.schema.views import VIEWS
from hrdemands.store.constraints import checked_at_once
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import newest_revision
from hrdemands.store.writing import prepare


@pytest.fixture
def loaded(loaded: str) -> str:
    """Add an imported document, so that every table has rows."""
    about_nobody, *others = document().recommendations
    about_nobody = about_nobody.model_copy(update={"countries": ()})
    recommendations = (about_nobody, *others)
    import_document(
        loaded, document().model_copy(update={"recommendations": recommendations})
    )
    return loaded


TABLES = Base.metadata.sorted_tables
COLUMNS = [column for each in TABLES for column in each.columns]


def named(column: Column[Any]) -> str:
    return f"{column.table.name}.{column.name}"


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    """Yield a connection whose statements are undone one by one; see `refused`."""
    with (
        write_engine(read_target(url)) as engine,
        engine.connect() as connection,
        connection.begin() as transaction,
    ):
        yield connection
        transaction.rollback()


def refused(connection: Connection, sql: str, **values: object) -> str | None:
    """Say how the database refuses *sql*, or None when it takes it."""
    attempt = connection.begin_nested()
    try:
        touched = connection.execute(text(sql), values).rowcount
        assert touched, f"nothing to touch: {sql}"
    except IntegrityError as error:
        return str(error.orig)
    finally:
        attempt.rollback()
    return None


def one_row(each: Table) -> str:
    """SQL that picks one row of a table by its primary key."""
    keys = ", ".join(key.name for key in each.primary_key)
    return f"({keys}) = (SELECT {keys} FROM {each.name} LIMIT 1)"


def test_every_table_has_rows_to_try(loaded: str) -> None:
    with writing(loaded) as connection:
        rows = {t.name: connection.execute(select(t)).first() for t in TABLES}

    assert [name for name, row in rows.items() if row is None] == []


def test_closed_lists_take_no_other_value(loaded: str) -> None:
    lists = [column for column in COLUMNS if isinstance(column.type, Enum)]
    with writing(loaded) as connection:
        taken = [
            named(column)
            for column in lists
            if not refused(
                connection,
                f"UPDATE {column.table.name} SET {column.name} = 'no-such-value'"
                f" WHERE {one_row(column.table)}",
            )
        ]

    assert len(lists) > 20
    assert taken == []


def test_flags_are_true_or_false_on_sqlite(loaded_sqlite: str) -> None:
    flags = [column for column in COLUMNS if isinstance(column.type, Boolean)]
    with writing(loaded_sqlite) as connection:
        taken = [
            named(column)
            for column in flags
            if not refused(
                connection, f"UPDATE {column.table.name} SET {column.name} = 2"
            )
        ]

    assert flags
    assert taken == []


def test_what_is_always_there_cannot_be_emptied(loaded: str) -> None:
    with writing(loaded) as connection:
        taken = [
            named(column)
            for column in COLUMNS
            if not column.nullable
            and not refused(
                connection,
                f"UPDATE {column.table.name} SET {column.name} = NULL"
                f" WHERE {one_row(column.table)}",
            )
        ]

    assert taken == []


def test_references_lead_somewhere(loaded: str) -> None:
    keys = [key for each in TABLES for key in each.foreign_key_constraints]
    with writing(loaded) as connection:
        taken = [
            str(key.name)
            for key in keys
            if not refused(
                connection,
                f"UPDATE {key.table.name} SET {last(key).name} = :nothing"
                f" WHERE {one_row(key.table)}",
                nothing=999 if last(key).type.python_type is int else "ZZZ",
            )
        ]

    assert len(keys) > 50
    assert taken == []


def last(key: ForeignKeyConstraint) -> Column[Any]:
    return list(key.columns)[-1]


def test_references_may_wait_for_the_commit_and_no_longer(loaded: str) -> None:
    dangling = (
        "UPDATE demand SET action_id = 'nothing' WHERE source = 'letters' AND n = 1"
    )
    with (
        pytest.raises(DataError, match=r"refuses a row: .*(?i:foreign key)"),
        write_engine(read_target(loaded)) as engine,
        engine.begin() as connection,
    ):
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        else:
            connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        assert connection.execute(text(dangling)).rowcount == 2


def test_what_is_referred_to_cannot_go(loaded: str) -> None:
    parents = {
        key.referred_table.name
        for each in TABLES
        for key in each.foreign_key_constraints
    }
    with writing(loaded) as connection:
        gone = [
            parent
            for parent in sorted(parents)
            if not refused(connection, f"DELETE FROM {parent}")
        ]

    assert gone == []


UNIQUE = {
    "uq_region_m49": "UPDATE region SET m49 = '001' WHERE id <> 'world'",
    "uq_country_alpha2": "UPDATE country SET alpha2 = 'SD'",
    "uq_country_m49": "UPDATE country SET m49 = '729'",
    "uq_issue_code": "UPDATE issue SET code = '1'",
    "uq_demand_letter_id_n": "UPDATE demand SET n = 1",
    "uq_demand_actor_demand_id_actor_id_role": (
        "UPDATE demand_actor SET actor_id = 'council', role = 'asked'"
    ),
    "uq_demand_issue_demand_id_position": "UPDATE demand_issue SET position = 1",
    "uq_demand_words_demand_id": "UPDATE demand_words SET demand_id = 'x'",
}
CHECKS = {
    "ck_actor_states_are_countries": (
        "UPDATE actor SET country_code = NULL WHERE kind = 'state'"
    ),
    "ck_country_code_form": "UPDATE country SET code = 'sdn' WHERE code = 'SDN'",
    "ck_country_alpha2_form": "UPDATE country SET alpha2 = 'sdn' WHERE code = 'SDN'",
    "ck_demand_basis_given": "UPDATE demand SET basis = NULL WHERE NOT explicit",
    "ck_demand_cue_given": "UPDATE demand SET strength = 'implied' WHERE explicit",
    "ck_demand_from_one": "UPDATE demand SET n = 0 WHERE n = 2",
    "ck_demand_no_own_parent": "UPDATE demand SET parent_id = id",
    "ck_demand_share": "UPDATE demand SET confidence = 1.1",
    "ck_demand_span_in_order": "UPDATE demand SET span_end = span_start",
    "ck_demand_timing_in_order": (
        "UPDATE demand SET timing_latest = '2014-03-31' WHERE timing_latest IS NOT NULL"
    ),
    "ck_demand_timing_whole": (
        "UPDATE demand SET timing_latest = NULL WHERE timing_latest IS NOT NULL"
    ),
    "ck_demand_actor_reason_given": (
        "UPDATE demand_actor SET reason = NULL WHERE NOT stated"
    ),
    "ck_demand_also_span_in_order": "UPDATE demand_also SET span_start = -1",
    "ck_demand_issue_from_one": (
        "UPDATE demand_issue SET position = 0 WHERE position = 2"
    ),
    "ck_demand_category_known": "UPDATE demand SET category = 6 WHERE category = 5",
    "ck_demand_coded_by_hand": (
        "UPDATE demand SET confidence = NULL WHERE source = 'letters'"
    ),
    "ck_letter_coded_by_hand": (
        "UPDATE letter SET coded = NULL WHERE source = 'letters'"
    ),
    "ck_demand_pair_in_order": "UPDATE demand_pair SET first_id = second_id",
    "ck_demand_relation_two_demands": (
        "UPDATE demand_relation SET later_id = earlier_id"
    ),
    "ck_issue_no_own_parent": "UPDATE issue SET parent_id = id",
    "ck_letter_in_order": "UPDATE letter SET latest = '2001-01-01'",
    "ck_letter_days_are_one": (
        "UPDATE letter SET earliest = '2001-01-01' WHERE precision = 'day'"
    ),
    "ck_letter_sha256_form": "UPDATE letter SET text_sha256 = 'abc'",
    "ck_letter_sender_reason_given": "UPDATE letter_sender SET stated = FALSE",
    "ck_organization_no_own_parent": "UPDATE organization SET parent_id = actor_id",
    "ck_recipient_reason_given": "UPDATE recipient SET stated = FALSE, reason = NULL",
    "ck_region_no_own_parent": "UPDATE region SET parent_id = id",
    "ck_section_from_one": "UPDATE section SET n = 0",
    "ck_signatory_affiliation_reason_given": (
        "UPDATE signatory_affiliation SET reason = NULL WHERE NOT stated"
    ),
    "ck_tenure_in_order": "UPDATE tenure SET valid_to = '2001-01-01'",
}


@pytest.mark.parametrize("rules", [UNIQUE, CHECKS], ids=["unique", "checks"])
def test_each_rule_refuses_what_breaks_it(loaded: str, rules: dict[str, str]) -> None:
    with writing(loaded) as connection:
        said = {name: refused(connection, sql) for name, sql in rules.items()}

    # SQLite names the columns of a UNIQUE, not the constraint.
    wrong = {
        name: words
        for name, words in said.items()
        if words is None or (name not in words and not words.startswith("UNIQUE"))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_checked_at_once_is_refused_like_a_row(loaded: str, name: str) -> None:
    def write() -> None:
        with writing(loaded) as connection:
            prepare(connection)
            with checked_at_once(connection, TABLES):
                connection.execute(text(CHECKS[name]))

    with pytest.raises(DataError, match=f"refuses a row: .*{name}"):
        write()


def test_rows_are_checked_one_by_one_again_after_a_failure(loaded: str) -> None:
    with writing(loaded) as connection:
        with pytest.raises(ZeroDivisionError), checked_at_once(connection, TABLES):
            raise ZeroDivisionError
        assert refused(connection, CHECKS["ck_demand_share"])


def test_every_rule_of_the_schema_is_tried_above() -> None:
    unique, checks = set(), set()
    for each in TABLES:
        for rule in each.constraints:
            if not isinstance(rule, UniqueConstraint | CheckConstraint):
                continue
            # What holds a key is unique by it; it is there to be referred to.
            wider = set(rule.columns) > set(each.primary_key)
            if isinstance(rule, UniqueConstraint) and not wider:
                unique.add(str(rule.name))
            bound = getattr(rule, "_type_bound", False)
            if isinstance(rule, CheckConstraint) and not bound:
                checks.add(str(rule.name))

    assert unique == set(UNIQUE)
    assert checks == set(CHECKS)


def test_every_reference_can_be_followed_backwards_by_an_index() -> None:
    """A row that is deleted is sought in every table that may refer to it."""
    slow = []
    for each in TABLES:
        indexed = [list(each.primary_key), *(list(i.columns) for i in each.indexes)]
        indexed += [
            list(u.columns) for u in each.constraints if isinstance(u, UniqueConstraint)
        ]
        slow += [
            str(key.name)
            for key in each.foreign_key_constraints
            if not any(columns[:1] == list(key.columns)[:1] for columns in indexed)
        ]

    assert slow == []


def test_every_table_and_column_is_described() -> None:
    assert [each.name for each in TABLES if not each.comment] == []
    assert [named(column) for column in COLUMNS if not column.comment] == []


def test_the_schema_in_words_has_every_table_view_and_column() -> None:
    things = {thing["name"]: thing for thing in describe()}

    assert set(things) == {*Base.metadata.tables, *(view.name for view in VIEWS)}
    assert all(thing["description"] for thing in things.values())
    for each in TABLES:
        words = describe_one(each.name)
        assert [word["column"] for word in words] == each.columns.keys()


def test_readers_want_the_newest_revision() -> None:
    assert newest_revision() == REVISION


def test_text_sorts_by_code_point_on_both_databases(loaded: str) -> None:
    words = ["a", "B", "á", "_", "Z", "z"]
    with writing(loaded) as connection:
        for word in words:
            connection.execute(
                text(
                    "INSERT INTO action (id, name, definition, seed_file)"
                    " SELECT :word, :word, '', min(path) FROM seed_file"
                ),
                {"word": word},
            )
        found = connection.scalars(
            text("SELECT name FROM action WHERE definition = '' ORDER BY name")
        )
        assert list(found) == sorted(words)


def test_a_lookup_of_a_missing_table_is_one_line(loaded: str) -> None:
    with (
        pytest.raises(Exception, match="no_such_table") as caught,
        write_engine(read_target(loaded)) as engine,
        engine.begin() as connection,
    ):
        connection.execute(text("SELECT * FROM no_such_table"))

    assert not isinstance(caught.value, DBAPIError)
    assert "\n" not in str(caught.value)
