"""The queries return frozen, typed results; what they read, they read in one state."""

import shutil
import sqlite3
import time
from pathlib import Path
from typing import get_type_hints

import psycopg
import pytest
from servers import Server, database_name

import hrdemands.queries
from hrdemands.errors import DatabaseError, NotFound
from hrdemands.queries import (
    Filters,
    Reader,
    count_by,
    find_demands,
    find_letters,
    find_of_country,
    find_of_issue,
    find_of_organization,
    get_demand,
    get_letter,
    open_reader,
)
from hrdemands.queries.adhoc import LONGEST_STATEMENT
from hrdemands.queries.counts import LISTS
from hrdemands.queries.filters import ROLES
from hrdemands.queries.headings import VOICES
from hrdemands.queries.reader import BATCH, REVISION, rows_of
from hrdemands.queries.sqltext import (
    Query,
    literal,
    names_in,
    place_in,
    without_texts,
)
from hrdemands.store.migrations import newest_revision


@pytest.mark.parametrize("name", hrdemands.queries.__all__)
def test_every_public_name_is_there_and_says_what_it_does(name: str) -> None:
    found = getattr(hrdemands.queries, name)

    assert found.__doc__
    if callable(found) and not isinstance(found, type):
        assert get_type_hints(found)["return"] is not None


def test_a_name_that_is_not_public_is_missed_as_usual() -> None:
    with pytest.raises(AttributeError, match="find_everything"):
        hrdemands.queries.find_everything  # noqa: B018


def test_a_demand_has_all_that_is_coded_of_it(reader: Reader) -> None:
    demand = get_demand(reader, "2006-hrw-ban-ki-moon/4")

    assert demand.letter == "2006-hrw-ban-ki-moon"
    assert demand.n == 4
    assert (demand.start, demand.end) == (1613, 1893)
    assert [(a.role, a.actor) for a in demand.actors] == [
        ("asked", "un-secretary-general"),
        ("intermediary", "african-states"),
        ("intermediary", "arab-states"),
        ("target", "SDN"),
    ]
    assert [(c.code, c.role) for c in demand.countries] == [("SDN", "subject")]
    assert demand.places == ("darfur",)
    assert demand.issues[0] == "sanctions"
    assert demand.explicit is True
    assert demand.asks == ("darfur-sanctions",)
    assert demand.date == "2006, between 13 October and 31 December"
    assert (demand.earliest, demand.latest) == ("2006-10-13", "2006-12-31")
    assert demand.recipients == ("un-secretary-general",)
    assert demand.text is None


def test_results_are_frozen(reader: Reader) -> None:
    demand = find_demands(reader, Filters(limit=1))[0]

    with pytest.raises(AttributeError):
        demand.summary = "changed"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "2006-hrw-ban-ki-moon/99",
            "2006-hrw-ban-ki-moon has no demand 99 (it has 1 to",
        ),
        ("2006-hrw-ban-ki-moon", "is no id of a demand (write <letter>/<n>)"),
        ("2006-hrw-ban-ki-moon/x", "is no id of a demand"),
        ("2006-hrw-ban-ki-moon/" + "9" * 5000, "is no id of a demand"),
        ("2006-hrw-ban/4", "'2006-hrw-ban' is no known letter (did you mean"),
        ("/4", "is no id of a demand"),
        ("", "is no id of a demand"),
    ],
)
def test_an_id_of_no_demand_is_not_found(reader: Reader, typed: str, said: str) -> None:
    with pytest.raises(NotFound) as caught:
        get_demand(reader, typed)

    assert said in str(caught.value)


def test_demands_of_a_country_stand_under_their_best_role(reader: Reader) -> None:
    listed = find_of_country(reader, Filters(countries=("CHN",)))
    order = [each.under for each in listed]

    assert order == sorted(order, key=ROLES.index)
    for each in listed:
        roles = [c.role for c in each.demand.countries if c.code == "CHN"]
        assert each.under == min(roles, key=ROLES.index)


def test_a_role_that_is_asked_for_is_the_heading(doubtful: Reader) -> None:
    filters = Filters(countries=("CHN",), letters=("2016-hrw-ban-ki-moon",))
    usual = {each.demand.id: each.under for each in find_of_country(doubtful, filters)}
    venue = find_of_country(doubtful, filters.but(roles=("venue",)))

    assert [(each.under, usual[each.demand.id]) for each in venue] == [
        ("venue", "subject")
    ]


def test_demands_on_an_issue_are_primary_before_secondary(reader: Reader) -> None:
    listed = find_of_issue(reader, Filters(issues=("peace-and-atrocity-prevention",)))

    assert {each.under for each in listed} == {"primary", "secondary"}
    order = [each.under for each in listed]
    assert order == sorted(order)


def test_what_an_organization_asks_stands_under_its_voice(reader: Reader) -> None:
    listed = find_of_organization(
        reader, Filters(organizations=("human-rights-watch",))
    )
    order = [each.under for each in listed]

    assert order == sorted(order, key=VOICES.index)
    assert {"alone, inferred", "jointly"} <= set(order)
    letters = {each.demand.letter: each.under for each in listed}
    assert letters["2006-hrw-ban-ki-moon"].startswith("alone")
    assert letters["2016-joint-next-sg"] == "jointly"


def test_letters_are_in_the_order_of_their_dates(reader: Reader) -> None:
    letters = find_letters(reader)

    assert [letter.id for letter in letters] == [
        "2006-hrw-ban-ki-moon",
        "2014-joint-kerry",
        "2016-joint-next-sg",
        "2016-hrw-ban-ki-moon",
        "2020-gcr2p-guterres",
    ]
    assert sum(letter.demands for letter in letters) == len(find_demands(reader))


def test_a_letter_knows_its_parties(reader: Reader) -> None:
    letter = get_letter(reader, "2014-joint-kerry")

    assert len(letter.signatories) == 14
    assert [r.office for r in letter.recipients] == ["us-secretary-of-state"]
    assert letter.recipients[0].holder == "john-kerry"
    assert letter.date == "10 September 2014"
    assert letter.loaded_at.endswith("Z")
    assert len(letter.loaded_at) == len("2026-11-22T14:31:27Z")


@pytest.mark.parametrize("what", LISTS)
def test_counts_add_up(reader: Reader, what: str) -> None:
    for row in count_by(reader, what):
        filters = Filters().but(**{what: (row.id,)})
        assert len(find_demands(reader, filters)) == row.demands


def test_more_ids_than_one_statement_takes_are_fetched(reader: Reader) -> None:
    sql = "SELECT id FROM issue WHERE id IN {ids}"
    ids = [row["id"] for row in reader.rows(Query("SELECT id FROM issue"))]
    many = [f"none-{n}" for n in range(BATCH)] + ids

    assert {row["id"] for row in rows_of(reader, sql, many)} == set(ids)
    assert len(many) > BATCH


def test_the_revision_is_that_of_the_newest_migration() -> None:
    assert newest_revision() == REVISION


def test_an_answer_is_read_in_one_state(shipped_sqlite: str, tmp_path: Path) -> None:
    path = str(shutil.copy(shipped_sqlite, tmp_path / "one.db"))
    with open_reader(path) as reader:
        before = find_demands(reader)
        writer = sqlite3.connect(path, timeout=0)
        writer.execute("UPDATE demand SET summary = 'changed'")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.commit()
        assert find_demands(reader) == before
        writer.close()


@pytest.mark.postgresql
def test_a_server_answers_in_one_state(
    shipped_postgresql: str, postgresql_server: Server
) -> None:
    url = postgresql_server.create_database(template=database_name(shipped_postgresql))
    with open_reader(url) as reader:
        before = find_demands(reader)
        with psycopg.connect(url) as writer:
            writer.execute("UPDATE demand SET summary = 'changed'")
        assert find_demands(reader) == before
    postgresql_server.drop_database(url)


@pytest.mark.parametrize("sql", ["DELETE FROM demand", "CREATE TABLE x (y int)"])
def test_nothing_is_written_through_a_reader(reader: Reader, sql: str) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        reader.rows(Query(sql))


@pytest.mark.parametrize("name", ["a b?#%.db", "ö漢.db", "a\udcff.db", "x'y.db"])
def test_a_file_of_any_name_is_read(
    shipped_sqlite: str, tmp_path: Path, name: str
) -> None:
    path = shutil.copy(shipped_sqlite, tmp_path / name)

    with open_reader(str(path)) as reader:
        assert len(find_demands(reader, Filters(limit=2))) == 2


def test_other_databases_are_refused(tmp_path: Path) -> None:
    empty, other, text = (tmp_path / name for name in ("empty", "other", "text"))
    empty.touch()
    text.write_text("no database" * 100)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE x (y)")

    for path, said in (
        (empty, "is empty (run 'hrdemands load' first)"),
        (other, "is no database of hrdemands"),
        (text, "is no SQLite database"),
        (tmp_path, "is a folder"),
        (tmp_path / "none", "there is no such database"),
        (tmp_path / "text" / "under", "there is no such database"),
    ):
        with (
            pytest.raises(DatabaseError, match=said.split(" (")[0]),
            open_reader(str(path)),
        ):
            pass


@pytest.mark.parametrize(
    ("revision", "said"),
    [("0000", "was made by an older hrdemands"), ("9999", "was made by a newer")],
)
def test_another_revision_is_refused(
    shipped_sqlite: str, tmp_path: Path, revision: str, said: str
) -> None:
    path = shutil.copy(shipped_sqlite, tmp_path / "other.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])

    with pytest.raises(DatabaseError, match=said), open_reader(str(path)):
        pass


def test_parameters_are_found_outside_of_text_and_comments() -> None:
    sql = (
        "SELECT ':a', \":b\", x::int, E'\\':c', $$:d$$, $t$:e$t$ -- :f\n"
        "/* :g */ FROM y WHERE z LIKE '%:h' AND k = :one AND l = :two AND m = :one"
    )
    query = Query(sql, {"one": "it's", "two": None})

    assert query.literal().endswith("AND k = 'it''s' AND l = NULL AND m = 'it''s'")
    assert "k = %(one)s AND l = %(two)s" in query.for_postgresql()
    assert "'%%:h'" in query.for_postgresql()


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "NULL"), (True, "TRUE"), (3, "3"), (0.5, "0.5"), ("a'b", "'a''b'")],
)
def test_literals_are_of_both_databases(
    reader: Reader, value: str | None, written: str
) -> None:
    assert literal(value) == written
    assert reader.rows(Query(f"SELECT {written} AS x"))[0]["x"] == value


@pytest.mark.parametrize(
    "opened",
    ["/* ", "/*", "'", '"', "e'\\", "$t$ ", "$$ ", "$1$", "$a", ":a", "--", "%"],
)
def test_what_is_never_closed_takes_no_longer_than_it_is_long(opened: str) -> None:
    sql = (opened * LONGEST_STATEMENT)[: LONGEST_STATEMENT - 1]
    numbered = "".join(f"$t{n}$ " for n in range(LONGEST_STATEMENT // 7))
    started = time.process_time()

    assert len(without_texts(sql)) == len(sql)
    assert set(names_in(numbered)) == set()

    assert time.process_time() - started < 0.05


def test_a_comment_that_is_never_closed_has_no_parameters() -> None:
    assert names_in("SELECT :a /* :b") == ["a"]
    assert names_in("SELECT a$b$ + :c, $b$ :d $b$, :e") == ["c", "e"]


def test_an_offset_sent_is_found_in_what_was_typed() -> None:
    typed = "SELECT :long_name, ':no', :long_name, nonsense"
    sent = "SELECT $1, ':no', $1, nonsense"

    assert place_in(typed, sent.index("nonsense")) == typed.index("nonsense")
    assert place_in(typed, 0) == 0
