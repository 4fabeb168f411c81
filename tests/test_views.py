"""The views hold what the code says of them, and say the same on both databases."""

from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from smallseeds import Seeds, texts
from sqlalchemy import inspect

from hrdemands.queries.reader import open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import read_target
from hrdemands.schema.views import VIEWS, View
from hrdemands.store.engine import write_engine
from hrdemands.store.seeding import load_catalogue

Row = dict[str, Any]


def rows(url: str, view: str, where: str = "") -> list[Row]:
    """The rows of a view as readers get them, in the order of all their columns."""
    with open_reader(url) as reader:
        found = reader.rows(Query(f"SELECT * FROM {view} {where}"))  # noqa: S608
    return sorted(found, key=lambda row: str(list(row.values())))


def one(url: str, view: str, where: str) -> Row:
    (row,) = rows(url, view, where)
    return row


def test_the_database_has_the_views_and_columns_that_the_code_declares(
    loaded: str,
) -> None:
    with write_engine(read_target(loaded)) as engine:
        inspector = inspect(engine)
        found = {
            name: [column["name"] for column in inspector.get_columns(name)]
            for name in inspector.get_view_names()
        }

    assert found == {view.name: list(view.columns) for view in VIEWS}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: str(view.name))
def test_each_view_and_column_is_described(view: View) -> None:
    words = [view.comment, *view.columns.values()]

    assert all(word.strip() == word != "" for word in words)


def test_postgresql_knows_the_descriptions(loaded_postgresql: str) -> None:
    with closing(psycopg.connect(loaded_postgresql)) as server:
        found = server.execute(
            "SELECT c.relname, a.attname, col_description(c.oid, a.attnum),"
            " obj_description(c.oid) FROM pg_class c"
            " JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'v'"
            " AND c.relnamespace = current_schema()::regnamespace"
        ).fetchall()

    assert set(found) == {
        (view.name, column, words, view.comment)
        for view in VIEWS
        for column, words in view.columns.items()
    }


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_a_view_says_the_same_on_both_databases(
    view: str, loaded_sqlite: str, loaded_postgresql: str
) -> None:
    found = rows(loaded_sqlite, view)

    assert found
    assert found == rows(loaded_postgresql, view)


def test_a_letter_names_those_it_is_from_and_to(loaded: str) -> None:
    letter = one(loaded, "v_letter", "WHERE id = '2014-one'")

    assert letter["senders"] == "Watch"
    assert (letter["recipients"], letter["holders"]) == ("Secretary-General", "Bo Ek")
    assert (letter["signatories"], letter["demands"]) == (1, 2)
    assert (letter["earliest"], letter["year"]) == ("2014-03-01", 2014)


def test_a_demand_names_each_thing_once_and_in_its_order(loaded: str) -> None:
    demand = one(loaded, "v_demand", "WHERE id = '2014-one/1'")

    # Sudan has two roles in it.
    assert demand["countries"] == "Sudan"
    assert demand["issues"] == "Atrocities; Detention"
    assert demand["primary_issue"] == "atrocities"
    assert demand["section"] == "I. Darfur"
    assert demand["asks"] == "Speak out on crimes"
    assert demand["intermediaries"] is None


def test_a_demand_names_every_link_of_its_chain(loaded: str) -> None:
    demand = one(loaded, "v_demand", "WHERE id = '2014-one/2'")

    assert demand["asked"] == "Secretary-General"
    assert demand["intermediaries"] == "The Council"
    assert demand["targets"] == "Sudan"
    assert demand["asks"] is None, "a rejected judgement is no ask"
    assert demand["parent_id"] == "2014-one/1"


def test_a_demand_has_a_row_for_each_country_and_role(loaded: str) -> None:
    found = rows(loaded, "v_demand_country", "WHERE demand_id = '2014-one/1'")

    assert [(row["country"], row["role"]) for row in found] == [
        ("Sudan", "subject"),
        ("Sudan", "venue"),
    ]
    assert {row["region_id"] for row in found} == {"africa"}


def test_the_first_issue_is_the_primary_one(loaded: str) -> None:
    found = rows(loaded, "v_demand_issue", "WHERE demand_id = '2014-one/1'")

    assert {row["issue_id"]: bool(row["is_primary"]) for row in found} == {
        "atrocities": True,
        "detention": False,
    }


def test_organizations_speak_alone_jointly_or_through_a_signatory(loaded: str) -> None:
    found = rows(loaded, "v_letter_organization")

    # The affiliation that is a former one speaks for nobody.
    assert [(r["letter_id"], r["organization_id"], r["voice"]) for r in found] == [
        ("2014-one", "watch", "alone"),
        ("2014-one", "watch-asia", "affiliation"),
        ("2017-two", "institute", "jointly"),
        ("2017-two", "watch", "jointly"),
    ]


def test_an_ask_counts_what_was_judged_the_same(loaded: str) -> None:
    ask = one(loaded, "v_ask", "")

    assert (ask["earliest"], ask["latest"]) == ("2014-03-01", "2017-05-06")
    assert (ask["first_year"], ask["last_year"], ask["years"]) == (2014, 2017, 2)
    assert (ask["letters"], ask["demands"], ask["organizations"]) == (2, 2, 3)
    assert ask["longest_gap"] == 3
    assert len(rows(loaded, "v_ask_demand")) == 3, "rejected ones are kept"


def test_a_letter_of_two_years_adds_no_year(database: str, tmp_path: Path) -> None:
    seeds = Seeds()
    seeds.letters["2014-one"]["date"] |= {"latest": "2015-01-02", "precision": "range"}
    catalogue = seeds.catalogue(tmp_path / "seeds")
    load_catalogue(read_target(database), catalogue, texts())

    ask = one(database, "v_ask", "")

    assert (ask["first_year"], ask["years"], ask["longest_gap"]) == (2017, 1, None)
    assert (ask["earliest"], ask["letters"]) == ("2014-03-01", 2)
